using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Models.HiddenMarkov;

/// <summary>
/// The E-step of the hidden Markov model: the forward-backward recursions, scaled at each observation. Where the states' numbers lie too far apart for
/// one scale, they are computed again with exponents of their own: the result is as exact as by logarithms. Symbols: T observations x of a
/// sequence; S states; V symbols. Source: Baum, Petrie, Soules, Weiss (1970), Annals of Mathematical Statistics 41:164; the scaling of Rabiner
/// (1989), Proceedings of the IEEE 77:257, §V.A.
/// </summary>
public static class HiddenMarkovExpectation
{
    /// <summary>About how many observations are in a block; a part of a run's identity.</summary>
    public const int BlockObservations = 4096;

    /// <summary>Computes γₜ(s) = P(state s at t | the whole sequence, parameters).</summary>
    /// <param name="data">The sequences.</param>
    /// <param name="sequence">Which of them, from 0; its length is T.</param>
    /// <param name="parameters">π, a, b.</param>
    /// <returns>γ [T×S, row by row]; no number where the sequence is impossible.</returns>
    public static Vector StatesOf(HiddenMarkovData data, int sequence, HiddenMarkovParameters parameters) =>
        Of(data, sequence, parameters).States;

    // γ, and ln cₜ, of which the log-likelihood is the sum.
    internal static (Vector States, Vector Logs) Of(HiddenMarkovData data, int sequence, HiddenMarkovParameters parameters)
    {
        var length = data.Sequences[sequence].Count;
        var (posterior, logs) = (new double[length * parameters.States], new double[length]);
        var isPossible = Observed.Of(data, sequence).Run(1, parameters, posterior, logs, new double[CountsOf(parameters)]) < 0;
        return isPossible
            ? (Vector.Create(posterior), Vector.Create(logs))
            : (Vector.Of(posterior.Length, _ => double.NaN), Vector.Of(length, _ => double.NegativeInfinity));
    }

    internal static Func<int, Either<EmError, Expectation<Vector>>> Prepare(HiddenMarkovData data, HiddenMarkovParameters parameters)
    {
        var perBlock = SequencesPerBlock(data);
        return block => OfSequences(data, block * perBlock, Math.Min(data.Sequences.Count, (block + 1) * perBlock), parameters);
    }

    internal static int SequencesPerBlock(HiddenMarkovData data) =>
        Math.Max(1, (int)((long)BlockObservations * data.Sequences.Count / data.Observations));

    static int CountsOf(HiddenMarkovParameters p) => p.States + p.Transition.Count + p.Emission.Count;

    static Either<EmError, Expectation<Vector>> OfSequences(HiddenMarkovData data, int first, int end, HiddenMarkovParameters parameters)
    {
        var (objective, observations) = (0.0, 0.0);
        Option<EmError> impossible = default;
        var statistics = Vector.Fill(
            CountsOf(parameters),
            (data, first, end, parameters),
            (into, x) =>
            {
                for (var i = x.first; i < x.end; i++)
                {
                    var (sequence, weight) = (x.data.Sequences[i], x.data.Weights[i]);
                    if (weight == 0)
                        continue;
                    var logs = new double[sequence.Count];
                    var posterior = new double[sequence.Count * x.parameters.States];
                    var place = Observed.Of(x.data, i).Run(weight, x.parameters, posterior, logs, into);
                    if (place >= 0)
                    {
                        impossible = new EmError.ImpossibleSequence(i + 1, place + 1);
                        return;
                    }
                    var logLikelihood = 0.0;
                    foreach (var log in logs)
                        logLikelihood += log;
                    objective += weight * logLikelihood;
                    observations += weight * sequence.Count;
                }
            }
        );
        return impossible.Match(
            Either<EmError, Expectation<Vector>> (error) => error,
            // of the logarithms of probabilities, none cancels another
            () => new Expectation<Vector>(statistics, objective) { Magnitude = observations - objective }
        );
    }

    // What was seen of a sequence.
    readonly record struct Observed(Vector Symbols, RowLabels Labels, int First)
    {
        public static Observed Of(HiddenMarkovData data, int sequence) =>
            new(data.Sequences[sequence], data.Labels, (int)data.Begins[sequence]);

        public int Run(double weight, HiddenMarkovParameters p, Span<double> posterior, Span<double> logs, Span<double> counts) =>
            ForwardBackward.Run(Symbols.Span, weight, Likelihoods(p), p, posterior, logs, counts);

        // bⱼ(xₜ) [T×S], which is 1 where the symbol is missing, and 0 where the state is known to be another.
        double[] Likelihoods(HiddenMarkovParameters parameters)
        {
            var (s, v) = (parameters.States, parameters.Symbols);
            var symbols = Symbols.Span;
            var emission = parameters.Emission.Span;
            var b = new double[symbols.Length * s];
            for (var t = 0; t < symbols.Length; t++)
            for (var (j, symbol) = (0, (int)symbols[t]); j < s; j++)
                b[t * s + j] = symbol < 0 ? 1 : emission[j * v + symbol];
            for (var t = 0; t < symbols.Length && !Labels.IsNone; t++)
            for (var (j, known) = (0, Labels[First + t]); j < s && known >= 0; j++)
                if (j != known)
                    b[t * s + j] = 0;
            return b;
        }
    }
}
