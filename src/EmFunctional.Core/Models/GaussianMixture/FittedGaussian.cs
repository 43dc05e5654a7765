using EmFunctional.Families;
using EmFunctional.Families.Gaussian;
using EmFunctional.Mixtures;
using EmFunctional.Models.GaussianMixture.Form;
using EmFunctional.Numerics;

namespace EmFunctional.Models.GaussianMixture;

// A Gaussian mixture with all its numbers. What is missing of a row is normal given what was observed: Ghahramani, Jordan (1994), §3.
sealed class FittedGaussian(GaussianMixtureParameters parameters) : IFittedMixture
{
    public Vector MixingWeights => parameters.MixingWeights;

    public Vector Theta(int component) => Vector.Concat(parameters.Mean(component), parameters.Covariance(component).Values);

    public RowPosterior Posterior(ReadOnlySpan<double> row)
    {
        var (responsibilities, logDensity) = GaussianMixtureExpectation.Row(row, parameters);
        return new(responsibilities, logDensity);
    }

    public Vector Fit(ReadOnlySpan<double> row, bool isWhole) =>
        GaussianMixtureExpectation.LogDensities(row, parameters).Map(Elementary.Exp);

    public void Expect(int component, ReadOnlySpan<double> row, Span<double> means, Span<double> variances)
    {
        var seen = Ellipse(component).See(row, new double[row.Length]);
        for (var j = 0; j < row.Length; j++)
            if (double.IsNaN(row[j]))
                (means[j], variances[j]) = seen.Given(j);
    }

    public void Draw(int component, Seed seed, Span<double> row) =>
        Ellipse(component).See(row, new double[row.Length]).Complete(seed, 1, row);

    Ellipse Ellipse(int component) => new(parameters.Mean(component), parameters.Covariance(component));
}
