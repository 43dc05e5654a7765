using System.Globalization;
using Npgsql;

namespace EmFunctional.Stores.Postgres;

// A connection to PostgreSQL. Its claims are locks of the session, which the server gives up when the connection ends, however it ends.
sealed class PostgresSession(NpgsqlConnection connection) : Session(connection)
{
    // Of several sets of tables in one database each has its own.
    const string Key = "(('em_journals'::regclass::oid::bigint << 32) | @journal)";

    public override bool TryClaim(long journal) => Value($"select pg_try_advisory_lock({Key})", ("journal", journal)) is true;

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
    public override void LockSchema() => Value("select 1 from pg_advisory_xact_lock(25965)");
}
