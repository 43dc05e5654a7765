using System;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;
using EmFunctional.Cluster.Tests.Support;

namespace EmFunctional.Cluster.Tests;

/// <summary>What can be wrong before a cluster has begun, through the tool: it is said with what to do, and nothing was written.</summary>
public sealed class BadInputTests : ToolTests
{
    [Fact]
    public async Task Where_no_worker_comes_the_call_says_what_to_start()
    {
        var port = FreePort();
        var (code, printed, error) = await End(Start($"{Fit} --cluster listen:127.0.0.1:{port} --workers 2 --journal none.clef"));
        Assert.Equal((2, ""), (code, printed));
        Assert.Contains(
            $"0 of 2 workers after 30 seconds; start each by: em worker --join 127.0.0.1:{port}",
            error,
            StringComparison.Ordinal
        );
        Assert.False(System.IO.File.Exists(System.IO.Path.Combine(Folder, "none.clef")));
    }

    [Fact]
    public async Task A_port_in_use_is_said()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var (code, _, error) = await End(Start($"{Fit} --cluster listen:{listener.LocalEndpoint}"));
        Assert.Equal(2, code);
        Assert.Contains($"{listener.LocalEndpoint}: another process listens there", error, StringComparison.Ordinal);
    }
}
