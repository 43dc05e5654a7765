using System.Collections.Generic;
using System.Linq;
using EmFunctional.Families;
using EmFunctional.Modelling;
using EmFunctional.Models.GaussianMixture.Data;
using EmFunctional.Models.GaussianMixture.Form;
using EmFunctional.Models.GaussianMixture.Start;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Models.GaussianMixture;

/// <summary>Where a Gaussian mixture may start. The same seed gives the same start everywhere.</summary>
public static class GaussianMixtureStart
{
    const int LloydSteps = 10;

    // All pairs of rows are looked at: as many as mclust takes.
    const int MostRows = 2000;

    /// <summary>One M-step from responsibilities, which may come from anywhere.</summary>
    /// <param name="data">The data.</param>
    /// <param name="responsibilities">rᵢₖ ≥ 0, each row with a sum of 1 [n×K, row by row].</param>
    /// <param name="options">How the model is built.</param>
    public static Either<EmError, MixtureParameters> FromResponsibilities(
        MixtureData data,
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
        return ClosedForm.Of(data, (first, _, into) => responsibilities.Span.Slice(first * k, into.Length).CopyTo(into), options);
    }

    // Whether the data can bear these options, asked before anything is made of their sizes.
    static Option<EmError> Fault(MixtureData data, GaussianMixtureOptions options) =>
        options.Components < 1 ? new EmError.OutsideDomain("components", options.Components, Domain.WholeNumberFrom(1))
        : options.Dimension != data.Dimension ? new EmError.WrongLength("the columns of the data", options.Dimension, data.Dimension)
        : options.Components > data.Rows ? new EmError.TooManyComponents(options.Components, data.Rows)
        : data.Labels.Within(options.Components).Match(Right: _ => Option<EmError>.None, Left: Prelude.Some);

    /// <summary>The closed form if each row's component were known.</summary>
    /// <param name="data">The data.</param>
    /// <param name="labels">The component of each row, from 0 [n].</param>
    /// <param name="options">How the model is built.</param>
    public static Either<EmError, MixtureParameters> FromLabels(
        MixtureData data,
        IReadOnlyList<int> labels,
        GaussianMixtureOptions options
    ) =>
        Fault(data, options).Case is EmError fault ? fault
        : RowLabels.Fault(labels, data.Rows, options.Components).Case is EmError unfit ? unfit
        : ClosedForm.Of(data, ClosedForm.OneHot(Listed(labels), options.Components), options);

    /// <summary>
    /// k-means++ (Arthur, Vassilvitskii 2007) and a few steps of Lloyd's algorithm, in columns scaled to variance 1; then the closed form from those
    /// labels, with the covariance that all groups have in common where a group alone has none.
    /// </summary>
    /// <param name="data">The data.</param>
    /// <param name="options">How the model is built.</param>
    /// <param name="seed">Which rows are drawn.</param>
    public static Either<EmError, MixtureParameters> KMeansPlusPlus(MixtureData data, GaussianMixtureOptions options, Seed seed)
    {
        if (Fault(data, options).Case is EmError fault)
            return fault;
        return KMeans
            .Groups(data, options.Components, seed, LloydSteps)
            .Bind(groups => ClosedForm.Of(data, new GroupsOfRows(groups.Label), options));
    }

    /// <summary>
    /// Groups by model-based hierarchical clustering with covariances of any kind (Fraley 1998), in scaled principal axes, as mclust starts; then the closed
    /// form from those groups, with the covariance that all have in common where a group alone has none. Nothing is drawn. It keeps n²/2 numbers for n rows:
    /// of more than 2,000 rows 2,000 are chosen evenly, always the same. A missing number lies at the mean of its column here. Rows with labels are in the
    /// groups of their labels from the beginning.
    /// </summary>
    /// <param name="data">The data.</param>
    /// <param name="options">How the model is built.</param>
    public static Either<EmError, MixtureParameters> Hierarchical(MixtureData data, GaussianMixtureOptions options) =>
        from fit in Fault(data, options).Match(Either<EmError, Unit> (fault) => fault, () => Prelude.unit)
        from chosen in ChosenRows.Of(data, MostRows)
        from enough in Fault(chosen.Data, options).Match(Either<EmError, Unit> (fault) => fault, () => Prelude.unit)
        from groups in chosen.Groups(options.Components)
        from start in ClosedForm.Of(chosen.Data, Listed(groups), options)
        select start;

    /// <summary>K rows that differ as means, the covariance of all data for each component, equal weights.</summary>
    /// <param name="data">The data.</param>
    /// <param name="options">How the model is built.</param>
    /// <param name="seed">Which rows are drawn.</param>
    public static Either<EmError, MixtureParameters> RandomRows(MixtureData data, GaussianMixtureOptions options, Seed seed) =>
        from fit in Fault(data, options).Match(Either<EmError, Unit> (fault) => fault, () => Prelude.unit)
        from rows in KMeans.DrawDistinct(data, options.Components, seed)
        from all in ClosedForm.OfAll(data, options)
        let means = rows.SelectMany(row => row.Zip(data.Centre, (x, c) => double.IsNaN(x) ? c : x))
        from agreeing in Agreeing(all.With("mean", Vector.Of(means)), data)
        from start in ClosedForm.Holding(agreeing, options)
        select start;

    // Rows with labels say which component is which, as in k-means they do from the beginning.
    static Either<EmError, MixtureParameters> Agreeing(MixtureParameters start, MixtureData data)
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
                                RowLabels.Add(mass, label, start.Posterior(rows.Slice(i * d, d)).Responsibilities);
                        return true;
                    }
                )
                .Map(_ => start.Reordered(RowLabels.Order(mass)));
    }

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

    static GroupsOfRows Listed(IReadOnlyList<int> labels) =>
        (first, _, into) =>
        {
            for (var i = 0; i < into.Length; i++)
                into[i] = labels[first + i];
        };
}
