using System.Linq;
using System.Threading;
using EmFunctional.Modelling;
using EmFunctional.Sharding;
using LanguageExt;

namespace EmFunctional.Tests.Sharding;

/// <summary>Blocks on threads, in whatever order they come: combined in the one tree.</summary>
public class ThreadsTests
{
    static string Pair(string left, string right) => $"({left} {right})";

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    public void The_tree_is_that_of_blocks_in_order(int threads)
    {
        foreach (var blocks in Enumerable.Range(1, 70).Concat([255, 256, 257, 1000, 4097]))
            Assert.Equal(
                Tree.Reduce<string>(blocks, i => $"{i}", Pair).OrThrow(),
                new Threads(threads)
                    .Reduce<string>(
                        blocks,
                        i =>
                        {
                            Thread.SpinWait(i * 7919 % 400); // in another order every time
                            return $"{i}";
                        },
                        Pair
                    )
                    .OrThrow()
            );
    }

    [Fact]
    public void Portions_in_any_order_make_the_one_tree_and_few_are_held()
    {
        var random = new Random(20_261_121);
        foreach (var portions in new[] { 1, 2, 3, 5, 6, 7, 8, 31, 32, 33, 100 })
        {
            var expected = Tree.Reduce<string>(portions, i => $"{i}", Pair).OrThrow();
            for (var trial = 0; trial < 20; trial++)
            {
                var merging = new Merging<string>(portions, Pair);
                foreach (var i in Enumerable.Range(0, portions).OrderBy(_ => random.Next()))
                    merging.Add(i, $"{i}");
                Assert.Equal(expected, merging.Result.OrThrow());
            }
        }
        foreach (var threads in new[] { 1, 2, 3, 8 })
        {
            // As threads take them: each has one in hand, any of which may come next.
            var merging = new Merging<int>(1 << 12, (a, b) => a + b);
            var (hand, next) = (Enumerable.Range(0, threads).ToList(), threads);
            while (hand.Count > 0)
            {
                var at = random.Next(hand.Count);
                merging.Add(hand[at], 1);
                hand.RemoveAt(at);
                if (next < 1 << 12)
                    hand.Add(next++);
            }
            Assert.Equal(1 << 12, merging.Result.OrThrow());
            Assert.InRange(merging.Most, 1, threads * (1 + 12));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(8)]
    public void The_first_error_by_index_wins(int threads)
    {
        for (var trial = 0; trial < 20; trial++)
        {
            var result = new Threads(threads).Reduce(
                300,
                i =>
                {
                    Thread.SpinWait((i + trial) * 7919 % 2000);
                    return i is 57 or 58 or 200 ? (Either<EmError, int>)new EmError.ImpossibleRow(i) : i;
                },
                (a, b) => a + b
            );
            Assert.Equal(new EmError.ImpossibleRow(57), result.LeftAsEnumerable().Single());
        }
    }

    [Fact]
    public void What_a_block_throws_is_what_a_pass_throws()
    {
        var thrown = Assert.Throws<NotSupportedException>(() =>
            new Threads(4).Reduce<int>(100, i => i == 70 ? throw new NotSupportedException("seventy") : i, (a, b) => a + b)
        );
        Assert.Equal("seventy", thrown.Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Threads(0));
    }

    [Fact]
    public void One_thread_and_one_block_are_computed_where_they_are_asked_for_and_in_order()
    {
        foreach (var (threads, blocks) in new[] { (1, 300), (4, 1) })
        {
            var seen = new System.Collections.Generic.List<(int Block, int Thread)>();
            new Threads(threads).Reduce(
                blocks,
                i =>
                {
                    lock (seen)
                        seen.Add((i, Environment.CurrentManagedThreadId));
                    return (Either<EmError, int>)i;
                },
                (a, b) => a + b
            );
            Assert.Equal(Enumerable.Range(0, blocks).Select(i => (i, Environment.CurrentManagedThreadId)), seen);
        }
    }

    [Fact]
    public void No_more_threads_than_were_asked_for_compute_at_once()
    {
        var (now, most) = (0, 0);
        new Threads(2).Reduce(
            200,
            i =>
            {
                var at = Interlocked.Increment(ref now);
                for (var before = most; at > before; before = most)
                    Interlocked.CompareExchange(ref most, at, before);
                Thread.Sleep(1);
                Interlocked.Decrement(ref now);
                return (Either<EmError, int>)i;
            },
            (a, b) => a + b
        );
        Assert.InRange(most, 1, 2);
    }

    [Theory]
    [InlineData(255, 4)]
    [InlineData(256, 8)]
    public void The_second_of_two_threads_begins_at_the_second_portion_while_the_first_is_at_work(int blocks, int portion)
    {
        using var begun = new ManualResetEventSlim();
        var second = -1;
        new Threads(2).Reduce(
            blocks,
            i =>
            {
                if (i == 0)
                    Assert.True(begun.Wait(TimeSpan.FromMinutes(1)), "nobody else computes");
                else if (Interlocked.CompareExchange(ref second, i, -1) == -1)
                    begun.Set();
                return (Either<EmError, int>)i;
            },
            (a, b) => a + b
        );
        Assert.Equal(portion, second);
    }

    [Fact]
    public void What_nobody_computed_is_no_result()
    {
        var none = Assert.Throws<InvalidOperationException>(() => new Merging<int>(3, (a, b) => a + b).Result);
        Assert.Equal("no portion was computed", none.Message);
        Assert.StartsWith("1 or more threads", Assert.Throws<ArgumentOutOfRangeException>(() => new Threads(-1)).Message);
    }

    [Fact]
    public void What_stands_before_the_first_error_is_computed_still()
    {
        var merging = new Merging<int>(4, (a, b) => a + b);
        merging.Add(2, new EmError.ImpossibleRow(2));
        Assert.Equal((false, false, true), (merging.IsFailedBefore(1), merging.IsFailedBefore(2), merging.IsFailedBefore(3)));
        merging.Add(3, new EmError.ImpossibleRow(3));
        merging.Add(1, new EmError.ImpossibleRow(1));
        Assert.Equal((false, true), (merging.IsFailedBefore(1), merging.IsFailedBefore(2)));
        Assert.Equal(new EmError.ImpossibleRow(1), merging.Result.LeftAsEnumerable().Single());
    }
}
