using System.Linq;
using EmFunctional.Families;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Narration;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Mixtures;

// What a mixture of one column looks like: the weighted densities πₖ f(x | θₖ), or probabilities.
static class MixturePicture
{
    public static Option<ModelShape> Of(Mixture mixture, MixtureData data, Func<Vector, MixtureParameters> at)
    {
        if (mixture.Family.As<IHasPicture>() is { } own)
            return own.PictureOf(data, at);
        var isOfCounts = mixture.Family.Shape.Columns[0].IsDiscrete;
        return mixture.Family.Shape.Width == 1 && mixture.Family.HasMoments
            ? new ModelShape.OnLine(
                data.Names[0],
                isOfCounts ? "probability" : "density",
                isOfCounts ? CurveKind.Probability : CurveKind.Density,
                data.Values,
                i => data.Weights[i],
                flat => CurvesOf(mixture.Family, at(flat))
            )
            : Option<ModelShape>.None;
    }

    static Curves CurvesOf(Family family, MixtureParameters at)
    {
        var (members, logWeights) = (family.At(at.ByComponent()), at.MixingWeights.Map(Elementary.Log));
        var centres = Vector.Of(at.Components, k => members.MomentsOf(k, 0).Mean);
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
