using System.Data.Common;
using System.Net.Sockets;
using Npgsql;

namespace EmFunctional.Stores.Postgres;

/// <summary>A database of PostgreSQL, which a URL names.</summary>
sealed class PostgresDatabase : Database
{
    public static readonly string[] Schemes = ["postgres://", "postgresql://"];

    readonly PostgresUrl _url;

    public PostgresDatabase(string url) => _url = PostgresUrl.Parse(url);

    public override string Name => _url.Name;

    // Whether the server is there is seen when it is called.
    public override bool Exists => true;

    public override Dialect Dialect { get; } =
        new(
            "bigint generated always as identity primary key",
            "collate \"C\"",
            // Not to_regclass, which remembers within a transaction that there was none.
            "select count(*) from pg_class where relname = @name and relkind in ('r', 'p') and pg_table_is_visible(oid)",
            "(line::json ->> '{0}')"
        );

    protected override Session Connect(Access access, bool durable)
    {
        var options = _url.Options(Environment.GetEnvironmentVariable).IfLeft(fault => throw Unusable(fault));
        var connection = new NpgsqlConnection(options.ToString());
        var session = new PostgresSession(connection);
        try
        {
            connection.Open();
            if (session.Value("show server_encoding") as string != "UTF8")
                throw Unusable(
                    "the database is not in UTF-8, in which lines are kept; make another with 'create database … encoding UTF8'"
                );
            // What was seen is kept: a commit is on the server's disk when it returns, whatever the server's default.
            if (access != Access.Read && session.Value("show synchronous_commit") as string == "off")
                session.Execute("set synchronous_commit = on");
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    public override void Keep(Session session, int version, bool isBefore)
    {
        if (isBefore)
            return;
        foreach (var table in new[] { "em_journals", "em_lines" })
            session.Execute($"create table {table}_version_{version} as table {table}");
    }

    protected override string? ReasonOf(DbException error) =>
        error switch
        {
            PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown } =>
                "the server ended the connection; what it has is whole",
            PostgresException fault => $"{fault.MessageText} ({fault.SqlState})",
            { InnerException: SocketException inner } => $"the server does not answer: {inner.Message}",
            { InnerException: { } inner } => $"the connection to the server was lost: {inner.Message}",
            _ => error.Message,
        };
}
