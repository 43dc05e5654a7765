using System.Linq;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using LanguageExt;

namespace EmFunctional.Models.HiddenMarkov;

/// <summary>Where a hidden Markov model may start. The same seed gives the same start everywhere.</summary>
public static class HiddenMarkovStart
{
    /// <summary>How many starts <see cref="ShortRuns"/> compares.</summary>
    public const int Candidates = 8;

    /// <summary>After how many iterations it compares them.</summary>
    public const int Iterations = 25;

    // Added to draws from the exponential distribution, whose shares would be Dirichlet(1): no probability begins near 0.
    const double Least = 0.3;

    internal static Arr<StartEntry> Ways(Problem<HiddenMarkovParameters> problem, HiddenMarkovData data, int states)
    {
        var chart = problem.Chart;
        var leaning = StartEntry.Fixed("leaning", chart.ToFlat(HiddenMarkovModel.DefaultStart(data, states)));
        var random = new StartEntry("random", IsDrawn: true, seed => chart.ToFlat(Random(data, states, seed)));
        return states == 1
            ? Arr.create(leaning, random)
            : Arr.create(
                new StartEntry("short-runs", IsDrawn: true, seed => chart.ToFlat(ShortRuns(problem, data, states, seed))),
                random,
                leaning
            );
    }

    /// <summary>
    /// All probabilities drawn: each row has shares of numbers 0.3 + e, with e from the exponential distribution; those of an emission besides in
    /// proportion to how often its symbol was seen. It presumes nothing of how states follow each other or what they show.
    /// </summary>
    /// <param name="data">The sequences.</param>
    /// <param name="states">S ≥ 1.</param>
    /// <param name="seed">What is drawn.</param>
    public static HiddenMarkovParameters Random(HiddenMarkovData data, int states, Seed seed)
    {
        var share = HiddenMarkovModel.Shares(data);
        var (initial, transition, emission) = (seed.Split(0), seed.Split(1), seed.Split(2));
        double Size(Seed from, int i) => Least - Elementary.Log(from.Uniform(i));
        return new(
            Rows(states, states, i => Size(initial, i)),
            Rows(states * states, states, i => Size(transition, i)),
            Rows(states * share.Count, share.Count, i => share[i % share.Count] * Size(emission, i))
        );
    }

    /// <summary>
    /// Of <see cref="HiddenMarkovModel.DefaultStart"/> and seven drawn ones the start that has the highest likelihood after 25 iterations of plain EM.
    /// Many starts lead to where all states do the same, the likelihood of independent observations; that all of these do is unlikely.
    /// </summary>
    /// <param name="problem">The model with the data.</param>
    /// <param name="data">The data.</param>
    /// <param name="states">S ≥ 1.</param>
    /// <param name="seed">What is drawn.</param>
    public static HiddenMarkovParameters ShortRuns(Problem<HiddenMarkovParameters> problem, HiddenMarkovData data, int states, Seed seed)
    {
        double After(HiddenMarkovParameters start) =>
            Fitted
                .Of(problem, start, StopRule.Iterations(Iterations))
                .Match(Right: fitted => fitted.State.Objective, Left: _ => double.NegativeInfinity);
        // Of equals the first.
        return Enumerable
            .Range(1, Candidates - 1)
            .Select(i => Random(data, states, seed.Split(i)))
            .Prepend(HiddenMarkovModel.DefaultStart(data, states))
            .Select(start => (start, objective: After(start)))
            .MaxBy(candidate => candidate.objective)
            .start;
    }

    static Vector Rows(int count, int width, Func<int, double> of)
    {
        var sizes = Vector.Of(count, of);
        return Vector.Of(count, i => sizes[i] / sizes.Slice(i / width * width, width).Sum());
    }
}
