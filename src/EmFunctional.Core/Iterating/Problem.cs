using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Sharding;
using EmFunctional.Tables;
using LanguageExt;

namespace EmFunctional.Iterating;

/// <summary>A model with its data: all that an algorithm and a run need to know of them, whatever their types.</summary>
/// <param name="Model">The model's name and options.</param>
/// <param name="Identify">The hash of the data, where the model can tell it.</param>
/// <param name="Blocks">Into how many blocks the data are cut.</param>
/// <param name="Chart">The coordinates on the parameters.</param>
/// <param name="EvaluateOn">One pass over the data, given what executes its blocks.</param>
/// <param name="Pass">The same in its two halves.</param>
public sealed record Problem<TParams>(
    ModelName Model,
    Func<Option<Hash256>> Identify,
    int Blocks,
    Chart<TParams> Chart,
    Func<IBlockExecutor, Evaluate<TParams>> EvaluateOn,
    Pass<TParams> Pass
)
{
    /// <summary>One pass over the data: its blocks in order, unless <see cref="On"/> says otherwise.</summary>
    public Evaluate<TParams> Evaluate { get; init; } = EvaluateOn(InOrder.Executor);

    /// <summary>What was read of the data, as far as the model can tell.</summary>
    public Func<DataDescription> Describe { get; init; } = () => DataDescription.Unknown;

    /// <summary>The hashes of blocks of rows, where the data have rows.</summary>
    public Func<Option<DataHashes>> Hashes { get; init; } = () => Option<DataHashes>.None;

    /// <summary>What whoever computes with some of the rows must know of all of them; nothing where they need all rows.</summary>
    public Func<Option<KnownRows>> Known { get; init; } = () => Option<KnownRows>.None;

    /// <summary>The same problem with its blocks executed by another executor: the same bits.</summary>
    /// <param name="executor">The executor, such as threads.</param>
    public Problem<TParams> On(IBlockExecutor executor) => this with { Evaluate = EvaluateOn(executor) };

    /// <summary>The same problem with what all blocks add up to coming from elsewhere: the same bits, on whatever way it is put afterwards.</summary>
    /// <param name="sums">What all blocks add up to at θ, as <see cref="Pass{TParams}.Sums"/> and <see cref="Pass{TParams}.Add"/> make it.</param>
    public Problem<TParams> From(Func<TParams, Either<EmError, Vector>> sums)
    {
        Evaluate<TParams> evaluate = at => sums(at.Parameters).Bind(all => Pass.Complete(at, all));
        return this with { EvaluateOn = _ => evaluate, Evaluate = evaluate };
    }
}

/// <summary>Ways to make a <see cref="Problem{TParams}"/>.</summary>
public static class Problem
{
    /// <summary>A model with its data.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">Its data.</param>
    /// <returns>The problem, or the error of data that cannot bear the model.</returns>
    public static Either<EmError, Problem<TParams>> Of<TData, TParams, TStats>(EmModel<TData, TParams, TStats> model, TData data) =>
        model.Blocks(data).Map(blocks => Of(model, data, blocks));

    /// <summary>A model with a part of its data, such as a batch of a stream, which need not bear the model by itself.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">The part.</param>
    /// <returns>The problem, or the error of data that are none of the model's.</returns>
    public static Either<EmError, Problem<TParams>> OfPart<TData, TParams, TStats>(EmModel<TData, TParams, TStats> model, TData data) =>
        (model.Portion ?? model.Blocks)(data).Map(blocks => Of(model, data, blocks));

    static Problem<TParams> Of<TData, TParams, TStats>(EmModel<TData, TParams, TStats> model, TData data, int blocks) =>
        new(
            model.Name,
            () => model.Identify(data),
            blocks,
            model.Chart,
            executor => Evaluator.Of(model, data, blocks, executor),
            Evaluator.PassOf(model, data, blocks)
        )
        {
            Describe = () => model.Describe(data),
            Hashes = () => model.Hashes(data),
            Known = () => model.Known(data),
        };

    /// <summary>
    /// The same problem with the flat vector of the chart for parameters, for code that knows no model: the same iterates, the same run, the
    /// same bits.
    /// </summary>
    /// <param name="problem">A problem in a model's own parameters.</param>
    public static Problem<Vector> OnChart<TParams>(this Problem<TParams> problem)
    {
        var chart = problem.Chart;
        return new(
            problem.Model,
            problem.Identify,
            problem.Blocks,
            chart.OnFlat(),
            executor => OnChart(problem.EvaluateOn(executor), chart),
            OnChart(problem.Pass, chart)
        )
        {
            Evaluate = OnChart(problem.Evaluate, chart),
            Describe = problem.Describe,
            Hashes = problem.Hashes,
            Known = problem.Known,
        };
    }

    static Pass<Vector> OnChart<TParams>(Pass<TParams> pass, Chart<TParams> chart) =>
        new(at => chart.FromFlat(at).Bind(pass.At), pass.Add, (at, sums) => OnChart(own => pass.Complete(own, sums), chart)(at));

    static Evaluate<Vector> OnChart<TParams>(Evaluate<TParams> evaluate, Chart<TParams> chart) =>
        at =>
            chart
                .FromFlat(at.Parameters)
                .Bind(parameters => evaluate(new(parameters, at.Diagnostics)))
                .Map(evaluated => new Evaluated<Vector>(
                    at.Parameters,
                    evaluated.Diagnostics,
                    evaluated.Objective,
                    evaluated.Slack,
                    evaluated.Residual,
                    evaluated.Proposal.Map(proposal => new Proposal<Vector>(chart.ToFlat(proposal.Parameters), proposal.Diagnostics))
                )
                {
                    WeightUnit = evaluated.WeightUnit,
                });
}
