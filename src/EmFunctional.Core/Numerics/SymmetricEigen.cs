using System.Linq;

namespace EmFunctional.Numerics;

/// <summary>The eigenvalues and eigenvectors of a symmetric matrix: A = V·diag(λ)·Vᵀ.</summary>
/// <param name="Values">λ [d], ascending.</param>
/// <param name="Vectors">V, the i-th eigenvector in column i [d×d, row by row].</param>
public sealed record SymmetricEigen(Vector Values, Vector Vectors)
{
    const int MostSweeps = 60;

    /// <summary>Computes them by Jacobi's rotations until nothing off the diagonal is left. Source: Golub, Van Loan (2013), §8.5.</summary>
    /// <param name="packed">A, its lower triangle (<see cref="Triangle"/>).</param>
    /// <param name="d">How many rows.</param>
    public static SymmetricEigen Of(Vector packed, int d)
    {
        var a = new double[d * d];
        var v = new double[d * d];
        for (var i = 0; i < d; i++)
        {
            v[i * d + i] = 1;
            for (var j = 0; j < d; j++)
                a[i * d + j] = packed[Triangle.At(Math.Max(i, j), Math.Min(i, j))];
        }
        for (var sweep = 0; sweep < MostSweeps && Sweep(a, v, d); sweep++) { }
        var order = Enumerable.Range(0, d).OrderBy(i => a[i * d + i]).ToArray();
        return new(Vector.Of(d, i => a[order[i] * d + order[i]]), Vector.Of(d * d, i => v[i / d * d + order[i % d]]));
    }

    /// <summary>V·diag(f(λ))·Vᵀ, its lower triangle.</summary>
    /// <param name="f">Applied to each eigenvalue.</param>
    public Vector With(Func<double, double> f)
    {
        var d = Values.Count;
        var values = Values.Map(f);
        return Vector.Fill(
            Triangle.Count(d),
            (values, Vectors, d),
            (into, x) =>
            {
                for (var i = 0; i < x.d; i++)
                for (var j = 0; j <= i; j++)
                for (var m = 0; m < x.d; m++)
                    into[Triangle.At(i, j)] += x.Vectors[i * x.d + m] * x.values[m] * x.Vectors[j * x.d + m];
            }
        );
    }

    // A rotation for each element off the diagonal that still matters; whether there was one.
    static bool Sweep(double[] a, double[] v, int d)
    {
        var rotated = false;
        for (var p = 0; p < d; p++)
        for (var q = p + 1; q < d; q++)
        {
            var off = a[p * d + q];
            if (Math.Abs(off) <= 1e-17 * Math.Sqrt(Math.Abs(a[p * d + p])) * Math.Sqrt(Math.Abs(a[q * d + q])))
                continue;
            rotated = true;
            var theta = (a[q * d + q] - a[p * d + p]) / (2 * off);
            var t = double.IsFinite(theta * theta)
                ? Math.CopySign(1, theta) / (Math.Abs(theta) + Math.Sqrt(theta * theta + 1))
                : 1 / (2 * theta);
            Rotate(a, v, d, p, q, 1 / Math.Sqrt(t * t + 1), t);
        }
        return rotated;
    }

    static void Rotate(double[] a, double[] v, int d, int p, int q, double c, double t)
    {
        var s = t * c;
        for (var i = 0; i < d; i++)
        {
            var (ip, iq) = (a[i * d + p], a[i * d + q]);
            (a[i * d + p], a[i * d + q]) = (c * ip - s * iq, s * ip + c * iq);
        }
        for (var i = 0; i < d; i++)
        {
            var (pi, qi) = (a[p * d + i], a[q * d + i]);
            (a[p * d + i], a[q * d + i]) = (c * pi - s * qi, s * pi + c * qi);
        }
        (a[p * d + q], a[q * d + p]) = (0, 0);
        for (var i = 0; i < d; i++)
        {
            var (ip, iq) = (v[i * d + p], v[i * d + q]);
            (v[i * d + p], v[i * d + q]) = (c * ip - s * iq, s * ip + c * iq);
        }
    }
}
