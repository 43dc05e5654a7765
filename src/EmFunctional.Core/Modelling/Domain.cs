using EmFunctional.Numerics;

namespace EmFunctional.Modelling;

/// <summary>A set that a number or a text must lie in, by the name that messages use.</summary>
/// <param name="Name">The set in words and symbols, to follow "must be".</param>
/// <param name="Contains">Whether a number lies in it.</param>
public sealed record Domain(string Name, Func<double, bool> Contains)
{
    /// <summary>The open interval (low, high).</summary>
    public static Domain Between(double low, double high) =>
        new($"above {NumberText.Shortest(low)} and below {NumberText.Shortest(high)}", x => x > low && x < high);

    /// <summary>The closed interval [low, high].</summary>
    public static Domain Within(double low, double high) =>
        new($"from {NumberText.Shortest(low)} to {NumberText.Shortest(high)}", x => x >= low && x <= high);

    /// <summary>The whole numbers from a least one.</summary>
    public static Domain WholeNumberFrom(int least) =>
        new($"a whole number, {least} or more", x => x >= least && x <= MostExact && Math.Floor(x) == x);

    /// <summary>The labels of components, 0 … K−1.</summary>
    public static Domain Labels(int components) =>
        new($"a whole number from 0 to {components - 1}", x => x >= 0 && x < components && Math.Floor(x) == x);

    /// <summary>What of this set lies in another too.</summary>
    /// <param name="also">The other in words.</param>
    /// <param name="contains">Whether a number lies in it.</param>
    public Domain And(string also, Func<double, bool> contains) => new($"{Name}, {also}", x => Contains(x) && contains(x));

    /// <summary>The numbers up to another that has a name.</summary>
    public static Domain AtMost(double most, string name) => new($"at most the {name}, {NumberText.Shortest(most)}", x => x <= most);

    /// <summary>One number, to the bit.</summary>
    public static Domain Exactly(double value) =>
        new(NumberText.Shortest(value), x => BitConverter.DoubleToInt64Bits(x) == BitConverter.DoubleToInt64Bits(value));

    /// <summary>The finite numbers.</summary>
    public static Domain Finite { get; } = new("a finite number", double.IsFinite);

    /// <summary>Names that stand for one thing.</summary>
    public static Domain Unique { get; } = new("a name that no other column has", _ => false);

    /// <summary>Texts whose bytes are Unicode.</summary>
    public static Domain Unicode { get; } = new("text in UTF-8", _ => false);

    /// <summary>The numbers above 0.</summary>
    public static Domain Positive { get; } = new("a number above 0", x => x > 0 && double.IsFinite(x));

    /// <summary>The numbers above 0 by which one can divide: the inverse of a smaller one is infinite.</summary>
    public static Domain Invertible { get; } = new("a number above 0, 6e-309 or more", x => x >= 6e-309 && double.IsFinite(x));

    /// <summary>The numbers from a least one.</summary>
    public static Domain AtLeast(double least) => new($"at least {NumberText.Shortest(least)}", x => x >= least && double.IsFinite(x));

    /// <summary>The numbers from 0.</summary>
    public static Domain NonNegative { get; } = new("0 or a number above it", x => x >= 0 && double.IsFinite(x));

    /// <summary>A text of the letters named; no number is in it.</summary>
    public static Domain Letters(string names) => new(names, _ => false);

    // Whole numbers up to 2⁵³ are all doubles.
    const double MostExact = 9007199254740992;

    /// <summary>Domains of one name are one domain.</summary>
    public bool Equals(Domain? other) => other is not null && Name == other.Name;

    /// <inheritdoc/>
    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);
}
