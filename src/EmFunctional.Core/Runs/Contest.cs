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
public sealed record Outcome(string Name, double Objective, bool IsConverged, bool IsFailed)
{
    /// <summary>Whether the run came to an end of any kind.</summary>
    public bool IsOver { get; init; }
}

/// <summary>
/// What the events of a fit amount to, besides its result: what all its runs took (several starts, those in the place of one that failed, those that go on
/// under another rule), and of a tournament what came of each start.
/// </summary>
/// <param name="Runs">How many runs.</param>
/// <param name="Iterations">Iterations of all runs.</param>
/// <param name="Evaluations">Passes over the data of all runs.</param>
public sealed record Contest(int Runs, int Iterations, int Evaluations)
{
    /// <summary>Ends are the same where their objectives differ by no more, in nats: rules stop runs nearer to the end.</summary>
    public const double Near = 1e-3;

    /// <summary>Before the first event.</summary>
    public static Contest Nothing { get; } = new(0, 0, 0);

    // Of the starts before the one in hand, and that one; none where the run is no contestant.
    Arr<Outcome> Before { get; init; } = Arr<Outcome>.Empty;
    Option<Outcome> InHand { get; init; }

    // The evaluations of the run in hand, and whether it is the winner that is told again.
    int Spent { get; init; }
    bool IsAgain { get; init; }

    /// <summary>How many starts the tournament has, also those that were not run; 0 where there is none.</summary>
    public int Starts { get; private init; }

    /// <summary>What came of each start, in order.</summary>
    public Arr<Outcome> Outcomes => InHand.Match(Before.Add, () => Before);

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
            started: e => Begin(e.Specification.Parent),
            iterated: e => Go(e.State),
            stopped: e =>
                Know(outcome =>
                    outcome with
                    {
                        IsConverged = e.Reason.IsConverged,
                        IsFailed = e.Reason is StopReason.Decreased,
                        IsOver = true,
                    }
                ),
            failed: _ => Know(outcome => outcome with { IsFailed = true, IsOver = true }),
            resumed: _ => this
        );

    // A run that takes the place of another has its name.
    Contest Begin(Option<RunParent> parent)
    {
        var contestant = parent.Bind(of => of.Contestant);
        var isAgain = parent.Exists(of => of.Why == RunParent.Winner);
        return this with
        {
            Runs = Runs + (isAgain ? 0 : 1),
            Starts = parent.Bind(of => of.Place).Map(place => place.Count).IfNone(Starts),
            Spent = 0,
            IsAgain = isAgain,
            Before = InHand.Map(now => contestant == now.Name ? Before : Before.Add(now)).IfNone(Before),
            InHand = contestant.Map(name => new Outcome(name, double.NaN, IsConverged: false, IsFailed: false)),
        };
    }

    Contest Go(IterationState state) =>
        IsAgain
            ? this
            : this with
            {
                Iterations = Iterations + (state.Iteration > 0 ? 1 : 0),
                Evaluations = Evaluations + state.Evaluations - Spent,
                Spent = state.Evaluations,
                InHand = InHand.Map(now => now with { Objective = state.Objective }),
            };

    Contest Know(Func<Outcome, Outcome> of) => this with { InHand = InHand.Map(of) };
}
