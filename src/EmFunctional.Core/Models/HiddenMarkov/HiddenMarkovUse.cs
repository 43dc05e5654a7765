using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Models.HiddenMarkov;

/// <summary>What can be done with the parameters of a hidden Markov model.</summary>
public static class HiddenMarkovUse
{
    /// <summary>For each observation the posterior of its state, and ln p(xₜ | x₀ … xₜ₋₁): they add up to the log-likelihood.</summary>
    /// <param name="data">The sequences: rows are in the order in which they were read, one sequence behind the other where nobody read them.</param>
    /// <param name="parameters">π, a, b.</param>
    /// <returns>Not a number and −∞ in a sequence that is impossible.</returns>
    public static AppliedModel Apply(HiddenMarkovData data, HiddenMarkovParameters parameters)
    {
        Sizes.Equal("symbols of the data", data.Symbols.Count, "symbols of the model", parameters.Symbols, nameof(data));
        var s = parameters.States;
        var rows = Enumerable
            .Range(0, data.Sequences.Count)
            .SelectMany(i =>
            {
                var (posterior, logs) = HiddenMarkovExpectation.Of(data, i, parameters);
                return logs.Select((log, t) => (Row: new RowPosterior(posterior.Slice(t * s, s), log), Weight: data.WeightOf(i, t)));
            })
            .ToArray();
        System.Array.Sort([.. data.Order], rows);
        return new(rows.Length, i => rows[i].Row, i => rows[i].Weight) { Description = data.Description };
    }

    /// <summary>A sequence drawn from the model.</summary>
    /// <param name="parameters">π, a, b.</param>
    /// <param name="seed">What is drawn.</param>
    /// <param name="length">T.</param>
    /// <returns>The indices of symbols, and the states.</returns>
    public static DrawnRows Sample(this HiddenMarkovParameters parameters, Seed seed, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        var (s, v) = (parameters.States, parameters.Symbols);
        var (states, symbols) = (new int[length], new double[length]);
        for (var t = 0; t < length; t++)
        {
            states[t] = seed.Choose(2 * t, t == 0 ? parameters.Initial : parameters.Transition.Slice(states[t - 1] * s, s));
            symbols[t] = seed.Choose(2 * t + 1, parameters.Emission.Slice(states[t] * v, v));
        }
        return new(Arr.create("symbol"), Vector.Create(symbols), states);
    }
}
