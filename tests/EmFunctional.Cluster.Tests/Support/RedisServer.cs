using System;
using System.Diagnostics;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Threading;

namespace EmFunctional.Cluster.Tests.Support;

/// <summary>A server of Redis with a port of its own, which keeps nothing when it is killed; killed at the end.</summary>
public sealed class RedisServer : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("em-redis").FullName;
    Process? _process;

    /// <summary>Whether a server can be started here.</summary>
    public static bool IsInstalled { get; } = File.Exists("/usr/bin/redis-server");

    public RedisServer()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public int Port { get; }

    public string Store => $"redis:127.0.0.1:{Port}";

    public void Start()
    {
        string[] options = ["--port", $"{Port}", "--bind", "127.0.0.1", "--save", "", "--dir", _folder, "--logfile", "log"];
        _process = Process.Start("/usr/bin/redis-server", options);
        for (var begun = Stopwatch.StartNew(); !Listens(); Thread.Sleep(20))
            Assert.True(begun.Elapsed < TimeSpan.FromSeconds(20), "Redis did not start");
    }

    bool Listens()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Connect(IPAddress.Loopback, Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    public void Stop()
    {
        _process?.Kill();
        _process?.WaitForExit();
        _process?.Dispose();
        _process = null;
    }

    public void Dispose()
    {
        Stop();
        Directory.Delete(_folder, recursive: true);
    }
}

/// <summary>A test that needs Redis; the build machine installs it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RedisFactAttribute : FactAttribute
{
    public RedisFactAttribute()
    {
        if (!RedisServer.IsInstalled)
            Skip = "there is no Redis on this machine";
    }
}
