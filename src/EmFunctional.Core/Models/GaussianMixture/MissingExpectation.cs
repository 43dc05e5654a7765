using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Models.GaussianMixture;

// The E-step where numbers are missing, exact for every pattern: the objective is the likelihood of what was observed. Rows of a pattern follow each
// other; their moments are added up as they are seen, and completed once for each component. Of one component the moments do not depend on its parameters but for a shift, so they are added up once for all.
static class MissingExpectation
{
    public static Func<int, Either<EmError, Expectation<Vector>>> Prepare(
        GaussianMixtureData data,
        MissingPatterns holes,
        GaussianMixtureParameters parameters
    )
    {
        var marginals = holes.Patterns.Select(pattern => Marginals(parameters, pattern)).ToArray();
        return parameters.Components == 1
            ? _ => OfOne(data, holes, parameters, marginals)
            : block => OfBlock(data, holes, parameters, marginals, block * GaussianMixtureExpectation.BlockRows);
    }

    public static int Blocks(GaussianMixtureData data, int components) =>
        components == 1 ? 1 : (data.Rows + GaussianMixtureExpectation.BlockRows - 1) / GaussianMixtureExpectation.BlockRows;

    static Marginal[] Marginals(GaussianMixtureParameters parameters, MissingPattern pattern) =>
        [.. Enumerable.Range(0, parameters.Components).Select(k => Marginal.Of(parameters.Covariance(k), pattern))];

    /// <summary>The log-density of what was observed of a row, under each component.</summary>
    public static Vector LogDensities(ReadOnlySpan<double> row, GaussianMixtureParameters parameters)
    {
        var pattern = PatternOf(row);
        var marginals = Marginals(parameters, pattern);
        var logs = new double[parameters.Components];
        for (var k = 0; k < logs.Length; k++)
            logs[k] = marginals[k].LogDensity(Deviation(row, pattern, parameters, k));
        return Vector.Create(logs);
    }

    public static MissingPattern PatternOf(ReadOnlySpan<double> row)
    {
        var missing = new bool[row.Length];
        for (var j = 0; j < row.Length; j++)
            missing[j] = double.IsNaN(row[j]);
        return MissingPattern.Of(missing);
    }

    // x_o − μ_o
    public static double[] Deviation(ReadOnlySpan<double> row, MissingPattern pattern, GaussianMixtureParameters parameters, int k)
    {
        var y = new double[pattern.Observed.Count];
        for (var i = 0; i < y.Length; i++)
            y[i] = row[pattern.Observed[i]] - parameters.Means[k * row.Length + pattern.Observed[i]];
        return y;
    }

    static Either<EmError, Expectation<Vector>> OfBlock(
        GaussianMixtureData data,
        MissingPatterns holes,
        GaussianMixtureParameters parameters,
        Marginal[][] marginals,
        int first
    )
    {
        var (k, d, shape) = (parameters.Components, parameters.Dimension, parameters.Covariance(0).Shape);
        var count = 1 + d + shape.Count(d);
        var statistics = new double[k * count];
        var end = Math.Min(data.Rows, first + GaussianMixtureExpectation.BlockRows);
        var (objective, r) = (0.0, new double[k]);
        for (var from = first; from < end; )
        {
            var pattern = holes.OfPlace[from];
            var moments = Enumerable.Range(0, k).Select(_ => new Moments(holes.Patterns[pattern].Observed.Count)).ToArray();
            var at = from;
            for (; at < end && holes.OfPlace[at] == pattern; at++)
            {
                var (row, w) = (holes.Order[at], data.Weights[holes.Order[at]]);
                if (w == 0 || holes.Patterns[pattern].Observed.Count == 0)
                    continue;
                for (var c = 0; c < k; c++)
                {
                    moments[c].Y = Deviation(data.Row(row), holes.Patterns[pattern], parameters, c);
                    r[c] = Elementary.Log(parameters.MixingWeights[c]) + marginals[pattern][c].LogDensity(moments[c].Y);
                }
                var l = LogSumExp.Normalise(r, data.Labels[row]);
                if (l == double.NegativeInfinity)
                    return new EmError.ImpossibleRow(row + 1);
                objective += w * l;
                for (var c = 0; c < k; c++)
                    moments[c].Add(w * r[c]);
            }
            for (var c = 0; c < k; c++)
                marginals[pattern]
                    [c]
                    .Complete(moments[c].Mass, moments[c].First, moments[c].Second, shape, statistics.AsSpan(c * count, count));
            from = at;
        }
        return new Expectation<Vector>(Vector.Create(statistics), objective);
    }

    // One component: the moments of each pattern about the centre of the data, shifted to the mean.
    static Either<EmError, Expectation<Vector>> OfOne(
        GaussianMixtureData data,
        MissingPatterns holes,
        GaussianMixtureParameters parameters,
        Marginal[][] marginals
    )
    {
        var (d, shape) = (parameters.Dimension, parameters.Covariance(0).Shape);
        var statistics = new double[1 + d + shape.Count(d)];
        var objective = 0.0;
        foreach (var (known, pattern) in data.PatternMoments.Select((known, pattern) => (known, pattern)))
        {
            var observed = holes.Patterns[pattern].Observed;
            if (observed.Count == 0)
                continue;
            var shift = observed.Select(j => data.Centre[j] - parameters.Means[j]).ToArray();
            var (first, second) = known.Shifted(shift);
            var marginal = marginals[pattern][0];
            objective += known.Mass * marginal.LogScale - 0.5 * Trace(marginal.Factor, second, observed.Count);
            marginal.Complete(known.Mass, first, second, shape, statistics);
        }
        return new Expectation<Vector>(Vector.Create(statistics), objective);
    }

    // tr(U S Uᵀ)
    static double Trace(Vector factor, double[] second, int o)
    {
        var trace = 0.0;
        for (var i = 0; i < o; i++)
        for (var a = 0; a <= i; a++)
        for (var b = 0; b <= i; b++)
            trace += factor[Triangle.At(i, a)] * second[Triangle.At(Math.Max(a, b), Math.Min(a, b))] * factor[Triangle.At(i, b)];
        return trace;
    }

    /// <summary>The moments of each pattern about the centre of the data.</summary>
    public static Moments[] AboutCentre(GaussianMixtureData data, MissingPatterns holes)
    {
        var moments = holes.Patterns.Select(pattern => new Moments(pattern.Observed.Count)).ToArray();
        for (var at = 0; at < data.Rows; at++)
        {
            var (row, pattern) = (holes.Order[at], holes.OfPlace[at]);
            moments[pattern].Y = [.. holes.Patterns[pattern].Observed.Select(j => data.Values[row * data.Dimension + j] - data.Centre[j])];
            moments[pattern].Add(data.Weights[row]);
        }
        return moments;
    }

    /// <summary>Σ r, Σ r y and Σ r y yᵀ of rows of one pattern.</summary>
    public sealed class Moments(int observed)
    {
        public double Mass { get; private set; }
        public double[] First { get; } = new double[observed];
        public double[] Second { get; } = new double[Triangle.Count(observed)];
        public double[] Y { get; set; } = [];

        public void Add(double r)
        {
            Mass += r;
            for (var i = 0; i < Y.Length; i++)
                First[i] += r * Y[i];
            Scatter.Triangular.Add(r, Y, Second);
        }

        /// <summary>The first and second moment of y + δ.</summary>
        public (double[] First, double[] Second) Shifted(double[] delta)
        {
            var (first, second) = (new double[First.Length], new double[Second.Length]);
            for (var i = 0; i < first.Length; i++)
            {
                first[i] = First[i] + Mass * delta[i];
                for (var j = 0; j <= i; j++)
                    second[Triangle.At(i, j)] =
                        Second[Triangle.At(i, j)] + First[i] * delta[j] + delta[i] * First[j] + Mass * delta[i] * delta[j];
            }
            return (first, second);
        }
    }
}
