using LanguageExt;

namespace EmFunctional.Iterating;

/// <summary>Aitken's estimate of what the objective has still to gain.</summary>
public static class Aitken
{
    /// <summary>The estimate takes three iterates.</summary>
    public const int Window = 3;

    /// <summary>
    /// Computes g·r/(1 − r), with g the last gain of the objective and r = g/g′ its ratio to the gain before: what a geometric series of gains
    /// would still add. Source: Böhning, Dietz, Schaub, Schlattmann, Lindsay (1994), Annals of the Institute of Statistical Mathematics 46:373.
    /// </summary>
    /// <param name="states">The last iterates, the newest last.</param>
    /// <returns>
    /// The estimate in nats; 0 where the gain has vanished after one that had not, where gains are but rounding and residuals do not grow, or where the
    /// M-step proposes no change at all. Nothing with fewer than three iterates, or with r ≥ 1: EM does not converge linearly here, or not yet.
    /// </returns>
    public static Option<double> Remaining(Arr<IterationState> states)
    {
        if (states.Count > 0 && states[^1].Residual == 0)
            return 0;
        if (states.Count < Window)
            return Option<double>.None;
        var before = states[^2].Objective - states[^3].Objective;
        var gain = states[^1].Objective - states[^2].Objective;
        if (Math.Abs(gain) <= Rounding.OfSum(states[^1]) && (before > Rounding.OfSum(states[^2]) || IsSettling(states)))
            return 0;
        if (!(before > Rounding.OfSum(states[^2])) || gain >= before)
            return Option<double>.None;
        if (gain < 0)
            return Option<double>.None;
        var ratio = gain / before;
        return gain * ratio / (1 - ratio);
    }

    // A run that begins at an optimum has no gain to see; one that leaves a saddle has none at first, but its residuals grow.
    static bool IsSettling(Arr<IterationState> states) =>
        states[^1].Residual <= states[^2].Residual
        && states[^2].Residual <= states[^3].Residual
        && Math.Abs(states[^2].Objective - states[^3].Objective) <= Rounding.OfSum(states[^2]);
}
