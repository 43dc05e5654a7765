using System.Linq;
using EmFunctional.Numerics;

namespace EmFunctional.Families.Gaussian;

/// <summary>How a covariance is laid out.</summary>
public enum CovarianceShape
{
    /// <summary>Its lower triangle [d(d + 1)/2].</summary>
    Triangular,

    /// <summary>Its diagonal [d].</summary>
    Diagonal,

    /// <summary>One variance.</summary>
    Spherical,
}

/// <summary>Functions of <see cref="CovarianceShape"/>.</summary>
public static class CovarianceShapeExtensions
{
    /// <summary>How many numbers a covariance has.</summary>
    /// <param name="shape">How it is laid out.</param>
    /// <param name="d">How many columns there are.</param>
    public static int Count(this CovarianceShape shape, int d) =>
        shape switch
        {
            CovarianceShape.Triangular => Triangle.Count(d),
            CovarianceShape.Diagonal => d,
            _ => 1,
        };

    /// <summary>The identity matrix, so laid out.</summary>
    internal static Vector Identity(this CovarianceShape shape, int d) =>
        shape == CovarianceShape.Triangular
            ? Vector.Of(Triangle.Count(d), at => Enumerable.Range(0, d).Any(i => Triangle.At(i, i) == at) ? 1 : 0)
            : Vector.Of(shape.Count(d), _ => 1);
}
