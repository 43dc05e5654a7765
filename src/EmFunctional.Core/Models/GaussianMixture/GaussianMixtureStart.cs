using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using EmFunctional.Modelling;
using EmFunctional.Models.GaussianMixture.Data;
using EmFunctional.Models.GaussianMixture.Form;
using EmFunctional.Models.GaussianMixture.Start;
using EmFunctional.Numerics;
using EmFunctional.Sharding;
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
    )
    {
        var k = options.Components;
        if (Fault(data, options).Case is EmError unfit)
            return unfit;
        if (responsibilities.Count != (long)data.Rows * k)
            return new EmError.WrongLength("responsibilities", data.Rows * k, responsibilities.Count);
        for (var i = 0; i < data.Rows; i++)
            if (FindFault(responsibilities.Span.Slice(i * k, k), i).Case is EmError fault)
                return fault;
        return Maximised(data, (first, _, into) => responsibilities.Span.Slice(first * k, into.Length).CopyTo(into), options)
            .Bind(start => Holding(start, options));
    }

    // Whether the data can bear these options, asked before anything is made of their sizes.
    static Option<EmError> Fault(GaussianMixtureData data, GaussianMixtureOptions options) =>
        options.Components < 1 ? new EmError.OutsideDomain("components", options.Components, Domain.WholeNumberFrom(1))
        : options.Dimension != data.Dimension ? new EmError.WrongLength("the columns of the data", options.Dimension, data.Dimension)
        : options.Components > data.Rows ? new EmError.TooManyComponents(options.Components, data.Rows)
        : data.Labels.Within(options.Components).Match(Right: _ => Option<EmError>.None, Left: Prelude.Some);

    // Those of the rows of a block, whose first row has an index.
    delegate void Responsibilities(int first, ReadOnlySpan<double> rows, Span<double> into);

    static Either<EmError, GaussianMixtureParameters> Maximised(
        GaussianMixtureData data,
        Responsibilities responsibilities,
        GaussianMixtureOptions options
    )
    {
        var (k, d, shape) = (options.Components, options.Dimension, options.Form.Shape());
        var sums = new double[k * (1 + d + shape.Count(d))];
        var ofBlock = new double[Math.Min(data.Rows, RowBlocks.BlockRows) * k];
        return data
            .Blocks.Visit(
                (first, rows) =>
                {
                    var r = ofBlock.AsSpan(0, rows.Length / d * k);
                    responsibilities(first, rows, r);
                    Accumulate(data, first, rows, r, shape, k, sums);
                    return true;
                }
            )
            .Bind(_ => GaussianMixtureMaximisation.Maximise(AtCentre(data, options), Vector.Create(sums), options))
            .Map(to => to.Parameters);
    }

    /// <summary>The closed form if each row's component were known.</summary>
    /// <param name="data">The data.</param>
    /// <param name="labels">The component of each row, from 0 [n].</param>
    /// <param name="options">How the model is built.</param>
    public static Either<EmError, GaussianMixtureParameters> FromLabels(
        GaussianMixtureData data,
        IReadOnlyList<int> labels,
        GaussianMixtureOptions options
    ) =>
        Fault(data, options).Case is EmError fault ? fault
        : RowLabels.Fault(labels, data.Rows, options.Components).Case is EmError unfit ? unfit
        : Maximised(data, (first, _, into) => OneHot(labels, first, options.Components, into), options)
            .Bind(start => Holding(start, options));

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
        if (Fault(data, options).Case is EmError fault)
            return fault;
        return KMeans
            .Groups(data, options.Components, seed, LloydSteps)
            .Bind(groups =>
                Maximised(data, (first, rows, into) => OneHot(groups, first, rows, into), options)
                    .Match(Right: start => start, Left: _ => Pooled(data, groups, options))
            )
            .Bind(start => Holding(start, options));
    }

    /// <summary>K rows that differ as means, the covariance of all data for each component, equal weights.</summary>
    /// <param name="data">The data.</param>
    /// <param name="options">How the model is built.</param>
    /// <param name="seed">Which rows are drawn.</param>
    public static Either<EmError, GaussianMixtureParameters> RandomRows(
        GaussianMixtureData data,
        GaussianMixtureOptions options,
        Seed seed
    ) =>
        from fit in Fault(data, options).Match(Either<EmError, Unit> (fault) => fault, () => Prelude.unit)
        from rows in KMeans.DrawDistinct(data, options.Components, seed)
        from all in OfAll(data, options)
        from agreeing in Agreeing(WithMeans(all, data, rows), data)
        from start in Holding(agreeing, options)
        select start;

    // Rows with labels say which component is which, as in k-means they do from the beginning.
    static Either<EmError, GaussianMixtureParameters> Agreeing(GaussianMixtureParameters start, GaussianMixtureData data)
    {
        var (d, mass) = (data.Dimension, RowLabels.NoMass(start.Components));
        return data.Labels.IsNone
            ? start
            : data
                .Blocks.Visit(
                    (first, rows) =>
                    {
                        for (var i = 0; i * d < rows.Length; i++)
                            if (data.Labels[first + i] is >= 0 and var label)
                                RowLabels.Add(mass, label, GaussianMixtureExpectation.Row(rows.Slice(i * d, d), start).Responsibilities);
                        return true;
                    }
                )
                .Map(_ => start.Reordered(RowLabels.Order(mass)));
    }

    // What is held is where it is held from the start.
    static Either<EmError, GaussianMixtureParameters> Holding(GaussianMixtureParameters start, GaussianMixtureOptions options)
    {
        var chart = GaussianMixtureParameters.ChartOf(options);
        return options.Holds.IsNone ? start : chart.FromFlat(options.Holds.Apply(chart.Names, chart.ToFlat(start)));
    }

    // Each group's mean, equal weights, and for all the covariance about their means together; that of all data if even this has none.
    static Either<EmError, GaussianMixtureParameters> Pooled(
        GaussianMixtureData data,
        KMeansGroups groups,
        GaussianMixtureOptions options
    ) =>
        from means in Means(data, groups)
        from common in GaussianMixtureData
            .Create(
                data.Names,
                data.Blocks.Map(data.Dimension, Residuals(groups, means)),
                data.Weights.IsNone ? null : Vector.Of(data.Rows, i => data.Weights[i])
            )
            .ToEither()
            .MapLeft(faults => faults.Head)
            .Bind(within => OfAll(within, options))
            .Match(Right: Prelude.Right<EmError, GaussianMixtureParameters>, Left: _ => OfAll(data, options))
        select new GaussianMixtureParameters(common.MixingWeights, means, common.Covariances);

    static MapRows Residuals(KMeansGroups groups, Vector means) =>
        (first, rows, into) =>
        {
            var d = means.Count / groups.Count;
            var labels = new int[rows.Length / d];
            groups.Label(first, rows, labels);
            for (var at = 0; at < rows.Length; at++)
                into[at] = rows[at] - means[labels[at / d] * d + at % d];
        };

    // The mean of each group, of what was observed; that of all data for a group without rows [k×d].
    static Either<EmError, Vector> Means(GaussianMixtureData data, KMeansGroups groups)
    {
        var (d, masses, sums) = (data.Dimension, new double[groups.Count], new double[groups.Count * data.Dimension]);
        return data
            .Blocks.Visit(
                (first, rows) =>
                {
                    var labels = new int[rows.Length / d];
                    groups.Label(first, rows, labels);
                    for (var at = 0; at < rows.Length; at++)
                    {
                        var (i, c) = (at / d, labels[at / d]);
                        if (at % d == 0)
                            masses[c] += data.Weights[first + i];
                        sums[c * d + at % d] += double.IsNaN(rows[at]) ? 0 : data.Weights[first + i] * (rows[at] - data.Centre[at % d]);
                    }
                    return true;
                }
            )
            .Map(_ =>
                Vector.Of(sums.Length, at => masses[at / d] == 0 ? data.Centre[at % d] : data.Centre[at % d] + sums[at] / masses[at / d])
            );
    }

    // All components alike: the moments of all data, equal weights.
    internal static Either<EmError, GaussianMixtureParameters> OfAll(GaussianMixtureData data, GaussianMixtureOptions options) =>
        Maximised(data, (_, _, into) => into.Fill(1.0 / options.Components), options).Bind(start => Holding(start, options));

    static GaussianMixtureParameters WithMeans(GaussianMixtureParameters all, GaussianMixtureData data, Arr<Vector> rows) =>
        new(
            all.MixingWeights,
            Vector.Concat([.. rows.Select(row => row.Zip(data.Centre, (x, c) => double.IsNaN(x) ? c : x))]),
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

    static void OneHot(IReadOnlyList<int> labels, int first, int components, Span<double> into)
    {
        into.Clear();
        for (var i = 0; i * components < into.Length; i++)
            into[i * components + labels[first + i]] = 1;
    }

    static void OneHot(KMeansGroups groups, int first, ReadOnlySpan<double> rows, Span<double> into)
    {
        var labels = new int[into.Length / groups.Count];
        groups.Label(first, rows, labels);
        into.Clear();
        for (var i = 0; i < labels.Length; i++)
            into[i * groups.Count + labels[i]] = 1;
    }

    // Moments are taken about the centre of the data: parameters whose means are there, and whose covariances nobody looks at.
    static GaussianMixtureParameters AtCentre(GaussianMixtureData data, GaussianMixtureOptions options)
    {
        var (k, shape) = (options.Components, options.Form.Shape());
        var unit = Covariance.Create(shape, data.Dimension, shape.Identity(data.Dimension)).ToArray();
        return new(
            Vector.Of(k, _ => 1.0 / k),
            Vector.Concat([.. Enumerable.Repeat(data.Centre, k)]),
            options.Form.IsShared() ? unit : Enumerable.Repeat(unit[0], k).ToArray()
        );
    }

    // A missing number is taken at the centre here, with the variance of its column: this is but a start.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Accumulate(
        GaussianMixtureData data,
        int first,
        ReadOnlySpan<double> rows,
        ReadOnlySpan<double> responsibilities,
        CovarianceShape shape,
        int k,
        Span<double> into
    )
    {
        var d = data.Dimension;
        var centre = data.Centre.Span;
        var count = 1 + d + shape.Count(d);
        Span<double> y = new double[d];
        for (var i = 0; i * d < rows.Length; i++)
        {
            var row = rows.Slice(i * d, d);
            for (var j = 0; j < d; j++)
                y[j] = double.IsNaN(row[j]) ? 0 : row[j] - centre[j];
            for (var c = 0; c < k; c++)
            {
                var r = data.Weights[first + i] * responsibilities[i * k + c];
                if (r == 0)
                    continue;
                var sum = into.Slice(c * count, count);
                sum[0] += r;
                for (var j = 0; j < d; j++)
                    sum[1 + j] += r * y[j];
                Scatter.Add(shape, r, y, sum[(1 + d)..]);
                if (data.Holes.IsSome)
                    Scatter.AddMissing(shape, r, row, data.Variances, sum[(1 + d)..]);
            }
        }
    }
}
