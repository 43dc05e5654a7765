using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using EmFunctional.Families.Gaussian;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Models.GaussianMixture;
using EmFunctional.Models.GaussianMixture.Data;
using EmFunctional.Models.GaussianMixture.Form;
using EmFunctional.Numerics;
using EmFunctional.Sharding;
using LanguageExt;

namespace EmFunctional.Benchmarks;

/// <summary>Problems to time, and the time of a pass over their data.</summary>
static class Passes
{
    /// <summary>Rows around k centres, and a start at k of them.</summary>
    public static (Problem<Vector> Problem, Vector Start) Gaussian(
        int n,
        int d,
        int k,
        CovarianceForm form = CovarianceForm.Full,
        double missing = 0,
        bool isWeighted = false
    )
    {
        var (seed, holes) = (new Seed(1), new Seed(3));
        var values = Vector.Of(
            n * d,
            i => holes.Uniform(i) < missing && i % d > 0 ? double.NaN : (i / d * 7919 % k) * 2.0 + (i % d) + seed.Normal(i)
        );
        var names = Enumerable.Range(0, d).Select(j => $"x{j}").ToArray();
        var weights = isWeighted ? Vector.Of(n, i => 1 + i % 3) : (Vector?)null;
        var data = GaussianMixtureData.Create(names, values, weights).OrThrow();
        var start = GaussianMixtureParameters
            .Create(
                form,
                Vector.Of(k, _ => 1.0 / k),
                Vector.Of(k * d, i => i / d * 2.0 + i % d),
                Vector.Of(k * form.Shape().Count(d), i => form == CovarianceForm.Full ? IsDiagonal(i % Triangle.Count(d)) : 1.0)
            )
            .OrThrow();
        var model = GaussianMixtureModel.Of(new(k, d, form));
        return (Problem.Of(model, data).OrThrow().OnChart(), model.Chart.ToFlat(start));
    }

    static double IsDiagonal(int place) => Enumerable.Range(0, 1000).Any(i => Triangle.At(i, i) == place) ? 1 : 0;

    /// <summary>Seconds of a pass with 1, 2 … threads: the least of alternating rounds.</summary>
    public static double[] Least((Problem<Vector> Problem, Vector Start) of, int rounds, params int[] threads)
    {
        var ways = threads.Select(count => of.Problem.On(new Threads(count))).ToArray();
        var least = threads.Select(_ => double.PositiveInfinity).ToArray();
        for (var round = 0; round <= rounds; round++)
        for (var i = 0; i < ways.Length; i++)
        {
            var (watch, passes) = (Stopwatch.StartNew(), 0);
            do
            {
                ways[i].Evaluate(new(of.Start, Arr<Diagnostic>.Empty)).OrThrow();
                passes++;
            } while (watch.ElapsedMilliseconds < (round == 0 ? 300 : 20));
            if (round > 0) // by then it is compiled
                least[i] = Math.Min(least[i], watch.Elapsed.TotalSeconds / passes);
        }
        return least;
    }
}
