using System.Collections.Generic;
using System.Linq;
using EmFunctional.Numerics;
using EmFunctional.Pictures;
using LanguageExt;

namespace EmFunctional.Plotting;

/// <summary>How the objective rises: of one run by iteration, of several by evaluation, for an iteration is not the same work in each.</summary>
static class ObjectivePlots
{
    /// <summary>The objective, and where Aitken's estimate sees its end.</summary>
    public static Figure Objective(IReadOnlyList<PlottedRun> runs)
    {
        var hasEstimate = runs.Any(run => run.Remaining.Any(double.IsFinite));
        // An early estimate may be far off: the axis is that of what was reached.
        var seen = runs.SelectMany(run => run.Trace.Select(state => state.Objective).Append(run.End)).Where(double.IsFinite).ToArray();
        var pad = seen.Length == 0 ? 0 : 0.06 * (seen.Max() - seen.Min());
        var (low, high) = pad > 0 ? (seen.Min() - pad, seen.Max() + pad) : (double.NegativeInfinity, double.PositiveInfinity);
        var marks = runs.SelectMany((run, r) => Objectives(run, r, runs.Count > 1, y => y >= low && y <= high)).ToArray();
        var name = NameOf(runs);
        var y = new Axis($"{name} (nats)");
        return new(
            $"{PlottedRun.TitleOf(runs)}: {name}",
            hasEstimate && runs.Count == 1
                ? $"The {name} of each iterate, and, dashed, that with what it has still to gain by Aitken's estimate: where it is expected to end. "
                    + $"Estimates outside the frame are left out.{IterationAxis.Remark(runs[0])}"
                : $"The {name} of each iterate." + (runs.Count == 1 ? IterationAxis.Remark(runs[0]) : ""),
            [new(name, runs.Count == 1 ? IterationAxis.Of(runs[0]) : X(runs), pad > 0 ? y with { Low = low, High = high } : y, marks)]
        );
    }

    /// <summary>How far the objective is from its end, on a logarithmic axis; nothing where it never moves.</summary>
    public static Option<Figure> Gap(IReadOnlyList<PlottedRun> runs)
    {
        var end = runs.Max(run => run.End);
        return runs.All(run => run.Trace[0].Objective >= end) ? Option<Figure>.None : Gap(runs, end);
    }

    static Figure Gap(IReadOnlyList<PlottedRun> runs, double end) =>
        new(
            $"{PlottedRun.TitleOf(runs)}: gap to the end",
            runs.Count == 1
                ? $"How far each iterate is from the end, the last {NameOf(runs)} with what it has still to gain; a straight line is linear convergence. Dashed: "
                    + "Aitken's estimate at each iterate."
                : "How far each iterate is from the highest end of all; a straight line is linear convergence.",
            [
                new(
                    "gap to the end",
                    X(runs),
                    new("gap (nats)") { IsLogarithmic = true },
                    [.. runs.SelectMany((run, r) => Gaps(run, r, end, runs.Count > 1))]
                ),
            ]
        );

    static IEnumerable<Mark> Objectives(PlottedRun run, int r, bool isOneOfMany, Func<double, bool> isInside)
    {
        var (x, objectives) = (Places(run, isOneOfMany), Vector.Of(run.Trace.Select(state => state.Objective)));
        foreach (var mark in Drawn(run, r, isOneOfMany, x, objectives))
            yield return mark;
        if (!isOneOfMany && run.Remaining.Any(double.IsFinite))
            yield return new Mark.Line(x, (objectives + run.Remaining).Map(end => isInside(end) ? end : double.NaN))
            {
                Ink = Ink.Muted with { Dash = Dash.Dashed },
                Key = "with what is still to gain (Aitken)",
            };
    }

    static IEnumerable<Mark> Gaps(PlottedRun run, int r, double end, bool isOneOfMany)
    {
        var x = Places(run, isOneOfMany);
        foreach (var mark in Drawn(run, r, isOneOfMany, x, Vector.Of(run.Trace.Select(state => end - state.Objective))))
            yield return mark;
        if (!isOneOfMany && run.Remaining.Any(left => left > 0))
            yield return new Mark.Line(x, run.Remaining) { Ink = Ink.Muted with { Dash = Dash.Dashed }, Key = "Aitken's estimate" };
    }

    // A line, with a dot for each iterate where there are few.
    static IEnumerable<Mark> Drawn(PlottedRun run, int r, bool isOneOfMany, Vector x, Vector y)
    {
        var ink = isOneOfMany ? Ink.Of(r) : Ink.Of(1);
        yield return new Mark.Line(x, y) { Ink = ink, Key = isOneOfMany ? run.Name : run.Description.Objective };
        if (x.Count <= 60)
            yield return new Mark.Dots(x, y, 2.5) { Ink = ink };
    }

    static Axis X(IReadOnlyList<PlottedRun> runs) => new(runs.Count == 1 ? "iteration" : "evaluations") { IsWhole = true };

    static Vector Places(PlottedRun run, bool isOneOfMany) =>
        Vector.Of(run.Trace.Select(state => (double)(isOneOfMany ? state.Evaluations : state.Iteration)));

    static string NameOf(IReadOnlyList<PlottedRun> runs) =>
        runs.Select(run => run.Description.Objective).Distinct().Count() == 1 ? runs[0].Description.Objective : "objective";
}
