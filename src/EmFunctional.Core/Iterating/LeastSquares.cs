using System.Linq;
using EmFunctional.Numerics;

namespace EmFunctional.Iterating;

/// <summary>Least squares of a few columns.</summary>
static class LeastSquares
{
    // Of squares: a direction with less of the largest is noise.
    const double Noise = 1e-14;
    const int Halvings = 32;

    /// <summary>
    /// argmin ‖y − Σ cⱼ xⱼ‖² + λ‖c‖², where every column is measured by its own length, and λ ≥ 0 makes ‖c‖² a share of what it is at λ = 0.
    /// </summary>
    /// <param name="columns">x.</param>
    /// <param name="y">y.</param>
    /// <param name="share">The share, in (0, 1].</param>
    /// <returns>c; no numbers where a column or y has none.</returns>
    public static double[] Damped(Vector[] columns, Vector y, double share)
    {
        var m = columns.Length;
        var lengths = columns.Select(column => Math.Sqrt(Dot(column, column))).ToArray();
        if (!lengths.All(double.IsFinite) || !double.IsFinite(Dot(y, y)))
            return [.. lengths.Select(_ => double.NaN)];
        double Of(int j, Vector with) => lengths[j] > 0 ? Dot(columns[j], with) / lengths[j] : 0;
        var gram = new double[Triangle.Count(m)];
        for (var i = 0; i < m; i++)
        for (var j = 0; j <= i; j++)
            gram[Triangle.At(i, j)] = lengths[j] > 0 ? Of(i, columns[j]) / lengths[j] : 0;
        var eigen = SymmetricEigen.Of(Vector.Create(gram), m);
        var kept = Enumerable.Range(0, m).Where(e => eigen.Values[e] > Noise * eigen.Values[^1]).ToArray();
        var along = kept.Select(e => Enumerable.Range(0, m).Sum(j => eigen.Vectors[j * m + e] * Of(j, y))).ToArray();
        double Part(int e, double damping) => along[e] / (eigen.Values[kept[e]] + damping);
        double Square(double damping) => Enumerable.Range(0, kept.Length).Sum(e => Part(e, damping) * Part(e, damping));
        var lambda = share < 1 && kept.Length > 0 ? Root(damping => Square(damping) > share * Square(0), eigen.Values[kept[^1]]) : 0;
        return
        [
            .. Enumerable
                .Range(0, m)
                .Select(j =>
                    lengths[j] > 0
                        ? Enumerable.Range(0, kept.Length).Sum(e => eigen.Vectors[j * m + kept[e]] * Part(e, lambda)) / lengths[j]
                        : 0
                ),
        ];
    }

    // Where what falls with the damping is no longer too large, by halving on a logarithmic scale.
    static double Root(Func<double, bool> isTooLarge, double largest)
    {
        var (low, high) = (-40.0, 40.0);
        for (var i = 0; i < Halvings; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = isTooLarge(largest * Elementary.Exp(middle)) ? (middle, high) : (low, middle);
        }
        return largest * Elementary.Exp(low);
    }

    /// <summary>xᵀy.</summary>
    public static double Dot(Vector x, Vector y)
    {
        var sum = 0.0;
        for (var i = 0; i < x.Count; i++)
            sum += x[i] * y[i];
        return sum;
    }
}
