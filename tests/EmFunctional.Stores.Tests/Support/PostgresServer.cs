using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using Npgsql;
using Xunit;

namespace EmFunctional.Stores.Tests.Support;

/// <summary>A server of PostgreSQL with a port and a folder of its own, stopped and deleted at the end.</summary>
public sealed class PostgresServer : IDisposable
{
    static int _databases;

    readonly string _folder = Directory.CreateTempSubdirectory("em-postgres").FullName;

    // Debian's folder; the newest version.
    static string? Binaries { get; } =
        Directory.Exists("/usr/lib/postgresql")
            ? Directory
                .EnumerateDirectories("/usr/lib/postgresql")
                .Select(version => Path.Combine(version, "bin"))
                .Where(bin => File.Exists(Path.Combine(bin, "initdb")))
                .Order(StringComparer.Ordinal)
                .LastOrDefault()
            : null;

    /// <summary>Whether a server can be started here.</summary>
    public static bool IsInstalled => Binaries is not null;

    public PostgresServer()
    {
        if (!IsInstalled)
            return;
        using (var listener = new TcpListener(IPAddress.Loopback, 0))
        {
            listener.Start();
            Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        }
        // The server refuses to run as root.
        if (Environment.IsPrivilegedProcess)
            Run("chown", "postgres", _folder);
        RunAsUser("initdb", "-D", Data, "-U", "em", "-A", "trust", "-E", "UTF8", "--locale=C");
        Start();
    }

    public int Port { get; }

    string Data => Path.Combine(_folder, "data");

    /// <summary>The address of a database.</summary>
    public string Url(string database) => $"postgres://em@127.0.0.1:{Port}/{database}";

    /// <summary>A new database.</summary>
    public string Create(string options = "")
    {
        var name = $"runs{Interlocked.Increment(ref _databases)}";
        Execute("postgres", $"create database {name} {options}");
        return name;
    }

    public NpgsqlConnection Connect(string database)
    {
        var connection = new NpgsqlConnection($"Host=127.0.0.1;Port={Port};Username=em;Database={database};Pooling=false");
        connection.Open();
        return connection;
    }

    public void Execute(string database, string sql)
    {
        using var connection = Connect(database);
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    public void Start() =>
        RunAsUser(
            "pg_ctl",
            ["-D", Data, "-w", "-l", Path.Combine(_folder, "log"), "-o", $"-p {Port} -k {_folder} -c listen_addresses=127.0.0.1", "start"]
        );

    /// <summary>Ends it as an administrator does, or as a loss of power does.</summary>
    public void Stop(bool isSudden) => RunAsUser("pg_ctl", "-D", Data, "-w", "-m", isSudden ? "immediate" : "fast", "stop");

    static void RunAsUser(string program, params string[] arguments)
    {
        var path = Path.Combine(Binaries!, program);
        if (Environment.IsPrivilegedProcess)
            Run("runuser", ["-u", "postgres", "--", path, .. arguments]);
        else
            Run(path, arguments);
    }

    // Through a shell that keeps nothing open: a server that goes on would hold our pipes.
    static void Run(string program, params string[] arguments)
    {
        IEnumerable<string> call = ["-c", "cd / && exec \"$@\" >/dev/null 2>&1", "sh", program, .. arguments];
        using var process = Process.Start("sh", call)!;
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}");
    }

    public void Dispose()
    {
        if (IsInstalled && File.Exists(Path.Combine(Data, "postmaster.pid")))
            Stop(isSudden: true);
        Directory.Delete(_folder, recursive: true);
    }
}

/// <summary>The tests that share a server.</summary>
[CollectionDefinition(Name)]
public sealed class ServerTests : ICollectionFixture<PostgresServer>
{
    public const string Name = "PostgreSQL";
}
