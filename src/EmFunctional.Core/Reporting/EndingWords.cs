using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Numerics;

namespace EmFunctional.Reporting;

/// <summary>Why a run ended, in words for people.</summary>
public static class EndingWords
{
    /// <summary>A sentence without its capital and full stop: <c>converged: by Aitken's estimate, about 2.7e-7 nats are still to gain</c>.</summary>
    /// <param name="reason">The reason.</param>
    /// <param name="advice">What is added where a budget is spent, such as how to raise it.</param>
    public static string Of(StopReason reason, string advice = "") =>
        reason.Match(
            converged: r =>
                r.IsByRounding
                    ? "converged as far as rounding lets it: the objective rises no more and wanders by "
                        + $"{NumberFormat.Significant(r.Value, 2)}, within the rounding tolerance of {NumberFormat.Significant(r.Limit, 2)}"
                : IsAitken(r)
                    ? $"converged: by Aitken's estimate, about {NumberFormat.Significant(r.Value, 2)} nats are still to gain ({Rule(r)})"
                : $"converged: {r.Criterion} {NumberFormat.Significant(r.Value, 3)} ({Rule(r)})",
            exhausted: r =>
                r.IsEndOfStream ? r.ToString() : $"not converged: the budget of {Wording.OfBudget(r.Limit, r.Budget)} is spent{advice}",
            decreased: r => r.ToString(),
            both: r =>
                $"{Of(r.First, advice)}; and {Of(r.Second, advice)}".Replace(
                    "; and not converged: the",
                    "; and the",
                    StringComparison.Ordinal
                ),
            held: r => $"{Of(r.Last, advice)}, {r.Times} times in a row"
        );

    /// <summary>The same as a sentence.</summary>
    /// <param name="reason">The reason.</param>
    /// <param name="advice">What is added where a budget is spent.</param>
    public static string Sentence(StopReason reason, string advice = "") =>
        $"{char.ToUpperInvariant(Of(reason, advice)[0])}{Of(reason, advice)[1..]}.";

    /// <summary>Whether the reason itself says how much is still to gain.</summary>
    /// <param name="reason">The reason.</param>
    public static bool SaysGain(StopReason reason) => reason is StopReason.Converged converged && IsAitken(converged);

    static string Rule(StopReason.Converged reason) => $"by the rule {reason.Criterion}({NumberText.Shortest(reason.Limit)})";

    static bool IsAitken(StopReason.Converged reason) => reason is { Criterion: "aitken", IsByRounding: false };
}
