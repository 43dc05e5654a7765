using System.Data;
using System.Data.Common;
using System.Globalization;
using System.IO;
using System.Threading;
using Npgsql;

namespace EmFunctional.Stores.Postgres;

// A connection to PostgreSQL. Its claims are locks of the session, which the server gives up when the connection ends, however it ends.
sealed class PostgresSession(NpgsqlConnection connection) : Session(connection)
{
    // Of several sets of tables in one database each has its own.
    const string Key = "(('em_journals'::regclass::oid::bigint << 32) | @journal)";

    // A server takes a moment to see that the process of another connection is gone.
    const int Attempts = 20;
    static readonly TimeSpan _between = TimeSpan.FromMilliseconds(10);

    bool _hasClaimed;

    public override bool TryClaim(long journal)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (Value($"select pg_try_advisory_lock({Key})", ("journal", journal)) is true)
                return _hasClaimed = true;
            // Within a transaction others wait for us: they are not kept waiting for a claim.
            if (attempt == Attempts || Transaction is not null)
                return false;
            Thread.Sleep(_between);
        }
    }

    // The server would give the claims up too, some time after the connection is closed; who closes a journal may open it at once.
    public override void Dispose()
    {
        try
        {
            if (_hasClaimed && connection.State == ConnectionState.Open)
                Execute("select pg_advisory_unlock_all()");
        }
        catch (Exception error) when (error is DbException or IOException or InvalidOperationException) { } // of a connection that is gone nothing is left
        base.Dispose();
    }

    public override void Release(long journal) => Value($"select pg_advisory_unlock({Key})", ("journal", journal));

    public override bool? IsClaimed(long journal) =>
        Convert.ToInt64(
            Value(
                """
                select count(*) from pg_locks
                where locktype = 'advisory' and granted and objsubid = 1
                    and database = (select oid from pg_database where datname = current_database())
                    and classid = 'em_journals'::regclass::oid and objid::bigint = @journal
                """,
                ("journal", journal)
            ),
            CultureInfo.InvariantCulture
        ) > 0;

    // 'em' in ASCII: one at a time makes or changes tables.
    public override void LockSchema() => Execute("select pg_advisory_xact_lock(25965)");
}
