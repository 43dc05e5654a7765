using System.Collections.Generic;
using System.Linq;
using EmFunctional.Families;
using EmFunctional.Families.Gaussian;
using EmFunctional.Mixtures;
using EmFunctional.Modelling;
using EmFunctional.Models.GaussianMixture.Data;
using EmFunctional.Models.GaussianMixture.Form;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Models.GaussianMixture;

/// <summary>What can be done with the parameters of a Gaussian mixture. Of a row, what is NaN was not observed.</summary>
public static class GaussianMixtureUse
{
    /// <summary>Responsibilities, hard label, log-density and outlier score of a row.</summary>
    /// <param name="parameters">π, μ, Σ.</param>
    /// <param name="row">x [d].</param>
    /// <exception cref="ArgumentException">The row has another length.</exception>
    public static RowPosterior Posterior(this MixtureParameters parameters, ReadOnlySpan<double> row) => parameters.Fitted.Posterior(row);

    /// <summary>Σ wᵢ ln p(xᵢ), in nats.</summary>
    /// <param name="parameters">π, μ, Σ.</param>
    /// <param name="data">The rows.</param>
    /// <exception cref="ArgumentException">The data have another number of columns.</exception>
    public static double Score(this MixtureParameters parameters, MixtureData data)
    {
        Sizes.Equal("columns of the data", data.Dimension, "columns of the model", parameters.Dimension, nameof(data));
        return parameters.Fitted.On(data).LogLikelihood;
    }

    /// <summary>Computes √((x − μₖ)ᵀ Σₖ⁻¹ (x − μₖ)), the Mahalanobis distance from a component, of what was observed of the row.</summary>
    /// <param name="parameters">π, μ, Σ.</param>
    /// <param name="row">x [d].</param>
    /// <param name="component">k, from 0.</param>
    /// <exception cref="ArgumentException">The row has another length, or there is no such component.</exception>
    public static double Distance(this MixtureParameters parameters, ReadOnlySpan<double> row, int component)
    {
        CheckRow(row, parameters);
        Sizes.Below("component", component, "components", parameters.Components, nameof(component));
        return Math.Sqrt(parameters.Ellipse(component).See(row, new double[row.Length]).Square);
    }

    /// <summary>
    /// Computes E[x | x_o] = Σₖ rₖ (μₖ + Bₖ(x_o − μₖ)) and the conditional standard deviation of each number; of one that was observed itself and 0.
    /// Source: Ghahramani, Jordan (1994), §3.
    /// </summary>
    /// <param name="parameters">π, μ, Σ.</param>
    /// <param name="row">x, NaN where it is missing [d].</param>
    /// <exception cref="ArgumentException">The row has another length.</exception>
    public static ImputedRow Expect(this MixtureParameters parameters, ReadOnlySpan<double> row) => parameters.Fitted.Expect(row);

    /// <summary>A draw from the conditional distribution: a component by its responsibility, then its normal distribution given x_o.</summary>
    /// <param name="parameters">π, μ, Σ.</param>
    /// <param name="row">x, NaN where it is missing [d].</param>
    /// <param name="seed">What is drawn.</param>
    /// <exception cref="ArgumentException">The row has another length.</exception>
    public static Vector Complete(this MixtureParameters parameters, ReadOnlySpan<double> row, Seed seed) =>
        parameters.Fitted.Draw(row, seed).Values;

    /// <summary>The distribution of some of the columns, whatever the others are: a Gaussian mixture too.</summary>
    /// <param name="parameters">π, μ, Σ.</param>
    /// <param name="columns">Which columns, from 0, in the order wanted.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such column, or one comes twice.</exception>
    public static MixtureParameters Marginal(this MixtureParameters parameters, params int[] columns)
    {
        var d = parameters.Dimension;
        if (columns.Length == 0 || columns.Any(j => j < 0 || j >= d) || columns.Distinct().Count() < columns.Length)
            throw new ArgumentOutOfRangeException(nameof(columns), $"columns from 0 to {d - 1}, each once");
        return GaussianMixtureParameters.Of(
            parameters.MixingWeights,
            Vector.Concat([.. Enumerable.Range(0, parameters.Components).Select(k => parameters.Mean(k).Select(columns))]),
            parameters.Covariances.Map(covariance => Of(covariance.Shape, columns.Length, (i, j) => covariance.At(columns[i], columns[j])))
        );
    }

    /// <summary>
    /// The distribution of what is missing of a row given what was observed: a Gaussian mixture of those columns, in their order, with the
    /// row's responsibilities for weights. Source: Ghahramani, Jordan (1994), §3.
    /// </summary>
    /// <param name="parameters">π, μ, Σ.</param>
    /// <param name="row">x, NaN for each column whose distribution is wanted [d].</param>
    /// <exception cref="ArgumentException">Nothing of the row is missing, or it has another length.</exception>
    public static MixtureParameters Conditional(this MixtureParameters parameters, ReadOnlySpan<double> row)
    {
        CheckRow(row, parameters);
        if (RowSpan.IsWhole(row))
            throw new ArgumentException("nothing is missing of the row", nameof(row));
        var rest = new (Vector Mean, Vector Covariance)[parameters.Components];
        for (var k = 0; k < rest.Length; k++)
            rest[k] = parameters.Ellipse(k).See(row, new double[row.Length]).Rest();
        var d = rest[0].Mean.Count;
        return GaussianMixtureParameters.Of(
            parameters.Posterior(row).Responsibilities,
            Vector.Concat([.. rest.Select(of => of.Mean)]),
            rest.Select(of => Of(CovarianceShape.Triangular, d, (i, j) => of.Covariance[Triangle.At(i, j)])).ToArray()
        );
    }

    static void CheckRow(ReadOnlySpan<double> row, MixtureParameters parameters) =>
        Sizes.Equal("numbers in the row", row.Length, "columns of the model", parameters.Dimension, nameof(row));

    static Ellipse Ellipse(this MixtureParameters parameters, int component) =>
        new(parameters.Mean(component), parameters.Covariance(component));

    /// <summary>Rows drawn from the mixture; the i-th depends on nothing but the seed and i.</summary>
    /// <param name="parameters">π, μ, Σ.</param>
    /// <param name="seed">What is drawn.</param>
    /// <param name="rows">n.</param>
    /// <param name="columns">What the columns are called [d]; <c>x1</c> … if none are named.</param>
    public static DrawnRows Sample(this MixtureParameters parameters, Seed seed, int rows, IReadOnlyList<string>? columns = null)
    {
        if (columns is not (null or []))
            Sizes.Equal("names of columns", columns.Count, "columns of the model", parameters.Dimension, nameof(columns));
        return parameters.Fitted.Sample(
            columns is null or [] ? Enumerable.Range(1, parameters.Dimension).Select(j => $"x{j}").ToArray() : Prelude.toArray(columns),
            seed,
            rows
        );
    }

    // Every part of a positive definite matrix is one, but rounding may spoil that of one that is nearly singular.
    static Covariance Of(CovarianceShape shape, int d, Func<int, int, double> at)
    {
        var values = shape switch
        {
            CovarianceShape.Triangular => Vector.Of(
                Enumerable.Range(0, d).SelectMany(i => Enumerable.Range(0, i + 1).Select(j => at(i, j)))
            ),
            CovarianceShape.Diagonal => Vector.Of(d, i => at(i, i)),
            _ => [at(0, 0)],
        };
        return Covariance
            .Create(shape, d, values)
            .IfNone(() => throw new ArithmeticException("the covariance of these columns is singular beyond rounding"));
    }
}
