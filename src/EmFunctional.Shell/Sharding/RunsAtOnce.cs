using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace EmFunctional.Sharding;

/// <summary>Several lazy sequences computed at once and told in their order: the first as it goes on, the others behind it.</summary>
public static class RunsAtOnce
{
    // How many sequences a processor may be ahead, and how many elements each of them: memory holds no more of what waits for its turn.
    const int Ahead = 4;
    const int ElementsAhead = 16_384;

    /// <summary>The sequences; what ends the reading early ends the computing too.</summary>
    public static IEnumerable<IEnumerable<T>> Of<T>(IEnumerable<IEnumerable<T>> runs)
    {
        using var end = new CancellationTokenSource();
        using var processors = new SemaphoreSlim(Environment.ProcessorCount);
        var waiting = new Queue<(BlockingCollection<T> Elements, Task Work)>();
        var before = Task.CompletedTask;
        using var next = runs.GetEnumerator();
        try
        {
            while (true)
            {
                while (waiting.Count < Ahead * Environment.ProcessorCount && next.MoveNext())
                {
                    var hasProcessor = new TaskCompletionSource();
                    waiting.Enqueue(Begin(next.Current, processors, before, hasProcessor, end.Token));
                    before = hasProcessor.Task;
                }
                if (!waiting.TryPeek(out var first))
                    yield break;
                yield return first.Elements.GetConsumingEnumerable();
                first.Work.GetAwaiter().GetResult();
                waiting.Dequeue();
            }
        }
        finally
        {
            end.Cancel();
            Task.WaitAll([.. waiting.Select(run => run.Work.ContinueWith(_ => { }, TaskScheduler.Default))]);
        }
    }

    // Processors are given in the order of the sequences. So the one that is read has one, and those behind it that wait to be read do not stop it.
    static (BlockingCollection<T> Elements, Task Work) Begin<T>(
        IEnumerable<T> run,
        SemaphoreSlim processors,
        Task before,
        TaskCompletionSource hasProcessor,
        CancellationToken end
    )
    {
        var elements = new BlockingCollection<T>(ElementsAhead);
        // A thread of its own, since it waits for its turn.
        return (elements, Task.Factory.StartNew(Work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default));

        void Work()
        {
            try
            {
                before.Wait(end);
                processors.Wait(end);
                hasProcessor.SetResult();
                try
                {
                    foreach (var element in run.TakeWhile(_ => !end.IsCancellationRequested))
                        elements.Add(element, end);
                }
                finally
                {
                    processors.Release();
                }
            }
            catch (OperationCanceledException)
            {
                // Nobody reads on.
            }
            finally
            {
                elements.CompleteAdding();
            }
        }
    }
}
