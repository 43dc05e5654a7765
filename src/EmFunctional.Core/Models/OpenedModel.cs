using EmFunctional.Explaining;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Narration;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using LanguageExt;

namespace EmFunctional.Models;

/// <summary>A model with its data, and what it offers beyond E and M; parameters are the flat vector of its chart.</summary>
/// <param name="Problem">The model with its data.</param>
/// <param name="Rows">The rows, and what is hidden of each.</param>
/// <param name="Starting">Where a run may start.</param>
/// <param name="Telling">How a run is told and drawn.</param>
public sealed record OpenedModel(Problem<Vector> Problem, ModelRows Rows, Starting Starting, Telling Telling)
{
    /// <summary>What the indices of its parameters stand for.</summary>
    public ModelTerms Terms { get; init; } = new();

    /// <summary>ln p(θ) of the model's prior, where it has one: what the objective has beside the log-likelihood.</summary>
    public Func<SavedModel, double> LogPrior { get; init; } = _ => 0;

    /// <summary>θ of this model as a model that could be saved.</summary>
    /// <param name="at">θ.</param>
    public SavedModel At(Vector at) => new(Problem.Model, Problem.Chart.Names, at) { Columns = Terms.Columns, Symbols = Terms.Symbols };

    /// <summary>The same with its blocks executed by an executor: the same bits.</summary>
    /// <param name="executor">The executor, such as threads.</param>
    public OpenedModel On(Sharding.IBlockExecutor executor) =>
        this with
        {
            Problem = Problem.On(executor),
            Starting = Starting with { Fallback = seed => Starting.Fallback(seed).Map(fallback => fallback.On(executor)) },
        };
}

/// <summary>How a run is told and drawn.</summary>
/// <param name="Narrative">Makes what the model adds to the story that explains a run.</param>
public sealed record Telling(Func<Narrative> Narrative)
{
    /// <summary>Makes what the model looks like over its rows, where it has a shape to be drawn.</summary>
    public Func<Option<ModelShape>> Shape { get; init; } = () => Option<ModelShape>.None;
}
