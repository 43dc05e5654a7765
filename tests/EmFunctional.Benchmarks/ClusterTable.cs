using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Threading;
using EmFunctional.Cluster;
using EmFunctional.Families;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Models.GaussianMixture;
using EmFunctional.Models.GaussianMixture.Data;
using EmFunctional.Models.GaussianMixture.Form;
using EmFunctional.Numerics;
using EmFunctional.Sharding;
using LanguageExt;

namespace EmFunctional.Benchmarks;

/// <summary>
/// A pass by workers of one thread each beside a pass by as many threads of this process, in alternating rounds at the same θ; and a pass of the same
/// shape in which nothing is computed, which is what the engine alone takes.
/// </summary>
static class ClusterTable
{
    const int Rounds = 41;

    // A process is warm when it has run for a while.
    static readonly TimeSpan _warm = TimeSpan.FromSeconds(3);

    public static void Print(int rows, int d, int k, int workers) =>
        With(
            workers,
            isPinned: false,
            cluster =>
            {
                var what = $"rows {rows} {d} {k}";
                var here = Open(what).On(new Threads(workers));
                var numbers = k * (1 + d + d * (d + 1) / 2);
                Console.WriteLine(
                    $"{rows} rows, d {d}, K {k}: {here.Blocks} blocks, {numbers} numbers of statistics, {workers} workers of one thread"
                );
                Compare(here, cluster.Spread(here, what), StartOf(rows, d, k), workers);
                var nothing = $"nothing {here.Blocks} {numbers}";
                var engine = Times(cluster.Spread(Open(nothing), nothing), at => Vector.Create([at]));
                Console.WriteLine($"the same without computing: {Median(engine):F2} ms");
            }
        );

    /// <summary>A pass by one worker, two and three, each of one thread on a processor of its own as far as there are so many.</summary>
    public static void PrintScaling(int rows, int d, int k)
    {
        var (what, start, alone) = ($"rows {rows} {d} {k}", StartOf(rows, d, k), 0.0);
        Console.WriteLine($"{rows} rows, d {d}, K {k}, workers of one thread, pinned to {Environment.ProcessorCount} processors");
        foreach (var workers in new[] { 1, 2, 3 })
            With(
                workers,
                isPinned: true,
                cluster =>
                {
                    var time = Median(Times(cluster.Spread(Open(what), what), at => start.Map(x => x * (1 + at * 1e-9))));
                    alone = workers == 1 ? time : alone;
                    Console.WriteLine(
                        $"  {workers} {(workers == 1 ? "worker " : "workers")} {time, 8:F1} ms, {alone / time:F2} times as fast as one"
                    );
                }
            );
    }

    static void With(int workers, bool isPinned, Action<EmCluster> measure)
    {
        var cluster = EmCluster.Listen(new(IPAddress.Loopback, 0), "benchmark").GetAwaiter().GetResult().OrThrow();
        var processes = Enumerable
            .Range(0, workers)
            .Select(i => Start(cluster.Membership.Place, isPinned ? i % Environment.ProcessorCount : null))
            .ToArray();
        try
        {
            if (!cluster.Await(workers, TimeSpan.FromSeconds(30)).GetAwaiter().GetResult())
                throw new TimeoutException("the workers did not join");
            measure(cluster);
        }
        finally
        {
            cluster.DisposeAsync().AsTask().GetAwaiter().GetResult();
            foreach (var process in processes)
                process.Kill();
        }
    }

    /// <summary>A worker of such a table.</summary>
    public static void Work(string keeper)
    {
        var membership = new Membership(new MembershipPlace.Fit(IPEndPoint.Parse(keeper)), "benchmark");
        EmWorker
            .Serve(membership, new(IPAddress.Loopback, 0), 1, what => new OpenedJob(Open(what)), _ => { }, CancellationToken.None)
            .GetAwaiter()
            .GetResult();
    }

    static Process Start(MembershipPlace keeper, int? processor)
    {
        string[] program = ["dotnet", typeof(ClusterTable).Assembly.Location, "cluster-worker", $"{keeper}"];
        string[] all = processor is { } own ? ["taskset", "-c", $"{own}", .. program] : program;
        return Process.Start(new ProcessStartInfo(all[0], all[1..]))!;
    }

    static void Compare(Problem<Vector> here, Problem<Vector> spread, Vector start, int workers)
    {
        var (threads, processes, ratios, at) = (new List<double>(), new List<double>(), new List<double>(), start);
        for (var begun = Stopwatch.StartNew(); threads.Count < Rounds; )
        {
            var (one, mine) = Timed(here, at);
            var (other, theirs) = Timed(spread, at);
            if (BitConverter.DoubleToInt64Bits(mine.Objective) != BitConverter.DoubleToInt64Bits(theirs.Objective))
                throw new InvalidOperationException("other bits");
            at = mine.Proposal.OrThrow().Parameters;
            if (begun.Elapsed < _warm)
                continue;
            threads.Add(one);
            processes.Add(other);
            ratios.Add(other / one);
        }
        Console.WriteLine(
            $"{workers} threads here {Median(threads):F1} ms, {workers} workers {Median(processes):F1} ms, ratio {Median(ratios):F2} ({ratios.Min():F2} to {ratios.Max():F2}), the same bits"
        );
    }

    static List<double> Times(Problem<Vector> problem, Func<double, Vector> theta)
    {
        var times = new List<double>();
        for (var (begun, at) = (Stopwatch.StartNew(), 0.0); times.Count < Rounds; at++)
        {
            var (time, _) = Timed(problem, theta(at));
            if (begun.Elapsed >= _warm)
                times.Add(time);
        }
        return times;
    }

    static (double Milliseconds, Evaluated<Vector> Evaluated) Timed(Problem<Vector> problem, Vector at)
    {
        var begun = Stopwatch.GetTimestamp();
        var evaluated = problem.Evaluate(at).OrThrow();
        return (Stopwatch.GetElapsedTime(begun).TotalMilliseconds, evaluated);
    }

    static double Median(IEnumerable<double> times) => times.Order().ElementAt(times.Count() / 2);

    static Problem<Vector> Open(string what)
    {
        var words = what.Split(' ');
        var sizes = words[1..].Select(word => int.Parse(word, CultureInfo.InvariantCulture)).ToArray();
        return words[0] == "rows" ? Rows(sizes[0], sizes[1], sizes[2]) : Nothing(sizes[0], sizes[1]);
    }

    static Problem<Vector> Rows(int rows, int d, int k)
    {
        var data = DataOf(rows, d, k);
        return Problem.Of(GaussianMixtureModel.Of(new(k, d, CovarianceForm.Full)), data).OrThrow().OnChart();
    }

    static MixtureData DataOf(int rows, int d, int k) =>
        GaussianMixtureData
            .Create(
                [.. Enumerable.Range(0, d).Select(j => $"x{j}")],
                Vector.Of(rows * d, i => new Seed(1).Normal(i) + 3 * new Seed(2).Uniform(i / d % k * d + i % d))
            )
            .OrThrow();

    static Vector StartOf(int rows, int d, int k)
    {
        var options = new GaussianMixtureOptions(k, d, CovarianceForm.Full);
        return GaussianMixtureModel
            .Of(options)
            .Chart.ToFlat(GaussianMixtureStart.RandomRows(DataOf(rows, d, k), options, new Seed(1)).OrThrow());
    }

    // So many blocks whose statistics are so many numbers, which cost nothing.
    static Problem<Vector> Nothing(int blocks, int numbers)
    {
        var statistics = Vector.Of(numbers, _ => 0);
        return Problem
            .Of(
                new EmModel<double, Vector, Vector>(
                    "nothing",
                    data => Identity.Find(data),
                    _ => blocks,
                    (_, _) => _ => new Expectation<Vector>(statistics, 0),
                    (at, _) => (Proposal<Vector>)at,
                    Statistics.Vector,
                    _ => 0,
                    Chart.Of<Vector>(flat => flat, flat => flat, Coordinates.Real("x")),
                    Monotone: false
                ),
                1.0
            )
            .OrThrow();
    }
}
