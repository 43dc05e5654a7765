using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Journal;

/// <summary>Where a recomputation departs from a journal.</summary>
/// <param name="Line">The line, from 1.</param>
/// <param name="Iteration">The iterate at which it does.</param>
/// <param name="Field">What differs: objective, residual, a parameter's name, the stop …</param>
/// <param name="Recorded">What the journal has.</param>
/// <param name="Recomputed">What comes out here.</param>
public sealed record Discrepancy(int Line, int Iteration, string Field, string Recorded, string Recomputed)
{
    /// <summary>Whether it is of a sample of a bootstrap, whose number stands in the place of the iterate's.</summary>
    public bool IsOfSample { get; init; }

    /// <summary>The discrepancy in a sentence.</summary>
    public override string ToString() =>
        $"{(IsOfSample ? "sample" : "iteration")} {Iteration}, {Field}: recorded {Recorded}, recomputed {Recomputed} (line {Line})";

    internal static Option<Discrepancy> OfNumber(int line, int iteration, string field, double recorded, double recomputed) =>
        Ulp.Distance(recorded, recomputed) == 0
            ? Option<Discrepancy>.None
            : new Discrepancy(
                line,
                iteration,
                field,
                NumberText.Full(recorded),
                $"{NumberText.Full(recomputed)}, {Ulp.Distance(recorded, recomputed)} ulp apart"
            );

    internal static Option<Discrepancy> OfCount(int line, int iteration, string field, int recorded, int recomputed) =>
        OfText(line, iteration, field, $"{recorded}", $"{recomputed}");

    internal static Option<Discrepancy> OfText(int line, int iteration, string field, string recorded, string recomputed) =>
        recorded == recomputed ? Option<Discrepancy>.None : new Discrepancy(line, iteration, field, recorded, recomputed);
}
