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
            return own.PictureOf(data, at, flat => MixtureExpectation.Sums(data, at(flat)));
        return mixture.Family.Shape.Width == 1 && mixture.Family.HasMoments
            ? FamilyCurves.OnLine(data, at, parameters => MeansOf(mixture.Family, parameters))
            : Option<ModelShape>.None;
    }

    static Vector MeansOf(Family family, MixtureParameters at)
    {
        var members = family.At(at.ByComponent());
        return Vector.Of(at.Components, k => members.MomentsOf(k, 0).Mean);
    }
}
