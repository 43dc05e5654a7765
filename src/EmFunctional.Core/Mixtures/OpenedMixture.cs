using EmFunctional.Families;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Mixtures;

/// <summary>A mixture with its rows as code that knows no model meets it, whatever makes the components.</summary>
/// <param name="Mixture">The mixture.</param>
/// <param name="Data">The rows.</param>
/// <param name="FromLabels">θ as it would be estimated if each row's component were known.</param>
sealed record OpenedMixture(Mixture Mixture, MixtureData Data, Func<Arr<int>, Either<EmError, Vector>> FromLabels)
{
    /// <summary>The parameters of θ, the flat vector of the chart; of a saved model, which may have lost components, too.</summary>
    public MixtureParameters ParametersOf(Vector flat, int components) => MixtureChart.FromFlat(Mixture.Family.Shape, components, flat);

    /// <summary>The mixture at θ.</summary>
    public FittedFamily At(Vector flat) => new(Mixture.Family, ParametersOf(flat, Mixture.Components));

    /// <summary>The rows, and what is said of what is hidden of each.</summary>
    public ModelRows Rows =>
        new(Data.Rows)
        {
            Size = Data.Size,
            Known = Data.Labels,
            Apply = Prelude.Some<Func<SavedModel, AppliedModel>>(saved =>
                new FittedFamily(Mixture.Family, ParametersOf(saved.Parameters, saved.Settings.Components)).On(Data)
            ),
            Labels = Labels,
        };

    /// <summary>The components as labels of rows.</summary>
    public Labelling Labels => new(Mixture.Components, (at, row) => At(at).Posterior(Data.Row(row).Span).Responsibilities, FromLabels);

    /// <summary>The story of a run.</summary>
    public MixtureStory Story => MixtureStory.Of(Mixture, Data, At);

    /// <summary>What the mixture looks like.</summary>
    public Option<Narration.ModelShape> Shape() => MixturePicture.Of(Mixture, Data.Sample, flat => ParametersOf(flat, Mixture.Components));
}
