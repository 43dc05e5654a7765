using EmFunctional.Families;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Mixtures;

/// <summary>A mixture with its rows as code that knows no model meets it, whatever makes the components.</summary>
/// <param name="Data">The rows.</param>
/// <param name="Components">K.</param>
/// <param name="At">The mixture at θ, the flat vector of its chart.</param>
/// <param name="Of">The mixture of a saved model, which may have lost components.</param>
/// <param name="FromLabels">θ as it would be estimated if each row's component were known.</param>
sealed record OpenedMixture(
    MixtureData Data,
    int Components,
    Func<Vector, FittedFamily> At,
    Func<SavedModel, FittedFamily> Of,
    Func<Arr<int>, Either<EmError, Vector>> FromLabels
)
{
    /// <summary>The rows, and what is said of what is hidden of each.</summary>
    public ModelRows Rows =>
        new(Data.Rows)
        {
            Size = Data.Size,
            Known = Data.Labels,
            Apply = Prelude.Some<Func<SavedModel, AppliedModel>>(saved => Of(saved).On(Data)),
            Labels = Labels,
        };

    /// <summary>The components as labels of rows.</summary>
    public Labelling Labels => new(Components, (at, row) => At(at).Posterior(Data.Row(row).Span).Responsibilities, FromLabels);
}
