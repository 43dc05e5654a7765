using EmFunctional.Numerics;

namespace EmFunctional.Models.GaussianMixture;

/// <summary>Sums of outer products y·yᵀ, laid out as a covariance: all of the lower triangle, the diagonal, or its trace.</summary>
static class Scatter
{
    /// <summary>Σᵢ wᵢ (xᵢ − c)(xᵢ − c)ᵀ.</summary>
    public static Vector About(Vector centre, GaussianMixtureData data, CovarianceShape shape) =>
        Vector.Fill(
            shape.Count(data.Dimension),
            (centre, data, shape),
            (into, x) =>
            {
                var y = new double[x.data.Dimension];
                for (var i = 0; i < x.data.Rows; i++)
                {
                    var row = x.data.Row(i);
                    for (var j = 0; j < y.Length; j++)
                        y[j] = row[j] - x.centre[j];
                    Add(x.shape, x.data.Weights[i], y, into);
                }
            }
        );

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

    /// <summary>What a kernel does that is written once for all shapes.</summary>
    public interface IShape
    {
        /// <summary>|U·y|², for the factor U of a covariance.</summary>
        static abstract double Square(ReadOnlySpan<double> y, ReadOnlySpan<double> factor);

        /// <summary>Adds a·y·yᵀ.</summary>
        static abstract void Add(double a, ReadOnlySpan<double> y, Span<double> into);
    }

    public readonly struct Triangular : IShape
    {
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

        public static void Add(double a, ReadOnlySpan<double> y, Span<double> into)
        {
            var at = 0;
            for (var i = 0; i < y.Length; i++)
            {
                var scaled = a * y[i];
                for (var j = 0; j <= i; j++)
                    into[at++] += scaled * y[j];
            }
        }
    }

    public readonly struct Diagonal : IShape
    {
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

        public static void Add(double a, ReadOnlySpan<double> y, Span<double> into)
        {
            for (var i = 0; i < y.Length; i++)
                into[i] += a * y[i] * y[i];
        }
    }

    public readonly struct Spherical : IShape
    {
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

        public static void Add(double a, ReadOnlySpan<double> y, Span<double> into)
        {
            var square = 0.0;
            for (var i = 0; i < y.Length; i++)
                square += y[i] * y[i];
            into[0] += a * square;
        }
    }
}
