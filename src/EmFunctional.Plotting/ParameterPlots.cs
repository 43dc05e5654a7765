using System.Collections.Generic;
using System.Linq;
using EmFunctional.Numerics;
using EmFunctional.Pictures;
using EmFunctional.Reporting;
using LanguageExt;

namespace EmFunctional.Plotting;

/// <summary>Parameters by iteration, a small panel for each quantity with a line for each component; covariances as deviations and correlations.</summary>
static class ParameterPlots
{
    /// <summary>The panels, as many as fit a page: those of correlations go first, the weakest of them before the others.</summary>
    /// <param name="run">The run.</param>
    /// <param name="most">How many panels there is room for.</param>
    public static Option<Figure> Parameters(PlottedRun run, int most = Figure.MostPanels)
    {
        if (NamedPlots.Are(run))
            return NamedPlots.Largest(run);
        var rows = run.Trace.Select(state => ParameterRow.All(run.Called, state.Parameters)).ToArray();
        var all = Enumerable
            .Range(0, rows[^1].Count)
            .Select(i => new Quantity(rows[^1][i], [.. rows.Select(at => at[i].Values)]))
            .ToArray();
        var moved = all.Where(quantity => rows.Length == 1 || quantity.IsMoved).ToArray();
        if (moved.Length == 0)
            return Option<Figure>.None;
        var chosen = moved.OrderByDescending(quantity => quantity.Weight).Take(most).ToHashSet();
        var drawn = moved.Where(chosen.Contains).ToArray();
        var held = all.Except(moved).Select(quantity => quantity.Name).ToArray();
        return new Figure(
            $"{run.Title}: parameters",
            "Each quantity by iteration, a line for each component."
                + (all.Any(quantity => quantity.Row.IsCorrelation) ? " Covariances are drawn as standard deviations and correlations." : "")
                + (held.Length > 0 ? $" Without a panel, for they stay as they were: {string.Join(", ", held)}." : "")
                + (
                    drawn.Length < moved.Length
                        ? $" {moved.Length - drawn.Length} of {moved.Length} panels are left out, those that say least."
                        : ""
                )
                + IterationAxis.Remark(run),
            [.. drawn.Select(quantity => PanelOf(run, quantity))]
        );
    }

    static Panel PanelOf(PlottedRun run, Quantity quantity)
    {
        var x = IterationAxis.Places(run);
        return new(quantity.Name, IterationAxis.Of(run), new(""), [.. Enumerable.Range(0, quantity.Row.Values.Count).SelectMany(Marks)]);

        IEnumerable<Mark> Marks(int k)
        {
            var y = Vector.Of(quantity.ByIteration.Select(at => at[k]));
            var ink = quantity.Row.IsCommon ? Ink.Plain : Ink.Of(k);
            yield return new Mark.Line(x, y) { Ink = ink, Key = quantity.Row.IsCommon ? "" : run.ComponentName(k) };
            if (x.Count == 1)
                yield return new Mark.Dots(x, y, 2.5) { Ink = ink };
        }
    }

    /// <summary>What a panel of a quantity is called: where a title is too long its end is cut off, which of a correlation says least.</summary>
    public static string NameOf(ParameterRow row) =>
        row.IsCorrelation ? $"{row.Of} ({row.Kind})"
        : row.Of.Length == 0 ? row.Kind
        : $"{row.Kind}{(row.Kind.EndsWith("probability", StringComparison.Ordinal) ? "," : " of")} {row.Of}";

    sealed record Quantity(ParameterRow Row, Vector[] ByIteration)
    {
        public string Name => NameOf(Row);

        // What is held, or tied to what is, stays as it was.
        public bool IsMoved => ByIteration.Any(at => !at.Equals(ByIteration[0]));

        public double Weight => Row.IsCorrelation ? Row.Values.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max() : 2;
    }
}
