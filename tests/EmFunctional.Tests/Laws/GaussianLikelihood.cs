using System.Collections.Generic;
using System.Linq;
using EmFunctional.Families;
using EmFunctional.Families.Gaussian;
using EmFunctional.Models.GaussianMixture.Data;
using EmFunctional.Models.GaussianMixture.Form;
using EmFunctional.Numerics;
using EmFunctional.Tests.Support;
using LanguageExt;
using static EmFunctional.Numerics.SpecialFunctions;

namespace EmFunctional.Tests.Laws;

/// <summary>The likelihood of the Gaussian mixture written down anew, by inverse and determinant, for the laws.</summary>
static class GaussianLikelihood
{
    // Gauss and Hermite for the standard normal distribution, five nodes: exact up to degree 9. Source: Abramowitz, Stegun (1964), table 25.10.
    static readonly (double Node, double Weight)[] _hermite =
    [
        (-2.8569700138728056, 0.011257411327720689),
        (-1.3556261799742659, 0.22207592200561265),
        (0, 0.53333333333333333),
        (1.3556261799742659, 0.22207592200561265),
        (2.8569700138728056, 0.011257411327720689),
    ];

    /// <summary>
    /// ∫ p(x) dx as Σₖ πₖ E[p/q] over component k, q being the mixture's density as it is written down here: each component is looked at in its own
    /// coordinates z, x = μₖ + Lₖ z, so that none is too narrow.
    /// </summary>
    public static Arr<(MixtureData, double)> Support(MixtureData data, MixtureParameters at)
    {
        var d = at.Dimension;
        var components = Enumerable.Range(0, at.Components).Select(k => Normal.Of(at, k)).ToArray();
        var nodes = Enumerable
            .Range(0, d)
            .Aggregate(
                new[] { (Point: System.Array.Empty<double>(), Weight: 1.0) },
                (all, _) =>
                    [.. from one in all from next in _hermite select ((double[])[.. one.Point, next.Node], one.Weight * next.Weight)]
            );
        return (
            from component in components
            from node in nodes
            let x = component.At(node.Point)
            let q = components.Sum(c => c.Weight * Math.Exp(c.LogDensity(x)))
            select (
                GaussianMixtureData.Create(data.Names, Vector.Concat(data.Values, Vector.Of(x))).OrThrow(),
                component.Weight * node.Weight / q
            )
        ).ToArray();
    }

    /// <summary>Q(θ′ | θ) from the moments of each component about its mean at θ, a missing number's being what is expected of it.</summary>
    public static double Complete(MixtureParameters at, MixtureParameters to, Vector s)
    {
        var (d, count) = (at.Dimension, s.Count / at.Components);
        var shape = at.Covariance(0).Shape;
        return Enumerable
            .Range(0, at.Components)
            .Sum(k =>
            {
                var of = Normal.Of(to, k);
                var (mass, first, second) = (s[k * count], s.Slice(k * count + 1, d), s.Slice(k * count + 1 + d, count - 1 - d));
                var shift = to.Mean(k) - at.Mean(k);
                double Second(int i, int j) =>
                    shape switch
                    {
                        CovarianceShape.Triangular => second[Math.Max(i, j) * (Math.Max(i, j) + 1) / 2 + Math.Min(i, j)],
                        CovarianceShape.Diagonal => i == j ? second[i] : 0,
                        _ => i == j ? second[0] / d : 0, // of the trace alone, as the inverse has one number for all columns
                    };
                var square = 0.0;
                for (var i = 0; i < d; i++)
                for (var j = 0; j < d; j++)
                    square += of.Inverse[i, j] * (Second(i, j) - shift[i] * first[j] - shift[j] * first[i] + mass * shift[i] * shift[j]);
                return XLogY(mass, of.Weight) - mass * of.LogDeterminant / 2 - square / 2;
            });
    }

    // N(μ, Σ) with its weight.
    sealed record Normal(double Weight, double[] Mean, double[,] Root, double[,] Inverse, double LogDeterminant)
    {
        public static Normal Of(MixtureParameters p, int k)
        {
            var (d, covariance) = (p.Dimension, p.Covariance(k));
            var root = new double[d, d];
            for (var i = 0; i < d; i++)
            for (var j = 0; j <= i; j++)
            {
                var rest = covariance.At(i, j) - Enumerable.Range(0, j).Sum(m => root[i, m] * root[j, m]);
                root[i, j] = i == j ? Math.Sqrt(rest) : rest / root[j, j];
            }
            var (inverse, unit) = (new double[d, d], Enumerable.Range(0, d));
            foreach (var j in unit)
            {
                var z = Solved(root, unit.Select(i => i == j ? 1.0 : 0).ToArray());
                for (var i = d - 1; i >= 0; i--)
                    inverse[i, j] = (z[i] - Enumerable.Range(i + 1, d - 1 - i).Sum(m => root[m, i] * inverse[m, j])) / root[i, i];
            }
            return new(p.MixingWeights[k], p.Mean(k).ToArray(), root, inverse, 2 * unit.Sum(i => Math.Log(root[i, i])));
        }

        // L z = y
        static double[] Solved(double[,] root, IReadOnlyList<double> y)
        {
            var z = new double[y.Count];
            for (var i = 0; i < z.Length; i++)
                z[i] = (y[i] - Enumerable.Range(0, i).Sum(m => root[i, m] * z[m])) / root[i, i];
            return z;
        }

        public double[] At(double[] z) => [.. Mean.Select((mean, i) => mean + Enumerable.Range(0, i + 1).Sum(j => Root[i, j] * z[j]))];

        public double LogDensity(double[] x) =>
            -0.5 * (Solved(Root, [.. x.Zip(Mean, (a, b) => a - b)]).Sum(z => z * z) + LogDeterminant + x.Length * Math.Log(2 * Math.PI));
    }
}
