using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Runs;
using EmFunctional.Telemetry;
using LanguageExt;

namespace EmFunctional;

/// <summary><c>Em.Fit</c> on the thread pool.</summary>
public static class EmFits
{
    extension(Em)
    {
        /// <summary>Fits a model on the thread pool: the same result as <c>Em.Fit</c>, to the bit.</summary>
        /// <param name="model">The model.</param>
        /// <param name="data">Its data.</param>
        /// <param name="start">θ at iteration 0.</param>
        /// <param name="rule">When to stop; the algorithm's <see cref="Algorithm{TParams}.DefaultRule"/> if null.</param>
        /// <param name="algorithm">How to go from iterate to iterate; plain EM if null.</param>
        /// <param name="progress">Is told each iterate, in order, on the thread that computes.</param>
        /// <param name="cancellationToken">Ends the wait at once, and the run after the step in hand.</param>
        /// <returns>The final state, why the run stopped and its trace digest; or the error that ended it.</returns>
        /// <exception cref="OperationCanceledException">It was cancelled before it was done.</exception>
        /// <example>
        /// <code><![CDATA[
        /// var (coins, flips) = (Mixture.Of<Coin>(2), Flips.Parse("HTTTHHTHTH", "HHHHTHHHHH", "HTHHHHHTHH", "HTHTTTHHTT", "THHHTHHHTH").OrThrow());
        /// var start = coins.At(("theta", [0.6, 0.5])).OrThrow();
        /// using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        /// var fit = await Em.FitAsync(coins, flips, start, cancellationToken: patience.Token);
        /// Console.WriteLine(fit.OrThrow().State.Iteration); // prints: 10
        /// ]]></code>
        /// </example>
        public static Task<Either<EmError, Fitted<TParams>>> FitAsync<TData, TParams, TStats>(
            EmModel<TData, TParams, TStats> model,
            TData data,
            TParams start,
            StopRule? rule = null,
            Iterate<TParams>? algorithm = null,
            IProgress<IterationState<TParams>>? progress = null,
            CancellationToken cancellationToken = default
        ) =>
            OnPool(
                () => Em.Events(model, data, start, rule, new() { Algorithm = algorithm ?? Algorithm.Plain }),
                progress,
                cancellationToken
            );

        /// <summary>The same of a problem, for code that has a model and its data as one.</summary>
        /// <param name="problem">A model with its data.</param>
        /// <param name="start">θ at iteration 0.</param>
        /// <param name="rule">When to stop; the algorithm's <see cref="Algorithm{TParams}.DefaultRule"/> if null.</param>
        /// <param name="algorithm">How to go from iterate to iterate; plain EM if null.</param>
        /// <param name="progress">Is told each iterate, in order, on the thread that computes.</param>
        /// <param name="cancellationToken">Ends the wait at once, and the run after the step in hand.</param>
        /// <returns>The final state, why the run stopped and its trace digest; or the error that ended it.</returns>
        /// <exception cref="OperationCanceledException">It was cancelled before it was done.</exception>
        public static Task<Either<EmError, Fitted<TParams>>> FitAsync<TParams>(
            Problem<TParams> problem,
            TParams start,
            StopRule? rule = null,
            Iterate<TParams>? algorithm = null,
            IProgress<IterationState<TParams>>? progress = null,
            CancellationToken cancellationToken = default
        ) => OnPool(() => Em.Events(problem, start, rule, new() { Algorithm = algorithm ?? Algorithm.Plain }), progress, cancellationToken);
    }

    static Task<Either<EmError, Fitted<TParams>>> OnPool<TParams>(
        Func<IEnumerable<RunEvent<TParams>>> begin,
        IProgress<IterationState<TParams>>? progress,
        CancellationToken cancellationToken
    ) =>
        Task.Run(
                () => Fitted.From(begin().Watched().Select(happened => Reported(happened, progress, cancellationToken))),
                cancellationToken
            )
            .WaitAsync(cancellationToken);

    static RunEvent<TParams> Reported<TParams>(
        RunEvent<TParams> happened,
        IProgress<IterationState<TParams>>? progress,
        CancellationToken cancellationToken
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (happened is RunEvent<TParams>.Iterated iterated)
            progress?.Report(iterated.State);
        return happened;
    }
}
