using EmFunctional.Modelling;

namespace EmFunctional.Models.GaussianMixture.Form;

/// <summary>How a Gaussian mixture is built.</summary>
/// <param name="Components">K ≥ 1.</param>
/// <param name="Dimension">d ≥ 1.</param>
/// <param name="Form">What the covariances have in common.</param>
/// <param name="Mixing">Whether the mixing weights are estimated, or equal and fixed.</param>
public sealed record GaussianMixtureOptions(
    int Components,
    int Dimension,
    CovarianceForm Form = CovarianceForm.Full,
    Mixing Mixing = Mixing.Estimated
)
{
    /// <summary>What the M-step does so that no covariance collapses.</summary>
    public CovarianceGuard Guard { get; init; } = new CovarianceGuard.None();

    /// <summary>Numbers that are held: mixing weights, whole means, whole covariances.</summary>
    public FixedParameters FixedParameters { get; init; } = FixedParameters.None;

    /// <summary>What a collapse leads to, by name; a part of a run's identity. The guard's text if empty.</summary>
    public string OnDegenerate { get; init; } = "";
}
