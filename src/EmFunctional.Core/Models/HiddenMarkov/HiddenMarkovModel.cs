using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Models.HiddenMarkov;

/// <summary>
/// A hidden Markov model with categorical emissions: a sequence begins in state s with probability πₛ, goes on from s to t with probability aₛₜ,
/// and shows symbol v in s with probability bₛᵥ. EM for it is the Baum-Welch algorithm. Source: Rabiner (1989), Proceedings of the IEEE 77:257.
/// </summary>
public static class HiddenMarkovModel
{
    /// <summary>The model of S states for V symbols.</summary>
    /// <param name="states">S ≥ 1.</param>
    /// <param name="symbols">V ≥ 1, as many as the data have.</param>
    /// <exception cref="ArgumentOutOfRangeException">S or V is below 1.</exception>
    public static EmModel<HiddenMarkovData, HiddenMarkovParameters, Vector> Of(int states, int symbols)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(states, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(symbols, 1);
        return new(
            new ModelName("hmm", Arr.create(new ModelOption("components", $"{states}"), new("emission", "categorical"))),
            Identify: data => data.Id,
            Blocks: data => BlocksOf(data, states, symbols),
            EStep: HiddenMarkovExpectation.Prepare,
            MStep: (at, expected) => Maximise(at, expected),
            Statistics.Vector,
            LogPrior: _ => 0,
            ChartOf(states, symbols),
            Monotone: true
        )
        {
            WeightUnit = data => data.Weights.Least,
            Describe = data => data.Description,
        };
    }

    // Each row is its expected counts divided by their sum; where the sum is 0, as of a state that nothing visits, the row is kept.
    static Either<EmError, Proposal<HiddenMarkovParameters>> Maximise(HiddenMarkovParameters at, Vector expected)
    {
        var (s, v) = (at.States, at.Symbols);
        var transitions = expected.Slice(s, s * s);
        var emissions = expected.Slice(s + s * s, s * v);
        var to = new HiddenMarkovParameters(
            Shares(expected.Slice(0, s), at.Initial),
            Rows(transitions, at.Transition, s),
            Rows(emissions, at.Emission, v)
        );
        var dead = Enumerable.Range(0, s).Where(i => !(transitions.Slice(i * s, s).Sum() > 0) || !(emissions.Slice(i * v, v).Sum() > 0));
        return new Proposal<HiddenMarkovParameters>(to, dead.Select(Finding (i) => new Finding.Empty(i)).Concat(Coincident(to)).ToArray());
    }

    static System.Collections.Generic.IEnumerable<Finding> Coincident(HiddenMarkovParameters p) =>
        from second in Enumerable.Range(0, p.States)
        from first in Enumerable.Range(0, second).Where(first => Relabel(p, Swap(p.States, first, second)).Equals(p)).Take(1)
        select new Finding.Coincident(first, second);

    static Arr<int> Swap(int count, int i, int j) =>
        Enumerable
            .Range(0, count)
            .Select(k =>
                k == i ? j
                : k == j ? i
                : k
            )
            .ToArray();

    static Vector Shares(Vector counts, Vector otherwise)
    {
        var sum = counts.Sum();
        return sum > 0 ? counts.Map(count => count / sum) : otherwise;
    }

    static Vector Rows(Vector counts, Vector otherwise, int width) =>
        Vector.Concat([
            .. Enumerable
                .Range(0, counts.Count / width)
                .Select(row => Shares(counts.Slice(row * width, width), otherwise.Slice(row * width, width))),
        ]);

    /// <summary>The same parameters with the states in another order; the likelihood does not change.</summary>
    /// <param name="p">The parameters.</param>
    /// <param name="order">For each new state the old one [S].</param>
    /// <exception cref="ArgumentException">The order has not each state once.</exception>
    public static HiddenMarkovParameters Relabel(HiddenMarkovParameters p, Arr<int> order)
    {
        var old = ComponentOrder.Of(order, p.States);
        return new(
            Vector.Of(p.States, i => p.Initial[old[i]]),
            Vector.Of(p.States * p.States, i => p.Transition[old[i / p.States] * p.States + old[i % p.States]]),
            Vector.Of(p.Emission.Count, i => p.Emission[old[i / p.Symbols] * p.Symbols + i % p.Symbols])
        );
    }

    /// <summary>
    /// A start that needs no randomness: all states equally likely at first, each kept with probability 0.8, and state s shows symbol v with a
    /// probability that is proportional to how often v was seen, divided by 0.1 + the distance of v from (s + ½)/S in the order of symbols.
    /// </summary>
    /// <param name="data">The sequences.</param>
    /// <param name="states">S ≥ 1.</param>
    public static HiddenMarkovParameters DefaultStart(HiddenMarkovData data, int states)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(states, 1);
        var v = data.Symbols.Count;
        var share = Shares(data);
        var middle = Vector.Of(v, i => share.Take(i).Sum() + share[i] / 2);
        var leaning = Vector.Of(states * v, i => share[i % v] / (0.1 + Math.Abs(middle[i % v] - (i / v + 0.5) / states)));
        return new(
            Vector.Of(states, _ => 1.0 / states),
            Vector.Of(
                states * states,
                i =>
                    states == 1 ? 1
                    : i / states == i % states ? 0.8
                    : 0.2 / (states - 1)
            ),
            Rows(leaning, leaning, v)
        );
    }

    // How often each symbol was seen, as a share [V].
    internal static Vector Shares(HiddenMarkovData data)
    {
        var v = data.Symbols.Count;
        var seen = new double[v];
        for (var i = 0; i < data.Sequences.Count; i++)
            foreach (var symbol in data.Sequences[i].Span)
                if (symbol >= 0)
                    seen[(int)symbol] += data.Weights[i];
        return Shares(Vector.Of(seen), Vector.Of(v, _ => 1.0 / v));
    }

    static Either<EmError, int> BlocksOf(HiddenMarkovData data, int states, int symbols)
    {
        if (data.Symbols.Count != symbols)
            return new EmError.WrongLength("the symbols of the data", symbols, data.Symbols.Count);
        if (states > data.Observations)
            return new EmError.TooManyComponents(states, data.Observations, "observations");
        var perBlock = HiddenMarkovExpectation.SequencesPerBlock(data);
        return data.Labels.Within(states).Map(_ => (data.Sequences.Count + perBlock - 1) / perBlock);
    }

    internal static Chart<HiddenMarkovParameters> ChartOf(int states, int symbols) =>
        Chart.Of(
            p => Vector.Concat(p.Initial, p.Transition, p.Emission),
            flat => FromFlat(flat, states),
            [
                Coordinates.SimplexWithZeros(Coordinates.Indexed("initial", states)),
                .. Coordinates.Rows("transition", states, states),
                .. Coordinates.Rows("emission", states, symbols),
            ]
        );

    internal static HiddenMarkovParameters FromFlat(Vector flat, int states)
    {
        var squared = states * states;
        return new(flat.Slice(0, states), flat.Slice(states, squared), flat.Slice(states + squared, flat.Count - states - squared));
    }
}
