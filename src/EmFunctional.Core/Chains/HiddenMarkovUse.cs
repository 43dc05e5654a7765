using System.Linq;
using EmFunctional.Families;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Numerics;
using EmFunctional.Sharding;
using LanguageExt;

namespace EmFunctional.Chains;

/// <summary>What can be done with the parameters of a hidden Markov model.</summary>
public static class HiddenMarkovUse
{
    /// <summary>For each observation the posterior of its state, and ln p(xₜ | x₀ … xₜ₋₁): they add up to the log-likelihood.</summary>
    /// <param name="data">The sequences: rows are in the order in which they were read, one sequence behind the other where nobody read them.</param>
    /// <param name="parameters">π, a, θ.</param>
    /// <returns>Not a number and −∞ in a sequence that is impossible.</returns>
    public static AppliedModel Apply(HiddenMarkovData data, HiddenMarkovParameters parameters)
    {
        Check(data, parameters);
        var s = parameters.States;
        // A sequence is computed when its first row is asked for, by whoever asks first.
        var sequences = Enumerable
            .Range(0, data.Count)
            .Select(i => new Lazy<(Vector Posterior, Vector Logs)>(() => HiddenMarkovExpectation.Of(data, i, parameters)))
            .ToArray();
        var places = Enumerable
            .Range(0, data.Count)
            .SelectMany(i => Enumerable.Range(0, data.Length(i)).Select(t => (Sequence: i, At: t)))
            .ToArray();
        System.Array.Sort([.. data.Order], places);
        RowPosterior Row(int row)
        {
            var (i, t) = places[row];
            var (posterior, logs) = sequences[i].Value;
            return new(posterior.Slice(t * s, s), logs[t]);
        }
        return new(places.Length, Row, row => data.WeightOf(places[row].Sequence, places[row].At))
        {
            Description = data.Description,
            Path = Prelude.Some<Func<IBlockExecutor, Arr<int>>>(executor => Path(data, parameters, executor)),
        };
    }

    static void Check(HiddenMarkovData data, HiddenMarkovParameters parameters)
    {
        if (Emissions.AreSymbols(data.Family))
            Sizes.Equal("symbols of the data", data.Symbols.Count, "symbols of the model", parameters.Symbols, nameof(data));
        else
            Sizes.Equal(
                "numbers of a state",
                parameters.Emission.Count / parameters.States,
                "numbers of the family",
                data.Family.Shape.Count,
                nameof(parameters)
            );
    }

    // Of each row, as they were read, the state on the likeliest path of its sequence.
    static Arr<int> Path(HiddenMarkovData data, HiddenMarkovParameters parameters, IBlockExecutor executor)
    {
        if (data.Count == 0)
            return Arr<int>.Empty;
        var states = executor
            .Reduce<Arr<int>>(data.Count, i => PathOf(data, i, parameters), (left, right) => left.AddRange(right))
            .IfLeft(Arr<int>.Empty)
            .ToArray();
        System.Array.Sort([.. data.Order], states);
        return states;
    }

    /// <summary>
    /// The likeliest states of a sequence together: argmax over s₀ … s_T₋₁ of p(s, x). That is another question than which state is likeliest at each
    /// place. Source: Viterbi (1967), IEEE Transactions on Information Theory 13:260, in logarithms as by Rabiner (1989), §III.B.
    /// </summary>
    /// <param name="data">The sequences.</param>
    /// <param name="sequence">Which of them, from 0; its length is T.</param>
    /// <param name="parameters">π, a, θ.</param>
    /// <returns>A state for each place, of equal paths the first [T]; −1 each where the sequence is impossible.</returns>
    public static Arr<int> PathOf(HiddenMarkovData data, int sequence, HiddenMarkovParameters parameters)
    {
        Check(data, parameters);
        var (s, seen) = (parameters.States, Emission.Of(data.Family, parameters).See(data, sequence));
        var (length, a) = (data.Length(sequence), parameters.Transition.Map(Elementary.Log));
        double Shows(int at) => seen.Logs.Length > 0 ? seen.Logs[at] : Elementary.Log(seen.Values[at]);
        var from = new int[length * s];
        double[] best = [.. Enumerable.Range(0, s).Select(j => Elementary.Log(parameters.Initial[j]) + Shows(j))];
        for (var t = 1; t < length; t++)
        {
            var next = new double[s];
            for (var j = 0; j < s; j++)
            {
                var before = 0;
                for (var i = 1; i < s; i++)
                    if (best[i] + a[i * s + j] > best[before] + a[before * s + j])
                        before = i;
                (from[t * s + j], next[j]) = (before, best[before] + a[before * s + j] + Shows(t * s + j));
            }
            best = next;
        }
        var path = new int[length];
        path[^1] = System.Array.IndexOf(best, best.Max());
        if (best[path[^1]] == double.NegativeInfinity)
            return Enumerable.Repeat(-1, length).ToArray();
        for (var t = length - 1; t > 0; t--)
            path[t - 1] = from[t * s + path[t]];
        return path;
    }

    /// <summary>A sequence of symbols drawn from the model.</summary>
    /// <param name="parameters">π, a, b.</param>
    /// <param name="seed">What is drawn.</param>
    /// <param name="length">T.</param>
    /// <returns>The indices of symbols, and the states.</returns>
    public static DrawnRows Sample(this HiddenMarkovParameters parameters, Seed seed, int length) =>
        Sample(Emissions.Numbered(parameters.Symbols), parameters, seed, length, Arr<string>.Empty);

    /// <summary>Several sequences, one behind the other; one alone is that of the same seed.</summary>
    internal static DrawnRows Sample(Family family, HiddenMarkovParameters at, Seed seed, SequenceDraw asked)
    {
        var drawn = Enumerable
            .Range(0, asked.Count)
            .Select(i => Sample(family, at, asked.Count == 1 ? seed : seed.Split(i), asked.Length, Arr<string>.Empty, asked.From))
            .ToArray();
        return drawn[0] with
        {
            Values = Vector.Concat([.. drawn.Select(one => one.Values)]),
            Components = drawn.SelectMany(one => one.Components).ToArray(),
            Sequences = drawn.SelectMany((one, i) => Enumerable.Repeat(i, one.Components.Count)).ToArray(),
        };
    }

    internal static DrawnRows Sample(
        Family family,
        HiddenMarkovParameters at,
        Seed seed,
        int length,
        Arr<string> columns,
        Option<int> from = default
    )
    {
        if (family.Shape.FaultOfDraws.Case is EmError.CannotDo fault)
            throw new ArgumentException($"{fault.Model} cannot {fault.Deed}", nameof(family));
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        var (s, d, areSymbols) = (at.States, family.Shape.Width, Emissions.AreSymbols(family));
        var names = columns.IsEmpty ? family.Shape.Columns.Map(column => column.Name) : columns;
        Sizes.Equal("names of columns", names.Count, "columns of the model", d, nameof(columns));
        var (states, values, members) = (new int[length], new double[(long)length * d], family.At(at.Thetas.ByMember()));
        for (var t = 0; t < length; t++)
        {
            var before = t == 0 ? from.IfNone(-1) : states[t - 1];
            states[t] = seed.Choose(2 * t, before < 0 ? at.Initial : at.Transition.Slice(before * s, s));
            if (areSymbols)
                values[t] = seed.Choose(2 * t + 1, at.Of(states[t]));
            else
                members.Draw(states[t], seed.Split(t), values.AsSpan(t * d, d));
        }
        return new(names, Vector.Create(values), states)
        {
            Levels = areSymbols ? Arr<Arr<string>>.Empty : family.Shape.Columns.Map(column => column.Levels),
        };
    }
}
