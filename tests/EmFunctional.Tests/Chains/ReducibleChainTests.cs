using System.Collections.Generic;
using System.Linq;
using EmFunctional.Chains;
using EmFunctional.Iterating;
using EmFunctional.Numerics;
using EmFunctional.Tests.Support;

namespace EmFunctional.Tests.Chains;

/// <summary>Where states do not communicate, one scale for all does not do: the recursions against slow ones in logarithms.</summary>
public class ReducibleChainTests
{
    [Fact]
    public void Random_chains_with_zeros_agree_with_logarithms()
    {
        for (var i = 0; i < 150; i++)
        {
            var seed = new Seed(77).Split(i);
            var (states, symbols) = (2 + seed.Below(0, 4), 2 + seed.Below(1, 3));
            var p = Drawn(seed.Split(1), states, symbols);
            var data = HiddenMarkovData
                .Create(Enumerable.Range(0, 2).Select(n => Sequence(seed.Split(2 + n), 1 + seed.Below(2 + n, 700), symbols)))
                .OrThrow();
            if (data.Symbols.Count == symbols)
                Agree(data, p, $"chain {i}");
        }
    }

    // Block by block what fits changes: the chain that is behind by 10⁻⁵⁰⁰ in the middle wins in the end.
    [Theory]
    [InlineData(400, 800)]
    [InlineData(800, 400)]
    [InlineData(3000, 3000)]
    [InlineData(2990, 3010)]
    public void Of_two_chains_that_do_not_communicate_the_right_one_wins(int a, int b)
    {
        var text = string.Concat(Enumerable.Repeat("a", a)) + string.Concat(Enumerable.Repeat("b", b));
        var p = At([0.5, 0.5], [1, 0, 0, 1], [0.9, 0.1, 0.1, 0.9]);
        var data = Sequences(text);
        Agree(data, p, text[..1] + a);
        var first = 1 / (1 + Math.Exp((b - a) * Math.Log(9)));
        Close.To(first, HiddenMarkovExpectation.StatesOf(data, 0, p)[0], 1e-11, "the posterior of the first state");
    }

    [Fact]
    public void A_state_left_behind_may_be_the_only_one_that_can_end_the_sequence()
    {
        // Only state 1 shows c, and it shows a with 1e-6 where state 0 shows nothing else: 10⁻¹²⁰⁰⁰ at the end, and certain.
        var p = At([0.5, 0.5], [1, 0, 0, 1], [1, 0, 1e-6, 1 - 1e-6]);
        var data = Sequences(new string('a', 2000) + "c");
        Agree(data, p, "left behind");
        Close.To(
            Math.Log(0.5) + 2000 * Math.Log(1e-6) + Math.Log(1 - 1e-6),
            Em.Iterate(HiddenMarkov.Of(2, 2), data, p).First().OrThrow().At.Objective,
            1e-9,
            "objective"
        );
    }

    [Fact]
    public void Probabilities_whose_product_is_no_double_are_not_impossible()
    {
        var p = At([1e-200, 1], [1, 0, 1e-250, 1], [1, 0, 1e-150, 1]);
        Agree(Sequences("a", "aa", "ab", "ba", "baaaaaaa"), p, "tiny");
        var impossible = At([0, 1], [1, 0, 0, 1], [1, 0, 0, 1]);
        Assert.True(Em.Iterate(HiddenMarkov.Of(2, 2), Sequences("bba"), impossible).First().IsLeft);
    }

    [Fact]
    public void A_chain_from_left_to_right_is_exact_at_any_length()
    {
        var text = string.Concat(Enumerable.Range(0, 60_000).Select(i => "abc"[i / 20_000]));
        var p = At([1, 0, 0], [0.9, 0.1, 0, 0, 0.9, 0.1, 0, 0, 1], [0.98, 0.01, 0.01, 0.01, 0.98, 0.01, 0.01, 0.01, 0.98]);
        Agree(Sequences(text), p, "left to right");
    }

    static HiddenMarkovData Sequences(params string[] sequences) =>
        HiddenMarkovData.Create(sequences.Select(sequence => sequence.Select(symbol => $"{symbol}"))).OrThrow();

    static HiddenMarkovParameters At(Vector initial, Vector transition, Vector emission) =>
        HiddenMarkov.Parameters(initial, transition, emission).OrThrow();

    static string[] Sequence(Seed seed, int length, int symbols)
    {
        // Runs of one symbol, so that what fits changes, and gaps.
        var run = 1 + seed.Below(9_000_000, 200);
        return
        [
            .. Enumerable
                .Range(0, length)
                .Select(t =>
                    seed.Uniform(2 * t) < 0.05 ? ""
                    : seed.Uniform(2 * t) < 0.15 ? $"{seed.Below(2 * t + 1, symbols)}"
                    : $"{seed.Below(8_000_000 + t / run, symbols)}"
                ),
        ];
    }

    // Rows with zeros on one side of the diagonal, or between blocks, and emissions down to 10⁻¹²; every state shows every symbol.
    static HiddenMarkovParameters Drawn(Seed seed, int s, int v)
    {
        var kind = seed.Below(0, 3);
        bool IsOpen(int i, int j) =>
            kind switch
            {
                0 => i == j || i % 2 == j % 2,
                1 => j >= i,
                _ => i == j || seed.Uniform(1000 + i * s + j) < 0.4,
            };
        double[] Row(int first, int count, Func<int, double> of)
        {
            var row = Enumerable.Range(0, count).Select(j => of(first + j)).ToArray();
            return [.. row.Select(x => x / row.Sum())];
        }
        return At(
            Vector.Of(Row(10, s, i => seed.Uniform(i))),
            Vector.Of(Enumerable.Range(0, s).SelectMany(i => Row(0, s, j => IsOpen(i, j) ? seed.Uniform(100 + i * s + j) : 0))),
            Vector.Of(Enumerable.Range(0, s).SelectMany(i => Row(0, v, j => Math.Pow(10, -12 * seed.Uniform(5000 + i * v + j)))))
        );
    }

    // The objective, the posteriors, and what an iteration makes of them, against logarithms.
    static void Agree(HiddenMarkovData data, HiddenMarkovParameters p, string what)
    {
        var (s, v) = (p.States, p.Symbols);
        var (starts, steps, shown) = (Zeros(s), Zeros(s * s), Zeros(s * v));
        var objective = 0.0;
        for (var n = 0; n < data.Sequences.Count; n++)
        {
            var x = data.Sequences[n];
            var (forward, backward) = Logs(x, p);
            var total = LogSum(forward[^1]);
            objective += total;
            var posterior = HiddenMarkovExpectation.StatesOf(data, n, p);
            var slack = 1e-9 + 1e-12 * x.Count; // logarithms of long sequences have lost some digits
            for (var t = 0; t < x.Count; t++)
            for (var i = 0; i < s; i++)
            {
                var gamma = forward[t][i] + backward[t][i] - total;
                Assert.True(
                    Math.Abs(Math.Exp(gamma) - posterior[t * s + i]) <= slack * Math.Exp(gamma) + 1e-280,
                    $"{what}: state {i} at {t} of {n}: {posterior[t * s + i]}, by logarithms {Math.Exp(gamma)}"
                );
                if (t == 0)
                    starts[i] = LogSum(starts[i], gamma);
                if (x[t] >= 0)
                    shown[i * v + (int)x[t]] = LogSum(shown[i * v + (int)x[t]], gamma);
                for (var j = 0; j < s && t + 1 < x.Count; j++)
                    steps[i * s + j] = LogSum(
                        steps[i * s + j],
                        forward[t][i] + Math.Log(p.Transition[i * s + j]) + Shows(p, j, x[t + 1]) + backward[t + 1][j] - total
                    );
            }
        }
        var at = Em.Iterate(HiddenMarkov.Of(s, v), data, p).Take(2).Select(step => step.OrThrow().At).ToArray();
        Close.To(objective, at[0].Objective, 1e-12, $"{what}: objective");
        Rows(starts, s, p.Initial, at[1].Parameters.Initial, $"{what}: initial");
        Rows(steps, s, p.Transition, at[1].Parameters.Transition, $"{what}: transition");
        Rows(shown, v, p.Emission, at[1].Parameters.Emission, $"{what}: emission");
    }

    static void Rows(double[] logCounts, int width, Vector before, Vector after, string what)
    {
        for (var row = 0; row < logCounts.Length; row += width)
        {
            var sum = LogSum(logCounts[row..(row + width)]);
            for (var j = row; j < row + width; j++)
                if (sum > -600) // else there is nothing that a double could hold
                    Close.To(Math.Exp(logCounts[j] - sum), after[j], 1e-7, $"{what} {j}");
                else if (sum < -800)
                    Assert.Equal(before[j], after[j]);
        }
    }

    static double[] Zeros(int count) => [.. Enumerable.Repeat(double.NegativeInfinity, count)];

    static double Shows(HiddenMarkovParameters p, int state, double symbol) =>
        symbol >= 0 ? Math.Log(p.Emission[state * p.Symbols + (int)symbol]) : 0;

    static (double[][] Forward, double[][] Backward) Logs(Vector x, HiddenMarkovParameters p)
    {
        var s = p.States;
        var (forward, backward) = (new double[x.Count][], new double[x.Count][]);
        for (var t = 0; t < x.Count; t++)
            forward[t] =
            [
                .. Enumerable
                    .Range(0, s)
                    .Select(j =>
                        Shows(p, j, x[t])
                        + (
                            t == 0
                                ? Math.Log(p.Initial[j])
                                : LogSum([.. Enumerable.Range(0, s).Select(i => forward[t - 1][i] + Math.Log(p.Transition[i * s + j]))])
                        )
                    ),
            ];
        for (var t = x.Count - 1; t >= 0; t--)
            backward[t] =
            [
                .. Enumerable
                    .Range(0, s)
                    .Select(i =>
                        t == x.Count - 1
                            ? 0
                            : LogSum([
                                .. Enumerable
                                    .Range(0, s)
                                    .Select(j => Math.Log(p.Transition[i * s + j]) + Shows(p, j, x[t + 1]) + backward[t + 1][j]),
                            ])
                    ),
            ];
        return (forward, backward);
    }

    static double LogSum(params double[] logs)
    {
        var most = logs.Max();
        return double.IsNegativeInfinity(most) ? most : most + Math.Log(logs.Sum(log => Math.Exp(log - most)));
    }
}
