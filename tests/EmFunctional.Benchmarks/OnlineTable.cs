using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using EmFunctional.Families;
using EmFunctional.Iterating;
using EmFunctional.Mixtures;
using EmFunctional.Modelling;
using EmFunctional.Models.GaussianMixture;
using EmFunctional.Models.GaussianMixture.Data;
using EmFunctional.Numerics;
using EmFunctional.Online;
using EmFunctional.Runs;
using LanguageExt;

namespace EmFunctional.Benchmarks;

/// <summary>Streams of rows: how near one pass comes to batch EM, how a drift is followed, how fast it is, and what memory it takes.</summary>
static class OnlineTable
{
    const int Rows = 1_000_000;
    const int First = 1000;

    public static void Print()
    {
        Console.WriteLine(
            $"{Rows} rows, each seen once, from a start that the first {First} give; nats a row below the optimum of EM over all rows"
        );
        Console.WriteLine(
            "| model | passes of EM | at the start | 256, t^-0.6 | and averages from batch 1000 | 32, t^-0.6, averages from 10,000 |"
        );
        Console.WriteLine("|---|---|---|---|---|---|");
        Accuracy("normal, K 2, apart", Normals([0, 6], [1, 1.5], [0.3, 0.7]));
        Accuracy("normal, K 2, overlapping", Normals([0, 3], [1, 1.5], [0.4, 0.6]));
        Accuracy("Poisson, K 2", Counts());
        Accuracy("Gaussian, full, d 4, K 3", Gaussians());
        Console.WriteLine();
        Drift();
        Console.WriteLine();
        Console.WriteLine("| model | rows a second in passes of EM | in a stream, batches of 256 | of 4096 |");
        Console.WriteLine("|---|---|---|---|");
        Speed("normal, K 2", Normals([0, 6], [1, 1.5], [0.3, 0.7]));
        Speed("Poisson, K 2", Counts());
        Speed("Gaussian, full, d 4, K 3", Gaussians());
    }

    /// <summary>The memory of a stream of so many million rows.</summary>
    public static void PrintMemory(int millions)
    {
        var mixture = Mixture.Of<Normal>(2);
        var start = mixture.At(("mean", [-1, 5]), ("standardDeviation", [1, 1])).OrThrow();
        var schedule = new OnlineSchedule
        {
            Batch = 4096,
            Average = 100,
            Report = 100,
        };
        var run = OnlineRun.Begin(mixture.OfNumbers(), start, schedule).Match(begun => begun, _ => throw new InvalidOperationException());
        var (watch, next) = (Stopwatch.StartNew(), 1L);
        Console.WriteLine("| million rows | MB held | seconds | means |");
        Console.WriteLine("|---|---|---|---|");
        foreach (var happened in run.Events(Endless().Take(millions * 1_000_000)))
            if (happened is RunEvent<MixtureParameters>.Iterated at && (long)at.Memory[1] >= next * 1_000_000)
            {
                Console.WriteLine(
                    Text(
                        $"| {at.Memory[1] / 1e6:F0} | {GC.GetTotalMemory(true) / 1e6:F2} | {watch.Elapsed.TotalSeconds:F1} | {at.State.Parameters["mean"][0]:F4}, {at.State.Parameters["mean"][1]:F4} |"
                    )
                );
                next = Math.Max(next + 1, Math.Min(next * 10, next + 20));
            }
    }

    static IEnumerable<double> Endless()
    {
        var (which, noise) = (new Seed(1), new Seed(2));
        for (var i = 0; ; i++)
            yield return (which.Uniform(i) < 0.3 ? 0 : 4) + noise.Normal(i);
    }

    // A model with its rows as a stream and as a whole.
    sealed record Case<TRow, TParams>(OnlineProblem<TRow, TParams> Stream, TRow[] Rows, Problem<TParams> Whole, TParams Start);

    static Case<double, MixtureParameters> Normals(Vector means, Vector deviations, Vector weights)
    {
        var mixture = Mixture.Of<Normal>(means.Count);
        var truth = mixture.At(("mean", means), ("standardDeviation", deviations), ("mixingWeight", weights)).OrThrow();
        var rows = mixture.Sample(truth, new Seed(1), Rows).Values;
        return new(
            mixture.OfNumbers(),
            [.. rows],
            Problem.Of(mixture, MixtureData.Of<Normal>(rows).OrThrow()).OrThrow(),
            mixture.Start(MixtureData.Of<Normal>(rows.Slice(0, First)).OrThrow())
        );
    }

    static Case<double, MixtureParameters> Counts()
    {
        var mixture = Mixture.Of<Poisson>(2);
        var rows = mixture.Sample(mixture.At(("rate", [2, 7])).OrThrow(), new Seed(1), Rows).Values;
        return new(
            mixture.OfNumbers(),
            [.. rows],
            Problem.Of(mixture, MixtureData.Of<Poisson>(rows).OrThrow()).OrThrow(),
            mixture.Start(MixtureData.Of<Poisson>(rows.Slice(0, First)).OrThrow())
        );
    }

    static Case<Vector, Families.MixtureParameters> Gaussians()
    {
        const int d = 4;
        string[] names = ["a", "b", "c", "d"];
        var seed = new Seed(2);
        Vector Row(int i)
        {
            var (own, k) = (
                seed.Split(i),
                i % 10 < 2 ? 0
                : i % 10 < 5 ? 1
                : 2
            );
            var common = own.Normal(d);
            return Vector.Of(d, j => 3.0 * k * (j % 2) - 2 * k * ((j + 1) % 2) + (k + 1) * 0.7 * own.Normal(j) + 0.5 * common);
        }
        var rows = Enumerable.Range(0, Rows).Select(Row).ToArray();
        MixtureData Data(IEnumerable<Vector> some) => GaussianMixtureData.Create(names, Vector.Concat([.. some])).OrThrow();
        var model = GaussianMixtureModel.Of(3, Data(rows.Take(First)));
        return new(
            OnlineProblem.Of(model, (IReadOnlyList<Vector> some) => GaussianMixtureData.Create(names, Vector.Concat([.. some]))),
            rows,
            Problem.Of(model, Data(rows)).OrThrow(),
            GaussianMixtureStart.KMeansPlusPlus(Data(rows.Take(First)), new(3, d), new Seed(1)).OrThrow()
        );
    }

    static void Accuracy<TRow, TParams>(string name, Case<TRow, TParams> of)
    {
        double At(TParams at) => of.Whole.Evaluate(at).OrThrow().Objective / Rows;
        var fit = Em.Fit(of.Whole, of.Start).OrThrow().State;
        double Below(OnlineSchedule schedule) => fit.Objective / Rows - At(Last(of, schedule));
        Console.WriteLine(
            Text(
                $"| {name} | {fit.Evaluations} | {fit.Objective / Rows - At(of.Start):E1} | {Below(new()):E1} | {Below(new() { Average = 1000 }):E1} | {Below(new() { Batch = 32, Average = 10_000 }):E1} |"
            )
        );
    }

    static TParams Last<TRow, TParams>(Case<TRow, TParams> of, OnlineSchedule schedule) =>
        OnlineRun
            .Begin(of.Stream, of.Start, schedule with { Report = 1_000_000 })
            .Match(run => run.Events(of.Rows), _ => throw new InvalidOperationException())
            .OfType<RunEvent<TParams>.Iterated>()
            .Last()
            .State.Parameters;

    // Two components, of which one walks from 0 to 10 and back while the other stays at 20.
    static void Drift()
    {
        var mixture = Mixture.Of<Normal>(2);
        var seed = new Seed(5);
        double Centre(int i) => 10 * Math.Min(i, Rows - i) / (Rows / 2.0);
        var rows = Enumerable.Range(0, Rows).Select(i => (i % 2 == 0 ? Centre(i) : 20) + seed.Normal(i)).ToArray();
        var start = mixture.At(("mean", [0, 20]), ("standardDeviation", [1, 1])).OrThrow();
        Console.WriteLine(
            "A mean that walks from 0 to 10 and back over a million rows: how far the estimate is behind, root of the mean square"
        );
        Console.WriteLine("| steps, batches of 256 | behind |");
        Console.WriteLine("|---|---|");
        foreach (
            var steps in new StepSizes[]
            {
                new StepSizes.Constant(0.1),
                new StepSizes.Constant(0.02),
                new StepSizes.Power(0.6),
                new StepSizes.Power(1),
            }
        )
        {
            var squares = OnlineRun
                .Begin(mixture.OfNumbers(), start, new() { Steps = steps })
                .Match(run => run.Events(rows), _ => throw new InvalidOperationException())
                .OfType<RunEvent<MixtureParameters>.Iterated>()
                .Select(at => at.State.Parameters["mean"][0] - Centre((int)at.Memory[1]))
                .Average(behind => behind * behind);
            Console.WriteLine(Text($"| {steps} | {Math.Sqrt(squares):F3} |"));
        }
    }

    static void Speed<TRow, TParams>(string name, Case<TRow, TParams> of)
    {
        const int rounds = 5;
        double Median(Action action) =>
            Enumerable
                .Range(0, rounds)
                .Select(_ =>
                {
                    var watch = Stopwatch.StartNew();
                    action();
                    return watch.Elapsed.TotalSeconds;
                })
                .Order()
                .ElementAt(rounds / 2);
        var pass = Median(() => of.Whole.Evaluate(of.Start).OrThrow());
        var small = Median(() => Last(of, new()));
        var large = Median(() => Last(of, new() { Batch = 4096 }));
        Console.WriteLine(
            Text($"| {name} | {Rows / pass / 1e6:F1} million | {Rows / small / 1e6:F1} million | {Rows / large / 1e6:F1} million |")
        );
    }

    static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
