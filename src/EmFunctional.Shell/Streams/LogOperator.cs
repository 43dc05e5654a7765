using System.Linq;
using System.Reactive.Linq;
using EmFunctional.Iterating;
using Serilog;

namespace EmFunctional.Streams;

/// <summary>Writes a stream of iterates to a logger.</summary>
public static class LogOperator
{
    /// <summary>
    /// The same stream; each iterate is first written to the logger, as information or, with diagnostics, as a warning. The properties are
    /// Iteration, Evaluations, Objective, Residual, Parameters and, if any, Findings: the diagnostics. The iterate at which a rule ended the stream
    /// (<c>UntilConverged</c>, before this operator) is followed by a line with its Reason; an error is written too.
    /// </summary>
    /// <param name="states">The iterates.</param>
    /// <param name="logger">Any logger; none is configured or disposed here.</param>
    public static IObservable<IterationState<TParams>> Log<TParams>(this IObservable<IterationState<TParams>> states, ILogger logger) =>
        states.Do(state => Write(logger, state), error => logger.Error(error, "The iteration failed"));

    static void Write<TParams>(ILogger logger, IterationState<TParams> state)
    {
        if (state.Diagnostics.IsEmpty)
            logger.Information(
                "Iteration {Iteration} log-likelihood {Objective} residual {Residual} evaluations {Evaluations} parameters {Parameters:l}",
                state.Iteration,
                state.Objective,
                state.Residual,
                state.Evaluations,
                $"{state.Parameters}"
            );
        else
            logger.Warning(
                "Iteration {Iteration} log-likelihood {Objective} residual {Residual} evaluations {Evaluations} parameters {Parameters:l} findings {Findings}",
                state.Iteration,
                state.Objective,
                state.Residual,
                state.Evaluations,
                $"{state.Parameters}",
                state.Diagnostics.Select(diagnostic => diagnostic.ToString()).ToArray()
            );
        state.Reason.IfSome(reason =>
            logger.Information("The run ends at iteration {Iteration}: {Reason:l}", state.Iteration, $"{reason}")
        );
    }
}
