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
        return mixture.Family.Shape.Width == 1 && mixture.Family.HasMoments
            ? OnLine(data, at, parameters => MeansOf(mixture.Family, parameters))
            : Option<ModelShape>.None;
    }

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

    static Vector MeansOf(Family family, MixtureParameters at)
    {
        var members = family.At(at.ByComponent());
        return Vector.Of(at.Components, k => members.MomentsOf(k, 0).Mean);
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
