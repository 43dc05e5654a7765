using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Families;

// What the families that are made from a family g of counts have in common.
static class Counts
{
    /// <summary>Whether a family is of counts from 0, of one column.</summary>
    public static bool Are(FamilyShape shape) =>
        shape.Width == 1 && shape.Columns[0] is { IsDiscrete: true, Levels.IsEmpty: true } column && column.Domain.Contains(0);

    /// <summary>ln g(0).</summary>
    public static double LogZero<TInner>(TInner member)
        where TInner : struct, IFamily<TInner> => member.LogDensity(member.LogMeasure([0]), [0]);

    public static double ShareOfZeros(ReadOnlySpan<double> rows, ReadOnlySpan<double> weights)
    {
        var (zeros, all) = (0.0, 0.0);
        for (var i = 0; i < rows.Length; i++)
            (zeros, all) = (zeros + (rows[i] == 0 ? weights[i] : 0), all + weights[i]);
        return zeros / all;
    }

    /// <summary>The moments of a count that is g's with a probability s, or is s times as likely as g's, and else 0.</summary>
    public static (double Mean, double Variance) Scaled(double s, (double Mean, double Variance) of)
    {
        var mean = s * of.Mean;
        return (mean, s * (of.Variance + of.Mean * of.Mean) - mean * mean);
    }

    /// <summary>The shape of a family that is made from g: one parameter before g's, and more sums before g's.</summary>
    public static FamilyShape Made(string name, Parameter first, FamilyShape inner, int more) =>
        new(
            $"{name} {inner.Name}",
            Arr.create(first).AddRange(inner.Parameters.Map(parameter => parameter with { Unit = null })),
            inner.Columns,
            inner.Sums + more
        )
        {
            IsFolded = inner.IsFolded,
            NeedsVariety = inner.NeedsVariety,
            IsMonotone = inner.IsMonotone,
            IsGeneralised = inner.IsGeneralised,
            Arguments = inner.Arguments,
            Pattern = $"{name}({inner.Pattern})",
        };
}

abstract class OfCounts : IFamilyMaker
{
    public string From => "a family of counts";

    public string Example => "poisson(visits)";

    public Option<Family> Make<TInner>(TInner inner)
        where TInner : struct, IFamily<TInner> => Counts.Are(inner.Shape) ? MadeFrom(inner) : Option<Family>.None;

    protected abstract Family MadeFrom<TInner>(TInner inner)
        where TInner : struct, IFamily<TInner>;
}
