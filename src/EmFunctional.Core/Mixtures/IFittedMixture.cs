using EmFunctional.Models;
using EmFunctional.Numerics;

namespace EmFunctional.Mixtures;

/// <summary>
/// A mixture with all its numbers, as rows are held against it, whatever makes its components: p(x) = Σₖ πₖ f(x | θₖ). Of a row, what is NaN was not
/// observed. What can be done with rows is written once over this (<see cref="RowsOfMixture"/>).
/// </summary>
interface IFittedMixture
{
    /// <summary>πₖ [K].</summary>
    Vector MixingWeights { get; }

    /// <summary>θₖ, the numbers of a component.</summary>
    Vector Theta(int component);

    /// <summary>Bayes' rule: rₖ, and ln p of what was observed of the row.</summary>
    RowPosterior Posterior(ReadOnlySpan<double> row);

    /// <summary>f(x | θₖ) of what was observed of a row; 1 where that is nothing [K].</summary>
    /// <param name="row">x [d].</param>
    /// <param name="isWhole">Whether the factor that no θ is in belongs to it.</param>
    Vector Fit(ReadOnlySpan<double> row, bool isWhole = true);

    /// <summary>Of a component, given what was observed of a row: the mean and the variance of each number that is missing.</summary>
    /// <param name="component">k.</param>
    /// <param name="row">x [d].</param>
    /// <param name="means">Where the means are written; other numbers may be written where nothing is missing [d].</param>
    /// <param name="variances">The same of the variances [d].</param>
    void Expect(int component, ReadOnlySpan<double> row, Span<double> means, Span<double> variances);

    /// <summary>Draws what is missing of a row from a component, given what was observed.</summary>
    /// <param name="component">k.</param>
    /// <param name="seed">What is drawn.</param>
    /// <param name="row">x, which is completed [d].</param>
    void Draw(int component, Seed seed, Span<double> row);
}
