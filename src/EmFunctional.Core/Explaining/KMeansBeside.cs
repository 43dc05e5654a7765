using System.Collections.Generic;
using System.Linq;
using EmFunctional.Narration;
using EmFunctional.Numerics;
using LanguageExt;
using static EmFunctional.Narration.Passage;
using Vector = EmFunctional.Numerics.Vector;

namespace EmFunctional.Explaining;

/// <summary>K-means from the start of a run, beside EM: the same circle, with every row given whole.</summary>
static class KMeansBeside
{
    const int MostRounds = 100;
    const double MostWork = 1e7;

    /// <summary>What K-means makes of the rows of a run, where they are points.</summary>
    public static IEnumerable<Passage> Of(ExplainedRun run)
    {
        if (
            run.Words.Components < 2
            || !run.Model.Rows.Known.IsNone
            || run.Model.Rows.Labels.Case is not Models.Labelling labelling
            || !run.Words.Mixture.Exists(of => Enumerable.Range(0, of.Rows).All(i => of.Times(i) == 1))
            || NumericRows.Of(run).Case is not NumericRows rows
            || (double)rows.Points.Count * rows.Columns.Count * run.Words.Components > MostWork / MostRounds
        )
            yield break;
        var (labels, middles, rounds) = Run(rows.Points, rows.Middles(run.Start));
        var (component, row) = (run.Words.Component, run.Words.Row);
        var own = Enumerable
            .Range(0, rows.Points.Count)
            .Select(i => new Models.RowPosterior(labelling.Responsibilities(run.Last.Parameters, i), 0).Label)
            .ToArray();
        var other = labels.Zip(own, (k, l) => k != l).Count(differ => differ);
        yield return new Heading("K-means beside it");
        yield return new Prose(
            $"K-means goes round the same circle without probabilities. It gives each {row} whole to the nearest mean, and each mean becomes that of its {row}s. It knows no "
                + $"shares: a {row} between two {component}s counts for one of them as much as any other. And it knows no width, no direction and no mixing weight, so the "
                + $"border is always half-way. Begun at the same means, it changes nothing any more after {Rounds(rounds)}, with these means:"
        );
        yield return new Figures(Means(run, rows, middles));
        yield return new Prose(
            (
                other == 0
                    ? $"It gives every {row} to the {component} that EM thinks likeliest; its means differ by what EM shares out."
                    : $"It gives {other} of {own.Length} {row}s to another {component} than the one that EM thinks likeliest."
            ) + Right(run, labels)
        );
    }

    static string Rounds(int rounds) => rounds == 1 ? "one round" : $"{rounds} rounds";

    // How many each gets right, where somebody knows.
    static string Right(ExplainedRun run, Arr<int> labels)
    {
        if (run.Answer.Case is not Answer answer)
            return "";
        var k = answer.Labelling.Components;
        var counts = Enumerable
            .Range(0, k)
            .Select(l =>
                (Arr<double>)
                    Enumerable
                        .Range(0, k)
                        .Select(c => (double)labels.Where((of, i) => of == c && answer.Labels.OfRow[i] == l).Count())
                        .ToArray()
            )
            .ToArray();
        var component = Matching.Of(counts);
        var right = counts.Select((of, l) => of[component[l]]).Sum();
        return $" By the labels of chapter 1, K-means has {NumberFormat.Fixed(right, 0)} of {labels.Count} {run.Words.Row}s right and EM "
            + $"{Truth.Right(answer, run.Last.Parameters)}.";
    }

    static TextTable Means(ExplainedRun run, NumericRows rows, Arr<Vector> middles)
    {
        var ours = rows.Middles(run.Last.Parameters);
        var lines =
            from k in Enumerable.Range(0, middles.Count)
            from j in Enumerable.Range(0, rows.Columns.Count)
            select (Arr<string>)
                new[]
                {
                    $"mean[{k}]{(rows.Columns.Count > 1 ? $" of {rows.Columns[j]}" : "")}",
                    NumberFormat.Significant(middles[k][j], 5),
                    NumberFormat.Significant(ours[k][j], 5),
                };
        return new(Arr.create("parameter", "K-means", "EM"), lines.ToArray());
    }

    /// <summary>Both half-steps in turn, until no row changes its middle.</summary>
    /// <param name="points">The rows [n×d].</param>
    /// <param name="middles">Where it begins [K×d].</param>
    internal static (Arr<int> Labels, Arr<Vector> Middles, int Rounds) Run(Arr<Vector> points, Arr<Vector> middles)
    {
        var labels = Arr<int>.Empty;
        for (var round = 0; round < MostRounds; round++)
        {
            var next = Lloyd.Assign(points, middles);
            if (next == labels)
                return (labels, middles, round);
            (labels, middles) = (next, Lloyd.Move(points, next, middles));
        }
        return (labels, middles, MostRounds);
    }
}
