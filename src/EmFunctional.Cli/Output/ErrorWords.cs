using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using EmFunctional.Inference;
using EmFunctional.Saving;

namespace EmFunctional.Cli.Output;

/// <summary>Standard errors, for people and for programs.</summary>
static class ErrorWords
{
    const int MostNames = 4;

    /// <summary>What stands below the table.</summary>
    public static IEnumerable<string> Lines(StandardErrors errors)
    {
        yield return $"± is one standard error, by {Method(errors)} ({errors.Information.Evaluations} evaluations).";
        foreach (var kind in errors.Names.Zip(errors.Values).GroupBy(pair => Why(pair.Item2)).Where(kind => kind.Key is not null))
            yield return $"{kind.Key}: {Some([.. kind.Select(pair => pair.Item1)])}.";
    }

    /// <summary>By name: the standard error, or null; what it lacks is beside.</summary>
    public static JsonObject Json(StandardErrors errors) =>
        new()
        {
            ["method"] = errors.IsSandwich ? "sandwich" : "observed information",
            ["evaluations"] = errors.Information.Evaluations,
            ["isSaddle"] = errors.IsSaddle,
            ["values"] = new JsonObject(
                errors.Names.Zip(errors.Values, (name, error) => KeyValuePair.Create(name, ModelJson.Number(ValueOf(error))))
            ),
            ["without"] = new JsonObject(
                errors
                    .Names.Zip(errors.Values, (name, error) => (name, Why: Kind(error)))
                    .Where(pair => pair.Why is not null)
                    .Select(pair => KeyValuePair.Create(pair.name, (JsonNode?)pair.Why))
            ),
        };

    static string Method(StandardErrors errors) =>
        errors.IsSandwich ? "the sandwich form of the observed information" : "the observed information";

    static double ValueOf(StandardError error) => error is StandardError.Known known ? known.Value : double.NaN;

    internal static string? Kind(StandardError error) =>
        error.Match<string?>(_ => null, _ => "fixed", _ => "edge", _ => "flat", _ => "saddle");

    static string? Why(StandardError error) =>
        error.Match<string?>(
            known: _ => null,
            @fixed: _ => null,
            atEdge: _ => $"(edge) No error, since {Reason(error)}",
            notIdentified: _ => $"(flat) No error, since {Reason(error)}",
            noMaximum: _ => $"(saddle) No error, since {Reason(error)}"
        );

    /// <summary>Why a number has no error.</summary>
    internal static string? Reason(StandardError error) =>
        error.Match<string?>(
            known: _ => null,
            @fixed: _ => null,
            atEdge: _ => "the number is at the edge of its domain",
            notIdentified: _ => "the data do not tell the number: other values are as likely",
            noMaximum: _ => "the objective rises from here when the number changes: the run ended at a saddle"
        );

    internal static string Some(string[] names) =>
        names.Length <= MostNames
            ? string.Join(", ", names)
            : $"{string.Join(", ", names.Take(MostNames))} and {names.Length - MostNames} more";
}
