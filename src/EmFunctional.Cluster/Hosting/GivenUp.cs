using System.Threading.Tasks;
using Orleans.Runtime;

namespace EmFunctional.Cluster.Hosting;

/// <summary>Hears that the others have given this process up: it did not answer for a while, and must join anew.</summary>
sealed class GivenUp : IFatalErrorHandler
{
    readonly TaskCompletionSource _heard = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Done once that has happened.</summary>
    public Task Heard => _heard.Task;

    public bool IsUnexpected(Exception exception) => false;

    public void OnFatalException(object? sender, string? context, Exception? exception) => _heard.TrySetResult();
}
