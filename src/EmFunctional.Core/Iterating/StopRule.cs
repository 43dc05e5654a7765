using System.Linq;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Iterating;

/// <summary>When to stop: a pure function of the last few iterates. Rules combine with <c>|</c>, <c>&amp;</c> and <see cref="For"/>.</summary>
/// <param name="Text">The rule as text, which <c>StopRule.Parse</c> reads back.</param>
/// <param name="Window">How many iterates it looks at, at the most.</param>
/// <param name="Check">Given one to <paramref name="Window"/> iterates, the newest last: why to stop, or nothing.</param>
public sealed record StopRule(string Text, int Window, Func<Arr<IterationState>, Option<StopReason>> Check)
{
    /// <summary>The default of plain EM: <c>aitken(1e-6) | iterations(10000)</c>.</summary>
    public static StopRule Default { get; } = Aitken(1e-6) | Iterations(10_000);

    /// <summary>
    /// Stops when Aitken's estimate of what the objective has still to gain is at most a limit (<see cref="Iterating.Aitken"/>), or when the
    /// iterates only wander within rounding, as every criterion of convergence does.
    /// </summary>
    /// <param name="limit">In nats by the weight of the lightest row, so that weights in other units stop at the same iterate.</param>
    public static StopRule Aitken(double limit) =>
        OnCriterion("aitken", limit, states => Iterating.Aitken.Remaining(states).Map(left => left / states[^1].Unit));

    /// <summary>
    /// Stops when |gain| ≤ limit·|objective|, the gain being the objective less that of the iterate before. A log-density depends on the units of
    /// the data, and so does this rule: it is here to stop where other programs do.
    /// </summary>
    /// <param name="limit">A fraction.</param>
    public static StopRule Relative(double limit) =>
        OnGain("relative", limit, (gain, state) => state.Objective == 0 ? Math.Abs(gain) : Math.Abs(gain / state.Objective));

    /// <summary>Stops when |gain| ≤ limit. A small gain is no proof of closeness: where EM is slow, much may be left.</summary>
    /// <param name="limit">In nats by the weight of the lightest row.</param>
    public static StopRule Gain(double limit) => OnGain("gain", limit, (gain, state) => Math.Abs(gain) / state.Unit);

    /// <summary>Stops when no parameter would change by more than a limit.</summary>
    /// <param name="limit">In each parameter's natural unit: a mean's is its standard deviation (<see cref="Modelling.Chart{TParams}.Units"/>).</param>
    public static StopRule Residual(double limit) => OnCriterion("residual", limit, states => states[^1].Residual, isResidual: true);

    /// <summary>Stops after a number of iterations: a budget.</summary>
    /// <param name="limit">0 or more.</param>
    public static StopRule Iterations(int limit) => OnBudget("iterations", limit, state => state.Iteration);

    /// <summary>Stops after a number of passes over the data: a budget.</summary>
    /// <param name="limit">0 or more.</param>
    public static StopRule Evaluations(int limit) => OnBudget("evaluations", limit, state => state.Evaluations);

    // How tightly the text binds: a call or .for(n), then &, then |.
    int Looseness { get; init; }

    string Operand(int looseness) => Looseness <= looseness ? Text : $"({Text})";

    /// <summary>Stops when either rule does, for the reason of the first that does.</summary>
    public static StopRule operator |(StopRule first, StopRule second) =>
        new(
            $"{first.Text} | {second.Text}",
            Math.Max(first.Window, second.Window),
            states => first.On(states).Match(reason => reason, () => second.On(states))
        )
        {
            Looseness = 2,
        };

    /// <summary>Stops when both rules do at the same iterate.</summary>
    public static StopRule operator &(StopRule first, StopRule second) =>
        new(
            $"{first.Operand(1)} & {second.Operand(0)}",
            Math.Max(first.Window, second.Window),
            states => first.On(states).Bind(one => second.On(states).Map(StopReason (other) => new StopReason.Both(one, other)))
        )
        {
            Looseness = 1,
        };

    /// <summary>Stops when this rule would have stopped at each of the last n iterates.</summary>
    /// <param name="times">n ≥ 1.</param>
    public StopRule For(int times) => new($"{Operand(0)}.for({times})", Window + times - 1, states => HeldFor(times, states));

    /// <summary>The rule's answer; it is shown no more than its window.</summary>
    /// <param name="states">The last iterates, at least one, the newest last.</param>
    public Option<StopReason> On(Arr<IterationState> states) => Check(states.Count <= Window ? states : Last(states, Window));

    Option<StopReason> HeldFor(int times, Arr<IterationState> states)
    {
        if (states.Count < times)
            return Option<StopReason>.None;
        var answer = Option<StopReason>.None;
        for (var back = times - 1; back >= 0; back--)
        {
            answer = On(new(states.Take(states.Count - back)));
            if (answer.IsNone)
                return answer;
        }
        return answer.Map(StopReason (last) => new StopReason.Held(times, last));
    }

    static StopRule OnGain(string name, double limit, Func<double, IterationState, double> measure) =>
        OnCriterion(
            name,
            limit,
            states => states.Count < 2 ? Option<double>.None : measure(states[^1].Objective - states[^2].Objective, states[^1])
        );

    static StopRule OnCriterion(string name, double limit, Func<Arr<IterationState>, Option<double>> measure, bool isResidual = false) =>
        new(
            Call(name, limit),
            Rounding.Window,
            states => measure(states).Bind(value => Within(name, value, limit)) || Rounding.Wandering(states, isResidual)
        );

    static StopRule OnBudget(string name, int limit, Func<IterationState, int> spent) =>
        new(
            Call(name, limit),
            1,
            states => spent(states[^1]) >= limit ? new StopReason.Exhausted(name, spent(states[^1]), limit) : Option<StopReason>.None
        );

    static Option<StopReason> Within(string criterion, double value, double limit) =>
        value <= limit ? new StopReason.Converged(criterion, value, limit) : Option<StopReason>.None;

    static Arr<IterationState> Last(Arr<IterationState> states, int count) => new(states.Skip(states.Count - count));

    static string Call(string name, double limit) => $"{name}({NumberText.Shortest(limit)})";

    /// <summary>The rule as text.</summary>
    public override string ToString() => Text;
}
