using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Iterating;

/// <summary>
/// What the gains of plain steps say of nearness to an optimum, for algorithms that leap only there: further away a leap may end at another optimum or in
/// a collapse. It is near where the gains have become a geometric series: the ratio of successive ones is below 1 and has settled.
/// </summary>
/// <param name="Gain">The last gain of the objective; ∞ before there is one.</param>
/// <param name="Ratio">The last ratio of two gains that follow each other.</param>
/// <param name="Settled">How many ratios in a row hardly differed.</param>
readonly record struct Walk(double Gain, double Ratio, int Settled)
{
    // The ratio has settled where it changes by no more than this, so many times in a row.
    const double Steady = 0.02;
    const int Times = 2;

    /// <summary>Before the first step.</summary>
    public static Walk Begin { get; } = new(double.PositiveInfinity, 1, 0);

    /// <summary>Whether it is time to leap.</summary>
    public bool IsNear => Settled >= Times;

    /// <summary>Whether it is near, 0 or 1, and what it has seen.</summary>
    public Vector Memory => [IsNear ? 1 : 0, Gain, Ratio, Settled];

    /// <summary>The same from what was remembered, its first four numbers.</summary>
    /// <param name="memory">What was remembered.</param>
    public static Walk Of(Vector memory) => new(memory[1], memory[2], (int)memory[3]);

    /// <summary>A plain step.</summary>
    /// <param name="evaluate">One pass over the data.</param>
    /// <param name="from">The iterate before it.</param>
    /// <param name="walk">What is known before it.</param>
    /// <param name="remember">What to remember after it.</param>
    public static Either<EmError, Carried<TParams>> Step<TParams>(
        Evaluate<TParams> evaluate,
        Carried<TParams> from,
        Walk walk,
        Func<Walk, Evaluated<TParams>, Vector> remember
    ) =>
        from
            .At.Proposal.Bind(proposal => evaluate(proposal))
            .Map(at => new Carried<TParams>(
                from.Iteration + 1,
                from.Evaluations + 1,
                at,
                remember(walk.With(at.Objective - from.At.Objective), at)
            ));

    Walk With(double gain)
    {
        var ratio = gain / Gain;
        var isSteady = ratio > 0 && ratio < 1 && Math.Abs(ratio - Ratio) <= Steady;
        return new(gain, double.IsFinite(ratio) ? ratio : 1, isSteady ? Settled + 1 : 0);
    }
}
