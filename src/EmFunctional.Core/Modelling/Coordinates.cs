using System.Linq;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Modelling;

/// <summary>A group of numbers of one kind on a chart: their names, their closed domain, and coordinates for them without constraints.</summary>
/// <param name="Names">A name for each number.</param>
/// <param name="DegreesOfFreedom">How many free coordinates the group has.</param>
/// <param name="Faults">The numbers that are outside the closed domain.</param>
/// <param name="FaultsOfStart">The numbers of a start that are not inside the domain.</param>
/// <param name="ToFree">The free coordinates; infinite at the edge of the domain.</param>
/// <param name="FromFree">The inverse, up to rounding.</param>
public sealed record Coordinates(
    Arr<string> Names,
    int DegreesOfFreedom,
    Func<Vector, Seq<EmError>> Faults,
    Func<Vector, Seq<EmError>> FaultsOfStart,
    Func<Vector, Vector> ToFree,
    Func<Vector, Vector> FromFree
)
{
    // How far a sum of weights may be from 1: what rounding can do to a million of them.
    const double SumTolerance = 1e-9;

    /// <summary>
    /// The natural unit of each number where they have given values: a positive number itself, of a probability 1, of a covariance √(ΣᵢᵢΣⱼⱼ).
    /// Real numbers have none; theirs is the largest of the group, or 1 if that is less.
    /// </summary>
    public Func<Vector, Vector> Units { get; init; } = values => values.Map(_ => 1);

    /// <summary>How many numbers the group has.</summary>
    public int Count => Names.Count;

    /// <summary>Real numbers, free as they are.</summary>
    public static Coordinates Real(params string[] names) =>
        Each(names, Domain.Finite, Domain.Finite, x => x, y => y) with
        {
            Units = values => Largest(values, most: 1),
        };

    /// <summary>Numbers above 0; free: ln x.</summary>
    public static Coordinates Positive(params string[] names) => Above(0, names);

    /// <summary>Standard deviations: numbers above 0 by which one can divide; free: ln x.</summary>
    public static Coordinates Deviation(params string[] names) =>
        Each(names, Domain.Invertible, Domain.Invertible, Elementary.Log, Elementary.Exp) with
        {
            Units = values => values,
        };

    /// <summary>Numbers above 0 that are at least a floor, up to a millionth of it; free: ln (x − floor).</summary>
    /// <param name="least">The floor; 0 for none.</param>
    /// <param name="names">The names.</param>
    public static Coordinates Above(double least, params string[] names)
    {
        var domain = least > 0 ? Domain.AtLeast(Below(least)) : Domain.Positive;
        return Each(names, domain, domain, x => Elementary.Log(Math.Max(0, x - least)), y => least + Elementary.Exp(y)) with
        {
            Units = values => values,
        };
    }

    /// <summary>Numbers from 0, such as rates; free: ln x.</summary>
    public static Coordinates NonNegative(params string[] names) =>
        Each(names, Domain.NonNegative, Domain.Positive, Elementary.Log, Elementary.Exp) with
        {
            Units = values => Largest(values, most: double.PositiveInfinity),
        };

    /// <summary>Probabilities in [0, 1]; free: the logit ln p − ln (1 − p).</summary>
    public static Coordinates Probability(params string[] names) =>
        Each(
            names,
            Domain.Within(0, 1),
            Domain.Between(0, 1),
            p => Elementary.Log(p) - Elementary.Log(1 - p),
            y => 1 / (1 + Elementary.Exp(-y))
        );

    /// <summary>Numbers that are held at given values, to the bit; no freedom.</summary>
    public static Coordinates Held(string[] names, Vector values)
    {
        Seq<EmError> Faults(Vector xs) => Outside(names, xs, i => Domain.Exactly(values[i]));
        return new(names, 0, Faults, Faults, _ => Vector.Empty, _ => values);
    }

    /// <summary>Probabilities that sum to 1; free: ln wᵢ − ln wₙ for all but the last.</summary>
    public static Coordinates Simplex(params string[] names) =>
        SimplexOf(names, names.Length == 1 ? Domain.Exactly(1) : Domain.Between(0, 1));

    /// <summary>Probabilities that sum to 1, of which some are held: the others share what is left; free: ln wᵢ − ln wₙ of those.</summary>
    /// <param name="names">The names.</param>
    /// <param name="fixedParameters">What is held.</param>
    public static Coordinates SimplexWithHeld(string[] names, FixedParameters fixedParameters)
    {
        var free = Enumerable.Range(0, names.Length).Where(i => fixedParameters[names[i]].IsNone).ToArray();
        if (free.Length == names.Length)
            return Simplex(names);
        var left = 1 - names.Sum(name => fixedParameters[name].IfNone(0));
        Seq<EmError> Faults(Vector weights, Domain domain) =>
            Outside(names, weights, i => fixedParameters[names[i]].Match(Domain.Exactly, () => domain)) is { IsEmpty: false } outside
                ? outside
                : FaultsOfSimplex(names, weights, Domain.Within(0, 1));
        Vector Fill(Vector y)
        {
            var shares = Vector.Fill(y.Count + 1, y, FillSimplex);
            return Vector.Of(names.Length, i => fixedParameters[names[i]].IfNone(() => left * shares[Array.IndexOf(free, i)]));
        }
        return new(
            names,
            Math.Max(0, free.Length - 1),
            weights => Faults(weights, Domain.Within(0, 1)),
            weights => Faults(weights, free.Length > 1 ? Domain.Between(0, 1) : Domain.Within(0, 1)),
            w => Vector.Of(Math.Max(0, free.Length - 1), i => Elementary.Log(w[free[i]]) - Elementary.Log(w[free[^1]])),
            Fill
        );
    }

    /// <summary>Numbers, or groups of numbers, that are all the same; free: one of them.</summary>
    /// <param name="names">The names, group after group.</param>
    /// <param name="kind">What kind of numbers a group is.</param>
    /// <param name="size">How many numbers a group has.</param>
    public static Coordinates Tied(string[] names, Func<string[], Coordinates> kind, int size = 1)
    {
        var one = kind(names[..size]);
        Vector Repeated(Vector values) => Vector.Of(names.Length, i => values[i % size]);
        Seq<EmError> Faults(Vector values, Func<Vector, Seq<EmError>> own) =>
            Outside(names, values, i => Domain.Exactly(values[i % size])) is { IsEmpty: false } outside
                ? outside
                : own(values.Slice(0, size));
        return new(
            names,
            one.DegreesOfFreedom,
            values => Faults(values, one.Faults),
            values => Faults(values, one.FaultsOfStart),
            values => one.ToFree(values.Slice(0, size)),
            free => Repeated(one.FromFree(free))
        )
        {
            Units = values => Repeated(one.Units(values.Slice(0, size))),
        };
    }

    /// <summary>Probabilities that sum to 1, of which a start may have some at 0 to say what is impossible.</summary>
    public static Coordinates SimplexWithZeros(params string[] names) => SimplexOf(names, Domain.Within(0, 1));

    /// <summary>The rows of a matrix of probabilities, each a <see cref="SimplexWithZeros"/> of its own: <c>name[i][0]</c>, <c>name[i][1]</c> …</summary>
    /// <param name="name">The name of the matrix.</param>
    /// <param name="rows">How many rows.</param>
    /// <param name="columns">How many numbers a row has.</param>
    public static Coordinates[] Rows(string name, int rows, int columns) =>
        [.. Indexed(name, rows).Select(row => SimplexWithZeros(Indexed(row, columns)))];

    /// <summary>
    /// A positive definite matrix, its lower triangle <c>name[i][j]</c>, i ≥ j; free: the Cholesky factor, of the matrix less its
    /// least multiple of I, with the logarithms of its diagonal.
    /// </summary>
    /// <param name="name">The name of the matrix.</param>
    /// <param name="d">How many rows.</param>
    /// <param name="least">What its eigenvalues must be at least, up to a millionth of it.</param>
    public static Coordinates PositiveDefinite(string name, int d, double least = 0) =>
        PositiveDefinite([.. Triangular(name).Take(Triangle.Count(d))], name, d, least);

    static Coordinates PositiveDefinite(string[] names, string name, int d, double least)
    {
        Seq<EmError> Faults(Vector values)
        {
            var faults = Outside(names, values, _ => Domain.Finite);
            if (!faults.IsEmpty)
                return faults;
            var above = values.Span.ToArray();
            for (var i = 0; i < d; i++)
                above[Triangle.At(i, i)] -= Below(least);
            return Triangle.Factor(above, d, above) < 0 && HasInverse(values, d)
                ? faults
                : Prelude.Seq1<EmError>(new EmError.NotPositiveDefinite(name, SymmetricEigen.Of(values, d).Values[0], least));
        }
        return new(
            names,
            names.Length,
            Faults,
            Faults,
            values => Vector.Fill(values.Count, (values, d, least), (into, x) => LogCholesky(x.values, x.d, x.least, into)),
            free => Vector.Fill(free.Count, (free, d, least), (into, x) => FromLogCholesky(x.free, x.d, x.least, into))
        )
        {
            Units = values => Vector.Fill(values.Count, (values, d), (into, x) => ScaleOf(x.values, x.d, into)),
        };
    }

    /// <summary>The names of the lower triangle of a matrix, row by row, without end: <c>name[0][0]</c>, <c>name[1][0]</c> …</summary>
    internal static System.Collections.Generic.IEnumerable<string> Triangular(string name)
    {
        for (var i = 0; ; i++)
            foreach (var element in Indexed($"{name}[{i}]", i + 1))
                yield return element;
    }

    // √(Σᵢᵢ Σⱼⱼ)
    static void ScaleOf(Vector values, int d, Span<double> into)
    {
        for (var i = 0; i < d; i++)
        for (var j = 0; j <= i; j++)
            into[Triangle.At(i, j)] = Math.Sqrt(values[Triangle.At(i, i)]) * Math.Sqrt(values[Triangle.At(j, j)]);
    }

    static Vector Largest(Vector values, double most)
    {
        var largest = Math.Min(most, values.Aggregate(0.0, (most, x) => Math.Max(most, Math.Abs(x))));
        return values.Map(_ => largest);
    }

    // The inverse of a factor may overflow where the factor itself does not.
    static bool HasInverse(Vector values, int d)
    {
        var l = new double[values.Count];
        var inverse = new double[values.Count];
        if (Triangle.Factor(values.Span, d, l) >= 0)
            return false;
        Triangle.Invert(l, d, inverse);
        return !inverse.AsSpan().ContainsAnyExceptInRange(double.MinValue, double.MaxValue);
    }

    // What rounding may leave of a number that was raised to a floor.
    static double Below(double least) => least * (1 - 1e-6);

    // The Cholesky factor of A − least·I, with the logarithms of its diagonal.
    static void LogCholesky(Vector values, int d, double least, Span<double> into)
    {
        values.Span.CopyTo(into);
        for (var i = 0; i < d; i++)
            into[Triangle.At(i, i)] -= least;
        Triangle.Factor(into, d, into);
        for (var i = 0; i < d; i++)
            into[Triangle.At(i, i)] = Elementary.Log(into[Triangle.At(i, i)]);
    }

    static void FromLogCholesky(Vector free, int d, double least, Span<double> into)
    {
        var l = free.Span.ToArray();
        for (var i = 0; i < d; i++)
            l[Triangle.At(i, i)] = Elementary.Exp(l[Triangle.At(i, i)]);
        Triangle.Square(l, d, into);
        for (var i = 0; i < d; i++)
            into[Triangle.At(i, i)] += least;
    }

    /// <summary>Names with an index: <c>theta[0]</c> …</summary>
    public static string[] Indexed(string name, int count) => [.. Enumerable.Range(0, count).Select(i => $"{name}[{i}]")];

    static Coordinates SimplexOf(string[] names, Domain start) =>
        new(
            names,
            names.Length - 1,
            weights => FaultsOfSimplex(names, weights, Domain.Within(0, 1)),
            weights => FaultsOfSimplex(names, weights, start),
            w => Vector.Of(w.Count - 1, i => Elementary.Log(w[i]) - Elementary.Log(w[^1])),
            y => Vector.Fill(y.Count + 1, y, FillSimplex)
        );

    static Coordinates Each(string[] names, Domain closed, Domain open, Func<double, double> toFree, Func<double, double> fromFree) =>
        new(
            names,
            names.Length,
            xs => Outside(names, xs, _ => closed),
            xs => Outside(names, xs, _ => open),
            xs => xs.Map(toFree),
            ys => ys.Map(fromFree)
        );

    static Seq<EmError> Outside(string[] names, Vector values, Func<int, Domain> domain) =>
        values
            .Select((value, i) => (value, i))
            .Where(at => !domain(at.i).Contains(at.value))
            .Select(EmError (at) => new EmError.OutsideDomain(names[at.i], at.value, domain(at.i)))
            .ToSeq();

    static Seq<EmError> FaultsOfSimplex(string[] names, Vector weights, Domain domain)
    {
        var outside = Outside(names, weights, _ => domain);
        return !outside.IsEmpty || Math.Abs(weights.Sum() - 1) <= SumTolerance
            ? outside
            : Prelude.Seq1<EmError>(new EmError.OutsideDomain($"the sum of {names[0]} … {names[^1]}", weights.Sum(), Domain.Exactly(1)));
    }

    static void FillSimplex(Span<double> into, Vector free)
    {
        free.Span.CopyTo(into);
        LogSumExp.Normalise(into); // the last, 0, is ln wₙ − ln wₙ
    }
}
