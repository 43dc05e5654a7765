using System.Globalization;

namespace EmFunctional.Stores;

// The tables, their version, and the way from one version to the next.
static class Schema
{
    public const int Version = 2;

    const string Others = "em_store";

    // Makes the tables, or brings those of an earlier version to this one; a copy of those is kept.
    public static void Settle(Database database, Session session, Access access)
    {
        if (!Exists(database, session))
        {
            if (access != Access.Create)
                throw database.Unusable("this database has no journals; check the name, or record a run in it first");
            session.Transact(() =>
            {
                session.LockSchema();
                if (!Exists(database, session))
                    Make(database.Dialect, session);
                return true;
            });
        }
        if (VersionOf(session) == Version)
            return;
        if (VersionOf(session) > Version)
            throw database.Unusable(
                $"its tables are of version {VersionOf(session)}, and this software knows up to {Version}; use a newer version of it"
            );
        database.Keep(session, VersionOf(session), isBefore: true);
        session.Transact(() =>
        {
            session.LockSchema();
            while (VersionOf(session) < Version)
            {
                database.Keep(session, VersionOf(session), isBefore: false);
                Lift(database.Dialect, session, VersionOf(session));
            }
            return true;
        });
    }

    public static bool Exists(Database database, Session session) =>
        Convert.ToInt64(session.Value(database.Dialect.HasTables, ("name", Others)), CultureInfo.InvariantCulture) > 0;

    static int VersionOf(Session session) =>
        Convert.ToInt32(session.Value("select version from em_store") ?? 0, CultureInfo.InvariantCulture);

    static void Make(Dialect dialect, Session session)
    {
        session.Execute("create table em_store (version integer not null)");
        session.Execute($"insert into em_store values ({Version})");
        session.Execute($"create table em_journals (id {dialect.Identity}, run text {dialect.Ordered} not null unique)");
        session.Execute(
            $"""
            create table em_lines (
                journal bigint not null references em_journals (id) on delete cascade,
                number integer not null,
                run text {dialect.Ordered} not null,
                event text not null,
                line text not null,
                primary key (journal, number)
            )
            """
        );
        Index(session);
    }

    // Starts are few: by them runs are found and listed.
    static void Index(Session session)
    {
        session.Execute("create index em_starts on em_lines (journal, number) where event = 'started'");
        session.Execute("create index em_runs on em_lines (run) where event = 'started'");
    }

    static void Lift(Dialect dialect, Session session, int from)
    {
        if (from == 1)
        {
            // Lines that did not say beside themselves what they are of.
            foreach (var column in new[] { "run", "event" })
                session.Execute(
                    $"alter table em_lines add column {column} text {(column == "run" ? dialect.Ordered : "")} not null default ''"
                );
            session.Execute(
                string.Format(
                    CultureInfo.InvariantCulture,
                    "update em_lines set run = "
                        + dialect.Property
                        + ", event = "
                        + dialect.Property.Replace("{0}", "{1}", StringComparison.Ordinal),
                    "Run",
                    "Event"
                )
            );
            Index(session);
        }
        session.Execute($"update em_store set version = {from + 1}");
    }
}
