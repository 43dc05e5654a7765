using System.Data.Common;
using System.Globalization;
using System.IO;
using EmFunctional.Saving;
using Microsoft.Data.Sqlite;

namespace EmFunctional.Stores.Sqlite;

/// <summary>A file of SQLite with a write-ahead log: readers see whole events while others write.</summary>
sealed class SqliteDatabase(string path) : Database
{
    public const string Scheme = "sqlite:";

    // How long a writer waits for the others, each of which needs milliseconds.
    const int Patience = 30;

    const int Busy = 5;
    const int LockedTable = 6;
    const int ReadOnly = 8;
    const int DiskFault = 10;
    const int Damaged = 11;
    const int Full = 13;
    const int CannotOpen = 14;
    const int NoDatabase = 26;

    public override string Name => Scheme + path;

    public override bool Exists => File.Exists(path);

    public override Dialect Dialect { get; } =
        new(
            "integer primary key autoincrement",
            "",
            "select count(*) from sqlite_master where type = 'table' and name = @name",
            "json_extract(line, '$.{0}')"
        );

    /// <summary>For the tests: less patience.</summary>
    internal int Seconds { get; init; } = Patience;

    protected override Session Connect(Access access, bool durable)
    {
        if (path.Length == 0 || path.StartsWith(':') || path.StartsWith("file:", StringComparison.Ordinal))
            throw Unusable("name a file, such as sqlite:runs.db");
        if (Directory.Exists(path))
            throw Unusable("this is a folder; name a file in it");
        if (!Exists && access != Access.Create)
            throw Unusable("there is no such store; check the path");
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder && !Directory.Exists(folder))
            throw Unusable("there is no such folder");
        var isNew = !Exists;
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder
            {
                DataSource = path,
                Mode = access == Access.Create ? SqliteOpenMode.ReadWriteCreate : SqliteOpenMode.ReadWrite,
                Pooling = false,
                DefaultTimeout = Seconds,
            }.ToString()
        );
        var session = new SqliteSession(connection, new SqliteClaims(path + "-claims"));
        try
        {
            connection.Open();
            session.Execute($"pragma busy_timeout = {Seconds * 1000}");
            session.Execute("pragma foreign_keys = on");
            if (access == Access.Create)
                Own(session);
            if (access != Access.Read)
                session.Execute($"pragma synchronous = {(durable ? "full" : "normal")}");
            if (isNew && durable)
                Unix.FlushFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    // A database of something else is left as it is.
    void Own(SqliteSession session)
    {
        var tables = Convert.ToInt64(session.Value("select count(*) from sqlite_master"), CultureInfo.InvariantCulture);
        if (tables > 0 && !Schema.Exists(this, session))
            throw Unusable("this is a database of something else; choose another name");
        if (session.Value("pragma journal_mode = wal") as string != "wal")
            throw Unusable("SQLite cannot keep a write-ahead log there; choose a folder on a disk of this machine");
    }

    public override void Keep(Session session, int version, bool isBefore)
    {
        if (!isBefore)
            return;
        var copy = $"{path}.version-{version}";
        for (var more = 2; File.Exists(copy); more++)
            copy = $"{path}.version-{version}.{more}";
        session.Execute("vacuum into @copy", ("copy", copy));
    }

    protected override string? ReasonOf(DbException error) =>
        error is SqliteException fault
            ? fault.SqliteErrorCode switch
            {
                Busy or LockedTable => "another program has locked the database; try again when it is done",
                ReadOnly => "writing there is not allowed; check the permissions of the file and of its folder",
                DiskFault => "reading or writing the disk failed; it may be full, or a limit of the size of files be reached",
                Damaged => "the database is damaged; 'sqlite3 FILE .recover' may save what it has",
                Full => "no space is left on the disk",
                CannotOpen => "SQLite cannot open it; check the permissions of the file and of its folder",
                NoDatabase => "this is no database of SQLite; choose another name",
                _ => fault.Message,
            }
            : error.Message;
}
