using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Models.GaussianMixture;

/// <summary>Where a Gaussian mixture may start. The same seed gives the same start everywhere.</summary>
public static class GaussianMixtureStart
{
    const int LloydSteps = 10;

    /// <summary>One M-step from responsibilities, which may come from anywhere.</summary>
    /// <param name="data">The data.</param>
    /// <param name="responsibilities">rᵢₖ ≥ 0, each row with a sum of 1 [n×K, row by row].</param>
    /// <param name="options">How the model is built.</param>
    public static Either<EmError, GaussianMixtureParameters> FromResponsibilities(
        GaussianMixtureData data,
        Vector responsibilities,
        GaussianMixtureOptions options
    ) => Maximised(data, responsibilities, options).Bind(start => Holding(start, options));

    static Either<EmError, GaussianMixtureParameters> Maximised(
        GaussianMixtureData data,
        Vector responsibilities,
        GaussianMixtureOptions options
    )
    {
        var (k, d) = (options.Components, options.Dimension);
        if (responsibilities.Count != data.Rows * k)
            return new EmError.WrongLength("responsibilities", data.Rows * k, responsibilities.Count);
        for (var i = 0; i < data.Rows; i++)
            if (FindFault(responsibilities.Span.Slice(i * k, k), i).Case is SomeCase<EmError>(var fault))
                return fault;
        var shape = options.Form.Shape();
        var sums = Vector.Fill(
            k * (1 + d + shape.Count(d)),
            (data, responsibilities, shape, k),
            (into, x) => Accumulate(x.data, x.responsibilities, x.shape, x.k, into)
        );
        return GaussianMixtureMaximisation.Maximise(AtCentre(data, options), sums, options).Map(to => to.Parameters);
    }

    /// <summary>The closed form if each row's component were known.</summary>
    /// <param name="data">The data.</param>
    /// <param name="labels">The component of each row, from 0 [n].</param>
    /// <param name="options">How the model is built.</param>
    public static Either<EmError, GaussianMixtureParameters> FromLabels(
        GaussianMixtureData data,
        Arr<int> labels,
        GaussianMixtureOptions options
    ) =>
        labels.Count == data.Rows
            ? FromResponsibilities(data, OneHot(labels, options.Components), options)
            : new EmError.WrongLength("labels", data.Rows, labels.Count);

    /// <summary>
    /// k-means++ (Arthur, Vassilvitskii 2007) and a few steps of Lloyd's algorithm, in columns scaled to variance 1; then the closed form from those
    /// labels, with the covariance that all groups have in common where a group alone has none.
    /// </summary>
    /// <param name="data">The data.</param>
    /// <param name="options">How the model is built.</param>
    /// <param name="seed">Which rows are drawn.</param>
    public static Either<EmError, GaussianMixtureParameters> KMeansPlusPlus(
        GaussianMixtureData data,
        GaussianMixtureOptions options,
        Seed seed
    )
    {
        Arr<int> labels = KMeans.Labels(data, options.Components, seed, LloydSteps);
        return Maximised(data, OneHot(labels, options.Components), options)
            .Match(Right: start => start, Left: _ => Pooled(data, labels, options))
            .Bind(start => Holding(start, options));
    }

    /// <summary>K rows that differ as means, the covariance of all data for each component, equal weights.</summary>
    /// <param name="data">The data.</param>
    /// <param name="options">How the model is built.</param>
    /// <param name="seed">Which rows are drawn.</param>
    public static Either<EmError, GaussianMixtureParameters> RandomRows(GaussianMixtureData data, GaussianMixtureOptions options, Seed seed)
    {
        var rows = KMeans.DrawDistinct(data, options.Components, seed);
        return OfAll(data, options).Bind(all => Holding(Agreeing(WithMeans(all, data, rows), data), options));
    }

    // Rows with labels say which component is which, as in k-means they do from the beginning.
    static GaussianMixtureParameters Agreeing(GaussianMixtureParameters start, GaussianMixtureData data) =>
        start.Reordered(data.Labels.Order(start.Components, row => GaussianMixtureExpectation.Row(data.Row(row), start).Responsibilities));

    // What is held is where it is held from the start.
    static Either<EmError, GaussianMixtureParameters> Holding(GaussianMixtureParameters start, GaussianMixtureOptions options)
    {
        var chart = GaussianMixtureModel.ChartOf(options);
        return options.Holds.IsNone ? start : chart.FromFlat(options.Holds.Apply(chart.Names, chart.ToFlat(start)));
    }

    // Each group's mean, equal weights, and for all the covariance about their means together; that of all data if even this has none.
    static Either<EmError, GaussianMixtureParameters> Pooled(GaussianMixtureData data, Arr<int> labels, GaussianMixtureOptions options)
    {
        var d = options.Dimension;
        var means = Vector.Concat([.. Enumerable.Range(0, options.Components).Select(k => GroupMean(data, labels, k))]);
        var residuals = Vector.Of(data.Values.Count, i => data.Values[i] - means[labels[i / d] * d + i % d]);
        return GaussianMixtureData
            .Create(data.Names, residuals, data.Weights.IsNone ? null : Vector.Of(data.Rows, i => data.Weights[i]))
            .ToEither()
            .MapLeft(faults => faults.Head)
            .Bind(within => OfAll(within, options))
            .Match(Right: common => common, Left: _ => OfAll(data, options))
            .Map(common => new GaussianMixtureParameters(common.MixingWeights, means, common.Covariances));
    }

    static Vector GroupMean(GaussianMixtureData data, Arr<int> labels, int k)
    {
        var rows = Enumerable.Range(0, data.Rows).Where(i => labels[i] == k).ToArray();
        var mass = rows.Sum(i => data.Weights[i]);
        return mass == 0
            ? data.Centre
            : Vector.Of(
                data.Dimension,
                j =>
                    data.Centre[j]
                    + rows.Sum(i => double.IsNaN(data.Row(i)[j]) ? 0 : data.Weights[i] * (data.Row(i)[j] - data.Centre[j])) / mass
            );
    }

    // All components alike: the moments of all data, equal weights.
    static Either<EmError, GaussianMixtureParameters> OfAll(GaussianMixtureData data, GaussianMixtureOptions options)
    {
        var k = options.Components;
        return FromResponsibilities(data, Vector.Of(data.Rows * k, _ => 1.0 / k), options);
    }

    static GaussianMixtureParameters WithMeans(GaussianMixtureParameters all, GaussianMixtureData data, Arr<int> rows) =>
        new(
            all.MixingWeights,
            Vector.Concat([.. rows.Select(row => Vector.Create(data.Row(row)).Zip(data.Centre, (x, c) => double.IsNaN(x) ? c : x))]),
            all.Covariances
        );

    // A row of responsibilities is a distribution, as far as people write it down.
    static Option<EmError> FindFault(ReadOnlySpan<double> row, int index)
    {
        var sum = 0.0;
        foreach (var r in row)
        {
            if (!(r >= 0 && r <= 1))
                return new EmError.OutsideDomain($"responsibilities in row {index + 1}", r, Domain.Within(0, 1));
            sum += r;
        }
        return Math.Abs(sum - 1) <= 1e-6
            ? Option<EmError>.None
            : new EmError.OutsideDomain($"the sum of responsibilities in row {index + 1}", sum, Domain.Exactly(1));
    }

    static Vector OneHot(Arr<int> labels, int components) =>
        Vector.Fill(
            labels.Count * components,
            (labels, components),
            (into, x) =>
            {
                for (var i = 0; i < x.labels.Count; i++)
                    into[i * x.components + x.labels[i]] = 1;
            }
        );

    // Moments are taken about the centre of the data: parameters whose means are there, and whose covariances nobody looks at.
    static GaussianMixtureParameters AtCentre(GaussianMixtureData data, GaussianMixtureOptions options)
    {
        var (k, shape) = (options.Components, options.Form.Shape());
        var unit = Covariance.Create(shape, data.Dimension, Identity(shape, data.Dimension)).ToArray();
        return new(
            Vector.Of(k, _ => 1.0 / k),
            Vector.Concat([.. Enumerable.Repeat(data.Centre, k)]),
            options.Form.IsShared() ? unit : Enumerable.Repeat(unit[0], k).ToArray()
        );
    }

    internal static Vector Identity(CovarianceShape shape, int d) =>
        shape == CovarianceShape.Triangular
            ? Vector.Of(Triangle.Count(d), at => Enumerable.Range(0, d).Any(i => Triangle.At(i, i) == at) ? 1 : 0)
            : Vector.Of(shape.Count(d), _ => 1);

    static void Accumulate(GaussianMixtureData data, Vector responsibilities, CovarianceShape shape, int k, Span<double> into)
    {
        var d = data.Dimension;
        var count = 1 + d + shape.Count(d);
        var y = new double[d];
        for (var i = 0; i < data.Rows; i++)
        {
            // A missing number is taken at the centre here, with the variance of its column: this is but a start.
            var row = data.Row(i);
            for (var j = 0; j < d; j++)
                y[j] = double.IsNaN(row[j]) ? 0 : row[j] - data.Centre[j];
            for (var c = 0; c < k; c++)
            {
                var r = data.Weights[i] * responsibilities[i * k + c];
                var sum = into.Slice(c * count, count);
                sum[0] += r;
                for (var j = 0; j < d; j++)
                    sum[1 + j] += r * y[j];
                Scatter.Add(shape, r, y, sum[(1 + d)..]);
                Scatter.AddMissing(shape, r, row, data.Variances, sum[(1 + d)..]);
            }
        }
    }
}
