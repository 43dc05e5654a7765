using System.Collections.Generic;
using System.Linq;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Playground.Lessons;

/// <summary>How many rows are given to the right component, where each component is taken for the label that suits it best.</summary>
/// <param name="Names">The labels [K].</param>
/// <param name="Counts">The rows of label l of which component k is the likeliest, as <c>Counts[l][k]</c>.</param>
/// <param name="ComponentOf">Which component each label is taken for [K].</param>
public sealed record Hits(IReadOnlyList<string> Names, Arr<Arr<double>> Counts, Arr<int> ComponentOf)
{
    /// <summary>Counts them.</summary>
    /// <param name="names">The labels [K].</param>
    /// <param name="labels">For each row its label [n].</param>
    /// <param name="likeliest">For each row its likeliest component [n].</param>
    public static Hits Of(IReadOnlyList<string> names, IReadOnlyList<int> labels, IReadOnlyList<int> likeliest)
    {
        var all = Enumerable.Range(0, names.Count);
        double Count(int l, int k) => likeliest.Where((of, i) => of == k && labels[i] == l).Count();
        Arr<Arr<double>> counts = all.Select(l => (Arr<double>)all.Select(k => Count(l, k)).ToArray()).ToArray();
        return new(names, counts, Matching.Of(counts));
    }

    public int Right => (int)Parts.Sum();

    /// <summary>How it is counted, a line for each label.</summary>
    public IEnumerable<string> Worked =>
        Names
            .Select(
                (name, l) =>
                    $"{name}: {string.Join(", ", Counts[l].Select((count, k) => $"{count} of component {k}"))}; it is taken for {ComponentOf[l]}"
            )
            .Append($"right = {Equations.Sum(Parts, count => NumberFormat.Fixed(count, 0))}");

    double[] Parts => [.. Names.Select((_, l) => Counts[l][ComponentOf[l]])];
}
