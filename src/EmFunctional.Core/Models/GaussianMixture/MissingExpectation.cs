using System.Collections.Generic;
using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Models.GaussianMixture;

// The E-step where numbers are missing, exact for every pattern: the objective is the likelihood of what was observed. Rows of a pattern follow each
// other, and what was observed of them goes through the kernel; their moments are completed once for each component. Of one component the moments do
// not depend on its parameters but for a shift, so they are added up once for all, and a block is so many patterns.
static class MissingExpectation
{
    const int BlockPatterns = 64;

    public static Func<int, Either<EmError, Expectation<Vector>>> Prepare(
        GaussianMixtureData data,
        MissingPatterns holes,
        GaussianMixtureParameters parameters
    ) =>
        parameters.Components == 1
            ? block => OfPatterns(data, holes, parameters, block * BlockPatterns)
            : block => OfRows(data, holes, parameters, block * GaussianMixtureExpectation.BlockRows);

    public static int Blocks(GaussianMixtureData data, MissingPatterns holes, int components) =>
        components == 1
            ? (holes.Patterns.Count + BlockPatterns - 1) / BlockPatterns
            : (data.Rows + GaussianMixtureExpectation.BlockRows - 1) / GaussianMixtureExpectation.BlockRows;

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

    static Either<EmError, Expectation<Vector>> OfRows(
        GaussianMixtureData data,
        MissingPatterns holes,
        GaussianMixtureParameters parameters,
        int first
    )
    {
        var (k, shape) = (parameters.Components, parameters.Covariance(0).Shape);
        var count = 1 + parameters.Dimension + shape.Count(parameters.Dimension);
        var statistics = new double[k * count];
        var end = Math.Min(data.Rows, first + GaussianMixtureExpectation.BlockRows);
        var (objective, magnitude) = (0.0, 0.0);
        for (var (from, to) = (first, first); from < end; from = to)
        {
            var pattern = holes.Patterns[holes.OfPlace[from]];
            while (to < end && holes.OfPlace[to] == holes.OfPlace[from])
                to++;
            var observed = pattern.Observed.Count;
            if (observed == 0)
                continue;
            var marginals = Marginals(parameters, pattern);
            var at = KernelParameters.Of(parameters, marginals);
            var moments = new double[k * at.Sums];
            var known = new KernelRows(data.Weights, data.Labels, from, holes.Order);
            var impossible = GaussianKernel.Accumulate(Gather(data, holes.Order, from, to, pattern), known, at, moments, out var l);
            if (impossible >= 0)
                return new EmError.ImpossibleRow(holes.Order[from + impossible] + 1);
            objective += l;
            magnitude += at.MagnitudeOf(moments, l);
            for (var c = 0; c < k; c++)
            {
                var of = moments.AsSpan(c * at.Sums, at.Sums);
                marginals[c].Complete(of[0], of[1..(1 + observed)], of[(1 + observed)..], shape, statistics.AsSpan(c * count, count));
            }
        }
        return new Expectation<Vector>(Vector.Create(statistics), objective) { Magnitude = magnitude };
    }

    // What was observed of rows of a pattern, row by row.
    static double[] Gather(GaussianMixtureData data, IReadOnlyList<int> order, int from, int to, MissingPattern pattern)
    {
        var (columns, place) = (pattern.Observed.ToArray(), 0);
        var values = new double[(to - from) * columns.Length];
        for (var at = from; at < to; at++)
        {
            var row = data.Row(order[at]);
            foreach (var j in columns)
                values[place++] = row[j];
        }
        return values;
    }

    // One component: the moments of each pattern about the centre of the data, shifted to the mean.
    static Either<EmError, Expectation<Vector>> OfPatterns(
        GaussianMixtureData data,
        MissingPatterns holes,
        GaussianMixtureParameters parameters,
        int firstPattern
    )
    {
        var (d, shape) = (parameters.Dimension, parameters.Covariance(0).Shape);
        var statistics = new double[1 + d + shape.Count(d)];
        var (objective, magnitude) = (0.0, 0.0);
        for (var i = firstPattern; i < Math.Min(holes.Patterns.Count, firstPattern + BlockPatterns); i++)
        {
            var (pattern, known) = (holes.Patterns[i], data.PatternMoments[i]);
            if (pattern.Observed.Count == 0)
                continue;
            var shift = pattern.Observed.Select(j => data.Centre[j] - parameters.Means[j]).ToArray();
            var (first, second) = known.Shifted(shift);
            var marginal = Marginal.Of(parameters.Covariance(0), pattern);
            var l = known.Mass * marginal.LogScale - 0.5 * Trace(marginal.Factor.Span, second, pattern.Observed.Count);
            objective += l;
            magnitude +=
                Math.Abs(l)
                + known.Mass
                    * (1 + 2 * Math.Abs(marginal.LogScale) + marginal.ConditionOf(parameters.Covariance(0), parameters.Mean(0)) / 16);
            marginal.Complete(known.Mass, first, second, shape, statistics);
        }
        return new Expectation<Vector>(Vector.Create(statistics), objective) { Magnitude = magnitude };
    }

    // tr(U S Uᵀ)
    static double Trace(ReadOnlySpan<double> factor, ReadOnlySpan<double> second, int o)
    {
        var trace = 0.0;
        for (var i = 0; i < o; i++)
        for (var a = 0; a <= i; a++)
        {
            var row = factor.Slice(Triangle.At(i, 0), a);
            var sum = 0.0;
            for (var b = 0; b < a; b++)
                sum += second[Triangle.At(a, b)] * row[b];
            var last = factor[Triangle.At(i, a)];
            trace += last * (2 * sum + second[Triangle.At(a, a)] * last);
        }
        return trace;
    }

    /// <summary>The moments of each pattern about the centre of the data.</summary>
    public static Moments[] AboutCentre(GaussianMixtureData data, MissingPatterns holes)
    {
        var moments = holes.Patterns.Select(pattern => new Moments(pattern.Observed.Count)).ToArray();
        for (var (from, to) = (0, 0); from < data.Rows; from = to)
        {
            var pattern = holes.OfPlace[from];
            while (to < data.Rows && holes.OfPlace[to] == pattern)
                to++;
            var values = Gather(data, holes.Order, from, to, holes.Patterns[pattern]);
            var centre = holes.Patterns[pattern].Observed.Select(j => data.Centre[j]).ToArray();
            moments[pattern].Add(values, centre, new(data.Weights, data.Labels, from, holes.Order));
        }
        return moments;
    }

    /// <summary>Σ r, Σ r y and Σ r y yᵀ of rows of one pattern.</summary>
    public sealed class Moments(int observed)
    {
        public double Mass { get; private set; }
        public double[] First { get; } = new double[observed];
        public double[] Second { get; } = new double[Triangle.Count(observed)];

        /// <summary>Adds rows, about their centre.</summary>
        public void Add(ReadOnlySpan<double> rows, ReadOnlySpan<double> centre, KernelRows known)
        {
            Span<double> y = new double[centre.Length];
            for (var i = 0; rows.Length > 0; rows = rows[y.Length..], i++)
            {
                for (var j = 0; j < y.Length; j++)
                    y[j] = rows[j] - centre[j];
                var r = known.Weight(i);
                Mass += r;
                for (var j = 0; j < y.Length; j++)
                    First[j] += r * y[j];
                Scatter.Triangular.Add(r, y, Second);
            }
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
