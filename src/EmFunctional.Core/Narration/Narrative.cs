using EmFunctional.Explaining;
using LanguageExt;
using Vector = EmFunctional.Numerics.Vector;

namespace EmFunctional.Narration;

/// <summary>What a model adds to the story that is the same for all: its words, and its numbers at given parameters.</summary>
/// <param name="Row">What a row is called: row, point, count.</param>
/// <param name="Component">What a component is called: coin, component, state.</param>
/// <param name="Components">K; 1 where there is nothing to be told apart by number.</param>
/// <param name="Scene">How the data came about, in a sentence or two.</param>
/// <param name="Hidden">What is hidden: "which coin made each row".</param>
/// <param name="Wanted">What is to be estimated: "each coin's probability of heads, theta".</param>
/// <param name="Counting">How it is estimated where nothing is hidden, as the end of a sentence.</param>
/// <param name="Assumed">What is assumed, a sentence each.</param>
/// <param name="Watched">The numbers on the chart to follow from iteration to iteration.</param>
/// <param name="Observed">What was seen.</param>
/// <param name="Responsibility">At θ: how the hidden is guessed at, worked out for one row.</param>
/// <param name="Iteration">From θ to the θ′ that the M-step makes of it, worked out; the first time with every word.</param>
public sealed record Narrative(
    string Row,
    string Component,
    int Components,
    string Scene,
    string Hidden,
    string Wanted,
    string Counting,
    Arr<string> Assumed,
    Arr<string> Watched,
    Arr<Passage> Observed,
    Func<Vector, Arr<Passage>> Responsibility,
    Func<Vector, Vector, bool, Arr<Passage>> Iteration
)
{
    /// <summary>θ worked out from labels, where rows can have them: the labels and the θ that they give.</summary>
    public Option<Func<TrueLabels, Vector, Arr<Passage>>> Known { get; init; }

    /// <summary>At θ, of a row by its index: how its responsibilities come about by Bayes' rule, worked out in lines, where the model has components.</summary>
    public Option<Func<Vector, int, Arr<string>>> Shares { get; init; }

    /// <summary>Whether there are rows of which nothing was observed.</summary>
    public bool HasBlanks { get; init; }

    /// <summary>The mixture that it tells of, where it is one.</summary>
    internal Option<MixtureNarrative> Mixture { get; init; }

    /// <summary>Whether the M-step only raises what it is to maximise.</summary>
    public bool IsGeneralised { get; init; }

    /// <summary>What can go wrong with this kind of model, a sentence or two each that begin with "When".</summary>
    public Arr<string> Warnings { get; init; } = Arr<string>.Empty;
}
