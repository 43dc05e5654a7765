using System.Collections.Generic;
using System.Linq;
using EmFunctional.Families;
using EmFunctional.Families.Gaussian;
using EmFunctional.Families.Gaussian.Kernels;
using EmFunctional.Modelling;
using EmFunctional.Models.GaussianMixture.Data;
using EmFunctional.Models.GaussianMixture.Form;
using EmFunctional.Numerics;
using EmFunctional.Sharding;
using LanguageExt;

namespace EmFunctional.Models.GaussianMixture;

// The E-step where numbers are missing, exact for every pattern: the objective is the likelihood of what was observed. Rows of a pattern follow each
// other, and what was observed of them goes through the kernel; their moments are completed once for each component. Of one component the moments do
// not depend on its parameters but for a shift, so they are added up once for all, and a block is so many patterns.
static class MissingExpectation
{
    const int BlockPatterns = 64;

    public static Func<int, Either<EmError, Expectation<Vector>>> Prepare(
        MixtureData data,
        MissingPatterns holes,
        MixtureParameters parameters
    ) =>
        parameters.Components == 1
            ? block => data.MomentsOfPatterns.Map(moments => OfPatterns(data, holes, moments, parameters, block * BlockPatterns))
            : block => OfRows(data, holes, parameters, block);

    public static int Blocks(MixtureData data, MissingPatterns holes, int components) =>
        components == 1
            ? (holes.Patterns.Count + BlockPatterns - 1) / BlockPatterns
            : (data.Rows + RowBlocks.BlockRows - 1) / RowBlocks.BlockRows;

    static Marginal[] Marginals(MixtureParameters parameters, MissingPattern pattern) =>
        [.. Enumerable.Range(0, parameters.Components).Select(k => Marginal.Of(parameters.Covariance(k), pattern))];

    static Either<EmError, Expectation<Vector>> OfRows(MixtureData data, MissingPatterns holes, MixtureParameters parameters, int block) =>
        holes.Rows.Read(block, rows => OfRows(data, holes, parameters, block * RowBlocks.BlockRows, rows)).Bind(made => made);

    static Either<EmError, Expectation<Vector>> OfRows(
        MixtureData data,
        MissingPatterns holes,
        MixtureParameters parameters,
        int first,
        ReadOnlySpan<double> rows
    )
    {
        var (k, shape) = (parameters.Components, parameters.Covariance(0).Shape);
        var count = 1 + parameters.Dimension + shape.Count(parameters.Dimension);
        var statistics = new double[k * count];
        var (objective, magnitude) = (0.0, 0.0);
        foreach (var (from, to, of) in holes.Runs(first, rows.Length / parameters.Dimension))
        {
            var pattern = holes.Patterns[of];
            var observed = pattern.Observed.Count;
            if (observed == 0)
                continue;
            var marginals = Marginals(parameters, pattern);
            var at = Observed(parameters, marginals);
            var moments = new double[k * at.Sums];
            var known = new KernelRows(data.Weights, data.Labels, from, holes.Order);
            var impossible = GaussianKernel.Accumulate(pattern.Gather(rows, from - first, to - first), known, at, moments, out var l);
            if (impossible >= 0)
                return new EmError.ImpossibleRow(holes.Order[from + impossible] + 1);
            objective += l;
            magnitude += at.MagnitudeOf(moments, l);
            for (var c = 0; c < k; c++)
            {
                var own = moments.AsSpan(c * at.Sums, at.Sums);
                marginals[c].Complete(own[0], own[1..(1 + observed)], own[(1 + observed)..], shape, statistics.AsSpan(c * count, count));
            }
        }
        return new Expectation<Vector>(Vector.Create(statistics), objective) { Magnitude = magnitude };
    }

    // The parameters of the columns that rows of a pattern have.
    static KernelParameters Observed(MixtureParameters p, Marginal[] marginals)
    {
        var (means, observed) = (p.Means, marginals[0].Pattern.Observed);
        return new(
            p.Components,
            observed.Count,
            CovarianceShape.Triangular,
            Vector.Of(p.Components * observed.Count, i => means[i / observed.Count * p.Dimension + observed[i % observed.Count]]),
            Vector.Of(p.Components, k => Elementary.Log(p.MixingWeights[k]) + marginals[k].LogScale),
            [.. marginals.Select(marginal => marginal.Factor)],
            Vector.Of(p.Components, k => marginals[k].ConditionOf(p.Covariance(k), p.Mean(k)))
        );
    }

    // One component: the moments of each pattern about the centre of the data, shifted to the mean.
    static Expectation<Vector> OfPatterns(
        MixtureData data,
        MissingPatterns holes,
        PatternMoments[] moments,
        MixtureParameters parameters,
        int firstPattern
    )
    {
        var (d, shape, means) = (parameters.Dimension, parameters.Covariance(0).Shape, parameters.Means);
        var statistics = new double[1 + d + shape.Count(d)];
        var (objective, magnitude) = (0.0, 0.0);
        for (var i = firstPattern; i < Math.Min(holes.Patterns.Count, firstPattern + BlockPatterns); i++)
        {
            var (pattern, known) = (holes.Patterns[i], moments[i]);
            if (pattern.Observed.Count == 0)
                continue;
            var shift = pattern.Observed.Select(j => data.Centre[j] - means[j]).ToArray();
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
}
