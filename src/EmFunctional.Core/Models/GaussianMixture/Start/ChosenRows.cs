using System.Collections.Generic;
using System.Linq;
using EmFunctional.Families;
using EmFunctional.Modelling;
using EmFunctional.Models.GaussianMixture.Data;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Models.GaussianMixture.Start;

/// <summary>As many rows as a start can bear that looks at all pairs of rows.</summary>
/// <param name="Data">Those rows.</param>
/// <param name="Labels">The label of each, −1 where there is none.</param>
sealed record ChosenRows(MixtureData Data, int[] Labels)
{
    /// <summary>All rows that count, or of more than so many as many: chosen evenly, the same whatever the seed of the run.</summary>
    /// <param name="data">The data.</param>
    /// <param name="most">How many.</param>
    public static Either<EmError, ChosenRows> Of(MixtureData data, int most)
    {
        var (places, d, at) = (Places(data, most), data.Dimension, 0);
        var values = new double[places.Length * d];
        return data
            .Blocks.Visit(
                (first, rows) =>
                {
                    for (; at < places.Length && places[at] < first + rows.Length / d; at++)
                        rows.Slice((places[at] - first) * d, d).CopyTo(values.AsSpan(at * d));
                    return at < places.Length;
                }
            )
            .Bind(_ =>
                GaussianMixtureData
                    .Create(data.Names, Vector.Create(values), Vector.Of(places.Length, i => data.Weights[places[i]]))
                    .ToEither()
                    .MapLeft(faults => faults.Head)
            )
            .Map(chosen => new ChosenRows(chosen, [.. places.Select(place => data.Labels[place])]));
    }

    /// <summary>Their groups by hierarchical clustering; what is missing lies at the mean of its column.</summary>
    /// <param name="k">How many groups.</param>
    public Either<EmError, int[]> Groups(int k)
    {
        var (d, centre, filled) = (Data.Dimension, Data.Centre, new double[Data.Rows * Data.Dimension]);
        return Data
            .Blocks.Visit(
                (first, rows) =>
                {
                    for (var at = 0; at < rows.Length; at++)
                        filled[first * d + at] = double.IsNaN(rows[at]) ? centre[at % d] : rows[at];
                    return true;
                }
            )
            .Map(_ =>
            {
                var weights = Vector.Of(Data.Rows, i => Data.Weights[i]);
                return Hierarchical.Of(PrincipalScores.Of(Vector.Create(filled), d, weights), d, weights, Labels, k);
            });
    }

    // Those whose numbers, drawn one for each row, are least.
    static int[] Places(MixtureData data, int most)
    {
        var (seed, least) = (new Seed(1), new PriorityQueue<int, ulong>());
        for (var i = 0; i < data.Rows; i++)
            if (data.Weights[i] > 0)
            {
                least.Enqueue(i, ~seed.Bits(i));
                if (least.Count > most)
                    least.Dequeue();
            }
        return [.. least.UnorderedItems.Select(item => item.Element).Order()];
    }
}
