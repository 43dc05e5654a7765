using EmFunctional.Families;
using EmFunctional.Families.Gaussian;
using EmFunctional.Modelling;
using EmFunctional.Models.GaussianMixture.Form;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Models.GaussianMixture.Data;

// The scatter of all rows.
static class DataScatter
{
    /// <summary>Σᵢ wᵢ (xᵢ − c)(xᵢ − c)ᵀ; a number that is missing is taken to be at the centre, with the variance of its column.</summary>
    public static Either<EmError, Vector> About(Vector centre, MixtureData data, CovarianceShape shape)
    {
        var (sums, y) = (new double[shape.Count(data.Dimension)], new double[data.Dimension]);
        return data
            .Blocks.Visit(
                (first, rows) =>
                {
                    for (var at = 0; at < rows.Length; at += y.Length)
                        AddAbout(centre.Span, data, first++, rows.Slice(at, y.Length), shape, y, sums);
                    return true;
                }
            )
            .Map(_ => Vector.Create(sums));
    }

    static void AddAbout(
        ReadOnlySpan<double> centre,
        MixtureData data,
        int index,
        ReadOnlySpan<double> row,
        CovarianceShape shape,
        Span<double> y,
        Span<double> into
    )
    {
        for (var j = 0; j < y.Length; j++)
            y[j] = double.IsNaN(row[j]) ? 0 : row[j] - centre[j];
        Scatter.Add(shape, data.Weights[index], y, into);
        if (data.Holes.IsSome)
            Scatter.AddMissing(shape, data.Weights[index], row, data.Variances, into);
    }
}
