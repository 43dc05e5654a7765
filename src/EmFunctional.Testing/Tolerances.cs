using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Testing;

/// <summary>How closely a number must agree with the expected one.</summary>
/// <param name="Limit">|a − b| ≤ limit·max(1, |b|), b being the expected number; to the bit if 0.</param>
public sealed record Tolerance(double Limit)
{
    /// <summary>To the bit.</summary>
    public static Tolerance Exact { get; } = new(0.0);

    /// <summary>Whether a number agrees; NaN agrees with NaN.</summary>
    /// <param name="expected">b.</param>
    /// <param name="actual">a.</param>
    public bool Accepts(double expected, double actual) =>
        Ulp.Distance(expected, actual) == 0
        || (double.IsNaN(expected) && double.IsNaN(actual))
        || (Limit > 0 && Math.Abs(actual - expected) <= Limit * Math.Max(1, Math.Abs(expected)));
}

/// <summary>A tolerance for each column of a trace.</summary>
/// <param name="Default">For columns that are not named.</param>
/// <param name="Named">By column, or by the name of an indexed group: <c>theta</c> is for <c>theta[0]</c>, <c>theta[1]</c> …</param>
public sealed record Tolerances(Tolerance Default, HashMap<string, Tolerance> Named)
{
    /// <summary>To the bit, every column.</summary>
    public static Tolerances Exact { get; } = Within(0);

    /// <summary>|a − b| ≤ limit·max(1, |b|) in every column.</summary>
    /// <param name="limit">The limit; 0 is to the bit.</param>
    public static Tolerances Within(double limit) => new(new Tolerance(limit), HashMap<string, Tolerance>.Empty);

    /// <summary>The same with another limit for a column or an indexed group.</summary>
    /// <param name="column">The name.</param>
    /// <param name="limit">The limit; 0 is to the bit.</param>
    public Tolerances For(string column, double limit) => this with { Named = Named.AddOrUpdate(column, new Tolerance(limit)) };

    /// <summary>The tolerance of a column.</summary>
    /// <param name="column">Its name.</param>
    public Tolerance Of(string column) => Named.Find(column).IfNone(() => Named.Find(column.Split('[')[0]).IfNone(Default));

    // A name that no column has is a slip of the pen, and would let a column pass at another tolerance than was meant.
    internal void Check(Arr<string> columns)
    {
        foreach (var name in Named.Keys)
            if (!columns.Exists(column => column == name || column.Split('[')[0] == name))
                throw new ArgumentException(
                    $"a tolerance is given for '{name}', but the columns are {string.Join(", ", columns)}: name one of them, or a group without its index"
                );
    }
}
