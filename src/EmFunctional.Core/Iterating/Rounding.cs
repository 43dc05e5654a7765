using LanguageExt;

namespace EmFunctional.Iterating;

/// <summary>What rounding does to an objective: how far it may move it, and whether an iteration does no more than wander within that.</summary>
static class Rounding
{
    /// <summary>The criterion of a run that stops because it only wanders.</summary>
    public const string Criterion = "rounding";

    /// <summary>How many iterates show that it does.</summary>
    public const int Window = 12;

    // 64·2⁻⁵²: what adding up some thousand terms loses.
    const double Share = 1.4210854715202004e-14;

    /// <summary>How far rounding may move a sum.</summary>
    /// <param name="magnitude">The sum of the magnitudes of its terms.</param>
    public static double Of(double magnitude) => Share * magnitude;

    /// <summary>
    /// What rounding moves the objective by even where nothing is ill-conditioned: a gain beyond it is seen. The slack, in contrast, is the most that
    /// it may. 0 where the model is not monotone: then the slack is infinite and says nothing of rounding.
    /// </summary>
    public static double OfSum(IterationState state) => OfSum(state.Objective, state.Slack, state.Unit);

    /// <summary>The same of an iterate that is not yet a state.</summary>
    public static double OfSum<TParams>(Evaluated<TParams> at) => OfSum(at.Objective, at.Slack, at.WeightUnit);

    static double OfSum(double objective, double slack, double unit) =>
        double.IsFinite(slack) ? Math.Min(slack, Share * (unit + Math.Abs(objective))) : 0;

    /// <summary>
    /// Whether the iterates only wander: within the slack, with no new high of the objective in the later half of the window. EM cannot fall, so
    /// what rises no more is rounding. A run that leaves a saddle gains nothing at first either, but its residuals grow.
    /// </summary>
    /// <param name="states">The last iterates, the newest last.</param>
    /// <param name="byResidual">Whether the residual is what is watched: then it must have no new low either.</param>
    public static Option<StopReason> Wandering(Arr<IterationState> states, bool byResidual)
    {
        if (states.Count < Window || !double.IsFinite(states[^1].Slack))
            return Option<StopReason>.None;
        var (earlier, later) = (Extent.Empty, Extent.Empty);
        for (var i = states.Count - Window; i < states.Count; i++)
            if (i < states.Count - Window / 2)
                earlier = earlier.With(states[i]);
            else
                later = later.With(states[i]);
        var range = Math.Max(earlier.Highest, later.Highest) - Math.Min(earlier.Lowest, later.Lowest);
        var isStill = byResidual
            ? later.LeastResidual >= earlier.LeastResidual && later.MostResidual <= 2 * earlier.MostResidual
            : later.MostResidual <= earlier.MostResidual;
        return range <= states[^1].Slack && later.Highest <= earlier.Highest && isStill
            ? new StopReason.Converged(Criterion, range, states[^1].Slack)
            : Option<StopReason>.None;
    }

    readonly record struct Extent(double Lowest, double Highest, double LeastResidual, double MostResidual)
    {
        public static Extent Empty { get; } =
            new(double.PositiveInfinity, double.NegativeInfinity, double.PositiveInfinity, double.NegativeInfinity);

        public Extent With(IterationState state) =>
            new(
                Math.Min(Lowest, state.Objective),
                Math.Max(Highest, state.Objective),
                Math.Min(LeastResidual, state.Residual),
                Math.Max(MostResidual, state.Residual)
            );
    }
}
