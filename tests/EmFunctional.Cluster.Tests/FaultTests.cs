using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;
using EmFunctional.Cluster.Hosting;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Sharding;
using LanguageExt;

namespace EmFunctional.Cluster.Tests;

/// <summary>What can be wrong with a cluster or its workers is said, and loses nothing.</summary>
public class FaultTests
{
    const int Blocks = 40;

    // The mean of numbers in so many blocks, of which one may be faulty.
    static Problem<Vector> Mean(double first = 0, Func<int, Either<EmError, Expectation<Vector>>>? faulty = null) =>
        Problem
            .Of(
                new EmModel<Vector, Vector, Vector>(
                    "mean",
                    data => Identity.Find(data),
                    _ => Blocks,
                    (data, at) =>
                        block =>
                            block == 33 && faulty is not null
                                ? faulty(block)
                                : new Expectation<Vector>([1, data[block]], -Math.Abs(data[block] - at[0])),
                    (_, sums) => (Proposal<Vector>)Vector.Create([sums[1] / sums[0]]),
                    Statistics.Vector,
                    _ => 0,
                    Chart.Of<Vector>(flat => flat, flat => flat, Coordinates.Real("mean")),
                    Monotone: false
                ),
                Vector.Of(Blocks, i => i == 0 ? first : 1.0 / (i + 1))
            )
            .OrThrow();

    static Proposal<Vector> At => Vector.Create([0.25]);

    [Fact]
    public async Task The_error_of_a_block_is_the_one_of_the_model()
    {
        Problem<Vector> Open() => Mean(0, _ => new EmError.ImpossibleRow(33));
        await using var all = await InProcess.Start(2, Open);
        var evaluated = all.Cluster.Spread(Open(), "mean").Evaluate(At);
        Assert.Equal(new EmError.ImpossibleRow(33), evaluated.LeftAsEnumerable().Single());
    }

    [Fact]
    public async Task An_error_that_only_a_worker_meets_names_the_worker()
    {
        await using var all = await InProcess.Start(2, () => Mean(0, _ => new EmError.Unreadable("rows.npy", ReadFault.Failed)));
        var error = all.Cluster.Spread(Mean(), "mean").Evaluate(At).LeftAsEnumerable().Single();
        Assert.Contains("rows.npy", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("(worker 127.0.0.1:", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_worker_that_throws_throws_here()
    {
        Problem<Vector> Open() => Mean(0, _ => throw new NotSupportedException("a fault of the model"));
        await using var all = await InProcess.Start(1, Open);
        var thrown = Assert.Throws<NotSupportedException>(() => all.Cluster.Spread(Open(), "mean").Evaluate(At));
        Assert.Equal("a fault of the model", thrown.Message);
    }

    [Fact]
    public async Task A_worker_with_other_data_refuses_and_so_does_one_that_has_none()
    {
        await using var other = await InProcess.Start(1, () => Mean(first: 5));
        var error = other.Cluster.Spread(Mean(), "mean").Evaluate(At).LeftAsEnumerable().Single();
        Assert.Contains("a worker reads other data than the run", error.ToString(), StringComparison.Ordinal);

        await using var none = await InProcess.Start(1, _ => new EmError.Unreadable("/rows.npy", ReadFault.Failed));
        var missing = none.Cluster.Spread(Mean(), "mean").Evaluate(At).LeftAsEnumerable().Single();
        Assert.StartsWith("/rows.npy", missing.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_worker_of_another_version_refuses()
    {
        using var jobs = new OpenedJobs(_ => new OpenedJob(Mean()), threads: 1);
        var data = Mean().Identify().Match(hash => $"{hash}", () => "");
        Assert.True((await jobs.Open(new("mean", data, Blocks, ThisSoftware.Version), key => Task.FromResult<string?>(key))).IsRight);
        var error = (await jobs.Open(new("other mean", data, Blocks, "another"), key => Task.FromResult<string?>(key)))
            .LeftAsEnumerable()
            .Single();
        Assert.Contains("a worker is of another version", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("not another", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_worker_a_pass_waits_and_then_says_what_to_do()
    {
        await using var all = await InProcess.Start(1, () => Mean());
        all.Cluster.Patience = TimeSpan.FromMilliseconds(300);
        var spread = all.Cluster.Spread(Mean(), "mean");
        Assert.True(spread.Evaluate(At).IsRight);
        await all.Crash(0);
        var thrown = Assert.Throws<ClusterException>(() => spread.Evaluate(At));
        Assert.Contains("start workers, and resume the run", thrown.Message, StringComparison.Ordinal);

        await all.Add();
        Assert.True(spread.Evaluate(At).IsRight);
    }

    [Fact]
    public async Task What_could_not_be_opened_is_tried_again_by_the_next_fit()
    {
        var isThere = false;
        using var jobs = new OpenedJobs(
            _ => isThere ? new OpenedJob(Mean()) : new EmError.Unreadable("rows.npy", ReadFault.Failed),
            threads: 1
        );
        var job = Job.Of("mean", Mean().Identify().Match(hash => $"{hash}", () => ""), Blocks);
        Assert.True((await jobs.Open(job, _ => Task.FromResult<string?>("mean"))).IsLeft);
        isThere = true;
        Assert.True((await jobs.Open(job, _ => Task.FromResult<string?>("mean"))).IsRight);
        // The process that ran it has ended meanwhile.
        Assert.True((await jobs.Open(job, _ => throw new InvalidOperationException("asked again"))).IsRight);
        var error = (await jobs.Open(Job.Of("other", job.Data, Blocks), _ => Task.FromResult<string?>(null))).LeftAsEnumerable().Single();
        Assert.Contains("a fit that is over", $"{error}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_open_is_opened_once_and_the_oldest_data_go()
    {
        static Problem<Vector> Of(char data) => Mean(first: data);
        static string Hash(char data) => Of(data).Identify().Match(hash => $"{hash}", () => "");
        async Task<string> Opened(string models, Func<char, char> data)
        {
            var opened = new List<string>();
            using var jobs = new OpenedJobs(
                what =>
                {
                    opened.Add(what);
                    return new OpenedJob(Of(data(what[0])));
                },
                threads: 1
            );
            foreach (var what in models)
                Assert.True(
                    (await jobs.Open(Job.Of($"{what}", Hash(data(what)), Blocks), _ => Task.FromResult<string?>($"{what}"))).IsRight
                );
            return string.Concat(opened);
        }
        Assert.Equal("abcdea", await Opened("aabcdaea", what => what)); // four are kept: the first goes for the fifth
        Assert.Equal("abcdef", await Opened("abcdefabcdef", _ => 'x')); // any number of models of the same data
    }

    [Fact]
    public async Task A_fit_that_its_workers_have_given_up_ends_at_once()
    {
        await using var all = await InProcess.Start(1, () => Mean());
        var spread = all.Cluster.Spread(Mean(), "mean");
        Assert.True(spread.Evaluate(At).IsRight);
        await all.Crash(0);
        all.Cluster.GivenUp.OnFatalException(null, null, null);
        var thrown = Assert.Throws<ClusterException>(() => spread.Evaluate(At));
        Assert.Contains("the workers have given this process up", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_in_use_is_said()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var error = (await EmCluster.Listen((IPEndPoint)listener.LocalEndpoint, "secret")).LeftAsEnumerable().Single();
        Assert.Contains("another process listens there", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0.0.0.0:7100")]
    [InlineData("[::]:7100")]
    public async Task An_address_that_nobody_can_reach_is_said(string all)
    {
        var error = (await EmCluster.Listen(IPEndPoint.Parse(all), "secret")).LeftAsEnumerable().Single();
        Assert.StartsWith($"{all}: is no address that others can reach", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_worker_keeps_its_own_rows_alone_and_a_lost_part_is_read_again()
    {
        var rows = new CountedRows(Vector.Of(Blocks * RowBlocks.BlockRows, i => i % 7));
        OpenedJob Open()
        {
            var kept = new KeptRows(rows);
            return new(MeanOf(kept)) { Rows = kept };
        }
        var opened = new System.Collections.Concurrent.ConcurrentBag<OpenedJob>();
        await using var all = await InProcess.Start(
            2,
            _ =>
            {
                var job = Open();
                opened.Add(job);
                return job;
            }
        );
        var spread = all.Cluster.Spread(MeanOf(rows), "rows");
        Assert.True(spread.Evaluate(At).IsRight);
        Assert.Equal(2, opened.Count);
        Assert.Equal(rows.Rows, opened.Sum(job => job.Rows!.Count));
        Assert.All(opened, job => Assert.InRange(job.Rows!.Count, rows.Rows / 4, rows.Rows * 3 / 4));
        Assert.Equal(Blocks, rows.Reads);

        var lost = opened.First().Rows!.Count / RowBlocks.BlockRows;
        await all.Crash(0);
        Assert.True(spread.Evaluate(Vector.Create([0.5])).IsRight);
        // What lives on stays where it is: no other part is read again.
        Assert.InRange(rows.Reads - Blocks, 1, Math.Max(lost, Blocks - lost));
    }

    // The mean of rows of one number, which are known by their count.
    static Problem<Vector> MeanOf(RowBlocks rows) =>
        Problem
            .Of(
                new EmModel<RowBlocks, Vector, Vector>(
                    "mean",
                    data => Identity.Find((double)data.Rows),
                    data => data.Blocks,
                    (data, at) => block => data.Read(block, x => new Expectation<Vector>([x.Length, x[0]], -Math.Abs(x[0] - at[0]))),
                    (_, sums) => (Proposal<Vector>)Vector.Create([sums[1] / sums[0]]),
                    Statistics.Vector,
                    _ => 0,
                    Chart.Of<Vector>(flat => flat, flat => flat, Coordinates.Real("mean")),
                    Monotone: false
                ),
                rows
            )
            .OrThrow();

    sealed record CountedRows(Vector Values) : RowBlocks(Values.Count, 1)
    {
        int _reads;

        public int Reads => _reads;

        public override Either<EmError, T> Read<T>(int block, Func<ReadOnlySpan<double>, T> use)
        {
            System.Threading.Interlocked.Increment(ref _reads);
            return use(Values.Span.Slice(block * BlockRows, BlockRows));
        }
    }
}
