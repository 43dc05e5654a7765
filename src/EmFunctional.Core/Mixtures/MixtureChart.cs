using System.Linq;
using EmFunctional.Families;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Mixtures;

// The coordinates on the parameters of a mixture: the mixing weights, and each group of the family's parameters.
static class MixtureChart
{
    public static Chart<MixtureParameters> Of(
        FamilyShape shape,
        int components,
        Mixing mixing,
        FixedParameters fixedParameters,
        Arr<string> tied
    )
    {
        var theta = ThetaChart.Of(shape, components, fixedParameters, tied);
        var weights = mixing.Coordinates(components, fixedParameters);
        var chart = Chart.Of(
            at => shape.HasWeightsLast ? Vector.Concat(at.Theta, at.MixingWeights) : Vector.Concat(at.MixingWeights, at.Theta),
            flat => FromFlat(shape, components, flat),
            shape.HasWeightsLast ? [.. theta, weights] : [weights, .. theta]
        );
        return ThetaChart.Measured(shape, chart, at => at.Thetas);
    }

    /// <summary>The parameters of a vector of the chart, unchecked.</summary>
    public static MixtureParameters FromFlat(FamilyShape shape, int components, Vector flat)
    {
        var p = shape.Parameters.Sum(parameter => parameter.CountOf(components));
        return shape.HasWeightsLast
            ? new(shape, flat.Slice(p, components), flat.Slice(0, p))
            : new(shape, flat.Slice(0, components), flat.Slice(components, p));
    }
}
