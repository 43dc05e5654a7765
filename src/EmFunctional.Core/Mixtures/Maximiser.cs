using System.Linq;
using EmFunctional.Families;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Mixtures;

// The M-step of a mixture: that of each component, then what is tied, and the mixing weights.
sealed class Maximiser(Family family, int components, Mixing mixing, Holds holds, Arr<string> tied)
{
    readonly bool[] _held = MixtureChart.Held(family.Shape, components, holds, tied);
    readonly bool[] _heldWeights = holds.Of(MixtureChart.MixingWeight, components);

    public Either<EmError, Proposal<MixtureParameters>> Maximise(MixtureParameters at, Vector expected)
    {
        var (shape, p, stride) = (family.Shape, family.Shape.Count, 1 + family.Shape.Sums);
        var mass = Vector.Of(components, k => expected[k * stride]);
        var empty = Enumerable.Range(0, components).Where(k => !(mass[k] > 0)).ToArray();
        if (shape.NeedsRows && empty.Length > 0)
            return new EmError.Degenerate(empty[0], mass[empty[0]], 0);
        var from = at.ByComponent();
        double[] to = [.. from];
        var proposed = new double[p];
        for (var k = 0; k < components; k++)
        {
            if (!(mass[k] > 0))
                continue;
            var held = _held.AsSpan(k * p, p);
            from.AsSpan(k * p, p).CopyTo(proposed);
            if (family.Maximise(new(mass[k], expected.Span.Slice(k * stride + 1, stride - 1), held), proposed) is { } width)
                return new EmError.Degenerate(k, mass[k], width);
            for (var q = 0; q < p; q++)
                if (!held[q])
                    to[k * p + q] = proposed[q];
        }
        if (!tied.IsEmpty && family.As<ICanTie>()!.MaximiseTied(expected.Span, from, to) is { } common)
            return new EmError.Degenerate(Option<int>.None, mass.Sum(), common);
        var made = MixtureParameters.OfComponents(shape, mixing.Maximise(mass, at.MixingWeights, _heldWeights), to);
        var findings = empty.Select(Finding (k) => new Finding.Empty(k)).Concat(Finding.Coincident.Among(ByNumber(from)));
        return new Proposal<MixtureParameters>(made, findings.ToArray());
    }

    // Each number of θ over all components: the E-step cannot tell apart those that agree in all of them.
    Vector[] ByNumber(double[] thetas)
    {
        var p = family.Shape.Count;
        return [.. Enumerable.Range(0, p).Select(q => Vector.Of(components, k => thetas[k * p + q]))];
    }
}
