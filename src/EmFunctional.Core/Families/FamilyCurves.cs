using System.Linq;
using EmFunctional.Narration;
using EmFunctional.Numerics;

namespace EmFunctional.Families;

// The weighted densities πₖ f(x | θₖ), or probabilities, of components of one column.
static class FamilyCurves
{
    /// <summary>The curves of components of one column.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="at">The parameters of a vector of the chart.</param>
    /// <param name="centres">Where each curve is centred [K].</param>
    public static ModelShape OnLine(MixtureData data, Func<Vector, MixtureParameters> at, Func<MixtureParameters, Vector> centres)
    {
        var isOfCounts = data.Family.Shape.Columns[0].IsDiscrete;
        return new ModelShape.OnLine(
            data.Names[0],
            isOfCounts ? "probability" : "density",
            isOfCounts ? CurveKind.Probability : CurveKind.Density,
            data.Values,
            i => data.Weights[i],
            flat => CurvesOf(data.Family, at(flat), centres(at(flat)))
        );
    }

    static Curves CurvesOf(Family family, MixtureParameters at, Vector centres)
    {
        var (members, logWeights) = (family.At(at.ByComponent()), at.MixingWeights.Map(Elementary.Log));
        return new(centres, x => Heights(family, members, logWeights, x));
    }

    static Vector Heights(Family family, Members members, Vector logWeights, double x)
    {
        if (!family.Shape.Columns[0].Domain.Contains(x))
            return logWeights.Map(_ => 0);
        var heights = logWeights.Span.ToArray();
        members.AddLogDensities(new([x], 1), heights);
        var measure = family.LogMeasure([x]);
        return Vector.Of(heights.Select(height => Elementary.Exp(height + measure)));
    }
}
