using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using EmFunctional.Inference;
using EmFunctional.Numerics;
using EmFunctional.Resampling;
using EmFunctional.Saving;

namespace EmFunctional.Cli.Output;

/// <summary>What bootstrap samples say, for people and for programs.</summary>
static class SampleWords
{
    /// <summary>What stands below the table.</summary>
    public static IEnumerable<string> Lines(BootstrapErrors found)
    {
        var kind = found.Interval.IsCorrected ? "BCa interval" : "percentile interval";
        var values = found.Names.Zip(found.Values).ToArray();
        yield return $"[low, high] is the {Shown.Significant(found.Interval.Level * 100, 3)} % {kind} by {found.Samples.Count - found.Degenerate} samples {How(found)}.";
        string[] none = [.. values.Where(pair => !pair.Item2.IsSame && !pair.Item2.HasInterval).Select(pair => pair.Item1)];
        if (none.Length > 0)
            yield return $"[none] No interval, since all samples lie on one side of the number: {ErrorWords.Some(none)}.";
        string[] same = [.. values.Where(pair => pair.Item2.IsSame).Select(pair => pair.Item1)];
        if (same.Length > 0)
            yield return $"The same in all samples: {ErrorWords.Some(same)}.";
    }

    static string How(BootstrapErrors found) =>
        found.Kind == BootstrapKind.Parametric ? "drawn from the fitted model"
        : found.AreSequences ? "of sequences drawn anew"
        : "of rows drawn anew";

    /// <summary>By name: the standard error, the bias and the interval.</summary>
    public static JsonObject Json(BootstrapErrors found) =>
        new()
        {
            ["samples"] = found.Samples.Count,
            ["drawn"] =
                found.Kind == BootstrapKind.Parametric ? "model"
                : found.AreSequences ? "sequences"
                : "rows",
            ["degenerate"] = found.Degenerate,
            ["notConverged"] = found.NotConverged,
            ["interval"] = found.Interval.IsCorrected ? "bca" : "percentile",
            ["level"] = found.Interval.Level,
            ["values"] = new JsonObject(
                found.Names.Zip(
                    found.Values,
                    (name, number) =>
                        KeyValuePair.Create(
                            name,
                            (JsonNode?)
                                new JsonObject
                                {
                                    ["error"] = ModelJson.Number(number.Error),
                                    ["bias"] = ModelJson.Number(number.Bias),
                                    ["low"] = ModelJson.Number(number.Low),
                                    ["high"] = ModelJson.Number(number.High),
                                }
                        )
                )
            ),
        };
}
