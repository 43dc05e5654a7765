using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace EmFunctional.Stores;

/// <summary>A journal of a store.</summary>
/// <param name="Id">Its key.</param>
/// <param name="Run">The id of its first run, by which it is named.</param>
/// <param name="Lines">How many lines it has.</param>
sealed record FoundJournal(long Id, string Run, int Lines)
{
    const string Columns = "select id, run, (select max(number) from em_lines where journal = em_journals.id) from em_journals";

    /// <summary>The journal of a first run.</summary>
    public static FoundJournal? Named(Session session, string run) => Rows(session, "where run = @run", ("run", run)).SingleOrDefault();

    /// <summary>All of them, in the order in which they began.</summary>
    public static IReadOnlyList<FoundJournal> All(Session session) => Rows(session, "order by id");

    /// <summary>Those with a run, first or not, whose id begins with some digits.</summary>
    public static IReadOnlyList<FoundJournal> WithRun(Session session, string digits) =>
        Rows(
            session,
            "where id in (select journal from em_lines where event = 'started' and run >= @from and run < @to) order by id",
            ("from", digits),
            ("to", digits + "g") // behind all hexadecimal digits
        );

    /// <summary>Deletes a journal.</summary>
    public static void Delete(Session session, long id)
    {
        session.Execute("delete from em_lines where journal = @id", ("id", id));
        session.Execute("delete from em_journals where id = @id", ("id", id));
    }

    static IReadOnlyList<FoundJournal> Rows(Session session, string which, params (string, object)[] parameters) =>
        session.Rows(
            $"{Columns} {which}",
            reader => new FoundJournal(
                Convert.ToInt64(reader.GetValue(0), CultureInfo.InvariantCulture),
                reader.GetString(1),
                reader.IsDBNull(2) ? 0 : Convert.ToInt32(reader.GetValue(2), CultureInfo.InvariantCulture)
            ),
            parameters
        );
}
