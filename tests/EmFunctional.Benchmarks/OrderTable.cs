using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using EmFunctional.Families;
using EmFunctional.Iterating;
using EmFunctional.Mixtures;
using EmFunctional.Modelling;
using EmFunctional.Models.GaussianMixture.Form;
using EmFunctional.Numerics;
using EmFunctional.Sharding;
using LanguageExt;

namespace EmFunctional.Benchmarks;

/// <summary>What the fixed order costs: the same passes with blocks combined in the tree, and as they come, in one sitting, alternating.</summary>
static class OrderTable
{
    const int Rounds = 25;
    const int PassesARound = 3;

    public static void Print()
    {
        Console.WriteLine(
            $"{Environment.ProcessorCount} processors; medians of {Rounds} alternating rounds of {PassesARound} passes, and the median of the paired ratios"
        );
        Console.WriteLine("| workload | threads | fixed, ms a pass | free, ms a pass | price |");
        Console.WriteLine("|---|---|---|---|---|");
        Row("Gaussian mixture, full, n 200,000, d 10, K 8", Passes.Gaussian(200_000, 10, 8));
        Row("Gaussian mixture, diagonal, n 400,000, d 4, K 3", Passes.Gaussian(400_000, 4, 3, CovarianceForm.Diagonal));
        Row("one dimension, n 2,000,000, K 2", Passes.Gaussian(2_000_000, 1, 2));
    }

    static void Row(string name, Problem<Vector> problem, Vector start)
    {
        foreach (var threads in new[] { 1, 2 })
        {
            var (fixedOrder, free) = (problem.On(new Threads(threads)), problem.On(new FreeOrder(threads)));
            Time(fixedOrder, start);
            Time(free, start);
            var pairs = Enumerable.Range(0, Rounds).Select(_ => (Fixed: Time(fixedOrder, start), Free: Time(free, start))).ToArray();
            var price = Median(pairs.Select(pair => pair.Fixed / pair.Free)) - 1;
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {name} | {threads} | {Median(pairs.Select(pair => pair.Fixed)):F1} | {Median(pairs.Select(pair => pair.Free)):F1} | {100 * price:+0.0;-0.0;0.0} % |"
                )
            );
        }
    }

    static void Row(string name, (Problem<Vector> Problem, Vector Start) workload) => Row(name, workload.Problem, workload.Start);

    static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }

    static double Time(Problem<Vector> problem, Vector start)
    {
        var watch = Stopwatch.StartNew();
        for (var pass = 0; pass < PassesARound; pass++)
            problem.Evaluate(new(start, Arr<Diagnostic>.Empty)).OrThrow();
        return watch.Elapsed.TotalMilliseconds / PassesARound;
    }

    // Blocks as they come, added to what their thread has; the threads' sums in the order in which they end. Other bits every time.
    sealed class FreeOrder(int threads) : IBlockExecutor
    {
        public Either<EmError, T> Reduce<T>(int blocks, Func<int, Either<EmError, T>> block, Func<T, T, T> combine)
        {
            var (next, sums) = (-1, new List<T>());
            void Work()
            {
                var (sum, isFirst) = (default(T)!, true);
                for (var i = Interlocked.Increment(ref next); i < blocks; i = Interlocked.Increment(ref next))
                    (sum, isFirst) = (isFirst ? block(i).OrThrow() : combine(sum, block(i).OrThrow()), false);
                lock (sums)
                    if (!isFirst)
                        sums.Add(sum);
            }
            if (threads == 1)
                Work();
            else
                Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, _ => Work());
            return sums.Aggregate(combine);
        }
    }
}
