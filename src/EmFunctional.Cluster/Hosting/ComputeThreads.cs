using System.Collections.Concurrent;
using System.Threading;
using System.Threading.Tasks;

namespace EmFunctional.Cluster.Hosting;

/// <summary>Threads that compute and do nothing else: the process answers others meanwhile.</summary>
sealed class ComputeThreads : IDisposable
{
    readonly BlockingCollection<Action> _work = [];

    /// <param name="count">How many; none in a process that computes nothing.</param>
    public ComputeThreads(int count)
    {
        for (var i = 0; i < count; i++)
            new Thread(() =>
            {
                foreach (var work in _work.GetConsumingEnumerable())
                    work();
            })
            {
                IsBackground = true,
                Name = $"compute {i + 1}",
            }.Start();
    }

    public Task<T> Run<T>(Func<T> work)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _work.Add(() =>
        {
            try
            {
                done.SetResult(work());
            }
            catch (Exception error)
            {
                done.SetException(error);
            }
        });
        return done.Task;
    }

    public void Dispose() => _work.CompleteAdding();
}
