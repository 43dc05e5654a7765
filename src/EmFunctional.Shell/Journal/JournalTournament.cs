using System.Collections.Generic;
using System.Linq;
using EmFunctional.Iterating;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using LanguageExt;

namespace EmFunctional.Journal;

/// <summary>Takes up a tournament whose journal breaks off before its winner.</summary>
static class JournalTournament
{
    /// <summary>
    /// The events that follow: of the run in hand, of the starts that have not begun, and of the winner; the same bits as if nothing had happened. What the
    /// journal has is not computed again.
    /// </summary>
    /// <param name="recovered">What the journal has, of a run with a <see cref="Recovery{TParams}.Start"/>.</param>
    /// <param name="lines">The journal.</param>
    /// <param name="start">What computes the starts.</param>
    /// <param name="inHand">What computes the run in hand: another model where a component was dropped.</param>
    /// <param name="starts">All starts, which must be the tournament's.</param>
    /// <param name="options">The algorithm, and where it goes on.</param>
    /// <param name="journal">How errors name the journal.</param>
    /// <param name="compute">Who computes the runs; one after the other if null.</param>
    public static Either<JournalError, IEnumerable<RunEvent<Vector>>> Events(
        Recovery<Vector> recovered,
        IEnumerable<JournalLine> lines,
        Recomputation start,
        Recomputation inHand,
        Arr<Vector> starts,
        RunOptions<Vector> options,
        string journal,
        ComputeRuns<Vector>? compute = null
    ) =>
        from at in recovered.Start.ToEither(JournalError () => new JournalError.NoStart(journal))
        from parent in at.Parent.ToEither(JournalError () => new JournalError.NoStart(journal))
        from place in parent.Place.ToEither(JournalError () => new JournalError.NoStart(journal))
        from same in JournalResume.Same(at, recovered.Run.Started.Bind(started => started.Hashes), start.Problem, journal)
        from theirs in SameStarts(parent.Run, Tournament.Identify(start.Problem.Chart, starts))
        from hand in recovered.On(inHand.Problem.Chart)
        from rule in StopRule.Parse(at.Rule).MapLeft(JournalError (_) => new JournalError.Garbled(recovered.StartLine, 0, "Rule"))
        select Tournament.After(
            ToldOf(lines, parent.Run),
            JournalResume
                .Rest(hand, inHand.Problem, options, journal, Named(parent, inHand.Fallback))
                .IfLeft(Enumerable.Empty<RunEvent<Vector>>()),
            place.Start,
            start.Problem,
            starts,
            rule,
            options,
            compute,
            start.Fallback.MatchUnsafe<Fallback<Vector>?>(fallback => fallback, () => null)
        );

    static Either<JournalError, Unit> SameStarts(Hash256 recorded, Hash256 given) =>
        recorded == given ? Prelude.unit : new JournalError.Other("starts", $"hash {recorded}", $"hash {given}");

    static Fallback<Vector>? Named(RunParent parent, Option<Fallback<Vector>> fallback) =>
        fallback.MatchUnsafe<Fallback<Vector>?>(policy => Tournament.Named(parent.Contestant.IfNone(""), policy), () => null);

    static IEnumerable<RunEvent<Vector>> ToldOf(IEnumerable<JournalLine> lines, Hash256 tournament)
    {
        var fits = JournalFits.Nothing;
        foreach (var line in lines)
        {
            fits = fits.Add(line);
            if (fits.Of(line.Run) == tournament)
                yield return line.Event;
        }
    }
}
