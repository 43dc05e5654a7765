using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Families;

/// <summary>
/// How often each of d kinds of things came in a row of N, such as the words of a text: f(y | p) = N!/Πⱼ yⱼ! Πⱼ pⱼ^yⱼ, given N = Σⱼ yⱼ, which
/// differs from row to row and says nothing. Source: Johnson, Kotz, Balakrishnan (1997), Discrete Multivariate Distributions, §35; of its mixture:
/// Nigam, McCallum, Thrun, Mitchell (2000), Machine Learning 39:103.
/// </summary>
public readonly struct Multinomial : IFamily<Multinomial>
{
    /// <summary>How many things a row has that is drawn: the family says nothing of it.</summary>
    public const int ThingsPerRow = 10;

    readonly int _kinds;
    readonly Vector _logs;

    /// <summary>Of a number of kinds.</summary>
    /// <param name="kinds">d ≥ 2.</param>
    public Multinomial(int kinds)
        : this(kinds, Vector.Empty) => ArgumentOutOfRangeException.ThrowIfLessThan(kinds, 2);

    Multinomial(int kinds, Vector logs) => (_kinds, _logs) = (kinds, logs);

    // The default value is of two kinds.
    int Kinds => Math.Max(2, _kinds);

    /// <inheritdoc/>
    public FamilyShape Shape =>
        new(
            "multinomial",
            Arr.create(new Parameter("probability", Coordinates.SimplexWithZeros) { Size = Kinds, LevelsOf = columns => columns }),
            Enumerable.Range(1, Kinds).Select(j => new Column($"count{j}", Domain.WholeNumberFrom(0)) { IsDiscrete = true }).ToArray(),
            Sums: Kinds
        );

    /// <inheritdoc/>
    public Multinomial At(ReadOnlySpan<double> theta) => new(_kinds, Vector.Create(theta).Map(Elementary.Log));

    /// <inheritdoc/>
    public double LogDensity(double from, ReadOnlySpan<double> x)
    {
        for (var j = 0; j < x.Length; j++)
            from += SpecialFunctions.Times(x[j], _logs[j]);
        return from;
    }

    /// <summary>ln N!/Πⱼ yⱼ!.</summary>
    /// <inheritdoc/>
    public double LogMeasure(ReadOnlySpan<double> x)
    {
        var (all, each) = (0.0, 0.0);
        foreach (var y in x)
            (all, each) = (all + y, each + SpecialFunctions.LogFactorial(y));
        return SpecialFunctions.LogFactorial(all) - each;
    }

    /// <inheritdoc/>
    public void Add(ReadOnlySpan<double> x, double r, Span<double> sums)
    {
        for (var j = 0; j < x.Length; j++)
            sums[j] += r * x[j];
    }

    /// <summary>pⱼ = Σ r yⱼ / Σ r N; rows of no things at all say nothing of it.</summary>
    /// <inheritdoc/>
    public double? Maximise(Expected expected, Span<double> theta)
    {
        var all = 0.0;
        foreach (var sum in expected.Sums)
            all += sum;
        for (var j = 0; j < theta.Length && all > 0; j++)
            theta[j] = expected.Sums[j] / all;
        return null;
    }

    /// <summary>A row of ten things.</summary>
    /// <inheritdoc/>
    public void Draw(Seed seed, Span<double> row)
    {
        row.Clear();
        var probabilities = _logs.Map(Elementary.Exp);
        for (var thing = 1; thing <= ThingsPerRow; thing++)
            row[seed.Choose(thing, probabilities)]++;
    }
}
