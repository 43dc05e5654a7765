using System.Linq;
using EmFunctional.Iterating;
using LanguageExt;

namespace EmFunctional.Runs;

/// <summary>An end that several starts may have reached.</summary>
/// <param name="Objective">The objective there, in nats: the highest of theirs.</param>
/// <param name="Starts">How many starts ended there.</param>
public sealed record Optimum(double Objective, int Starts);

/// <summary>What came of a start.</summary>
/// <param name="Name">Its name in the tournament: <c>start 2 of 8</c>.</param>
/// <param name="Objective">The objective at the last iterate; no number where there is none.</param>
/// <param name="IsConverged">Whether the run converged.</param>
/// <param name="IsFailed">Whether it failed, or its objective fell.</param>
public sealed record Outcome(string Name, double Objective, bool IsConverged, bool IsFailed);

/// <summary>What the events of a tournament amount to, besides the winner: what came of each start, and what it took.</summary>
/// <param name="Iterations">Iterations of all runs.</param>
/// <param name="Evaluations">Passes over the data of all runs.</param>
public sealed record Contest(int Iterations, int Evaluations)
{
    /// <summary>Ends are the same where their objectives differ by no more, in nats: rules stop runs nearer to the end.</summary>
    public const double Near = 1e-3;

    /// <summary>Before the first event.</summary>
    public static Contest Nothing { get; } = new(0, 0);

    // Of the starts before the one in hand, and that one with the evaluations of its run; none where the run is no contestant.
    Arr<Outcome> Before { get; init; } = Arr<Outcome>.Empty;
    Option<(Outcome Outcome, int Spent)> InHand { get; init; }

    /// <summary>What came of each start, in order.</summary>
    public Arr<Outcome> Outcomes => InHand.Match(now => Before.Add(now.Outcome), () => Before);

    /// <summary>The different ends of runs that converged, the highest first, and how many starts lead there.</summary>
    public Arr<Optimum> Optima =>
        Outcomes
            .Filter(outcome => outcome.IsConverged)
            .OrderByDescending(outcome => outcome.Objective)
            .Aggregate(
                Arr<Optimum>.Empty,
                (found, next) =>
                    found.IsEmpty || found[^1].Objective - next.Objective > Near
                        ? found.Add(new(next.Objective, 1))
                        : found.SetItem(found.Count - 1, found[^1] with { Starts = found[^1].Starts + 1 })
            );

    /// <summary>The same after an event; the winner that is told again counts once.</summary>
    /// <param name="happened">The event.</param>
    public Contest Add<TParams>(RunEvent<TParams> happened) =>
        happened.Match(
            started: e => Begin(e.Specification.Parent.Bind(parent => parent.Contestant)),
            iterated: e => Go(e.State),
            stopped: e => Know(outcome => outcome with { IsConverged = e.Reason.IsConverged, IsFailed = e.Reason is StopReason.Decreased }),
            failed: _ => Know(outcome => outcome with { IsFailed = true }),
            resumed: _ => this
        );

    // A run that takes the place of another has its name.
    Contest Begin(Option<string> contestant) =>
        this with
        {
            Before = InHand.Map(now => contestant == now.Outcome.Name ? Before : Before.Add(now.Outcome)).IfNone(Before),
            InHand = contestant.Map(name => (new Outcome(name, double.NaN, IsConverged: false, IsFailed: false), 0)),
        };

    Contest Go(IterationState state) =>
        InHand.Match(
            now =>
                this with
                {
                    Iterations = Iterations + (state.Iteration > 0 ? 1 : 0),
                    Evaluations = Evaluations + state.Evaluations - now.Spent,
                    InHand = (now.Outcome with { Objective = state.Objective }, state.Evaluations),
                },
            () => this
        );

    Contest Know(Func<Outcome, Outcome> of) => this with { InHand = InHand.Map(now => (of(now.Outcome), now.Spent)) };
}
