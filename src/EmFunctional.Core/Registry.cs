using System.Linq;
using EmFunctional.Chains;
using EmFunctional.Families;
using EmFunctional.Mixtures;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Models.GaussianMixture;
using EmFunctional.Models.Linkage;
using LanguageExt;

namespace EmFunctional;

/// <summary>The models that a tool knows, and the families that its structures are made of.</summary>
/// <param name="Models">The models, in the order in which they are listed.</param>
/// <param name="Families">The families, in the order in which they are listed.</param>
public sealed record Registry(Arr<ModelEntry> Models, Arr<FamilyEntry> Families)
{
    /// <summary>What there is.</summary>
    public static Registry Standard { get; } = Of(FamilyCatalogue.Families);

    /// <summary>The same with families of one's own: every structure and verb takes them as it takes the others.</summary>
    /// <param name="families">The families, such as <c>FamilyEntry.Of&lt;MyFamily&gt;("what it is of")</c>.</param>
    /// <exception cref="ArgumentException">A family has the name of another.</exception>
    public Registry Add(params FamilyEntry[] families)
    {
        var all = Families.AddRange(families);
        return all.GroupBy(family => family.Name).FirstOrDefault(group => group.Count() > 1) is { } twice
            ? throw new ArgumentException($"there are two families {twice.Key}", nameof(families))
            : Of(all).Add(Models.Filter(model => !Standard.Models.Exists(known => known.Name == model.Name)).ToArray());
    }

    /// <summary>The same with models of one's own.</summary>
    /// <param name="models">The models.</param>
    /// <exception cref="ArgumentException">A model has the name of another.</exception>
    public Registry Add(params ModelEntry[] models)
    {
        var all = Models.AddRange(models);
        return all.GroupBy(model => model.Name).FirstOrDefault(group => group.Count() > 1) is { } twice
            ? throw new ArgumentException($"there are two models {twice.Key}", nameof(models))
            : this with
            {
                Models = all,
            };
    }

    /// <summary>The model of a name.</summary>
    /// <param name="name">The name.</param>
    public Either<EmError, ModelEntry> Find(string name) =>
        Models
            .Find(entry => entry.Name == name)
            .ToEither(EmError () => new EmError.UnknownName("model", name, Models.Select(entry => entry.Name).ToArray()));

    /// <summary>A saved model with its entry, if it is one that the entry could have made.</summary>
    /// <param name="saved">The saved model.</param>
    public Validation<EmError, (ModelEntry Entry, SavedModel Saved)> Check(SavedModel saved) =>
        from entry in Find(saved.Model.Name).ToValidation()
        from whole in entry.Check(saved)
        select (entry, whole);

    /// <summary>How many numbers of a saved model were free, by its options.</summary>
    /// <param name="saved">The saved model.</param>
    public Option<int> DegreesOfFreedomOf(SavedModel saved) =>
        Find(saved.Model.Name).ToOption().Bind(entry => entry.DegreesOfFreedomOf(saved));

    static Registry Of(Arr<FamilyEntry> families) =>
        new(
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
                    settings =>
                        Family.Of(new Normal(settings["m-step"] == "notebook" ? DeviationAbout.PreviousMean : DeviationAbout.NewMean))
                ),
                GaussianMixtureEntry.Entry,
                MixtureEntry.Of(Family.Of<Poisson>(), "counts that nobody sorted: each comes from one of several Poisson distributions"),
                MixtureEntry.Of(families),
                LinkageEntry.Entry,
                HiddenMarkovEntry.Of(families)
            ),
            families
        );
}
