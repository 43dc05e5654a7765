using System.Linq;
using EmFunctional.Numerics;

namespace EmFunctional.Models.GaussianMixture.Start;

/// <summary>
/// Rows in the principal axes of their correlations, each axis divided by the root of its singular value, so that neither units nor columns that repeat each
/// other decide what is near. Source: Scrucca &amp; Raftery (2015), Advances in Data Analysis and Classification 9:447 (mclust's <c>SVD</c>).
/// </summary>
static class PrincipalScores
{
    // An axis with less of the spread than this has none.
    const double Flat = 1e-12;

    /// <summary>The scores [n×d].</summary>
    /// <param name="rows">The rows, of which nothing is missing [n×d].</param>
    /// <param name="d">d.</param>
    /// <param name="weights">How often each counts [n], above 0.</param>
    public static double[] Of(Vector rows, int d, Vector weights)
    {
        var (n, total) = (weights.Count, weights.Sum());
        double Mean(Func<int, double> of) => Enumerable.Range(0, n).Sum(i => weights[i] * of(i)) / total;
        var mean = Vector.Of(d, j => Mean(i => rows[i * d + j]));
        var moments = Vector.Of(
            d * d,
            at => at % d > at / d ? 0 : Mean(i => (rows[i * d + at / d] - mean[at / d]) * (rows[i * d + at % d] - mean[at % d]))
        );
        var unbiased = total > 1 ? total / (total - 1) : 1;
        var deviation = Vector.Of(d, j => moments[j * d + j] > 0 ? Math.Sqrt(unbiased * moments[j * d + j]) : 1);
        var packed = new double[Triangle.Count(d)];
        for (var a = 0; a < d; a++)
        for (var b = 0; b <= a; b++)
            packed[Triangle.At(a, b)] = total * moments[a * d + b] / (deviation[a] * deviation[b]);
        var eigen = SymmetricEigen.Of(Vector.Create(packed), d);
        var scores = new double[n * d];
        for (var i = 0; i < n; i++)
        for (var c = 0; c < d; c++)
        {
            // The singular value is √λ.
            var root = eigen.Values[c] > Flat * total ? Math.Sqrt(Math.Sqrt(eigen.Values[c])) : double.PositiveInfinity;
            for (var j = 0; j < d; j++)
                scores[i * d + c] += (rows[i * d + j] - mean[j]) / deviation[j] * eigen.Vectors[j * d + c] / root;
        }
        return scores;
    }
}
