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
        var impossible = Forward(x, parameters, posterior, scale);
        if (impossible >= 0)
            return impossible;
        Backward(x, weight, parameters, posterior, scale, counts);
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
    static int Forward(Observed x, HiddenMarkovParameters parameters, Span<double> alpha, Span<double> scale)
    {
        var s = parameters.States;
        var a = parameters.Transition.Span;
        for (var t = 0; t < x.Count; t++)
        {
            var now = alpha.Slice(t * s, s);
            var sum = 0.0;
            for (var j = 0; j < s; j++)
            {
                var reached = t == 0 ? parameters.Initial[j] : 0.0;
                for (var i = 0; t > 0 && i < s; i++)
                    reached += alpha[(t - 1) * s + i] * a[i * s + j];
                now[j] = reached * x.Likelihood(t, j, parameters);
                sum += now[j];
            }
            if (!(sum > 0))
                return t;
            scale[t] = sum;
            foreach (ref var value in now)
                value /= sum;
        }
        return -1;
    }

    // β of the last is 1; βₜ(i) = Σⱼ aᵢⱼ bⱼ(xₜ₊₁) βₜ₊₁(j)/cₜ₊₁; γₜ(i) = αₜ(i) βₜ(i); ξₜ(i, j) = αₜ(i) aᵢⱼ bⱼ(xₜ₊₁) βₜ₊₁(j)/cₜ₊₁
    static void Backward(
        Observed x,
        double weight,
        HiddenMarkovParameters parameters,
        Span<double> posterior,
        ReadOnlySpan<double> scale,
        Span<double> counts
    )
    {
        var (s, v) = (parameters.States, parameters.Symbols);
        var a = parameters.Transition.Span;
        var transitions = counts.Slice(s, s * s);
        var emissions = counts[(s + s * s)..];
        Span<double> beta = new double[s];
        Span<double> next = new double[s]; // bⱼ(xₜ₊₁) βₜ₊₁(j)/cₜ₊₁
        beta.Fill(1);
        for (var t = x.Count - 1; t >= 0; t--)
        {
            var now = posterior.Slice(t * s, s);
            for (var i = 0; i < s; i++)
            {
                var alpha = now[i];
                if (t < x.Count - 1)
                {
                    beta[i] = 0;
                    for (var j = 0; j < s; j++)
                    {
                        var step = a[i * s + j] * next[j];
                        beta[i] += step;
                        transitions[i * s + j] += weight * alpha * step;
                    }
                }
                now[i] = alpha * beta[i];
                if (x.Symbol(t) is >= 0 and var symbol)
                    emissions[i * v + symbol] += weight * now[i];
            }
            for (var j = 0; j < s; j++)
                next[j] = x.Likelihood(t, j, parameters) * beta[j] / scale[t];
        }
    }

    // What was seen of a sequence: bⱼ(xₜ), which is 1 where the symbol is missing, and 0 where the state is known to be another.
    readonly record struct Observed(Vector Symbols, RowLabels Labels, int First)
    {
        public int Count => Symbols.Count;

        public static Observed Of(HiddenMarkovData data, int sequence) =>
            new(data.Sequences[sequence], data.Labels, (int)data.Begins[sequence]);

        public int Symbol(int t) => (int)Symbols[t];

        public double Likelihood(int t, int j, HiddenMarkovParameters parameters) =>
            Labels[First + t] is >= 0 and var known && known != j ? 0
            : Symbol(t) < 0 ? 1
            : parameters.Emission[j * parameters.Symbols + Symbol(t)];
    }
}
