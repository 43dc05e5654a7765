using System.Collections.Generic;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Runs;
using LanguageExt;

namespace EmFunctional;

/// <summary>Expectation-Maximisation: where a program begins. The shell adds the streams, <c>Em.Observe</c> and <c>Em.Run</c>.</summary>
public static class Em
{
    /// <summary>A model and its data as one pass over the data, a function of the parameters.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">Its data.</param>
    /// <returns>The pass, or the error of data that cannot bear the model.</returns>
    public static Either<EmError, Evaluate<TParams>> Evaluator<TData, TParams, TStats>(EmModel<TData, TParams, TStats> model, TData data) =>
        model.Blocks(data).Map(blocks => Iterating.Evaluator.Of(model, data, blocks));

    /// <summary>The iterates from a start: lazy, unbounded, pure. An error is the last element.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">Its data.</param>
    /// <param name="start">θ at iteration 0.</param>
    /// <param name="algorithm">How to go from iterate to iterate; plain EM if null.</param>
    public static IEnumerable<Either<EmError, Carried<TParams>>> Iterate<TData, TParams, TStats>(
        EmModel<TData, TParams, TStats> model,
        TData data,
        TParams start,
        Iterate<TParams>? algorithm = null
    ) =>
        Evaluator(model, data)
            .Match(
                Right: evaluate =>
                {
                    var chosen = (algorithm ?? Algorithm.Plain)(evaluate, model.Chart);
                    return Iterates.From(chosen, () => Iterates.Begin(chosen, evaluate, model.Chart, start));
                },
                Left: error => [error]
            );

    /// <summary>The events of a run from a start until a rule stops it: lazy, bounded by the rule, pure.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">Its data.</param>
    /// <param name="start">θ at iteration 0.</param>
    /// <param name="rule">When to stop.</param>
    /// <param name="options">What else makes up the run; <see cref="RunOptions{TParams}.Default"/> if null.</param>
    public static IEnumerable<RunEvent<TParams>> Events<TData, TParams, TStats>(
        EmModel<TData, TParams, TStats> model,
        TData data,
        TParams start,
        StopRule rule,
        RunOptions<TParams>? options = null
    )
    {
        var chosen = options ?? RunOptions<TParams>.Default;
        return Run.Events(
            RunState.Begin(model.Chart, rule),
            () =>
                RunSpecification
                    .Of(model, data, start, rule, chosen)
                    .Map(specification => Run.Start<TParams>(specification, chosen.Environment)),
            Iterate(model, data, start, chosen.Algorithm)
        );
    }

    /// <summary>Fits a model: runs it to its end and keeps the last iterate.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">Its data.</param>
    /// <param name="start">θ at iteration 0.</param>
    /// <param name="rule">When to stop; <see cref="StopRule.Default"/> if null.</param>
    /// <param name="algorithm">How to go from iterate to iterate; plain EM if null.</param>
    /// <returns>The final state, why the run stopped and its trace digest; or the error that ended it.</returns>
    public static Either<EmError, Fitted<TParams>> Fit<TData, TParams, TStats>(
        EmModel<TData, TParams, TStats> model,
        TData data,
        TParams start,
        StopRule? rule = null,
        Iterate<TParams>? algorithm = null
    ) => Fitted.From(Events(model, data, start, rule ?? StopRule.Default, new() { Algorithm = algorithm ?? Algorithm.Plain }));
}
