using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.Hosting;
using Orleans.Runtime;

namespace EmFunctional.Cluster.Hosting;

/// <summary>The end of a process of the cluster.</summary>
static class Ending
{
    // To end after it was told that time is up.
    static readonly TimeSpan _last = TimeSpan.FromSeconds(1);

    /// <summary>Leaves the cluster and hands over what is there to hand over, if that can be done in time. A store that does not answer holds nobody up.</summary>
    /// <param name="host">The process.</param>
    /// <param name="patience">How long that may take; nothing where nobody is left to be told.</param>
    public static async Task Of(IHost host, TimeSpan patience)
    {
        using var soon = new CancellationTokenSource(patience);
        var ended = Task.Run(async () =>
        {
            try
            {
                await host.StopAsync(soon.Token);
            }
            finally
            {
                host.Dispose();
            }
        });
        try
        {
            await ended.WaitAsync(patience + _last);
        }
        catch (Exception error) when (error is OperationCanceledException or TimeoutException or OrleansException) { }
    }
}
