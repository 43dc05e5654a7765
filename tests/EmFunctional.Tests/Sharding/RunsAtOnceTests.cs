using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using EmFunctional.Sharding;

namespace EmFunctional.Tests.Sharding;

/// <summary>Sequences computed at once: told in order, begun in order, and none runs far ahead of what is read.</summary>
public sealed class RunsAtOnceTests
{
    [Fact]
    public void They_are_told_in_their_order()
    {
        var told = RunsAtOnce.Of(Enumerable.Range(0, 50).Select(run => Enumerable.Range(0, run * 7 % 30).Select(i => (run, i))));
        Assert.Equal(
            Enumerable.Range(0, 50).SelectMany(run => Enumerable.Range(0, run * 7 % 30).Select(i => (run, i))),
            told.SelectMany(run => run)
        );
    }

    [Fact]
    public void The_first_is_never_kept_waiting_by_those_behind_it()
    {
        for (var time = 0; time < 50; time++)
        {
            var end = false;
            IEnumerable<int> Endless(int run)
            {
                while (!Volatile.Read(ref end))
                    yield return run;
            }
            // A run is read before the runs are let go: then all end.
            using var runs = RunsAtOnce.Of(Enumerable.Range(0, 4 * Environment.ProcessorCount).Select(Endless)).GetEnumerator();
            Assert.True(runs.MoveNext());
            Assert.Equal(0, runs.Current.First());
            Volatile.Write(ref end, true);
        }
    }

    [Fact]
    public void They_begin_in_their_order()
    {
        for (var time = 0; time < 50; time++)
        {
            var begun = new ConcurrentQueue<int>();
            IEnumerable<int> Counted(int run)
            {
                begun.Enqueue(run);
                Thread.Sleep(1);
                yield return run;
            }
            Assert.Equal(20, RunsAtOnce.Of(Enumerable.Range(0, 20).Select(Counted)).SelectMany(run => run).Count());
            // One that has its processor may rest before it is counted, for as long as it likes. So any number may overtake it, and it and
            // others that hold a processor are all that one can overtake.
            Assert.All(begun.Select((run, i) => run - i), ahead => Assert.InRange(ahead, int.MinValue, Environment.ProcessorCount - 1));
        }
    }

    [Fact]
    public void One_that_waits_to_be_read_holds_so_many_elements_and_no_more()
    {
        var (ahead, isStopped) = (0, false);
        IEnumerable<int> Ahead()
        {
            for (; !Volatile.Read(ref isStopped); Interlocked.Increment(ref ahead))
                yield return 0;
        }
        using var runs = RunsAtOnce.Of([Enumerable.Range(0, 3), Ahead()]).GetEnumerator();
        Assert.True(runs.MoveNext());
        // It goes on until it is full, and then no more.
        for (var last = -1; last != Volatile.Read(ref ahead) || last == 0; Thread.Sleep(50))
            last = Volatile.Read(ref ahead);
        Assert.InRange(ahead, 1, 20_000);
        Assert.Equal(3, runs.Current.Count());
        Assert.True(runs.MoveNext());
        Assert.Equal(100_000, runs.Current.Take(100_000).Count());
        isStopped = true;
    }

    [Fact]
    public void What_a_sequence_throws_is_thrown_behind_what_it_told()
    {
        static IEnumerable<int> Broken()
        {
            yield return 7;
            throw new NotSupportedException("broken");
        }
        var told = new List<int>();
        var thrown = Assert.Throws<NotSupportedException>(() =>
        {
            foreach (var run in RunsAtOnce.Of([Enumerable.Range(0, 3), Broken(), Enumerable.Range(0, 3)]))
                told.AddRange(run);
        });
        Assert.Equal("broken", thrown.Message);
        Assert.Equal([0, 1, 2, 7], told);
    }

    [Fact]
    public void Where_the_reading_ends_early_all_that_began_has_ended()
    {
        var (begun, ended) = (0, 0);
        IEnumerable<int> Endless()
        {
            Interlocked.Increment(ref begun);
            try
            {
                while (true)
                    yield return 0;
            }
            finally
            {
                Thread.Sleep(20);
                Interlocked.Increment(ref ended);
            }
        }
        foreach (var run in RunsAtOnce.Of(Enumerable.Range(0, 8).Select(_ => Endless())))
        {
            Assert.Equal(0, run.First());
            break;
        }
        Assert.Equal(begun, ended);
    }
}
