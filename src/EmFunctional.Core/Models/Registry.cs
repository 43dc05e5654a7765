using System.Linq;
using EmFunctional.Families;
using EmFunctional.Mixtures;
using EmFunctional.Modelling;
using EmFunctional.Models.GaussianMixture;
using EmFunctional.Models.HiddenMarkov;
using EmFunctional.Models.Linkage;
using LanguageExt;

namespace EmFunctional.Models;

/// <summary>The models there are: each is registered here, once.</summary>
public static class Registry
{
    /// <summary>The entries, in the order in which they are listed.</summary>
    public static Arr<ModelEntry> Models { get; } =
        Arr.create(
            MixtureEntry.Of(
                Family.Of<Coin>(),
                "coins of unknown bias: each row is a sequence of flips by one of them (binomial mixture)",
                FlipsReader.Read
            ),
            MixtureEntry.Of(
                Family.Of<Normal>(),
                "points on a line that have lost their colours: each comes from one of several normal distributions",
                Arr.create(
                    new ModelOptionEntry(
                        "m-step",
                        "textbook",
                        Arr.create("textbook", "notebook"),
                        "the standard deviation about the new mean (textbook), or about the previous one (notebook; not monotone)"
                    )
                ),
                settings => Family.Of(new Normal(settings["m-step"] == "notebook" ? DeviationAbout.PreviousMean : DeviationAbout.NewMean))
            ),
            GaussianMixtureEntry.Entry,
            MixtureEntry.Of(Family.Of<Poisson>(), "counts that nobody sorted: each comes from one of several Poisson distributions"),
            MixtureEntry.Of(FamilyCatalogue.Families),
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
