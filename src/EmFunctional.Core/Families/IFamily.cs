using EmFunctional.Numerics;

namespace EmFunctional.Families;

/// <summary>
/// A family of distributions: how one component makes a row. A value of it is the family; <see cref="At"/> makes a member of it, ready to be
/// evaluated. The density is f(x | θ) = h(x) g(x | θ), and only g depends on θ.
/// </summary>
/// <remarks>A family is two or three lines of mathematics for each method; the structure it stands in (a mixture, a chain) is not its concern.</remarks>
public interface IFamily<TSelf>
    where TSelf : struct, IFamily<TSelf>
{
    /// <summary>Its name, parameters and columns.</summary>
    FamilyShape Shape { get; }

    /// <summary>The member at θ: what the density needs of θ, such as logarithms, is computed here, once an iterate.</summary>
    /// <param name="theta">θ, the parameters in the order of the shape.</param>
    TSelf At(ReadOnlySpan<double> theta);

    /// <summary>Computes c + ln g(x | θ), added up from the left.</summary>
    /// <param name="from">c.</param>
    /// <param name="x">A row without holes [d].</param>
    double LogDensity(double from, ReadOnlySpan<double> x);

    /// <summary>Computes ln h(x), once a data set; 0 unless a family says otherwise.</summary>
    /// <param name="x">A row without holes [d].</param>
    double LogMeasure(ReadOnlySpan<double> x) => 0;

    /// <summary>Adds r·t(x), the row's expected sufficient statistics, which may depend on θ.</summary>
    /// <param name="x">A row without holes [d].</param>
    /// <param name="r">How much of the row is the member's, above 0.</param>
    /// <param name="sums">Where they are added up [m].</param>
    void Add(ReadOnlySpan<double> x, double r, Span<double> sums);

    /// <summary>The M-step of one component: argmax over θ of Σ r ln f(x | θ).</summary>
    /// <param name="expected">What the component is responsible for.</param>
    /// <param name="theta">θ as it was, and as it becomes.</param>
    /// <returns>Nothing; or how wide the component would be, where the likelihood has no maximum because it has collapsed.</returns>
    double? Maximise(Expected expected, Span<double> theta);

    /// <summary>Draws a row of the member.</summary>
    /// <param name="seed">What is drawn, from index 1 on: index 0 has chosen the component.</param>
    /// <param name="row">The row [d].</param>
    void Draw(Seed seed, Span<double> row);
}

/// <summary>What the E-step says of one component.</summary>
/// <param name="mass">nₖ = Σ r.</param>
/// <param name="sums">Σ r t(x) [m].</param>
/// <param name="held">Which parameters the M-step must leave as they are [p].</param>
public readonly ref struct Expected(double mass, ReadOnlySpan<double> sums, ReadOnlySpan<bool> held)
{
    /// <summary>nₖ.</summary>
    public double Mass { get; } = mass;

    /// <summary>Σ r t(x) [m].</summary>
    public ReadOnlySpan<double> Sums { get; } = sums;

    /// <summary>Which parameters are held: a family whose parameters do not depend on each other need not ask.</summary>
    public ReadOnlySpan<bool> Held { get; } = held;
}
