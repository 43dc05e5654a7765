using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using EmFunctional.Inference;
using EmFunctional.Modelling;
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
        yield return $"[low, high] is the {NumberFormat.Significant(found.Interval.Level * 100, 3)} % {kind} by {found.Samples.Count - found.Degenerate} samples {How(found)}.";
        foreach (var lacking in values.Where(pair => !pair.Item2.HasInterval).GroupBy(pair => Why(pair.Item2)))
            yield return $"{lacking.Key}: {ErrorWords.Some([.. lacking.Select(pair => pair.Item1)])}.";
    }

    static string Why(BootstrapNumber number) =>
        number.IsSame ? "The same in all samples"
        : number.Lack.Case is StandardError lack ? $"[none] No interval, since {ErrorWords.Reason(lack)}"
        : "[none] No interval, since all samples lie on one side of the number";

    static string KindOf(BootstrapNumber number) =>
        number.IsSame ? "same"
        : number.Lack.Case is StandardError lack ? ErrorWords.Kind(lack)!
        : "one side";

    static string How(BootstrapErrors found) =>
        found.Kind == BootstrapKind.Parametric ? "drawn from the fitted model"
        : found.AreSequences ? "of sequences drawn anew"
        : "of rows drawn anew";

    /// <summary>What is to be said of the samples.</summary>
    public static IEnumerable<string> Remarks(BootstrapErrors found)
    {
        if (found.Degenerate > 0)
            yield return Left(found.Samples);
        if (found.NotConverged > 0)
            yield return $"In {found.NotConverged} of {found.Samples.Count} samples the run did not converge; they count all the same.";
        if (found.Samples.Count * (1 - found.Interval.Level) / 2 < 1)
            yield return $"Of so few samples an interval ends at the extremes: {NumberFormat.Significant(found.Interval.Level * 100, 3)} % needs {Math.Ceiling(20 / (1 - found.Interval.Level))} or more.";
    }

    /// <summary>How many samples are degenerate, by reason.</summary>
    public static string Left(IReadOnlyList<BootstrapSample> samples)
    {
        var degenerate = samples.SelectMany(sample => sample.Error.ToArray()).ToArray();
        var reasons = degenerate.GroupBy(KindOf).OrderByDescending(kind => kind.Count());
        return $"{degenerate.Length} of {samples.Count} samples are degenerate and left out: "
            + string.Join("; ", reasons.Take(3).Select(kind => $"{kind.Count()} times, {kind.First()}"))
            + ".";
    }

    // What a journal tells of it has its kind as a word.
    static string KindOf(EmError error) => error is EmError.Recorded recorded ? recorded.Kind : error.GetType().Name;

    /// <summary>By name: the standard error, the bias and the interval, or null; why there is none is beside.</summary>
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
                found.Names.Zip(found.Values, (name, number) => KeyValuePair.Create(name, number.HasInterval ? Json(number) : null))
            ),
            ["without"] = new JsonObject(
                found
                    .Names.Zip(found.Values)
                    .Where(pair => !pair.Item2.HasInterval)
                    .Select(pair => KeyValuePair.Create(pair.Item1, (JsonNode?)KindOf(pair.Item2)))
            ),
        };

    static JsonNode? Json(BootstrapNumber number) =>
        new JsonObject
        {
            ["error"] = ModelJson.Number(number.Error),
            ["bias"] = ModelJson.Number(number.Bias),
            ["low"] = ModelJson.Number(number.Low),
            ["high"] = ModelJson.Number(number.High),
        };
}
