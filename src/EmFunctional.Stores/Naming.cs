using System.Collections.Generic;
using System.Linq;

namespace EmFunctional.Stores;

// How runs of stores are named: STORE#RUN, with the first digits of the run's id.
static class Naming
{
    const int Digits = 8;

    public static string Of(Database database, string run) => $"{database.Name}#{run[..Math.Min(Digits, run.Length)]}";

    // What stands before and behind the last '#'; nothing behind where there is none.
    public static (string Store, string? Run) Apart(string name) =>
        name.LastIndexOf('#') is var at && at < 0 ? (name, null) : (name[..at], name[(at + 1)..]);

    // The journals whose id begins with some digits; where there is none, those with such a run in them.
    public static IReadOnlyList<FoundJournal> All(Database database, Session session, string run)
    {
        if (run.Length == 0 || !run.All(char.IsAsciiHexDigitLower))
            throw database.Unusable($"'{run}' is not the beginning of a run's id, which is hexadecimal digits");
        var found = FoundJournal.WithRun(session, run);
        var named = found.Where(journal => journal.Run.StartsWith(run, StringComparison.Ordinal)).ToArray();
        return named.Length > 0 ? named : found;
    }

    // The one journal that is meant.
    public static FoundJournal Find(Database database, Session session, string? run, bool isFollowed = false)
    {
        var found = run is null ? FoundJournal.All(session) : All(database, session, run);
        if (found.Count == 1)
            return found[0];
        if (isFollowed && run is null && found.Where(journal => session.IsClaimed(journal.Id) == true).Take(2).ToArray() is [var one])
            return one;
        throw database.Unusable(
            found.Count == 0
                ? run is null
                    ? "it has no run yet"
                    : $"it has no run whose id begins with '{run}'; list its runs"
                : (run is null ? $"it has {found.Count} runs" : $"the ids of {found.Count} runs begin with '{run}'")
                    + $"; say which, such as {Of(database, found[^1].Run)}"
        );
    }
}
