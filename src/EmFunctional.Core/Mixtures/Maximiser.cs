using System.Collections.Generic;
using System.Linq;
using EmFunctional.Families;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Mixtures;

// The M-step of a mixture: that of each component, then what is tied, and the mixing weights.
sealed class Maximiser(Family family, int components, Mixing mixing, Holds holds, Arr<string> tied)
{
    readonly bool[] _held = ThetaChart.Held(family.Shape, components, holds, tied);
    readonly bool[] _heldWeights = holds.Of(MixtureChart.MixingWeight, components);

    public Either<EmError, Proposal<MixtureParameters>> Maximise(MixtureParameters at, Vector expected)
    {
        var (shape, stride) = (family.Shape, 1 + family.Shape.Sums);
        var mass = Vector.Of(components, k => expected[k * stride]);
        var from = at.ByComponent();
        return MemberStep
            .Maximise(family, expected, from, _held)
            .Bind(to => Tie(expected, from, to, mass))
            .Map(to =>
            {
                var made = MixtureParameters.OfComponents(shape, mixing.Maximise(mass, at.MixingWeights, _heldWeights), to);
                var findings = MemberStep.Empty(mass).Select(Finding (k) => new Finding.Empty(k));
                return new Proposal<MixtureParameters>(
                    made,
                    findings.Concat(Undetermined(expected, mass)).Concat(Finding.Coincident.Among(ByNumber(from))).ToArray()
                );
            });
    }

    IEnumerable<Finding> Undetermined(Vector expected, Vector mass)
    {
        var (p, stride) = (family.Shape.Count, 1 + family.Shape.Sums);
        for (var k = 0; k < components; k++)
        {
            if (!(mass[k] > 0))
                continue;
            var own = new Expected(mass[k], expected.Span.Slice(k * stride + 1, stride - 1), _held.AsSpan(k * p, p));
            if (family.Undetermined(own) is { IsEmpty: false } numbers)
                yield return new Finding.Undetermined(k, numbers.Map(q => ThetaChart.NameOf(family.Shape, q, k)));
        }
    }

    Either<EmError, double[]> Tie(Vector expected, double[] from, double[] to, Vector mass) =>
        !tied.IsEmpty && family.As<ICanTie>()!.MaximiseTied(expected.Span, from, to) is { } common
            ? new EmError.Degenerate(Option<int>.None, mass.Sum(), common)
            : to;

    // Each number of θ over all components: the E-step cannot tell apart those that agree in all of them.
    Vector[] ByNumber(double[] thetas)
    {
        var p = family.Shape.Count;
        return [.. Enumerable.Range(0, p).Select(q => Vector.Of(components, k => thetas[k * p + q]))];
    }
}
