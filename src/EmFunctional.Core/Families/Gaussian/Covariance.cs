using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Families.Gaussian;

/// <summary>
/// A covariance matrix that is positive definite, with the factor by which the E-step measures distances: made once, so that an E-step cannot meet a
/// bad one.
/// </summary>
public sealed record Covariance
{
    const double LeastNormal = 2.2250738585072014e-308;

    Covariance(CovarianceShape shape, int dimension, Vector values, Vector factor, double halfLogDeterminant) =>
        (Shape, Dimension, Values, Factor, HalfLogDeterminant) = (shape, dimension, values, factor, halfLogDeterminant);

    /// <summary>How it is laid out.</summary>
    public CovarianceShape Shape { get; }

    /// <summary>d.</summary>
    public int Dimension { get; }

    /// <summary>Its numbers: lower triangle, diagonal, or one variance.</summary>
    public Vector Values { get; }

    /// <summary>U with UᵀU = Σ⁻¹: L⁻¹ of Σ = LLᵀ, or 1/σ.</summary>
    public Vector Factor { get; }

    /// <summary>½ ln |Σ|.</summary>
    public double HalfLogDeterminant { get; }

    /// <summary>A covariance of given numbers.</summary>
    /// <param name="shape">How they are laid out.</param>
    /// <param name="dimension">d ≥ 1.</param>
    /// <param name="values">The numbers.</param>
    /// <returns>The covariance; nothing where it is not positive definite beyond rounding.</returns>
    public static Option<Covariance> Create(CovarianceShape shape, int dimension, Vector values)
    {
        if (shape != CovarianceShape.Triangular)
            return OfDeviations(shape, dimension, values, values.Map(Math.Sqrt));
        var l = new double[values.Count];
        if (Triangle.Factor(values.Span, dimension, l) >= 0)
            return Option<Covariance>.None;
        var factor = Vector.Fill(values.Count, (l, dimension), (into, x) => Triangle.Invert(x.l, x.dimension, into));
        var half = 0.0;
        for (var i = 0; i < dimension; i++)
            half += Elementary.Log(l[Triangle.At(i, i)]);
        return IsFinite(factor, half) ? new Covariance(shape, dimension, values, factor, half) : Option<Covariance>.None;
    }

    /// <summary>That of rows about a centre: nothing, too, where a deviation is of some ulps of the centre, which is what rounding leaves of a point.</summary>
    internal static Option<Covariance> OfRows(CovarianceShape shape, int dimension, Vector values, ReadOnlySpan<double> centre)
    {
        for (var j = 0; j < dimension; j++)
        {
            // Of one variance for all columns, a column of one value may be beside others.
            var least = shape == CovarianceShape.Spherical ? 0 : Math.ScaleB(centre[j], -48);
            var variance = shape switch
            {
                CovarianceShape.Triangular => values[Triangle.At(j, j)],
                CovarianceShape.Diagonal => values[j],
                _ => values[0],
            };
            if (!(variance > Math.Max(least * least, LeastNormal)))
                return Option<Covariance>.None;
        }
        return Create(shape, dimension, values);
    }

    /// <summary>Σᵢⱼ.</summary>
    /// <param name="i">The row.</param>
    /// <param name="j">The column.</param>
    public double At(int i, int j) =>
        Shape switch
        {
            CovarianceShape.Triangular => Values[Triangle.At(Math.Max(i, j), Math.Min(i, j))],
            _ when i != j => 0,
            CovarianceShape.Diagonal => Values[i],
            _ => Values[0],
        };

    /// <summary>The smallest eigenvalue of a matrix that may be no covariance.</summary>
    /// <param name="shape">How it is laid out.</param>
    /// <param name="dimension">d.</param>
    /// <param name="values">Its numbers.</param>
    public static double SmallestEigenvalue(CovarianceShape shape, int dimension, Vector values)
    {
        var eigenvalues = shape == CovarianceShape.Triangular ? SymmetricEigen.Of(values, dimension).Values : values;
        var smallest = double.PositiveInfinity;
        foreach (var value in eigenvalues.Span)
            smallest = value < smallest || double.IsNaN(value) ? value : smallest;
        return smallest;
    }

    // Of the standard deviation in one dimension, to the bit.
    internal static Option<Covariance> OfDeviation(double sigma) => OfDeviations(CovarianceShape.Diagonal, 1, [sigma * sigma], [sigma]);

    static Option<Covariance> OfDeviations(CovarianceShape shape, int dimension, Vector values, Vector deviations)
    {
        var times = dimension / deviations.Count; // of one deviation for all columns, d
        var (factor, half) = (deviations.Map(sigma => 1 / sigma), 0.0);
        foreach (var sigma in deviations.Span)
            half += times * Elementary.Log(sigma);
        return IsFinite(factor, half) ? new Covariance(shape, dimension, values, factor, half) : Option<Covariance>.None;
    }

    static bool IsFinite(Vector factor, double half)
    {
        foreach (var value in factor.Span)
            if (!double.IsFinite(value))
                return false;
        return double.IsFinite(half);
    }
}
