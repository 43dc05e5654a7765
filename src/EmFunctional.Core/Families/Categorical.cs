using System.Collections.Generic;
using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Families;

/// <summary>One of M levels, such as colours: f(j | p) = pⱼ. Products of it are latent classes. Source: Lazarsfeld, Henry (1968), Latent Structure Analysis.</summary>
/// <param name="levels">What the levels are called, in order [M].</param>
public readonly struct Categorical(params IReadOnlyList<string> levels) : IFamily<Categorical>
{
    readonly Arr<string> _levels = Prelude.toArray(levels);
    readonly Vector _logs = Vector.Empty;

    Categorical(Arr<string> levels, Vector logs)
        : this([])
    {
        _levels = levels;
        _logs = logs;
    }

    Arr<string> Levels => _levels.IsEmpty ? Arr.create("0", "1") : _levels;

    /// <inheritdoc/>
    public FamilyShape Shape =>
        new(
            "categorical",
            Arr.create(new Parameter("probability", Coordinates.SimplexWithZeros) { Size = Levels.Count, Levels = Levels }),
            Arr.create(new Column("level", Domain.Labels(Levels.Count)) { IsDiscrete = true, Levels = Levels }),
            Sums: Levels.Count
        )
        {
            IsFolded = true,
            Arguments = Arr.create($"levels={string.Join('|', Levels.Map(FamilyText.Quoted))}"),
        };

    /// <inheritdoc/>
    public Categorical At(ReadOnlySpan<double> theta) => new(_levels, Vector.Create(theta).Map(Elementary.Log));

    /// <inheritdoc/>
    public double LogDensity(double from, ReadOnlySpan<double> x) => from + _logs[(int)x[0]];

    /// <inheritdoc/>
    public void Add(ReadOnlySpan<double> x, double r, Span<double> sums) => sums[(int)x[0]] += r;

    /// <summary>pⱼ = Σ r [y = j] / Σ r.</summary>
    /// <inheritdoc/>
    public double? Maximise(Expected expected, Span<double> theta)
    {
        for (var j = 0; j < theta.Length; j++)
            theta[j] = expected.Sums[j] / expected.Mass;
        return null;
    }

    /// <inheritdoc/>
    public void Draw(Seed seed, Span<double> row) => row[0] = seed.Choose(1, _logs.Map(Elementary.Exp));
}
