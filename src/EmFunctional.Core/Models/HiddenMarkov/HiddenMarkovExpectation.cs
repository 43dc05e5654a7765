using System.Runtime.CompilerServices;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Models.HiddenMarkov;

/// <summary>
/// The E-step of the hidden Markov model: the forward-backward recursions, scaled at each observation so that nothing underflows. Symbols: T
/// observations x of a sequence; S states; V symbols. Source: Baum, Petrie, Soules, Weiss (1970), Annals of Mathematical Statistics 41:164; the
/// scaling of Rabiner (1989), Proceedings of the IEEE 77:257, §V.A.
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
        var (posterior, scale) = (new double[length * parameters.States], new double[length]);
        var isPossible = Sequence(Observed.Of(data, sequence), 1, parameters, posterior, new double[CountsOf(parameters)], scale) < 0;
        return isPossible
            ? (Vector.Create(posterior), Vector.Create(scale).Map(Elementary.Log))
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
        var objective = 0.0;
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
                    var scale = new double[sequence.Count];
                    var place = Sequence(
                        Observed.Of(x.data, i),
                        weight,
                        x.parameters,
                        new double[sequence.Count * x.parameters.States],
                        into,
                        scale
                    );
                    if (place >= 0)
                    {
                        impossible = new EmError.ImpossibleSequence(i + 1, place + 1);
                        return;
                    }
                    objective += weight * LogLikelihood(scale);
                }
            }
        );
        return impossible.Match(
            Either<EmError, Expectation<Vector>> (error) => error,
            () => new Expectation<Vector>(statistics, objective)
        );
    }

    // Fills γ [T×S] and c [T], and adds up the expected counts of starts [S], transitions [S×S] and emissions [S×V]; returns the first observation
    // that is impossible after those before it, or −1.
    static int Sequence(
        Observed x,
        double weight,
        HiddenMarkovParameters parameters,
        Span<double> posterior,
        Span<double> counts,
        Span<double> scale
    )
    {
        var s = parameters.States;
        var likelihoods = x.Likelihoods(parameters);
        var impossible = Forward(likelihoods, parameters.Initial.Span, parameters.Transition.Span, posterior, scale);
        if (impossible >= 0)
            return impossible;
        Backward(x, weight, likelihoods, parameters.Transition.Span, parameters.Symbols, posterior, scale, counts);
        for (var i = 0; i < s; i++)
            counts[i] += weight * posterior[i];
        return -1;
    }

    // Σ ln cₜ
    static double LogLikelihood(ReadOnlySpan<double> scale)
    {
        var sum = 0.0;
        foreach (var c in scale)
            sum += Elementary.Log(c);
        return sum;
    }

    // α₀(s) = πₛ bₛ(x₀)/c₀; αₜ(j) = bⱼ(xₜ) Σᵢ αₜ₋₁(i) aᵢⱼ / cₜ, with cₜ such that Σⱼ αₜ(j) = 1: cₜ = p(xₜ | x₀ … xₜ₋₁)
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static int Forward(ReadOnlySpan<double> b, ReadOnlySpan<double> initial, ReadOnlySpan<double> a, Span<double> alpha, Span<double> scale)
    {
        var s = initial.Length;
        var before = ReadOnlySpan<double>.Empty;
        for (var t = 0; t < scale.Length; t++)
        {
            var now = alpha.Slice(t * s, s);
            var seen = b.Slice(t * s, s);
            initial.CopyTo(now);
            if (t > 0)
                now.Clear();
            for (var i = 0; i < before.Length; i++)
            {
                var from = before[i];
                var row = a.Slice(i * s, s);
                for (var j = 0; j < now.Length; j++)
                    now[j] += from * row[j];
            }
            var sum = 0.0;
            for (var j = 0; j < now.Length; j++)
            {
                now[j] *= seen[j];
                sum += now[j];
            }
            if (!(sum > 0))
                return t;
            scale[t] = sum;
            foreach (ref var value in now)
                value /= sum;
            before = now;
        }
        return -1;
    }

    // β of the last is 1; βₜ(i) = Σⱼ aᵢⱼ bⱼ(xₜ₊₁) βₜ₊₁(j)/cₜ₊₁; γₜ(i) = αₜ(i) βₜ(i); ξₜ(i, j) = αₜ(i) aᵢⱼ bⱼ(xₜ₊₁) βₜ₊₁(j)/cₜ₊₁
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Backward(
        Observed x,
        double weight,
        ReadOnlySpan<double> b,
        ReadOnlySpan<double> a,
        int v,
        Span<double> posterior,
        ReadOnlySpan<double> scale,
        Span<double> counts
    )
    {
        var s = b.Length / scale.Length;
        var transitions = counts.Slice(s, s * s);
        var emissions = counts[(s + s * s)..];
        var symbols = x.Symbols.Span;
        Span<double> beta = new double[s];
        Span<double> next = new double[s]; // bⱼ(xₜ₊₁) βₜ₊₁(j)/cₜ₊₁
        beta.Fill(1);
        for (var t = scale.Length - 1; t >= 0; t--)
        {
            var now = posterior.Slice(t * s, s);
            var symbol = (int)symbols[t];
            for (var i = 0; i < now.Length; i++)
            {
                var alpha = now[i];
                if (t < scale.Length - 1)
                {
                    var row = a.Slice(i * s, s);
                    var expected = transitions.Slice(i * s, s);
                    var (sum, share) = (0.0, weight * alpha);
                    for (var j = 0; j < next.Length; j++)
                    {
                        var step = row[j] * next[j];
                        sum += step;
                        expected[j] += share * step;
                    }
                    beta[i] = sum;
                }
                now[i] = alpha * beta[i];
                if (symbol >= 0)
                    emissions[i * v + symbol] += weight * now[i];
            }
            for (var j = 0; j < next.Length; j++)
                next[j] = b[t * s + j] * beta[j] / scale[t];
        }
    }

    // What was seen of a sequence.
    readonly record struct Observed(Vector Symbols, RowLabels Labels, int First)
    {
        public static Observed Of(HiddenMarkovData data, int sequence) =>
            new(data.Sequences[sequence], data.Labels, (int)data.Begins[sequence]);

        // bⱼ(xₜ) [T×S], which is 1 where the symbol is missing, and 0 where the state is known to be another.
        public double[] Likelihoods(HiddenMarkovParameters parameters)
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
