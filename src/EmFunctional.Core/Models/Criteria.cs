using System.Collections.Generic;
using System.Linq;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Models;

/// <summary>Criteria by which fits of different models to the same data are compared: of each, the smallest is the best.</summary>
/// <param name="LogLikelihood">ln L at the fit, in nats.</param>
/// <param name="DegreesOfFreedom">df, how many numbers were free.</param>
/// <param name="Size">n, the weight of the rows that count.</param>
/// <param name="Entropy">E = −Σᵢ wᵢ Σₖ rᵢₖ ln rᵢₖ, in nats: how unsure the model is of the rows' components.</param>
public sealed record Criteria(double LogLikelihood, int DegreesOfFreedom, double Size, double Entropy)
{
    /// <summary>−2 ln L + df ln n. Source: Schwarz (1978), Annals of Statistics 6:461. mclust's BIC is its negative.</summary>
    public double Bic => -2 * LogLikelihood + DegreesOfFreedom * Elementary.Log(Size);

    /// <summary>−2 ln L + 2 df. Source: Akaike (1974), IEEE Transactions on Automatic Control 19:716.</summary>
    public double Aic => -2 * LogLikelihood + 2 * DegreesOfFreedom;

    /// <summary>
    /// BIC + 2 E: BIC where the rows' components matter too, with the rows given to components in parts. Source: McLachlan, Peel (2000), Finite
    /// Mixture Models, §6.10.3, ICL-BIC.
    /// </summary>
    public double Icl => Bic + 2 * Entropy;

    /// <summary>
    /// BIC − 2 Σᵢ wᵢ ln maxₖ rᵢₖ: the same with each row given whole to its likeliest component; at most <see cref="Icl"/>. Source: Biernacki, Celeux,
    /// Govaert (2000), IEEE Transactions on Pattern Analysis and Machine Intelligence 22:719, as mclust and flexmix compute ICL.
    /// </summary>
    public double IclHard => Bic + 2 * HardEntropy;

    /// <summary>−Σᵢ wᵢ ln maxₖ rᵢₖ, in nats; NaN where nobody computed it.</summary>
    public double HardEntropy { get; init; } = double.NaN;

    /// <summary>The names of the criteria.</summary>
    public static Arr<string> Names { get; } = Arr.create("bic", "aic", "icl", "icl-hard");

    /// <summary>A criterion by its name.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public double this[string name] =>
        name switch
        {
            "bic" => Bic,
            "aic" => Aic,
            "icl" => Icl,
            "icl-hard" => IclHard,
            _ => throw new ArgumentException($"no criterion {name}", nameof(name)),
        };

    /// <summary>What has the smallest criterion, the first of equals; nothing where it means nothing of any.</summary>
    /// <param name="fits">Fits.</param>
    /// <param name="of">The criteria of a fit, where it has some.</param>
    /// <param name="name">Which criterion, by its name.</param>
    public static Option<T> Best<T>(IEnumerable<T> fits, Func<T, Option<Criteria>> of, string name) =>
        fits.Where(fit => of(fit).Exists(criteria => (name == "aic" || criteria.IsInDomain) && !double.IsNaN(criteria[name])))
            .OrderBy(fit => of(fit).Map(criteria => criteria[name]).IfNone(double.NaN))
            .HeadOrNone();

    /// <summary>Whether BIC means anything: where n ≤ 1 its penalty is not above 0, and the most components win.</summary>
    public bool IsInDomain => Size > 1;
}
