using EmFunctional.Numerics;

namespace EmFunctional.Families;

/// <summary>K members of a family, ready to be evaluated.</summary>
abstract class Members
{
    /// <summary>Adds ln g(xᵢ | θₖ) to lᵢₖ; nothing where the row has a hole that the family does not take.</summary>
    /// <param name="rows">Rows [n×d].</param>
    /// <param name="logs">lᵢₖ [n×K].</param>
    public abstract void AddLogDensities(RowSpan rows, Span<double> logs);

    /// <summary>Adds Σᵢ rᵢₖ t(xᵢ) over the same rows.</summary>
    /// <param name="rows">Rows [n×d].</param>
    /// <param name="r">rᵢₖ ≥ 0 [n×K].</param>
    /// <param name="sums">Of each component its sums.</param>
    public abstract void AddSums(RowSpan rows, ReadOnlySpan<double> r, SumSpan sums);

    public abstract void Draw(int k, Seed seed, Span<double> row);

    /// <summary>Draws what is missing of a row, given the rest where the family knows how.</summary>
    public abstract void Complete(int k, Seed seed, Span<double> row);

    /// <summary>The mean and the variance of a column, of a family that has them.</summary>
    public abstract (double Mean, double Variance) MomentsOf(int k, int column);

    /// <summary>The same of each number that is missing of a row, given the rest where the family knows how.</summary>
    public abstract void Expect(int k, ReadOnlySpan<double> row, Span<double> means, Span<double> variances);
}

/// <summary>Rows, or some columns of them.</summary>
/// <param name="values">The numbers from the first of these columns on.</param>
/// <param name="stride">How many numbers a row has.</param>
/// <param name="hasHoles">Whether a number may be NaN.</param>
readonly ref struct RowSpan(ReadOnlySpan<double> values, int stride, bool hasHoles = false)
{
    readonly ReadOnlySpan<double> _values = values;

    public bool HasHoles { get; } = hasHoles;

    public ReadOnlySpan<double> Row(int i, int width) => _values.Slice(i * stride, width);

    public RowSpan From(int column) => new(_values[column..], stride, HasHoles);

    /// <summary>Whether a row says something: all of it is there, or, of a family that takes holes, any of it.</summary>
    public static bool Observes(ReadOnlySpan<double> x, bool takesHoles) =>
        takesHoles ? x.ContainsAnyInRange(double.NegativeInfinity, double.PositiveInfinity) : IsWhole(x);

    public static bool IsWhole(ReadOnlySpan<double> x) => !x.ContainsAnyExceptInRange(double.NegativeInfinity, double.PositiveInfinity);
}

/// <summary>The sums of components, or some of them.</summary>
/// <param name="values">The numbers from the first of these sums on.</param>
/// <param name="stride">How many numbers a component has.</param>
readonly ref struct SumSpan(Span<double> values, int stride)
{
    readonly Span<double> _values = values;

    public Span<double> Of(int k, int count) => _values.Slice(k * stride, count);

    public SumSpan From(int sum) => new(_values[sum..], stride);
}
