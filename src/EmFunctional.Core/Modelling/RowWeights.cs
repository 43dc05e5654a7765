using System.Linq;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Modelling;

/// <summary>How often each row counts: an integer weight is a repeated row.</summary>
/// <remarks>A row of weight 0 counts nothing, whatever it holds. Without weights every row counts once, and nothing is stored.</remarks>
public sealed record RowWeights
{
    readonly Vector _values;
    readonly NumbersInParts? _parts;

    RowWeights(Vector values, NumbersInParts? parts = null) => (_values, _parts) = (values, parts);

    /// <summary>Every row counts once.</summary>
    public static RowWeights None { get; } = new(Vector.Empty);

    /// <summary>Given weights.</summary>
    /// <param name="weights">wᵢ ≥ 0, not all 0 [n]; none if null.</param>
    /// <param name="rows">n.</param>
    public static Validation<EmError, RowWeights> Create(Vector? weights, int rows)
    {
        if (weights is null)
            return None;
        if (weights.Count != rows)
            return new EmError.WrongLength("the weights", rows, weights.Count);
        var unfit = weights
            .Where(w => !Domain.NonNegative.Contains(w))
            .Take(1)
            .Select(EmError (w) => new EmError.OutsideDomain("weight", w, Domain.NonNegative))
            .ToSeq();
        return !unfit.IsEmpty ? unfit
            : weights.Any(w => w > 0) ? new RowWeights(weights)
            : new EmError.NoWeight();
    }

    // Weights that are known to be above 0.
    internal static RowWeights Of(Vector weights) => new(weights);

    // Weights that are there with the rows of each block, and of which nothing is asked together.
    internal static RowWeights InParts(NumbersInParts weights) => new(Vector.Empty, weights);

    /// <summary>wᵢ.</summary>
    /// <param name="row">i, from 0.</param>
    public double this[int row] =>
        _values.Count > 0 ? _values[row]
        : _parts is null ? 1
        : _parts[row];

    /// <summary>Whether every row counts once.</summary>
    public bool IsNone => _values.Count == 0 && _parts is null;

    /// <summary>The least weight of a row that counts; 1 where every row counts once, or none does.</summary>
    public double Least => IsNone ? 1 : _values.Where(w => w > 0).DefaultIfEmpty(1).Min();

    /// <summary>Σ wᵢ.</summary>
    /// <param name="rows">n.</param>
    public double Total(int rows) => IsNone ? rows : _values.Sum();

    /// <summary>The same weights, and 0 for some rows.</summary>
    /// <param name="isOut">Whether a row does not count.</param>
    /// <param name="rows">n.</param>
    internal RowWeights Without(Func<int, bool> isOut, int rows) =>
        Enumerable.Range(0, rows).Any(isOut) ? new(Vector.Of(rows, i => isOut(i) ? 0 : this[i])) : this;

    /// <summary>How many rows count at all.</summary>
    /// <param name="rows">n.</param>
    public int Counted(int rows) => IsNone ? rows : _values.Count(w => w > 0);

    // What tables that explain call a row, and how often it counts where that is not once.
    internal Arr<string> Headings => IsNone ? Arr.create("row") : Arr.create("row", "times");

    internal Arr<string> Cells(int row) =>
        IsNone ? Arr.create($"{row + 1}") : Arr.create($"{row + 1}", Numerics.NumberFormat.Significant(this[row], 6));

    /// <summary>Adds those of some rows to what identifies data; nothing where there are none.</summary>
    internal Canonical AddTo(Canonical bytes, int first, int count) =>
        IsNone ? bytes : bytes.Add("weights").AddNumbers(_parts is null ? _values.Span.Slice(first, count) : _parts.Span(first, count));

    /// <summary>Adds them to what identifies data; nothing where there are none.</summary>
    /// <param name="bytes">The canonical bytes.</param>
    internal Canonical AddTo(Canonical bytes) => IsNone ? bytes : bytes.Add("weights").Add(_values);
}
