using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Families;

/// <summary>A family whose θ for rows that are all its own is not one pass of sums and one M-step.</summary>
public interface IHasFit
{
    /// <summary>argmax over θ of Σ wᵢ ln f(xᵢ | θ).</summary>
    /// <param name="rows">Rows without holes [n×d].</param>
    /// <param name="weights">wᵢ &gt; 0 [n].</param>
    /// <param name="theta">θ [p].</param>
    /// <returns>Nothing; or how wide the component would be, where it has collapsed.</returns>
    double? Fit(ReadOnlySpan<double> rows, ReadOnlySpan<double> weights, Span<double> theta);
}

/// <summary>A family with conditions on data beyond the domain of each number.</summary>
public interface IHasConditions
{
    /// <summary>What is wrong with a column.</summary>
    /// <param name="column">Which, from 0.</param>
    /// <param name="name">Its name.</param>
    /// <param name="values">Its numbers, NaN where one is missing [n].</param>
    Option<EmError> Fault(int column, string name, Vector values);
}

/// <summary>A member with moments: rows that are missing are filled in with its mean, and its curve is centred there.</summary>
public interface IHasMoments
{
    /// <summary>The mean and the variance of a column.</summary>
    /// <param name="column">Which, from 0.</param>
    (double Mean, double Variance) MomentsOf(int column);

    /// <summary>Whether it has them: a family that is made from another has them where that has.</summary>
    bool AreKnown => true;
}

/// <summary>A family with conditions on the numbers of a row together.</summary>
public interface IHasRowConditions
{
    /// <summary>What is wrong with a row.</summary>
    /// <param name="row">A row of numbers in their domains, NaN where one is missing [d].</param>
    /// <returns>The column whose number is wrong, from 0, and what it must be; nothing of a row that is right.</returns>
    Option<(int Column, Domain Expected)> Fault(ReadOnlySpan<double> row);
}

/// <summary>A family of several columns that knows what is missing of a row, NaN, given what was observed of it.</summary>
public interface ICompletesRows
{
    /// <summary>The mean and the variance of each number that is missing, given what was observed of its row.</summary>
    /// <param name="x">The row [d].</param>
    /// <param name="means">Where the means are written; nothing is where a number was observed [d].</param>
    /// <param name="variances">The same of the variances [d].</param>
    void Expect(ReadOnlySpan<double> x, Span<double> means, Span<double> variances);

    /// <summary>Draws what is missing of a row, given what was observed of it.</summary>
    /// <param name="seed">What is drawn, from index 1 on.</param>
    /// <param name="row">The row [d].</param>
    void Complete(Seed seed, Span<double> row);
}

/// <summary>A family of which some numbers may be the same in all components.</summary>
public interface ICanTie
{
    /// <summary>The groups that can be tied.</summary>
    Arr<string> Tieable { get; }

    /// <summary>The tied numbers that a start has instead of its own.</summary>
    /// <param name="group">Which of them.</param>
    /// <param name="weights">πₖ [K].</param>
    /// <param name="thetas">θ of the components [K×p].</param>
    void TieStart(string group, Vector weights, Span<double> thetas);

    /// <summary>The M-step of what is tied, after that of each component, which has held it.</summary>
    /// <param name="group">Which of the groups.</param>
    /// <param name="sums">Of each component its mass and its sums [K×(1+m)].</param>
    /// <param name="from">θ as it was [K×p].</param>
    /// <param name="to">θ as it becomes [K×p].</param>
    /// <returns>Nothing; or how wide the components would be, where they have collapsed.</returns>
    double? MaximiseTied(string group, ReadOnlySpan<double> sums, ReadOnlySpan<double> from, Span<double> to);
}
