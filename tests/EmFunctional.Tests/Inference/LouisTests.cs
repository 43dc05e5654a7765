using System.Linq;
using EmFunctional.Families;
using EmFunctional.Inference;
using EmFunctional.Iterating;
using EmFunctional.Mixtures;
using EmFunctional.Modelling;
using EmFunctional.Numerics;

namespace EmFunctional.Tests.Inference;

/// <summary>
/// The observed information by Louis' identity, I = Σ wᵢ (Σₖ rᵢₖ Cᵢₖ − Σₖ rᵢₖ sᵢₖ sᵢₖᵀ + s̄ᵢ s̄ᵢᵀ), from the scores s and the information C of a row whose
/// component is known: other mathematics than differences of the log-likelihood. Source: Louis (1982), Journal of the Royal Statistical Society B 44:226.
/// </summary>
public class LouisTests
{
    [Fact]
    public void Two_coins()
    {
        var (coins, flips) = (
            Mixture.Of<Coin>(2),
            Flips.Parse("HTTTHHTHTH", "HHHHTHHHHH", "HTHHHHHTHH", "HTHTTTHHTT", "THHHTHHHTH").OrThrow()
        );
        double[] heads = [5, 9, 8, 4, 7];
        var at = Em.Fit(coins, flips, coins.At(("theta", [0.6, 0.5])).OrThrow(), StopRule.Residual(1e-12)).OrThrow().State.Parameters;
        var found = StandardErrors.Of(Problem.Of(coins, flips).OrThrow(), at).OrThrow();
        var theta = coins.Chart.ToFlat(at);
        var errors = Louis(
            2,
            heads.Select(h =>
                (
                    1.0,
                    Enumerable
                        .Range(0, 2)
                        .Select(k =>
                        {
                            var (p, t) = (theta[k], 10 - h);
                            var (s, c) = (new double[2], new double[2, 2]);
                            s[k] = h / p - t / (1 - p);
                            c[k, k] = h / (p * p) + t / ((1 - p) * (1 - p));
                            return (0.5 * Math.Pow(p, h) * Math.Pow(1 - p, t), s, c);
                        })
                        .ToArray()
                )
            )
        );
        Agree(errors, found, "theta[0]", "theta[1]");
    }

    [Fact]
    public void Two_rates_with_weights()
    {
        double[] counts = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
            days = [162, 267, 271, 185, 111, 61, 27, 8, 3, 1];
        var mixture = Mixture.Of<Poisson>(2);
        var data = MixtureData.Of<Poisson>(Vector.Create(counts), Vector.Create(days)).OrThrow();
        var start = mixture.At(("rate", [1.2, 2.7]), ("mixingWeight", [0.4, 0.6])).OrThrow();
        var at = Em.Fit(mixture, data, start, StopRule.Residual(1e-11), Algorithm.Squarem).OrThrow().State.Parameters;
        var found = StandardErrors.Of(Problem.Of(mixture, data).OrThrow(), at).OrThrow();
        var flat = mixture.Chart.ToFlat(at);
        double Of(string name) => flat[mixture.Chart.Names.ToList().IndexOf(name)];
        var (share, rates) = (new[] { Of("mixingWeight[0]"), Of("mixingWeight[1]") }, new[] { Of("rate[0]"), Of("rate[1]") });
        var errors = Louis(
            3,
            counts.Select(
                (x, i) =>
                    (
                        days[i],
                        Enumerable
                            .Range(0, 2)
                            .Select(k =>
                            {
                                var (s, c) = (new double[3], new double[3, 3]);
                                (s[0], c[0, 0]) = ((k == 0 ? 1 : -1) / share[k], 1 / (share[k] * share[k]));
                                (s[1 + k], c[1 + k, 1 + k]) = (x / rates[k] - 1, x / (rates[k] * rates[k]));
                                return (share[k] * Math.Exp(x * Math.Log(rates[k]) - rates[k] - SpecialFunctions.LogFactorial(x)), s, c);
                            })
                            .ToArray()
                    )
            )
        );
        Agree(errors, found, "mixingWeight[0]", "rate[0]", "rate[1]");
    }

    [Fact]
    public void Two_normal_distributions()
    {
        double[] waits =
        [
            79,
            54,
            74,
            62,
            85,
            55,
            88,
            85,
            51,
            85,
            54,
            84,
            78,
            47,
            83,
            52,
            62,
            84,
            52,
            79,
            51,
            47,
            78,
            69,
            74,
            83,
            55,
            76,
            78,
            79,
        ];
        var mixture = Mixture.Of<Normal>(2);
        var data = MixtureData.Of<Normal>(Vector.Create(waits)).OrThrow();
        var at = Em.Fit(mixture, data, mixture.Start(data), StopRule.Residual(1e-11), Algorithm.Squarem).OrThrow().State.Parameters;
        var found = StandardErrors.Of(Problem.Of(mixture, data).OrThrow(), at).OrThrow();
        var flat = mixture.Chart.ToFlat(at);
        double Of(string name) => flat[mixture.Chart.Names.ToList().IndexOf(name)];
        double Share(int k) => Of($"mixingWeight[{k}]");
        var errors = Louis(
            5,
            waits.Select(x =>
                (
                    1.0,
                    Enumerable
                        .Range(0, 2)
                        .Select(k =>
                        {
                            var (m, d) = (Of($"mean[{k}]"), Of($"standardDeviation[{k}]"));
                            var (s, c, z) = (new double[5], new double[5, 5], (x - m) / d);
                            (s[0], c[0, 0]) = ((k == 0 ? 1 : -1) / Share(k), 1 / (Share(k) * Share(k)));
                            (s[1 + k], c[1 + k, 1 + k]) = (z / d, 1 / (d * d));
                            (s[3 + k], c[3 + k, 3 + k]) = ((z * z - 1) / d, (3 * z * z - 1) / (d * d));
                            c[1 + k, 3 + k] = c[3 + k, 1 + k] = 2 * z / (d * d);
                            return (Share(k) * Math.Exp(-z * z / 2) / d, s, c);
                        })
                        .ToArray()
                )
            )
        );
        Agree(errors, found, "mixingWeight[0]", "mean[0]", "mean[1]", "standardDeviation[0]", "standardDeviation[1]");
    }

    static void Agree(double[] expected, StandardErrors found, params string[] names)
    {
        foreach (var (name, i) in names.Select((name, i) => (name, i)))
        {
            var actual = Assert.IsType<StandardError.Known>(found.Values[found.Names.ToList().IndexOf(name)]).Value;
            Assert.True(Math.Abs(actual / expected[i] - 1) < 1e-6, $"{name}: {actual:R}, by Louis {expected[i]:R}");
        }
    }

    // Of rows with their weights, for each component its density times its share, score and information.
    static double[] Louis(
        int p,
        System.Collections.Generic.IEnumerable<(double Weight, (double Mass, double[] Score, double[,] Information)[] Components)> rows
    )
    {
        var information = new double[p, p];
        foreach (var (weight, components) in rows)
        {
            var total = components.Sum(component => component.Mass);
            double[] r = [.. components.Select(component => component.Mass / total)];
            double[] mean = [.. Enumerable.Range(0, p).Select(i => components.Select((component, k) => r[k] * component.Score[i]).Sum())];
            for (var i = 0; i < p; i++)
            for (var j = 0; j < p; j++)
                information[i, j] +=
                    weight
                    * (
                        components
                            .Select((component, k) => r[k] * (component.Information[i, j] - component.Score[i] * component.Score[j]))
                            .Sum()
                        + mean[i] * mean[j]
                    );
        }
        return Roots(information, p);
    }

    // Square roots of the diagonal of the inverse, by Gauss and Jordan.
    static double[] Roots(double[,] a, int p)
    {
        var inverse = new double[p, p];
        for (var i = 0; i < p; i++)
            inverse[i, i] = 1;
        for (var pivot = 0; pivot < p; pivot++)
        {
            var by = a[pivot, pivot];
            for (var j = 0; j < p; j++)
                (a[pivot, j], inverse[pivot, j]) = (a[pivot, j] / by, inverse[pivot, j] / by);
            for (var i = 0; i < p; i++)
            {
                if (i == pivot)
                    continue;
                var times = a[i, pivot];
                for (var j = 0; j < p; j++)
                    (a[i, j], inverse[i, j]) = (a[i, j] - times * a[pivot, j], inverse[i, j] - times * inverse[pivot, j]);
            }
        }
        return [.. Enumerable.Range(0, p).Select(i => Math.Sqrt(inverse[i, i]))];
    }
}
