using System.IO;
using System.Linq;
using EmFunctional.Journal;
using Microsoft.Data.Sqlite;

namespace EmFunctional.Stores.Tests.Support;

/// <summary>A kind of place, for one journal or many, that a test has to itself; and what somebody can do to it behind our back.</summary>
public abstract class Keep : IDisposable
{
    /// <summary>Its name, as a call has it.</summary>
    public abstract string Name { get; }

    /// <summary>The place of a new journal, or of the only one.</summary>
    public JournalPlace Place => JournalStore.At(Name);

    /// <summary>The store.</summary>
    public JournalStore Store => JournalStore.Find(Name).Map(found => found.Store).IfNone(() => throw new InvalidOperationException());

    /// <summary>Another of the kind, empty.</summary>
    public abstract Keep Another();

    /// <summary>Changes a line, from 1; removes it where that gives nothing.</summary>
    public abstract void Change(int line, Func<string, string?> change);

    /// <summary>Does what a database of this kind is asked.</summary>
    public virtual void Execute(string sql) => throw new NotSupportedException();

    public virtual void Dispose() => GC.SuppressFinalize(this);
}

/// <summary>A file.</summary>
public sealed class FileKeep : Keep
{
    readonly string _folder = Directory.CreateTempSubdirectory("place").FullName;

    public override string Name => Path.Combine(_folder, "run.clef");

    public override Keep Another() => new FileKeep();

    public override void Change(int line, Func<string, string?> change) =>
        File.WriteAllLines(Name, File.ReadAllLines(Name).Select((text, i) => i + 1 == line ? change(text) : text).OfType<string>());

    public override void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        base.Dispose();
    }
}

/// <summary>A file of SQLite.</summary>
public sealed class SqliteKeep : Keep
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("place").FullName;

    public string Path => System.IO.Path.Combine(Folder, "runs.db");

    public override string Name => $"sqlite:{Path}";

    public override Keep Another() => new SqliteKeep();

    public SqliteConnection Connect(string? path = null)
    {
        var connection = new SqliteConnection($"Data Source={path ?? Path};Pooling=False");
        connection.Open();
        return connection;
    }

    public override void Execute(string sql)
    {
        using var connection = Connect();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public override void Change(int line, Func<string, string?> change)
    {
        using var connection = Connect();
        using var command = connection.CreateCommand();
        command.CommandText = $"select line from em_lines where number = {line}";
        var changed = change((string)command.ExecuteScalar()!);
        command.CommandText = changed is null
            ? $"delete from em_lines where number = {line}"
            : $"update em_lines set line = @line where number = {line}";
        command.Parameters.AddWithValue("@line", changed ?? "");
        command.ExecuteNonQuery();
    }

    public override void Dispose()
    {
        Directory.Delete(Folder, recursive: true);
        base.Dispose();
    }
}

/// <summary>A database of PostgreSQL.</summary>
public sealed class PostgresKeep(PostgresServer server) : Keep
{
    public string Database { get; } = PostgresServer.IsInstalled ? server.Create() : "";

    public override string Name => server.Url(Database);

    public object? Value(string sql)
    {
        using var connection = server.Connect(Database);
        using var command = new Npgsql.NpgsqlCommand(sql, connection);
        return command.ExecuteScalar();
    }

    public override Keep Another() => new PostgresKeep(server);

    public override void Execute(string sql) => server.Execute(Database, sql);

    public override void Change(int line, Func<string, string?> change)
    {
        using var connection = new Npgsql.NpgsqlConnection(
            $"Host=127.0.0.1;Port={server.Port};Username=em;Database={Database};Pooling=false"
        );
        connection.Open();
        using var read = new Npgsql.NpgsqlCommand($"select line from em_lines where number = {line}", connection);
        var changed = change((string)read.ExecuteScalar()!);
        using var write = new Npgsql.NpgsqlCommand(
            changed is null ? $"delete from em_lines where number = {line}" : $"update em_lines set line = @line where number = {line}",
            connection
        );
        write.Parameters.AddWithValue("line", changed ?? "");
        write.ExecuteNonQuery();
    }
}
