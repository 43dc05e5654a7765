using System.Linq;
using EmFunctional.Families;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Mixtures;

// The M-step of a mixture: that of each component, then what is tied, and the mixing weights.
sealed class Maximiser(Family family, int components, Mixing mixing, FixedParameters fixedParameters, Ties ties)
{
    readonly bool[] _held = ThetaChart.Held(family.Shape, components, fixedParameters, ties.Groups);
    readonly bool[] _heldWeights = fixedParameters.Of(MixingExtensions.Group, components);

    public Either<EmError, Proposal<MixtureParameters>> Maximise(MixtureParameters at, Vector expected)
    {
        var (shape, stride) = (family.Shape, 1 + family.Shape.Sums);
        var mass = Vector.Of(components, k => expected[k * stride]);
        var from = at.ByComponent();
        return MemberStep
            .Maximise(family, expected, from, _held)
            .Bind(to => ties.Maximise(expected, from, to))
            .Map(to =>
            {
                var made = MixtureParameters.OfComponents(shape, mixing.Maximise(mass, at.MixingWeights, _heldWeights), to);
                var diagnostics = MemberStep.Empty(mass).Select(Diagnostic (k) => new Diagnostic.Empty(k));
                return new Proposal<MixtureParameters>(
                    made,
                    diagnostics
                        .Concat(MemberStep.Undetermined(family, expected, _held))
                        .Concat(Diagnostic.Coincident.Among(ByNumber(from)))
                        .ToArray()
                );
            });
    }

    /// <summary>The statistics about other parameters.</summary>
    public Either<EmError, Vector> Carry(MixtureParameters from, MixtureParameters to, Vector expected) =>
        MemberStep.Carry(family, expected, from.ByComponent(), to.ByComponent());

    // Each number of θ over all components: the E-step cannot tell apart those that agree in all of them.
    Vector[] ByNumber(double[] thetas)
    {
        var p = family.Shape.Count;
        return [.. Enumerable.Range(0, p).Select(q => Vector.Of(components, k => thetas[k * p + q]))];
    }
}
