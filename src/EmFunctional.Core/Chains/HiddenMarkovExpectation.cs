using System.Linq;
using EmFunctional.Families;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Chains;

/// <summary>
/// The E-step of the hidden Markov model: the forward-backward recursions, scaled at each observation. Where the states' numbers lie too far apart for
/// one scale, they are computed again with exponents of their own: the result is as exact as by logarithms. Symbols: T observations x of a
/// sequence; S states. Source: Baum, Petrie, Soules, Weiss (1970), Annals of Mathematical Statistics 41:164; the scaling of Rabiner
/// (1989), Proceedings of the IEEE 77:257, §V.A.
/// </summary>
public static class HiddenMarkovExpectation
{
    /// <summary>About how many observations are in a block; a part of a run's identity.</summary>
    public const int BlockObservations = 4096;

    /// <summary>Computes γₜ(s) = P(state s at t | the whole sequence, parameters).</summary>
    /// <param name="data">The sequences.</param>
    /// <param name="sequence">Which of them, from 0; its length is T.</param>
    /// <param name="parameters">π, a, θ.</param>
    /// <returns>γ [T×S, row by row]; no number where the sequence is impossible.</returns>
    public static Vector StatesOf(HiddenMarkovData data, int sequence, HiddenMarkovParameters parameters) =>
        Of(data, sequence, parameters).States;

    // γ, and ln p(xₜ | x₀ … xₜ₋₁), of which the log-likelihood is the sum.
    internal static (Vector States, Vector Logs) Of(HiddenMarkovData data, int sequence, HiddenMarkovParameters parameters)
    {
        var (length, emission) = (data.Length(sequence), Emission.Of(data.Family, parameters));
        var (posterior, logs) = (new double[length * parameters.States], new double[length]);
        var seen = emission.See(data, sequence);
        var isPossible = ForwardBackward.Run(seen, 1, parameters, posterior, logs, new double[emission.Counts]) < 0;
        if (!isPossible)
            return (Vector.Of(posterior.Length, _ => double.NaN), Vector.Of(length, _ => double.NegativeInfinity));
        for (var t = 0; t < length && seen.Offsets.Length > 0; t++)
            logs[t] += seen.Offsets[t];
        return (Vector.Create(posterior), Vector.Create(logs));
    }

    internal static Func<int, Either<EmError, Expectation<Vector>>> Prepare(
        Family family,
        HiddenMarkovData data,
        HiddenMarkovParameters parameters
    )
    {
        var (perBlock, emission) = (SequencesPerBlock(data), Emission.Of(family, parameters));
        return block => OfSequences(data, block * perBlock, Math.Min(data.Count, (block + 1) * perBlock), parameters, emission);
    }

    static int SequencesPerBlock(HiddenMarkovData data) => Math.Max(1, (int)((long)BlockObservations * data.Count / data.Observations));

    internal static int BlocksOf(HiddenMarkovData data)
    {
        var perBlock = SequencesPerBlock(data);
        return (data.Count + perBlock - 1) / perBlock;
    }

    // What a block adds up beside the statistics: Σ w ln p(x), Σ w Σ ln cₜ, Σ w T, and the size of what is added to ln cₜ.
    struct Sums
    {
        public double Objective;
        public double Scales;
        public double Observations;
        public double Offsets;
    }

    static Either<EmError, Expectation<Vector>> OfSequences(
        HiddenMarkovData data,
        int first,
        int end,
        HiddenMarkovParameters parameters,
        Emission emission
    )
    {
        var sums = new Sums();
        Option<EmError> impossible = default;
        var statistics = Vector.Fill(
            emission.Counts,
            (data, first, end, parameters, emission),
            (into, x) =>
            {
                for (var i = x.first; i < x.end && impossible.IsNone; i++)
                    if (
                        x.data.Weights[i] is var weight
                        && weight > 0
                        && Add(x.data, i, weight, x.parameters, x.emission, into, ref sums) is >= 0 and var place
                    )
                        impossible = new EmError.ImpossibleSequence(i + 1, place + 1);
            }
        );
        return impossible.Match(
            Either<EmError, Expectation<Vector>> (error) => error,
            // of the logarithms of scales, none cancels another
            () => new Expectation<Vector>(statistics, sums.Objective) { Magnitude = sums.Observations - sums.Scales + sums.Offsets }
        );
    }

    // Adds what a sequence says; returns the first observation that is impossible after those before it, or −1.
    static int Add(
        HiddenMarkovData data,
        int sequence,
        double weight,
        HiddenMarkovParameters parameters,
        Emission emission,
        Span<double> counts,
        ref Sums sums
    )
    {
        var length = data.Length(sequence);
        var (logs, posterior, seen) = (new double[length], new double[length * parameters.States], emission.See(data, sequence));
        var place = ForwardBackward.Run(seen, weight, parameters, posterior, logs, counts);
        if (place >= 0)
            return place;
        emission.Count(data, sequence, posterior, counts);
        var (scales, offset) = (0.0, 0.0);
        foreach (var log in logs)
            scales += log;
        foreach (var more in seen.Offsets)
        {
            offset += more;
            sums.Offsets += weight * Math.Abs(more);
        }
        sums.Objective += weight * (scales + offset);
        sums.Scales += weight * scales;
        sums.Observations += weight * length;
        return -1;
    }
}
