using System.Globalization;
using System.Text;
using EmFunctional.Journal;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using EmFunctional.Tables;
using LanguageExt;

namespace EmFunctional.Stores;

// What a list of runs shows, from a few lines of each: the journal itself is the only record, so that a list cannot say otherwise.
static class Summaries
{
    public static StoredRun Of(Database database, Session session, FoundJournal found)
    {
        var journal = ("journal", (object)found.Id);
        // Asked before the last line is read: what was written until then has been seen when it is said that nobody writes.
        var isClaimed = session.IsClaimed(found.Id);
        var starts = Convert.ToInt32(
            session.Value("select count(*) from em_lines where journal = @journal and event = 'started'", journal),
            CultureInfo.InvariantCulture
        );
        JournalLine? Line(string which) =>
            session.Value($"select line from em_lines where journal = @journal {which}", journal) is string text
                ? JournalLineParser
                    .Parse(Encoding.UTF8.GetBytes(text), 1, 0)
                    .Match(Right: line => line, Left: error => throw new JournalException(error))
                : null;
        var name = Naming.Of(database, found.Run);
        try
        {
            var first = Line("and number = 1");
            var start = Line("and event = 'started' order by number desc limit 1");
            var last = Line("and event <> '' order by number desc limit 1");
            if (first is null || last is null || start?.Event is not RunEvent<Vector>.Started started)
                return Unread(name, found, $"{new JournalError.NoStart(name)}");
            var iterate =
                Line("and event = 'iterated' order by number desc limit 1") is { Event: RunEvent<Vector>.Iterated at } line
                && line.Run == start.Run
                    ? at.State
                    : null;
            var (standing, verdict) = StandingOf(last.Event, isClaimed);
            return new(
                name,
                found.Run,
                start.Run,
                starts,
                started.Specification.Model,
                started.Read,
                started.Specification.Data,
                first.Time,
                last.Time,
                iterate is null ? Option<int>.None : iterate.Iteration,
                iterate is null ? Option<double>.None : iterate.Objective,
                standing,
                verdict,
                Option<string>.None
            );
        }
        catch (JournalException error)
        {
            return Unread(name, found, error.Message);
        }
    }

    static (RunStanding, string) StandingOf(RunEvent<Vector> last, bool? isClaimed) =>
        last switch
        {
            RunEvent<Vector>.Stopped { Reason: Iterating.StopReason.Decreased } stopped => (RunStanding.Failed, $"{stopped.Reason}"),
            RunEvent<Vector>.Stopped stopped => (
                stopped.Reason.IsConverged ? RunStanding.Converged : RunStanding.Stopped,
                $"{stopped.Reason}"
            ),
            RunEvent<Vector>.Failed failed => (RunStanding.Failed, $"{failed.Error}"),
            _ when isClaimed == true => (RunStanding.Running, "running"),
            _ => (RunStanding.Interrupted, "interrupted; it can be resumed"),
        };

    static StoredRun Unread(string name, FoundJournal found, string why) =>
        new(
            name,
            found.Run,
            default,
            0,
            new("", Arr<ModelOption>.Empty),
            DataDescription.Unknown,
            Option<Hash256>.None,
            default,
            default,
            Option<int>.None,
            Option<double>.None,
            RunStanding.Interrupted,
            "cannot be read",
            why
        );
}
