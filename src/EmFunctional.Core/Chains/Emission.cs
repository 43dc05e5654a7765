using EmFunctional.Families;
using EmFunctional.Numerics;

namespace EmFunctional.Chains;

/// <summary>What the states say of a sequence: bⱼ(xₜ), up to a factor that all states share.</summary>
/// <param name="Values">bⱼ(xₜ), which is 1 where nothing was observed, and 0 where the state is known to be another [T×S].</param>
/// <param name="Logs">ln bⱼ(xₜ), where the values may have lost what is too small for them [T×S]; empty where they have not.</param>
/// <param name="Offsets">The logarithm of the factor that they were divided by [T]; empty where there was none.</param>
/// <param name="Symbols">Where symbols are counted along the way, xₜ, −1 where it is missing [T]; empty where not.</param>
/// <param name="Levels">V, of symbols.</param>
readonly record struct Seen(double[] Values, double[] Logs, double[] Offsets, int[] Symbols, int Levels);

/// <summary>What states show, at some parameters.</summary>
/// <param name="states">S.</param>
/// <param name="sums">How many expected sums there are of a state.</param>
abstract class Emission(int states, int sums)
{
    protected int States { get; } = states;

    /// <summary>How many numbers are expected: starts [S], transitions [S×S], and of each state its sums.</summary>
    public int Counts => FirstSum + States * sums;

    protected int FirstSum => States + States * States;

    public static Emission Of(Family family, HiddenMarkovParameters at) =>
        Emissions.AreSymbols(family) ? new OfSymbols(at) : new OfFamily(family, at);

    public abstract Seen See(HiddenMarkovData data, int sequence);

    /// <summary>Adds what the states expect to have shown in a sequence, where it was not counted along the way.</summary>
    /// <param name="data">The sequences.</param>
    /// <param name="sequence">Which of them, from 0.</param>
    /// <param name="posterior">γ [T×S]; overwritten.</param>
    /// <param name="counts">The counts.</param>
    public abstract void Count(HiddenMarkovData data, int sequence, Span<double> posterior, Span<double> counts);

    // The probabilities of symbols are numbers of the model, which need no logarithms, and are counted as they are met.
    sealed class OfSymbols(HiddenMarkovParameters at) : Emission(at.States, at.Symbols)
    {
        public override Seen See(HiddenMarkovData data, int sequence)
        {
            var (s, v) = (States, at.Symbols);
            var x = data.SpanOf(sequence);
            var emission = at.Emission.Span;
            var (b, symbols, first) = (new double[x.Length * s], new int[x.Length], data.Begins[sequence]);
            for (var t = 0; t < x.Length; t++)
            {
                var symbol = symbols[t] = double.IsNaN(x[t]) ? -1 : (int)x[t];
                for (var j = 0; j < s; j++)
                    b[t * s + j] = symbol < 0 ? 1 : emission[j * v + symbol];
            }
            for (var t = 0; t < x.Length && !data.Labels.IsNone; t++)
            for (var (j, known) = (0, data.Labels[first + t]); j < s && known >= 0; j++)
                if (j != known)
                    b[t * s + j] = 0;
            return new(b, [], [], symbols, v);
        }

        public override void Count(HiddenMarkovData data, int sequence, Span<double> posterior, Span<double> counts) { }
    }

    sealed class OfFamily(Family family, HiddenMarkovParameters at) : Emission(at.States, 1 + family.Shape.Sums)
    {
        readonly Members _members = family.At(at.Thetas.ByMember());

        static RowSpan SpanOf(HiddenMarkovData data, int sequence) => new(data.SpanOf(sequence), data.Names.Count, data.HasHoles);

        public override Seen See(HiddenMarkovData data, int sequence)
        {
            var (s, length, first, d) = (States, data.Length(sequence), data.Begins[sequence], data.Names.Count);
            var rows = data.SpanOf(sequence);
            var logs = new double[length * s];
            _members.AddLogDensities(SpanOf(data, sequence), logs);
            var (b, offsets) = (new double[logs.Length], new double[length]);
            for (var t = 0; t < length; t++)
            {
                var own = logs.AsSpan(t * s, s);
                if (t == 0)
                    Rule(own, at.Initial.Span);
                if (data.Labels[first + t] is >= 0 and var known)
                    for (var j = 0; j < s; j++)
                        own[j] = j == known ? own[j] : double.NegativeInfinity;
                offsets[t] = Scale(own, b.AsSpan(t * s, s)) + data.Each.LogMeasure(first + t, rows.Slice(t * d, d));
            }
            return new(b, logs, offsets, [], 0);
        }

        // A sequence does not begin where it cannot: how well such a state fits must not set the scale.
        static void Rule(Span<double> logs, ReadOnlySpan<double> initial)
        {
            for (var j = 0; j < logs.Length; j++)
                if (initial[j] == 0)
                    logs[j] = double.NegativeInfinity;
        }

        // Subtracts the largest logarithm from all and takes them; returns it.
        static double Scale(Span<double> logs, Span<double> b)
        {
            var largest = double.NegativeInfinity;
            foreach (var log in logs)
                largest = log > largest || double.IsNaN(log) ? log : largest;
            if (largest == double.NegativeInfinity)
                return 0;
            for (var j = 0; j < logs.Length; j++)
            {
                logs[j] -= largest;
                b[j] = logs[j] == 0 ? 1 : Elementary.Exp(logs[j]);
            }
            return largest;
        }

        public override void Count(HiddenMarkovData data, int sequence, Span<double> posterior, Span<double> counts)
        {
            var (s, first, stride) = (States, data.Begins[sequence], 1 + family.Shape.Sums);
            var sums = counts[FirstSum..];
            for (var (t, at) = (0, 0); at < posterior.Length; t++, at += s)
            {
                var w = data.Rows.Weights[first + t];
                for (var j = 0; j < s; j++)
                {
                    posterior[at + j] *= w;
                    sums[j * stride] += posterior[at + j];
                }
            }
            _members.AddSums(SpanOf(data, sequence), posterior, new(sums[1..], stride));
        }
    }
}
