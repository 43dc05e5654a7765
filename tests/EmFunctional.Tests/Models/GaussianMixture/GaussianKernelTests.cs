using System.Linq;
using EmFunctional.Families;
using EmFunctional.Families.Gaussian;
using EmFunctional.Families.Gaussian.Kernels;
using EmFunctional.Modelling;
using EmFunctional.Models.GaussianMixture;
using EmFunctional.Models.GaussianMixture.Data;
using EmFunctional.Models.GaussianMixture.Form;
using EmFunctional.Numerics;
using EmFunctional.Tests.Support;

namespace EmFunctional.Tests.Models.GaussianMixture;

/// <summary>The fused pass against one that is written as the equations are, for every size of what is left over at an edge.</summary>
public class GaussianKernelTests
{
    [Theory]
    [InlineData(CovarianceForm.Full)]
    [InlineData(CovarianceForm.Tied)]
    [InlineData(CovarianceForm.Diagonal)]
    [InlineData(CovarianceForm.Spherical)]
    public void Sums_and_objective_are_those_of_the_equations(CovarianceForm form)
    {
        var trial = 0;
        foreach (var d in new[] { 1, 2, 3, 4, 5, 8, 11 })
        foreach (var k in new[] { 1, 2, 3, 5 })
        foreach (var n in new[] { 2, 7, 8, 9, 31, 32, 33, 127, 128, 129, 300 })
            Check(form, d, k, n, trial++);
    }

    [Theory]
    [InlineData(300)]
    [InlineData(128)]
    public void So_they_are_where_the_sums_of_all_components_are_larger_than_the_cache(int n) => Check(CovarianceForm.Full, 40, 20, n, 0);

    [Theory]
    [InlineData(CovarianceForm.Full)]
    [InlineData(CovarianceForm.Diagonal)]
    [InlineData(CovarianceForm.Spherical)]
    public void Eight_lanes_and_four_have_the_same_bits_and_a_weight_of_one_is_none(CovarianceForm form)
    {
        foreach (var d in Enumerable.Range(1, 19))
        foreach (var n in new[] { 5, 33, 300 })
        {
            var seed = new Seed(9).Split(d);
            var values = Vector.Of(n * d, i => 3 + 2 * seed.Normal(i));
            var parameters = KernelOf(Parameters(form, d, 3, seed.Split(1)));
            var ones = RowWeights.Create(values.Slice(0, n).Map(_ => 1), n).IfFail(_ => throw new InvalidOperationException());
            var halves = RowWeights.Create(Vector.Of(n, i => i % 4 * 0.5), n).IfFail(_ => throw new InvalidOperationException());
            var plain = Sums<Eight>(values, RowWeights.None, parameters);
            Assert.Equal(plain, Sums<Four>(values, RowWeights.None, parameters));
            Assert.Equal(plain, Sums<Eight>(values, ones, parameters));
            Assert.Equal(Sums<Eight>(values, halves, parameters), Sums<Four>(values, halves, parameters));
        }
    }

    static KernelParameters KernelOf(MixtureParameters at) => KernelParameters.Of(at.MixingWeights, at.Means, at.Covariances);

    // All of a block, the log-likelihood last.
    static Vector Sums<V>(Vector values, RowWeights weights, KernelParameters at)
        where V : struct, ILanes<V>
    {
        var sums = new double[at.K * at.Sums + 1];
        Assert.Equal(-1, GaussianKernel.Accumulate<V>(values.Span, new(weights, RowLabels.None, 0), at, sums.AsSpan(..^1), out sums[^1]));
        return Vector.Create(sums);
    }

    static void Check(CovarianceForm form, int d, int k, int n, int trial)
    {
        var seed = new Seed(7).Split(trial);
        var values = Vector.Of(n * d, i => 3 + 2 * seed.Normal(i));
        var (weights, labels) = (Vector.Of(n, i => i % 5), Vector.Of(n, i => i % 7 == 0 ? i % k : -1));
        var isPlain = trial % 2 == 1;
        var data = GaussianMixtureData
            .Create(Enumerable.Range(0, d).Select(j => $"x{j}").ToArray(), values, isPlain ? null : weights, isPlain ? null : labels)
            .OrThrow();
        var at = Parameters(form, d, k, seed.Split(1));
        var expected = Slowly(data, at);
        var actual = GaussianMixtureModel.Of(new(k, d, form)).EStep(data, at)(0).OrThrow();
        Close.To(expected.Objective, actual.Objective, 1e-12 * n, $"{form}, d {d}, k {k}, n {n}, objective");
        Close.To(expected.Statistics, actual.Statistics, 1e-12, $"{form}, d {d}, k {k}, n {n}");
    }

    static MixtureParameters Parameters(CovarianceForm form, int d, int k, Seed seed)
    {
        var raw = Vector.Of(k, c => 0.2 + seed.Uniform(c));
        var count = form switch
        {
            CovarianceForm.Full or CovarianceForm.Tied => d * (d + 1) / 2,
            CovarianceForm.Diagonal => d,
            _ => 1,
        };
        var diagonals = Enumerable.Range(0, d).Select(i => i * (i + 3) / 2).ToHashSet();
        double Number(int at) =>
            count == d * (d + 1) / 2 && !diagonals.Contains(at % count) ? 0.1 * seed.Normal(500 + at) : 1 + seed.Uniform(900 + at);
        var sum = raw.Sum();
        return GaussianMixtureParameters
            .Create(
                form,
                raw.Map(weight => weight / sum),
                Vector.Of(k * d, i => 3 + seed.Normal(100 + i)),
                Vector.Of((form == CovarianceForm.Tied ? 1 : k) * count, Number)
            )
            .OrThrow();
    }

    static Expectation<Vector> Slowly(MixtureData data, MixtureParameters at)
    {
        var (d, k, shape) = (data.Dimension, at.Components, at.Covariance(0).Shape);
        var second = shape.Count(d);
        var sums = new double[k * (1 + d + second)];
        var objective = 0.0;
        for (var i = 0; i < data.Rows; i++)
        {
            if (data.Weights[i] == 0)
                continue;
            var logs = at.Fitted.LogDensities(data.Row(i).Span).Zip(at.MixingWeights, (l, weight) => l + Math.Log(weight));
            var max = logs.Max();
            var label = data.Labels[i];
            var total = logs.Sum(l => Math.Exp(l - max));
            objective += data.Weights[i] * (label >= 0 ? logs[label] : max + Math.Log(total));
            for (var c = 0; c < k; c++)
            {
                var r =
                    data.Weights[i]
                    * (
                        label < 0 ? Math.Exp(logs[c] - max) / total
                        : c == label ? 1
                        : 0
                    );
                var y = Enumerable.Range(0, d).Select(j => data.Row(i)[j] - at.Mean(c)[j]).ToArray();
                var into = c * (1 + d + second);
                sums[into] += r;
                for (var a = 0; a < d; a++)
                {
                    sums[into + 1 + a] += r * y[a];
                    for (var b = 0; b <= a; b++)
                        if (shape == CovarianceShape.Triangular)
                            sums[into + 1 + d + a * (a + 1) / 2 + b] += r * y[a] * y[b];
                        else if (a == b)
                            sums[into + 1 + d + (shape == CovarianceShape.Diagonal ? a : 0)] += r * y[a] * y[a];
                }
            }
        }
        return new(Vector.Create(sums), objective);
    }
}
