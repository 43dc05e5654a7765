using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Models.Coins;
using EmFunctional.Models.GaussianMixture;
using EmFunctional.Models.HiddenMarkov;
using EmFunctional.Models.Linkage;
using EmFunctional.Models.NormalMixture;
using EmFunctional.Models.PoissonMixture;
using LanguageExt;

namespace EmFunctional.Models;

/// <summary>The models there are: each is registered here, once.</summary>
public static class Registry
{
    /// <summary>The entries, in the order in which they are listed.</summary>
    public static Arr<ModelEntry> Models { get; } =
        Arr.create(
            CoinsEntry.Entry,
            NormalMixtureEntry.Entry,
            GaussianMixtureEntry.Entry,
            PoissonMixtureEntry.Entry,
            LinkageEntry.Entry,
            HiddenMarkovEntry.Entry
        );

    /// <summary>The model of a name.</summary>
    /// <param name="name">The name.</param>
    public static Either<EmError, ModelEntry> Find(string name) =>
        Models
            .Find(entry => entry.Name == name)
            .ToEither(EmError () => new EmError.UnknownName("model", name, Models.Select(entry => entry.Name).ToArray()));
}
