using System.Linq;
using EmFunctional.Explaining;
using EmFunctional.Numerics;
using LanguageExt;
using Vector = EmFunctional.Numerics.Vector;

namespace EmFunctional.Narration;

/// <summary>A number of each row that is dealt out to the components by their weights.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Of">Its value in a row; NaN where it is missing.</param>
/// <param name="IsCount">Whether it counts something, such as heads, and is not a measure.</param>
sealed record Quantity(string Name, Func<int, double> Of, bool IsCount = false)
{
    /// <summary>What its values 0, 1 … stand for, where it is of texts.</summary>
    public Arr<string> Levels { get; init; } = Arr<string>.Empty;

    /// <summary>What of it can be added up: itself, or of texts whether a row is of a level.</summary>
    public Arr<Quantity> Summable => Levels.IsEmpty ? Arr.create(this) : Enumerable.Range(0, Levels.Count).Select(OfLevel).ToArray();

    /// <summary>What is added up of a row: itself, or that the row is of its level.</summary>
    public Quantity In(int row) => Levels.IsEmpty || double.IsNaN(Of(row)) ? this : OfLevel((int)Of(row));

    Quantity OfLevel(int level) =>
        new(
            $"{Name} = {Levels[level]}",
            i =>
                Of(i) is var value && double.IsNaN(value) ? value
                : value == level ? 1
                : 0
        );

    /// <summary>Its value in a row as it is shown; nothing where it is missing.</summary>
    public string Text(int row) =>
        Of(row) is var value && (double.IsNaN(value) || Levels.IsEmpty) ? NumberFormat.Amount(value) : Levels[(int)value];

    /// <summary>A part of it as it is shown; nothing where it is missing.</summary>
    public string Part(double value) => double.IsNaN(value) ? "" : NumberFormat.Fixed(value, IsCount ? 1 : 2);
}

/// <summary>Rows assigned to components by weights: responsibilities, or 0 and 1.</summary>
/// <param name="Of">The weights of each row [n][K].</param>
/// <param name="Times">How often a row counts.</param>
sealed record SoftAssignment(Vector[] Of, Func<int, double> Times)
{
    /// <summary>The weights of a row [K].</summary>
    public Vector Weights(int row) => Of[row];

    /// <summary>Σᵢ wᵢ rᵢₖ.</summary>
    public double Mass(int k) => Sum(k, _ => 1);

    /// <summary>Σᵢ wᵢ.</summary>
    public double Total => Enumerable.Range(0, Of.Length).Sum(Times);

    /// <summary>Σᵢ wᵢ rᵢₖ xᵢ over the rows where x is not missing.</summary>
    public double Sum(int k, Func<int, double> x) =>
        Enumerable.Range(0, Of.Length).Where(i => Times(i) > 0 && !double.IsNaN(x(i))).Sum(i => Times(i) * Of[i][k] * x(i));
}
