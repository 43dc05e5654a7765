using System.Diagnostics;
using System.Globalization;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Online;

/// <summary>How much of what was learned each batch of a stream replaces: γₜ of the t-th batch, from 1. Source: Cappé, Moulines (2009), §2.</summary>
public abstract record StepSizes
{
    StepSizes() { }

    /// <summary>
    /// γₜ = (t + t₀)^−κ, for rows that all come from one distribution: the steps add up to infinity, so that the start is forgotten, and their squares do
    /// not, so that the noise of single batches dies out. Source: Robbins, Monro (1951); Cappé, Moulines (2009), assumption 1.
    /// </summary>
    /// <param name="Kappa">κ, above 0.5 and at most 1. At 1 every row counts as much as any other, also those learned at a poor start; near 0.5 the start is soon forgotten.</param>
    /// <param name="Offset">t₀ ≥ 0: the larger, the smaller the first steps.</param>
    public sealed record Power(double Kappa, double Offset = 0) : StepSizes;

    /// <summary>γₜ = γ, for rows whose distribution drifts: what is older than 1/γ batches is forgotten by and by, and the noise stays.</summary>
    /// <param name="Gamma">γ, above 0 and at most 1.</param>
    public sealed record Constant(double Gamma) : StepSizes;

    /// <summary>The one place that tells the cases apart.</summary>
    public T Match<T>(Func<Power, T> power, Func<Constant, T> constant) =>
        this switch
        {
            Power s => power(s),
            Constant s => constant(s),
            _ => throw new UnreachableException(),
        };

    /// <summary>γₜ.</summary>
    /// <param name="batch">t, from 1; between two whole numbers of a batch that is not whole.</param>
    public double Of(double batch) =>
        Match(power: s => Elementary.Exp(-s.Kappa * Elementary.Log(batch + s.Offset)), constant: s => s.Gamma);

    /// <summary>Which condition is not met, if one is not.</summary>
    public Option<EmError> Fault =>
        Match(
            power: s =>
                !(s.Kappa > 0.5 && s.Kappa <= 1)
                    ? new EmError.BadSchedule(
                        "kappa",
                        s.Kappa,
                        "above 0.5 and at most 1, so that the steps add up to infinity and their squares do not"
                    )
                : !Domain.NonNegative.Contains(s.Offset) ? new EmError.BadSchedule("t0", s.Offset, Domain.NonNegative.Name)
                : Option<EmError>.None,
            constant: s =>
                s.Gamma > 0 && s.Gamma <= 1 ? Option<EmError>.None : new EmError.BadSchedule("gamma", s.Gamma, "above 0 and at most 1")
        );

    /// <summary>The text that <see cref="Parse"/> reads: <c>power(0.6, 0)</c>, <c>constant(0.01)</c>.</summary>
    public sealed override string ToString() =>
        Match(
            power: s => $"power({NumberText.Shortest(s.Kappa)}, {NumberText.Shortest(s.Offset)})",
            constant: s => $"constant({NumberText.Shortest(s.Gamma)})"
        );

    /// <summary>Reads step sizes, and checks their conditions.</summary>
    /// <param name="text">Such as <c>power(0.6)</c>, <c>power(0.6, 10)</c> or <c>constant(0.01)</c>.</param>
    public static Either<EmError, StepSizes> Parse(string text)
    {
        var written = text.Replace(" ", "", StringComparison.Ordinal);
        var parts = written.EndsWith(')') ? written[..^1].Split('(', ',') : [""];
        Option<double> Number(int at) =>
            double.TryParse(parts[at], NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : Option<double>.None;
        var read = (parts[0], parts.Length) switch
        {
            ("power", 2) => Number(1).Map(StepSizes (kappa) => new Power(kappa)),
            ("power", 3) => Number(1).Bind(kappa => Number(2).Map(StepSizes (offset) => new Power(kappa, offset))),
            ("constant", 2) => Number(1).Map(StepSizes (gamma) => new Constant(gamma)),
            _ => Option<StepSizes>.None,
        };
        return read.ToEither<EmError>(
                new EmError.BadScheduleText(text, "step sizes such as power(0.6), power(0.6, 10) or constant(0.01); write one of these")
            )
            .Bind(steps => steps.Fault.Match(Either<EmError, StepSizes> (fault) => fault, () => steps));
    }
}
