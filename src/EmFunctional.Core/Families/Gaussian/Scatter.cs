using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using EmFunctional.Numerics;

namespace EmFunctional.Families.Gaussian;

/// <summary>Sums of outer products y·yᵀ, laid out as a covariance: all of the lower triangle, the diagonal, or its trace.</summary>
static class Scatter
{
    /// <summary>Adds a·σ²ⱼ for each number of a row that is missing.</summary>
    public static void AddMissing(CovarianceShape shape, double a, ReadOnlySpan<double> row, Vector variances, Span<double> into)
    {
        for (var j = 0; j < row.Length; j++)
            if (double.IsNaN(row[j]))
                into[
                    shape switch
                    {
                        CovarianceShape.Triangular => Triangle.At(j, j),
                        CovarianceShape.Diagonal => j,
                        _ => 0,
                    }
                ] += a * variances[j];
    }

    /// <summary>Adds a·y·yᵀ.</summary>
    public static void Add(CovarianceShape shape, double a, ReadOnlySpan<double> y, Span<double> into)
    {
        switch (shape)
        {
            case CovarianceShape.Triangular:
                Triangular.Add(a, y, into);
                break;
            case CovarianceShape.Diagonal:
                Diagonal.Add(a, y, into);
                break;
            default:
                Spherical.Add(a, y, into);
                break;
        }
    }

    /// <summary>(x − μ)ᵀ Σ⁻¹ (x − μ) = |U·y|², given y = x − μ.</summary>
    public static double Square(ReadOnlySpan<double> y, Covariance covariance) =>
        covariance.Shape switch
        {
            CovarianceShape.Triangular => Triangular.Square(y, covariance.Factor.Span),
            CovarianceShape.Diagonal => Diagonal.Square(y, covariance.Factor.Span),
            _ => Spherical.Square(y, covariance.Factor.Span),
        };

    public static class Triangular
    {
        /// <summary>|U·y|², for the factor U of a covariance.</summary>
        public static double Square(ReadOnlySpan<double> y, ReadOnlySpan<double> factor)
        {
            var (square, at) = (0.0, 0);
            for (var i = 0; i < y.Length; i++)
            {
                var z = 0.0;
                for (var j = 0; j <= i; j++)
                    z += factor[at++] * y[j];
                square += z * z;
            }
            return square;
        }

        /// <summary>Adds a·y·yᵀ.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public static void Add(double a, ReadOnlySpan<double> y, Span<double> into)
        {
            for (var i = 0; i < y.Length; i++)
            {
                var scaled = a * y[i];
                var row = into.Slice(Triangle.At(i, 0), i + 1);
                var j = 0;
                for (; j + 4 <= row.Length; j += 4)
                    (Vector256.Create<double>(row.Slice(j, 4)) + scaled * Vector256.Create(y.Slice(j, 4))).CopyTo(row[j..]);
                for (; j < row.Length; j++)
                    row[j] += scaled * y[j];
            }
        }
    }

    public static class Diagonal
    {
        /// <summary>|U·y|², for the factor U of a covariance.</summary>
        public static double Square(ReadOnlySpan<double> y, ReadOnlySpan<double> factor)
        {
            var square = 0.0;
            for (var i = 0; i < y.Length; i++)
            {
                var z = factor[i] * y[i];
                square += z * z;
            }
            return square;
        }

        /// <summary>Adds a·y·yᵀ.</summary>
        public static void Add(double a, ReadOnlySpan<double> y, Span<double> into)
        {
            for (var i = 0; i < y.Length; i++)
                into[i] += a * y[i] * y[i];
        }
    }

    public static class Spherical
    {
        /// <summary>|U·y|², for the factor U of a covariance.</summary>
        public static double Square(ReadOnlySpan<double> y, ReadOnlySpan<double> factor)
        {
            var square = 0.0;
            for (var i = 0; i < y.Length; i++)
            {
                var z = factor[0] * y[i];
                square += z * z;
            }
            return square;
        }

        /// <summary>Adds a·y·yᵀ.</summary>
        public static void Add(double a, ReadOnlySpan<double> y, Span<double> into)
        {
            var square = 0.0;
            for (var i = 0; i < y.Length; i++)
                square += y[i] * y[i];
            into[0] += a * square;
        }
    }
}
