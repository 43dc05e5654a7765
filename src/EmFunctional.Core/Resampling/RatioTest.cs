using System.Collections.Generic;
using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Resampling;

/// <summary>
/// Whether a model with more components fits better than one with fewer by more than chance brings: the log-likelihood ratio −2 ln λ beside that of
/// samples drawn from the smaller model, to each of which both are fitted. It has no χ² distribution, since the smaller lies at the edge of the larger.
/// Source: McLachlan (1987), Journal of the Royal Statistical Society C 36:318.
/// </summary>
/// <param name="Ratio">−2 ln λ of the data.</param>
/// <param name="Ratios">Those of the samples to which both models could be fitted.</param>
/// <param name="Samples">B, how many samples were drawn.</param>
public sealed record RatioTest(double Ratio, Vector Ratios, int Samples)
{
    // Apart from the draws of starts and of the bootstrap.
    const int Stream = -2;

    /// <summary>(1 + how many samples have a ratio as large) / (1 + how many there are); not a number where there is none.</summary>
    public double P => Ratios.Count == 0 ? double.NaN : (1.0 + Ratios.Count(ratio => ratio >= Ratio)) / (1 + Ratios.Count);

    /// <summary>How many samples could not be fitted.</summary>
    public int Degenerate => Samples - Ratios.Count;

    /// <summary>−2 ln λ of two fits to the same rows.</summary>
    /// <param name="smaller">The fit with fewer components.</param>
    /// <param name="larger">The fit with more.</param>
    public static double RatioOf((ModelFit Fit, SavedModel Saved) smaller, (ModelFit Fit, SavedModel Saved) larger) =>
        2 * (LogLikelihood(larger) - LogLikelihood(smaller));

    /// <summary>The ratios of samples, each to be computed when it is read, on any thread.</summary>
    /// <param name="smaller">The model with fewer components: samples are drawn from it, and its fit begins at what it was fitted with.</param>
    /// <param name="larger">The model with more.</param>
    /// <param name="fitting">Draws the starts of the larger in a sample; what it was fitted with to the data is one more.</param>
    /// <param name="count">B.</param>
    /// <param name="seed">What is drawn.</param>
    /// <returns>The ratio of each sample; nothing of a degenerate one. An error where the smaller model cannot draw rows like those of the data.</returns>
    public static Either<EmError, IEnumerable<IEnumerable<Option<double>>>> Of(
        Refit smaller,
        Refit larger,
        Func<OpenedModel, Validation<EmError, ModelFit>> fitting,
        int count,
        Seed seed
    )
    {
        return Bootstrapping
            .Of(smaller, BootstrapKind.Parametric)
            .Map(bootstrap => Enumerable.Range(0, count).Select(number => One(bootstrap, seed.Split(Stream).Split(number))));

        IEnumerable<Option<double>> One(Bootstrapping bootstrap, Seed own)
        {
            yield return (
                from rows in bootstrap.Sampled(own)
                from first in smaller.Open(rows.Table(), rows.Chosen)
                from few in smaller.Run(first, Arr.create(smaller.Saved.Parameters))
                from second in larger.Open(rows.Table(), rows.Chosen)
                from starts in fitting(second).ToEither().MapLeft(faults => faults.Head)
                from many in larger.Run(second, starts.Starts.Add(larger.Saved.Parameters))
                select RatioOf((smaller.Fit with { Model = first }, few), (larger.Fit with { Model = second }, many))
            ).ToOption();
        }
    }

    static double LogLikelihood((ModelFit Fit, SavedModel Saved) of) =>
        of.Saved.Fit.Map(fit => fit.Objective - of.Fit.Model.LogPrior(of.Saved)).IfNone(double.NaN);
}
