using System.Linq;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Families;

/// <summary>A factor of a product: its family, and where its columns, its θ and its sums begin.</summary>
sealed record Factor(Family Family, int Column, int Theta, int Sum)
{
    public FamilyShape Shape => Family.Shape;

    /// <summary>What stands before the names of its numbers. Names on a chart have indices in brackets, and are held by name=value.</summary>
    public static string PrefixOf(Family factor) =>
        string.Concat(factor.Shape.Columns[0].Name.Select(c => "[]=,".Contains(c) ? '_' : c)) + ".";

    /// <summary>What it ties, under names in the product.</summary>
    public Arr<string> Tieable =>
        Family.As<ICanTie>() is { } able ? able.Tieable.Map(group => PrefixOf(Family) + group) : Arr<string>.Empty;

    /// <summary>Its own numbers of each component.</summary>
    /// <param name="all">The numbers of the product, component after component.</param>
    /// <param name="stride">How many each component has.</param>
    /// <param name="first">Where its own begin.</param>
    /// <param name="count">How many are its own.</param>
    public static double[] Own(ReadOnlySpan<double> all, int stride, int first, int count)
    {
        var own = new double[all.Length / stride * count];
        for (var k = 0; k * stride < all.Length; k++)
            all.Slice(k * stride + first, count).CopyTo(own.AsSpan(k * count));
        return own;
    }

    /// <summary>Puts θ of each component in its place.</summary>
    public void Return(ReadOnlySpan<double> own, Span<double> thetas, int stride)
    {
        for (var k = 0; k * stride < thetas.Length; k++)
            own.Slice(k * Shape.Count, Shape.Count).CopyTo(thetas[(k * stride + Theta)..]);
    }
}

/// <summary>What the factors of a product can tie, each by itself.</summary>
/// <param name="factors">The factors.</param>
/// <param name="count">p of the product.</param>
/// <param name="sums">m of the product.</param>
sealed class FactorTies(Factor[] factors, int count, int sums) : ICanTie
{
    public Arr<string> Tieable => factors.SelectMany(factor => factor.Tieable).ToArray();

    public void TieStart(string group, Vector weights, Span<double> thetas)
    {
        var (factor, able, name) = Of(group);
        var own = Factor.Own(thetas, count, factor.Theta, factor.Shape.Count);
        able.TieStart(name, weights, own);
        factor.Return(own, thetas, count);
    }

    // Before the sums of the product stands its mass, and before those of a factor its own.
    public double? MaximiseTied(string group, ReadOnlySpan<double> expected, ReadOnlySpan<double> from, Span<double> to)
    {
        var (factor, able, name) = Of(group);
        var own = Factor.Own(to, count, factor.Theta, factor.Shape.Count);
        var width = able.MaximiseTied(
            name,
            Factor.Own(expected, 1 + sums, 1 + factor.Sum, 1 + factor.Shape.Sums),
            Factor.Own(from, count, factor.Theta, factor.Shape.Count),
            own
        );
        factor.Return(own, to, count);
        return width;
    }

    (Factor Factor, ICanTie Able, string Name) Of(string group)
    {
        var factor = factors.Single(factor => factor.Tieable.Contains(group));
        return (factor, factor.Family.As<ICanTie>()!, group[Factor.PrefixOf(factor.Family).Length..]);
    }
}
