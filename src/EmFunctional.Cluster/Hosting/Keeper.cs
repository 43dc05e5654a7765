using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace EmFunctional.Cluster.Hosting;

/// <summary>Whether the process is there that keeps the list of all.</summary>
static class Keeper
{
    static readonly TimeSpan _pause = TimeSpan.FromSeconds(0.5);
    static readonly TimeSpan _patience = TimeSpan.FromSeconds(2);
    const int Missed = 3;

    /// <summary>Waits until somebody listens there.</summary>
    public static async Task Comes(IPEndPoint keeper, CancellationToken end)
    {
        while (!await Listens(keeper, end))
            await Task.Delay(_pause, end);
    }

    /// <summary>Waits until nobody does.</summary>
    public static async Task Goes(IPEndPoint keeper, CancellationToken end)
    {
        for (var missed = 0; missed < Missed; missed = await Listens(keeper, end) ? 0 : missed + 1)
            await Task.Delay(_pause, end);
    }

    static async Task<bool> Listens(IPEndPoint keeper, CancellationToken end)
    {
        using var socket = new Socket(keeper.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        using var soon = CancellationTokenSource.CreateLinkedTokenSource(end);
        soon.CancelAfter(_patience);
        try
        {
            await socket.ConnectAsync(keeper, soon.Token);
            return true;
        }
        catch (Exception error) when (error is SocketException || (error is OperationCanceledException && !end.IsCancellationRequested))
        {
            return false;
        }
    }
}
