using System.Linq;
using EmFunctional.Iterating;
using EmFunctional.Mixtures;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using LanguageExt;

namespace EmFunctional.Chains;

/// <summary>Where a hidden Markov model may start. The same seed gives the same start everywhere.</summary>
public static class HiddenMarkovStart
{
    /// <summary>How many starts <see cref="ShortRuns"/> compares.</summary>
    public const int Candidates = 8;

    /// <summary>After how many iterations it compares them.</summary>
    public const int Iterations = 25;

    // Added to draws from the exponential distribution, whose shares would be Dirichlet(1): no probability begins near 0.
    const double Least = 0.3;

    // How likely a state is kept, and left: 1 − 0.8 is another double.
    const double Kept = 0.8;
    const double Left = 0.2;

    /// <summary>The ways to start, with what is held in its place.</summary>
    internal static Arr<StartEntry> Methods(
        Problem<HiddenMarkovParameters> problem,
        HiddenMarkovData data,
        int states,
        Func<HiddenMarkovParameters, HiddenMarkovParameters> holding
    )
    {
        var chart = problem.Chart;
        var leaning = StartEntry.Fixed("leaning", chart.ToFlat(holding(Leaning(data, states))));
        var random = new StartEntry("random", IsDrawn: true, seed => chart.ToFlat(holding(Random(data, states, seed))));
        return states == 1
            ? Arr.create(leaning, random)
            : Arr.create(
                new StartEntry("short-runs", IsDrawn: true, seed => chart.ToFlat(ShortRuns(problem, data, states, seed, holding))),
                random,
                leaning
            );
    }

    /// <summary>
    /// A start that needs no randomness: all states equally likely at first, and each kept with probability 0.8, the others alike. What states show
    /// begins as in a mixture of the observations without their order. Of symbols, state s shows v with a probability that is proportional to how
    /// often v was seen, divided by 0.1 + the distance of v from (s + ½)/S in the order of symbols.
    /// </summary>
    /// <param name="data">The sequences.</param>
    /// <param name="states">S ≥ 1.</param>
    public static HiddenMarkovParameters Leaning(HiddenMarkovData data, int states)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(states, 1);
        var initial = Vector.Of(states, _ => 1.0 / states);
        var transition = Vector.Of(
            states * states,
            i =>
                states == 1 ? 1
                : i / states == i % states ? Kept
                : Left / (states - 1)
        );
        if (!Emissions.AreSymbols(data.Family))
            return new(initial, transition, Mixture.Of(data.Family, states).Start(data.Rows).Thetas);
        var share = Shares(data);
        var (v, middle) = (share.Count, Vector.Of(share.Count, i => share.Take(i).Sum() + share[i] / 2));
        var leaning = Vector.Of(states * v, i => share[i % v] / (0.1 + Math.Abs(middle[i % v] - (i / v + 0.5) / states)));
        return new(initial, transition, Rows(leaning, v));
    }

    /// <summary>
    /// All probabilities drawn: each row has shares of numbers 0.3 + e, with e from the exponential distribution. What states show begins as in a
    /// mixture with groups of drawn sizes; of symbols it is drawn like the other rows, in proportion to how often its symbol was seen. It
    /// presumes nothing of how states follow each other.
    /// </summary>
    /// <param name="data">The sequences.</param>
    /// <param name="states">S ≥ 1.</param>
    /// <param name="seed">What is drawn.</param>
    public static HiddenMarkovParameters Random(HiddenMarkovData data, int states, Seed seed)
    {
        var (first, second, third) = (seed.Split(0), seed.Split(1), seed.Split(2));
        double Size(Seed from, int i) => Least - Elementary.Log(from.Uniform(i));
        var initial = Rows(Vector.Of(states, i => Size(first, i)), states);
        var transition = Rows(Vector.Of(states * states, i => Size(second, i)), states);
        if (!Emissions.AreSymbols(data.Family))
            return new(initial, transition, Mixture.Of(data.Family, states).Start(data.Rows, third).Thetas);
        var share = Shares(data);
        return new(initial, transition, Rows(Vector.Of(states * share.Count, i => share[i % share.Count] * Size(third, i)), share.Count));
    }

    /// <summary>States that all show the same, fitted to all observations, and follow each other alike.</summary>
    internal static HiddenMarkovParameters Alike(HiddenMarkovData data, int states)
    {
        var even = (int count) => Vector.Of(count, _ => 1.0 / states);
        var (initial, transition) = (even(states), even(states * states));
        if (Emissions.AreSymbols(data.Family))
            return new(initial, transition, Vector.Of(states * data.Symbols.Count, _ => 1.0 / data.Symbols.Count));
        var mixture = Mixture.Of(data.Family, states);
        return new(initial, transition, mixture.Alike(data.Rows).IfNone(() => mixture.Start(data.Rows)).Thetas);
    }

    /// <summary>
    /// Of <see cref="Leaning"/> and seven drawn ones the start that has the highest likelihood after 25 iterations of plain EM.
    /// Many starts lead to where all states do the same, the likelihood of independent observations; that all of these do is unlikely.
    /// </summary>
    /// <param name="problem">The model with the data.</param>
    /// <param name="data">The data.</param>
    /// <param name="states">S ≥ 1.</param>
    /// <param name="seed">What is drawn.</param>
    /// <param name="holding">Puts what is held in its place; nothing if null.</param>
    public static HiddenMarkovParameters ShortRuns(
        Problem<HiddenMarkovParameters> problem,
        HiddenMarkovData data,
        int states,
        Seed seed,
        Func<HiddenMarkovParameters, HiddenMarkovParameters>? holding = null
    )
    {
        double After(HiddenMarkovParameters start) =>
            Fitted
                .Of(problem, start, StopRule.Iterations(Iterations))
                .Match(Right: fitted => fitted.State.Objective, Left: _ => double.NegativeInfinity);
        // Of equals the first.
        return Enumerable
            .Range(1, Candidates - 1)
            .Select(i => Random(data, states, seed.Split(i)))
            .Prepend(Leaning(data, states))
            .Select(start => holding?.Invoke(start) ?? start)
            .Select(start => (start, objective: After(start)))
            .MaxBy(candidate => candidate.objective)
            .start;
    }

    static Vector Rows(Vector sizes, int width) => Vector.Of(sizes.Count, i => sizes[i] / sizes.Slice(i / width * width, width).Sum());

    // How often each symbol was seen, as a share [V].
    static Vector Shares(HiddenMarkovData data)
    {
        var v = data.Symbols.Count;
        var seen = new double[v];
        for (var i = 0; i < data.Observations; i++)
            if (data.Values[i] is >= 0 and var symbol)
                seen[(int)symbol] += data.Rows.Weights[i];
        return HiddenMarkovMaximiser.Shares(Vector.Of(seen), Vector.Of(v, _ => 1.0 / v));
    }
}
