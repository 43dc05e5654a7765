using System.Linq;
using EmFunctional.Families.Gaussian;
using EmFunctional.Modelling;
using EmFunctional.Numerics;

namespace EmFunctional.Models.GaussianMixture.Form;

/// <summary>What the covariances of the components have in common.</summary>
public enum CovarianceForm
{
    /// <summary>Σₖ, any (VVV in mclust).</summary>
    Full,

    /// <summary>Σ, any, the same for all components (EEE).</summary>
    Tied,

    /// <summary>diag(σ²ₖⱼ), axes along the columns (VVI).</summary>
    Diagonal,

    /// <summary>σ²ₖ·I (VII).</summary>
    Spherical,
}

/// <summary>Functions of <see cref="CovarianceForm"/>.</summary>
public static class CovarianceFormExtensions
{
    /// <summary>The option's value as text.</summary>
    /// <param name="form">The form.</param>
    public static string ToText(this CovarianceForm form) => form.ToString().ToLowerInvariant();

    /// <summary>Whether all components share one covariance.</summary>
    /// <param name="form">The form.</param>
    public static bool IsShared(this CovarianceForm form) => form == CovarianceForm.Tied;

    /// <summary>How a covariance of this form is laid out.</summary>
    /// <param name="form">The form.</param>
    public static CovarianceShape Shape(this CovarianceForm form) =>
        form switch
        {
            CovarianceForm.Full or CovarianceForm.Tied => CovarianceShape.Triangular,
            CovarianceForm.Diagonal => CovarianceShape.Diagonal,
            _ => CovarianceShape.Spherical,
        };

    /// <summary>The coordinates of the covariances of K components: <c>covariance[k][i][j]</c>, i ≥ j; tied without k; <c>variance[k][j]</c>; <c>variance[k]</c>.</summary>
    /// <param name="form">The form.</param>
    /// <param name="components">K.</param>
    /// <param name="d">How many columns there are.</param>
    /// <param name="least">What the eigenvalues must be at least.</param>
    internal static Coordinates[] Coordinates(this CovarianceForm form, int components, int d, double least) =>
        form switch
        {
            CovarianceForm.Full =>
            [
                .. Enumerable.Range(0, components).Select(k => Modelling.Coordinates.PositiveDefinite($"covariance[{k}]", d, least)),
            ],
            CovarianceForm.Tied => [Modelling.Coordinates.PositiveDefinite("covariance", d, least)],
            CovarianceForm.Diagonal =>
            [
                .. Enumerable
                    .Range(0, components)
                    .Select(k => Modelling.Coordinates.Above(least, Modelling.Coordinates.Indexed($"variance[{k}]", d))),
            ],
            _ => [Modelling.Coordinates.Above(least, Modelling.Coordinates.Indexed("variance", components))],
        };
}
