using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Models;

/// <summary>The rows of an opened model, and what it says of what is hidden of each.</summary>
/// <param name="Count">n.</param>
public sealed record ModelRows(int Count)
{
    /// <summary>n as criteria count it: the weight of the rows that count, the number of rows unless a model says otherwise.</summary>
    public double Size { get; init; } = Count;

    /// <summary>The components of rows, where they are known.</summary>
    public RowLabels Known { get; init; } = RowLabels.None;

    /// <summary>The sequence of each row, from 0, where rows belong to sequences [n]; empty where each row stands for itself.</summary>
    public Arr<int> Sequences { get; init; } = Arr<int>.Empty;

    /// <summary>Why rows like these cannot be drawn from the model, if they cannot: what is given of them does not come from it.</summary>
    public Option<EmError> FaultOfDraws { get; init; }

    /// <summary>A fitted model of this kind on these rows, where the model has components.</summary>
    public Option<Func<SavedModel, AppliedModel>> Apply { get; init; }

    /// <summary>Whether missing numbers of these rows can be filled in by the model once it is fitted.</summary>
    public bool CanImpute { get; init; }

    /// <summary>What the model says of labels of rows, where it has components to label.</summary>
    public Option<Labelling> Labels { get; init; }

    /// <summary>Σᵢ wᵢ times the entropy of row i's responsibilities, in nats; nothing of a row whose component is known.</summary>
    /// <param name="saved">The fitted model.</param>
    public double Entropy(SavedModel saved) => Sum(saved, row => row.Entropy);

    /// <summary>The same of rows given whole to their likeliest components: −Σᵢ wᵢ ln maxₖ rᵢₖ.</summary>
    /// <param name="saved">The fitted model.</param>
    public double HardEntropy(SavedModel saved) => Sum(saved, row => row.HardEntropy);

    double Sum(SavedModel saved, Func<RowPosterior, double> of) =>
        Apply
            .Map(apply => apply(saved))
            .Map(applied =>
                Enumerable
                    .Range(0, applied.Rows)
                    .Where(i => Known[i] < 0 && applied.Weight(i) > 0)
                    .Sum(i => applied.Weight(i) * of(applied.Row(i)))
            )
            .IfNone(0);
}

/// <summary>The components of a mixture as labels of its rows.</summary>
/// <param name="Components">K.</param>
/// <param name="Responsibilities">Of the components for a row, at θ.</param>
/// <param name="FromLabels">θ as it would be estimated if each row's component were known, or why labels cannot give it.</param>
public sealed record Labelling(
    int Components,
    Func<Vector, int, Vector> Responsibilities,
    Func<Arr<int>, Either<EmError, Vector>> FromLabels
)
{
    /// <summary>The groups of numbers that all components share.</summary>
    public Arr<string> Shared { get; init; } = Arr<string>.Empty;

    /// <summary>θ as the M-step makes it from responsibilities [n×K, row by row], where the model offers it.</summary>
    public Option<Func<Vector, Either<EmError, Vector>>> FromResponsibilities { get; init; }
}
