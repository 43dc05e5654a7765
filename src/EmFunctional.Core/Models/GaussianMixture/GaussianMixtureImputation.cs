using System.Linq;
using EmFunctional.Models.GaussianMixture.Data;
using EmFunctional.Models.GaussianMixture.Form;
using EmFunctional.Models.GaussianMixture.Missing;
using EmFunctional.Numerics;

namespace EmFunctional.Models.GaussianMixture;

/// <summary>What the numbers that are missing of a row may be, given those that were observed.</summary>
public static class GaussianMixtureImputation
{
    /// <summary>
    /// Computes the conditional mean E[x | x_o] = Σₖ rₖ (μₖ + Bₖ(x_o − μₖ)) and the conditional standard deviation of each number; of one that was
    /// observed itself and 0. Source: Ghahramani, Jordan (1994), §3.
    /// </summary>
    /// <param name="row">x, NaN where it is missing [d].</param>
    /// <param name="parameters">π, μ, Σ.</param>
    /// <exception cref="ArgumentException">The row has another length.</exception>
    public static ImputedRow Expect(ReadOnlySpan<double> row, GaussianMixtureParameters parameters)
    {
        GaussianMixtureExpectation.CheckRow(row, parameters);
        var pattern = MissingPattern.Of(row);
        var (means, squares) = (row.ToArray(), new double[row.Length]);
        var r = GaussianMixtureExpectation.Row(row, parameters).Responsibilities;
        foreach (var j in pattern.Missing)
            means[j] = 0;
        for (var k = 0; k < parameters.Components; k++)
        {
            var marginal = Marginal.Of(parameters.Covariance(k), pattern);
            var y = MissingExpectation.Deviation(row, pattern, parameters, k);
            for (var a = 0; a < pattern.Missing.Count; a++)
            {
                var j = pattern.Missing[a];
                var mean = parameters.Means[k * row.Length + j] + marginal.Predict(a, y);
                means[j] += r[k] * mean;
                squares[j] += r[k] * (marginal.Conditional[Triangle.At(a, a)] + mean * mean);
            }
        }
        foreach (var j in pattern.Missing)
            squares[j] = Math.Sqrt(Math.Max(0, squares[j] - means[j] * means[j]));
        return new(Vector.Create(means), Vector.Create(squares));
    }

    /// <summary>A draw from the conditional distribution: a component by its responsibility, then its normal distribution given x_o.</summary>
    /// <param name="row">x, NaN where it is missing [d].</param>
    /// <param name="parameters">π, μ, Σ.</param>
    /// <param name="seed">What is drawn.</param>
    /// <exception cref="ArgumentException">The row has another length.</exception>
    public static Vector Draw(ReadOnlySpan<double> row, GaussianMixtureParameters parameters, Seed seed) =>
        DrawRow(row, parameters, seed).Values;

    internal static (Vector Values, int Component) DrawRow(ReadOnlySpan<double> row, GaussianMixtureParameters parameters, Seed seed)
    {
        GaussianMixtureExpectation.CheckRow(row, parameters);
        var pattern = MissingPattern.Of(row);
        var k = seed.Choose(0, GaussianMixtureExpectation.Row(row, parameters).Responsibilities);
        var marginal = Marginal.Of(parameters.Covariance(k), pattern);
        var y = MissingExpectation.Deviation(row, pattern, parameters, k);
        var m = pattern.Missing.Count;
        var l = new double[Triangle.Count(m)];
        Triangle.Factor(marginal.Conditional.Span, m, l);
        var drawn = row.ToArray();
        for (var a = 0; a < m; a++)
        {
            var j = pattern.Missing[a];
            drawn[j] = parameters.Means[k * row.Length + j] + marginal.Predict(a, y);
            for (var b = 0; b <= a; b++)
                drawn[j] += l[Triangle.At(a, b)] * seed.Normal(1 + b);
        }
        return (Vector.Create(drawn), k);
    }
}

/// <summary>A row completed.</summary>
/// <param name="Means">The conditional mean of each number; what was observed, as it is [d].</param>
/// <param name="Deviations">The conditional standard deviation of each; 0 for what was observed [d].</param>
public sealed record ImputedRow(Vector Means, Vector Deviations);
