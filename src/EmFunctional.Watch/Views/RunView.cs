using System.Collections.Generic;
using System.Linq;
using EmFunctional.Iterating;
using EmFunctional.Journal;
using EmFunctional.Numerics;
using EmFunctional.Plotting;
using EmFunctional.Runs;
using EmFunctional.Watching.Following;
using LanguageExt;

namespace EmFunctional.Watching.Views;

/// <summary>A number with its name.</summary>
sealed record Figured(string Name, string Value);

/// <summary>How a run stands, in the words of the page: all that is sent when something has changed.</summary>
/// <param name="Index">Which of the runs it is, from 0.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Title">What is fitted to what.</param>
/// <param name="Run">The identity of the run, by which a new one in the same journal is told.</param>
/// <param name="Standing">awaited, going-on, ended or broken.</param>
/// <param name="Tone">good, doubtful or bad, of a run that has come to an end of any kind.</param>
/// <param name="Says">How it stands, in sentences.</param>
/// <param name="Numbers">Its numbers now.</param>
/// <param name="Last">The newest iteration; −1 where there is none.</param>
/// <param name="Version">Grows with each change.</param>
/// <param name="Written">When the newest line was written, as a time in ISO 8601; empty where there is none.</param>
/// <param name="Notes">What is to be said besides.</param>
sealed record RunView(
    int Index,
    string Name,
    string Title,
    string Run,
    string Standing,
    string Tone,
    IReadOnlyList<string> Says,
    IReadOnlyList<Figured> Numbers,
    int Last,
    long Version,
    string Written,
    IReadOnlyList<string> Notes
)
{
    // So much is read within a moment, and of a run that writes fast there is always some left.
    const long Behind = 1 << 20;
    const double Most = 0.9;

    // Of workers that came and were lost.
    const int MostNotes = 8;

    /// <summary>How a journal stands.</summary>
    /// <param name="journal">The journal.</param>
    /// <param name="index">Which of the runs it is.</param>
    public static RunView Of(FollowedJournal journal, int index)
    {
        var (state, length) = (journal.State, journal.Length);
        var read = length > 0 ? (double)state.Read / length : 1;
        var isCatchingUp = state.Standing is Standing.GoingOn && read < Most && length - state.Read > Behind;
        return new(
            index,
            journal.Name,
            state
                .Started.Map(started => RunDescription.Of(started))
                .Map(description => $"{description.Model} on {description.Data}")
                .IfNone(""),
            state.Started.Map(started => started.Run.ToString()).IfNone(""),
            state.Standing switch
            {
                Following.Standing.Awaited => "awaited",
                Following.Standing.GoingOn => "going-on",
                Following.Standing.Ended => "ended",
                _ => "broken",
            },
            ToneOf(state),
            [.. Sentences(journal, state, isCatchingUp)],
            [
                .. NumbersOf(state),
                .. isCatchingUp ? new[] { new Figured("of the journal are read", $"{NumberFormat.Fixed(100 * read, 0)} percent") } : [],
            ],
            state.Index.Count - 1,
            state.Version,
            state.Time.Map(time => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", null)).IfNone(""),
            [.. NotesOf(state)]
        );
    }

    static string ToneOf(WatchedState state) =>
        state.Standing switch
        {
            Following.Standing.Awaited or Following.Standing.GoingOn => "",
            Following.Standing.Broken { Error: JournalError.Interrupted } => "doubtful",
            Following.Standing.Broken => "bad",
            _ => state
                .Run.Bind(run => run.Ending)
                .Match(
                    ending =>
                        ending switch
                        {
                            RunEvent<Vector>.Stopped { Reason: StopReason.Decreased } or RunEvent<Vector>.Failed => "bad",
                            RunEvent<Vector>.Stopped { Reason.IsConverged: true } => "good",
                            _ => "doubtful",
                        },
                    () => "doubtful"
                ),
        };

    static IEnumerable<string> Sentences(FollowedJournal journal, WatchedState state, bool isCatchingUp)
    {
        switch (state.Standing)
        {
            case Following.Standing.Awaited:
                return [journal.Length > 0 ? $"{journal.Name} has no run yet." : $"{journal.Name} is not there yet: waiting for it."];
            case Following.Standing.Broken { Error: JournalError.Interrupted } broken:
                return ["Interrupted.", $"{journal.With.ErrorText(broken.Error)}.", "If the run is taken up, it goes on here."];
            case Following.Standing.Broken broken:
                return [$"{journal.With.ErrorText(broken.Error)}.", .. state.Run.IsSome ? new[] { "What is shown precedes that." } : []];
            case Following.Standing.GoingOn when isCatchingUp:
                return ["What is in the journal already is being read."];
            case Following.Standing.GoingOn:
                return [.. new[] { "The run goes on." }, .. state.Contest.Starts > 0 ? new[] { Starts(state) } : []];
            default:
                return state.Run.Match(run => journal.With.Verdict(run, state.Contest), () => []);
        }
    }

    static string Starts(WatchedState state) =>
        state.Started.Bind(started => started.Specification.Parent).Exists(parent => parent.Why == RunParent.Winner)
            ? $"The best of {state.Contest.Starts} starts is told again."
            : $"This is start {state.Contest.Outcomes.Count} of {state.Contest.Starts}.";

    static IEnumerable<Figured> NumbersOf(WatchedState state)
    {
        if (
            state.Run.Bind(run => run.Last).Case is not RunEvent<Vector>.Iterated { State: var at }
            || state.Run.Case is not RunState<Vector> run
        )
            yield break;
        var isPlain = state.Started.Exists(started => started.Specification.Algorithm == Algorithm.PlainName);
        yield return new("iteration", $"{at.Iteration}");
        yield return new($"{state.Started.Map(started => RunDescription.Of(started).Objective).IfNone("objective")} (nats)", Objective(at));
        yield return new("gained by the last iteration", state.Gain.Match(gain => NumberFormat.Significant(gain, 3), () => "–"));
        yield return new(
            "still to gain (Aitken)",
            run.Remaining.Match(
                left => $"about {NumberFormat.Significant(left, 2)}",
                () => isPlain ? "not known yet" : "not known of an accelerated run"
            )
        );
        yield return new("evaluations", $"{at.Evaluations}");
        if (!state.Workers.IsEmpty)
            yield return new("workers of the cluster", $"{state.Workers[^1].Workers}");
    }

    /// <summary>An objective as people read it.</summary>
    public static string Objective(IterationState at) => NumberFormat.Significant(at.Objective, 10);

    static IEnumerable<string> NotesOf(WatchedState state) =>
        state.Workers.Rev().Take(MostNotes).Select(note => $"{note.Time.UtcDateTime:HH:mm:ss} UTC: {note}.").Concat(OfData(state));

    static IEnumerable<string> OfData(WatchedState state) =>
        state.Model switch
        {
            null => [],
            { IsCompletedSuccessfully: true } known => known.Result.Match(
                model => model.IsSome ? [] : ["The data are not given: with --data FILE the model is drawn over them."],
                errors => errors.Map(error => $"The data of --data are left out. {error}.").AsEnumerable()
            ),
            { IsFaulted: true } failed => [$"The data of --data are left out. {failed.Exception!.GetBaseException().Message}."],
            _ => ["The data are being read."],
        };
}
