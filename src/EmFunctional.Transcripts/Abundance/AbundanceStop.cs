using EmFunctional.Iterating;
using EmFunctional.Modelling;
using LanguageExt;

namespace EmFunctional.Transcripts.Abundance;

/// <summary>When to stop, by name.</summary>
public static class AbundanceStop
{
    /// <summary>
    /// The rule that suits SQUAREM: no count above 0.01 would change by more than 1e-4 of itself in one round, or three leaps gained no more than 1e-6 nats each.
    /// A leap makes up for many rounds, so what it ends at is further than where kallisto stops.
    /// </summary>
    public static StopRule Accelerated { get; } = StopRule.Residual(1e-4) | StopRule.Gain(1e-6).For(3) | StopRule.Iterations(10_000);

    /// <summary>A rule by its text, where <c>kallisto</c> is one too.</summary>
    /// <param name="text">The text.</param>
    public static Either<EmError, StopRule> Parse(string text) =>
        text.Trim() == KallistoStop.Name ? KallistoStop.Rule : StopRule.Parse(text);
}
