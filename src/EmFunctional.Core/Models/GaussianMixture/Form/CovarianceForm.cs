using EmFunctional.Families.Gaussian;

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
}
