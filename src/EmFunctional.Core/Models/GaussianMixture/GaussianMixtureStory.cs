using System.Linq;
using EmFunctional.Families;
using EmFunctional.Families.Gaussian;
using EmFunctional.Mixtures;
using EmFunctional.Models.GaussianMixture.Data;
using EmFunctional.Models.GaussianMixture.Form;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Models.GaussianMixture;

// The story of a mixture, in the words of its family.
static class GaussianMixtureStory
{
    public static MixtureStory Of(GaussianMixtureData data, GaussianMixtureOptions options, Func<Vector, FittedFamily> at)
    {
        var words = MultivariateNormalWords.Of(data, options.Form.Shape());
        return new(
            data,
            new(
                "a normal distribution",
                Arr.create("mean", "covariance"),
                Enumerable.Range(0, options.Components).Select(k => $"mean[{k}][0]").ToArray()
            ),
            options.Form.IsShared() ? words with { Assumed = words.AssumedIfTied } : words,
            options.Components,
            options.Mixing,
            at
        );
    }
}
