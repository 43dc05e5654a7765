using System.Linq;
using System.Runtime.CompilerServices;
using EmFunctional.Families;
using EmFunctional.Families.Gaussian;
using EmFunctional.Modelling;
using EmFunctional.Models.GaussianMixture.Data;
using EmFunctional.Models.GaussianMixture.Form;
using EmFunctional.Numerics;
using EmFunctional.Sharding;
using LanguageExt;

namespace EmFunctional.Models.GaussianMixture;

// Responsibilities of the rows of a block, whose first row has an index [rows×K].
delegate void Responsibilities(int first, ReadOnlySpan<double> rows, Span<double> into);

// The group of each row of a block, whose first row has an index, from 0.
delegate void GroupsOfRows(int first, ReadOnlySpan<double> rows, Span<int> into);

/// <summary>What one M-step makes of responsibilities or groups that come from elsewhere; what is held is where it is held.</summary>
static class ClosedForm
{
    /// <summary>One M-step from responsibilities, block by block.</summary>
    /// <param name="data">The data.</param>
    /// <param name="responsibilities">Those of the rows of a block.</param>
    /// <param name="options">How the model is built.</param>
    public static Either<EmError, MixtureParameters> Of(MixtureData data, Responsibilities responsibilities, GaussianMixtureOptions options)
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
            .Map(to => to.Parameters)
            .Bind(start => Holding(start, options));
    }

    /// <summary>The same of groups; where a group alone has no covariance, all have that which they have in common.</summary>
    /// <param name="data">The data.</param>
    /// <param name="groups">The groups.</param>
    /// <param name="options">How the model is built.</param>
    public static Either<EmError, MixtureParameters> Of(MixtureData data, GroupsOfRows groups, GaussianMixtureOptions options) =>
        Of(data, OneHot(groups, options.Components), options)
            .Match(Right: start => start, Left: _ => Pooled(data, groups, options).Bind(start => Holding(start, options)));

    /// <summary>All components alike: the moments of all data, equal weights.</summary>
    /// <param name="data">The data.</param>
    /// <param name="options">How the model is built.</param>
    public static Either<EmError, MixtureParameters> OfAll(MixtureData data, GaussianMixtureOptions options) =>
        Of(data, (_, _, into) => into.Fill(1.0 / options.Components), options);

    /// <summary>The same with what is held where it is held.</summary>
    /// <param name="start">The start.</param>
    /// <param name="options">How the model is built.</param>
    public static Either<EmError, MixtureParameters> Holding(MixtureParameters start, GaussianMixtureOptions options)
    {
        var chart = GaussianMixtureParameters.ChartOf(options);
        return options.FixedParameters.IsNone ? start : chart.FromFlat(options.FixedParameters.Apply(chart.Names, chart.ToFlat(start)));
    }

    // Each group's mean, equal weights, and for all the covariance about their means together; that of all data if even this has none.
    static Either<EmError, MixtureParameters> Pooled(MixtureData data, GroupsOfRows groups, GaussianMixtureOptions options) =>
        from means in Means(data, groups, options.Components)
        from common in GaussianMixtureData
            .Create(
                data.Names,
                data.Blocks.Map(data.Dimension, Residuals(groups, means, data.Dimension)),
                data.Weights.IsNone ? null : Vector.Of(data.Rows, i => data.Weights[i])
            )
            .ToEither()
            .MapLeft(faults => faults.Head)
            .Bind(within => OfAll(within, options))
            .Match(Right: Prelude.Right<EmError, MixtureParameters>, Left: _ => OfAll(data, options))
        select common.With("mean", means);

    static MapRows Residuals(GroupsOfRows groups, Vector means, int d) =>
        (first, rows, into) =>
        {
            var labels = new int[rows.Length / d];
            groups(first, rows, labels);
            for (var at = 0; at < rows.Length; at++)
                into[at] = rows[at] - means[labels[at / d] * d + at % d];
        };

    // The mean of each group, of what was observed; that of all data for a group without rows [k×d].
    static Either<EmError, Vector> Means(MixtureData data, GroupsOfRows groups, int k)
    {
        var (d, masses, sums) = (data.Dimension, new double[k], new double[k * data.Dimension]);
        return data
            .Blocks.Visit(
                (first, rows) =>
                {
                    var labels = new int[rows.Length / d];
                    groups(first, rows, labels);
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

    /// <summary>All of a row to its group.</summary>
    /// <param name="groups">The groups.</param>
    /// <param name="k">K.</param>
    public static Responsibilities OneHot(GroupsOfRows groups, int k) =>
        (first, rows, into) =>
        {
            var labels = new int[into.Length / k];
            groups(first, rows, labels);
            into.Clear();
            for (var i = 0; i < labels.Length; i++)
                into[i * k + labels[i]] = 1;
        };

    // Moments are taken about the centre of the data: parameters whose means are there, and whose covariances nobody looks at.
    static MixtureParameters AtCentre(MixtureData data, GaussianMixtureOptions options)
    {
        var (k, shape) = (options.Components, options.Form.Shape());
        var unit = Covariance.Create(shape, data.Dimension, shape.Identity(data.Dimension)).ToArray();
        return GaussianMixtureParameters.Of(
            Vector.Of(k, _ => 1.0 / k),
            Vector.Concat([.. Enumerable.Repeat(data.Centre, k)]),
            options.Form.IsShared() ? unit : Enumerable.Repeat(unit[0], k).ToArray()
        );
    }

    // A missing number is taken at the centre here, with the variance of its column: this is but a start.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Accumulate(
        MixtureData data,
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
