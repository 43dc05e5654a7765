using System.Globalization;
using System.Linq;
using EmFunctional.Chains;
using EmFunctional.Families;
using EmFunctional.Iterating;
using EmFunctional.Mixtures;
using EmFunctional.Modelling;
using EmFunctional.Models.GaussianMixture.Form;
using EmFunctional.Models.Linkage;
using EmFunctional.Numerics;

namespace EmFunctional.Benchmarks;

/// <summary>A pass of each model over some 100,000 rows.</summary>
static class ZooTable
{
    const int N = 100_000;

    public static void Print()
    {
        var seed = new Seed(1);
        Console.WriteLine(
            $"{N} rows; least of alternating rounds\n\n| model | 1 thread, ms a pass | ns a row | 2 threads, ms | ratio |\n|---|---|---|---|---|"
        );
        var flips = Enumerable
            .Range(0, N)
            .Select(i =>
                string.Concat(Enumerable.Range(0, 10).Select(j => seed.Uniform(10 * i + j) < (i % 2 == 0 ? 0.3 : 0.7) ? 'H' : 'T'))
            );
        var coins = Flips.Parse(flips.ToArray()).OrThrow();
        Row("coins, rows of 10 flips, K 2", Mixture.Of<Coin>(2), coins, Mixture.Of<Coin>(2).Start(coins));
        var points = MixtureData.Of<Normal>(Vector.Of(N, i => seed.Normal(i) + 3 * (i % 2))).OrThrow();
        Row("normal mixture, K 2", Mixture.Of<Normal>(2), points, Mixture.Of<Normal>(2).Start(points));
        var counts = MixtureData.Of<Poisson>(Vector.Of(N, i => Math.Floor(20 * seed.Uniform(i)) * (1 + i % 2))).OrThrow();
        Row("Poisson mixture, 39 different counts, K 2", Mixture.Of<Poisson>(2), counts, Mixture.Of<Poisson>(2).Start(counts));
        var rolls = HiddenMarkovData
            .Create(
                Enumerable.Range(0, N / 100).Select(i => Enumerable.Range(0, 100).Select(j => $"{(int)(6 * seed.Uniform(100 * i + j))}"))
            )
            .OrThrow();
        Row("HMM, 1,000 sequences of 100, S 2, V 6", HiddenMarkov.Of(2, 6), rolls, HiddenMarkovStart.Leaning(rolls, 2));
        Row("HMM, the same, S 8", HiddenMarkov.Of(8, 6), rolls, HiddenMarkovStart.Leaning(rolls, 8));
        var waits = HiddenMarkovData
            .Of<Normal>(Enumerable.Range(0, N / 100).Select(i => Vector.Of(100, j => seed.Normal(100 * i + j) + 3 * (j / 10 % 2))))
            .OrThrow();
        Row("HMM, 1,000 sequences of 100, normal, S 2", HiddenMarkov.Of<Normal>(2), waits, HiddenMarkov.Of<Normal>(2).Start(waits));
        var linkage = LinkageData.Create(125, 18, 20, 34).OrThrow();
        Row("linkage, 4 counts", LinkageModel.Model, linkage, 0.5);
        foreach (var form in new[] { CovarianceForm.Full, CovarianceForm.Diagonal, CovarianceForm.Spherical })
            Row($"Gaussian mixture, {form.ToText()}, d 4, K 3", Passes.Gaussian(N, 4, 3, form));
        Row("Gaussian mixture, weights, d 4, K 3", Passes.Gaussian(N, 4, 3, isWeighted: true));
        Row("Gaussian mixture, 20 % missing, d 4, K 3", Passes.Gaussian(N, 4, 3, missing: 0.2));
        Row("Gaussian mixture, 20 % missing, d 10, K 3", Passes.Gaussian(N, 10, 3, missing: 0.2));
    }

    static void Row<TData, TParams, TStats>(string name, EmModel<TData, TParams, TStats> model, TData data, TParams start) =>
        Row(name, (Problem.Of(model, data).OrThrow().OnChart(), model.Chart.ToFlat(start)));

    static void Row(string name, (Problem<Vector> Problem, Vector Start) of)
    {
        var seconds = Passes.Least(of, 7, 1, 2);
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"| {name} | {1e3 * seconds[0]:F3} | {1e9 * seconds[0] / N:F1} | {1e3 * seconds[1]:F3} | {seconds[0] / seconds[1]:F2} |"
            )
        );
    }
}
