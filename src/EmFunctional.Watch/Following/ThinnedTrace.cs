using System.Collections.Generic;
using System.Linq;
using EmFunctional.Iterating;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Watching.Following;

/// <summary>An iterate that a curve goes through.</summary>
/// <param name="State">The iterate; without its parameters where a model has too many to keep.</param>
/// <param name="Remaining">What was still to gain there, in nats; NaN where that is not known.</param>
sealed record TracePoint(IterationState<Vector> State, double Remaining);

/// <summary>
/// Some iterates of a run, enough for its curves: all of the first 64, and then each that comes a 64th later than the one before it. A run of a million
/// iterations has 683 of them. Which are kept depends on nothing but their numbers, so that a page that is loaded again shows the same.
/// </summary>
/// <param name="Kept">The iterates that are kept, in order.</param>
/// <param name="Newest">The newest iterate, kept or not.</param>
/// <param name="Highest">The highest objective of all iterates.</param>
sealed record ThinnedTrace(Seq<TracePoint> Kept, Option<TracePoint> Newest, double Highest)
{
    const int Fineness = 64;

    /// <summary>Of a model with more numbers the curves keep none: they would take more memory than all else.</summary>
    public const int MostNumbers = 1000;

    /// <summary>Before the first iterate.</summary>
    public static ThinnedTrace Empty { get; } = new(Seq<TracePoint>.Empty, Option<TracePoint>.None, double.NegativeInfinity);

    int Next { get; init; }

    /// <summary>The trace with an iterate more.</summary>
    /// <param name="state">The iterate.</param>
    /// <param name="remaining">What is still to gain there.</param>
    public ThinnedTrace Add(IterationState<Vector> state, Option<double> remaining)
    {
        var point = new TracePoint(
            state.Parameters.Count > MostNumbers ? state with { Parameters = Vector.Empty } : state,
            remaining.IfNone(double.NaN)
        );
        var with = this with { Newest = point, Highest = double.IsNaN(state.Objective) ? Highest : Math.Max(Highest, state.Objective) };
        return state.Iteration < Next
            ? with
            : with with
            {
                Kept = Kept.Add(point),
                Next = state.Iteration + Math.Max(1, state.Iteration / Fineness),
            };
    }

    /// <summary>What is kept and the newest: what curves go through.</summary>
    public IReadOnlyList<TracePoint> Points =>
        Newest.Case is TracePoint newest && !(Kept.LastOrNone().Case is TracePoint last && ReferenceEquals(last, newest))
            ? [.. Kept, newest]
            : [.. Kept];
}
