using Microsoft.Data.Sqlite;

namespace EmFunctional.Stores.Sqlite;

// A connection to a file of SQLite, with the claims that its process holds.
sealed class SqliteSession(SqliteConnection connection, SqliteClaims claims) : Session(connection)
{
    public override bool TryClaim(long journal) => claims.TryTake(journal);

    public override void Release(long journal) => claims.Release(journal);

    public override bool? IsClaimed(long journal) => claims.IsTaken(journal);

    public override void Dispose()
    {
        base.Dispose();
        claims.Dispose();
    }
}
