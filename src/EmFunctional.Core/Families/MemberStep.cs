using System.Collections.Generic;
using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Families;

// The M-step of the members of a family, each by itself.
static class MemberStep
{
    /// <summary>The members of which nothing is expected.</summary>
    public static int[] Empty(Vector mass) => [.. Enumerable.Range(0, mass.Count).Where(k => !(mass[k] > 0))];

    /// <summary>Sums of members about their θ, told about another.</summary>
    /// <param name="family">The family.</param>
    /// <param name="expected">Of each member its mass and its sums [K×(1+m)].</param>
    /// <param name="from">θ, member after member [K×p].</param>
    /// <param name="to">θ′ [K×p].</param>
    /// <returns>The sums, or that the family cannot.</returns>
    public static Either<EmError, Vector> Carry(Family family, Vector expected, double[] from, double[] to) =>
        !family.CanCarry
            ? new EmError.CannotDo(
                family.Shape.Text,
                "follow a stream: its sums are slopes at its parameters, and say nothing at others; fit the rows as a whole"
            )
        : family.As<ICarriesSums>() is null && family is not Product ? expected
        : Vector.Fill(
            expected.Count,
            (family, expected, from, to),
            static (into, x) =>
            {
                var (p, stride) = (x.family.Shape.Count, 1 + x.family.Shape.Sums);
                x.expected.Span.CopyTo(into);
                for (var k = 0; k * stride < into.Length; k++)
                    x.family.Carry(
                        x.from.AsSpan(k * p, p),
                        x.to.AsSpan(k * p, p),
                        into[k * stride],
                        into.Slice(k * stride + 1, stride - 1)
                    );
            }
        );

    /// <summary>θ of each member as the family maximises it; one without rows is kept, or is an error where the family needs rows.</summary>
    /// <param name="family">The family.</param>
    /// <param name="expected">Of each member its mass and its sums [K×(1+m)].</param>
    /// <param name="from">θ as it was, member after member [K×p].</param>
    /// <param name="held">Which numbers are held [K×p].</param>
    public static Either<EmError, double[]> Maximise(Family family, Vector expected, double[] from, bool[] held)
    {
        var (p, stride) = (family.Shape.Count, 1 + family.Shape.Sums);
        var mass = Vector.Of(expected.Count / stride, k => expected[k * stride]);
        if (family.Shape.NeedsRows && Empty(mass) is [var empty, ..])
            return new EmError.Degenerate(empty, mass[empty], 0);
        double[] to = [.. from];
        var proposed = new double[p];
        for (var k = 0; k < mass.Count; k++)
        {
            if (!(mass[k] > 0))
                continue;
            var own = held.AsSpan(k * p, p);
            from.AsSpan(k * p, p).CopyTo(proposed);
            if (family.Maximise(new(mass[k], expected.Span.Slice(k * stride + 1, stride - 1), own), proposed) is { } width)
                return new EmError.Degenerate(k, mass[k], width);
            for (var q = 0; q < p; q++)
                if (!own[q])
                    to[k * p + q] = proposed[q];
        }
        return to;
    }

    /// <summary>The numbers of each member that its rows do not bound.</summary>
    /// <param name="family">The family.</param>
    /// <param name="expected">Of each member its mass and its sums [K×(1+m)].</param>
    /// <param name="held">Which numbers are held [K×p].</param>
    public static IEnumerable<Diagnostic> Undetermined(Family family, Vector expected, bool[] held)
    {
        var (p, stride) = (family.Shape.Count, 1 + family.Shape.Sums);
        for (var k = 0; k * stride < expected.Count; k++)
        {
            var own = new Expected(expected[k * stride], expected.Span.Slice(k * stride + 1, stride - 1), held.AsSpan(k * p, p));
            if (own.Mass > 0 && family.Undetermined(own) is { IsEmpty: false } numbers)
                yield return new Diagnostic.Undetermined(k, numbers.Map(q => ThetaChart.NameOf(family.Shape, q, k)));
        }
    }
}
