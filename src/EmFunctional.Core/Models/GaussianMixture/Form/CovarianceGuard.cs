using System.Diagnostics;
using EmFunctional.Modelling;
using EmFunctional.Numerics;

namespace EmFunctional.Models.GaussianMixture.Form;

/// <summary>What the M-step does so that no covariance collapses: the likelihood of a mixture has no maximum where one may.</summary>
public abstract record CovarianceGuard
{
    CovarianceGuard() { }

    /// <summary>Nothing: a covariance that collapses ends the run with an error that names the component.</summary>
    public sealed record None : CovarianceGuard;

    /// <summary>A number is added to each variance after every M-step, as scikit-learn's <c>reg_covar</c>: not a maximum, so the objective may fall.</summary>
    /// <param name="Amount">0 or more, in squared units of the columns.</param>
    public sealed record Ridge(double Amount) : CovarianceGuard;

    /// <summary>
    /// The maximum among covariances whose eigenvalues are at least a floor: those below are raised to it (Ingrassia, Rocci 2007, Computational
    /// Statistics &amp; Data Analysis 51:5339). A component without data keeps its parameters.
    /// </summary>
    /// <param name="Eigenvalue">Above 0, in squared units of the columns.</param>
    public sealed record Floor(double Eigenvalue) : CovarianceGuard;

    /// <summary>The maximum of the posterior under a conjugate prior (Fraley, Raftery 2007, Journal of Classification 24:155).</summary>
    /// <param name="Distribution">The prior.</param>
    public sealed record Prior(NormalInverseWishart Distribution) : CovarianceGuard;

    /// <summary>The one place that tells the cases apart.</summary>
    public T Match<T>(Func<None, T> none, Func<Ridge, T> ridge, Func<Floor, T> floor, Func<Prior, T> prior) =>
        this switch
        {
            None g => none(g),
            Ridge g => ridge(g),
            Floor g => floor(g),
            Prior g => prior(g),
            _ => throw new UnreachableException(),
        };

    /// <summary><c>fail</c>, <c>ridge(1e-06)</c>, <c>floor(0.001)</c>, <c>prior(…)</c>: a part of a run's identity.</summary>
    public sealed override string ToString() =>
        Match(
            none: _ => "fail",
            ridge: g => $"ridge({NumberText.Shortest(g.Amount)})",
            floor: g => $"floor({NumberText.Shortest(g.Eigenvalue)})",
            prior: g => $"prior({g.Distribution})"
        );
}

/// <summary>
/// The conjugate prior of a normal distribution: μ ~ N(m, Σ/κ), Σ ~ inverse Wishart(ν, Λ); for diagonal and spherical forms, σ² ~ inverse
/// gamma(ν/2, ς²/2). Source: Fraley, Raftery (2007), §3.
/// </summary>
/// <param name="Mean">m [d].</param>
/// <param name="Shrinkage">κ ≥ 0.</param>
/// <param name="DegreesOfFreedom">ν.</param>
/// <param name="Scale">Λ or ς², laid out as a covariance of the form.</param>
public sealed record NormalInverseWishart(Vector Mean, double Shrinkage, double DegreesOfFreedom, Vector Scale)
{
    /// <summary><c>mean […], shrinkage …, degrees of freedom …, scale […]</c>.</summary>
    public override string ToString() =>
        $"mean {Mean}, shrinkage {NumberText.Shortest(Shrinkage)}, degrees of freedom {NumberText.Shortest(DegreesOfFreedom)}, scale {Scale}";
}
