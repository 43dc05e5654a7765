using System.Collections.Generic;
using System.Linq;
using EmFunctional.Chains;
using EmFunctional.Families;
using EmFunctional.Numerics;
using EmFunctional.Sharding;
using EmFunctional.Tests.Support;
using LanguageExt;

namespace EmFunctional.Tests.Chains;

/// <summary>All paths of states of a short sequence, one by one, against the recursions; densities are written out here.</summary>
public class EveryPathTests
{
    static readonly Vector _initial = [0.5, 0.3, 0.2];
    static readonly Vector _transition = [0.6, 0.3, 0.1, 0.2, 0.5, 0.3, 0.25, 0.25, 0.5];
    static readonly Vector _means = [-1, 0.5, 3];
    static readonly Vector _deviations = [0.7, 1.5, 1];
    static readonly Vector _rates = [0.5, 2, 6];

    static double Normal(double x, int s) =>
        double.IsNaN(x) ? 1 : Math.Exp(-0.5 * Math.Pow((x - _means[s]) / _deviations[s], 2)) / (_deviations[s] * Math.Sqrt(2 * Math.PI));

    static double Poisson(double y, int s) =>
        double.IsNaN(y)
            ? 1
            : Math.Exp(-_rates[s]) * Math.Pow(_rates[s], y) / Enumerable.Range(1, (int)y).Aggregate(1.0, (product, k) => product * k);

    static IEnumerable<int[]> Paths(int length) =>
        Enumerable
            .Range(1, length)
            .Aggregate(
                (IEnumerable<int[]>)
                    [
                        [],
                    ],
                (paths, _) => paths.SelectMany(path => Enumerable.Range(0, 3).Select(s => path.Append(s).ToArray()))
            );

    // p(s, x): how it begins, each step, and what is shown at each place.
    static double Joint(int[] path, Func<int, int, double> shows) =>
        path.Select((s, t) => (t == 0 ? _initial[s] : _transition[path[t - 1] * 3 + s]) * shows(t, s)).Aggregate((a, b) => a * b);

    static void Agree(HiddenMarkov chain, HiddenMarkovData data, HiddenMarkovParameters at, int sequence, Func<int, int, double> shows)
    {
        var length = data.Length(sequence);
        var paths = Paths(length).Select(states => (States: states, P: Joint(states, shows))).ToArray();
        var total = paths.Sum(path => path.P);
        var applied = chain.Apply(data, at);
        var first = Enumerable.Range(0, sequence).Sum(data.Length);
        Close.To(Math.Log(total), Enumerable.Range(first, length).Sum(i => applied.Row(i).LogDensity), 1e-13, "log-likelihood");
        var posterior = HiddenMarkovExpectation.StatesOf(data, sequence, at);
        for (var t = 0; t < length; t++)
        for (var s = 0; s < 3; s++)
            Close.To(
                paths.Where(path => path.States[t] == s).Sum(path => path.P) / total,
                posterior[3 * t + s],
                1e-13,
                $"state {s} at {t}"
            );
        var likeliest = paths.MaxBy(path => path.P).States;
        Assert.Equal(likeliest, HiddenMarkovUse.PathOf(data, sequence, at));
        Assert.Equal(likeliest, applied.Path.Map(path => path(InOrder.Executor).Skip(first).Take(length)).IfNone([]));
    }

    [Fact]
    public void Normal_states_are_those_of_all_paths_added_up()
    {
        Vector[] x =
        [
            [-1.2, 0.3, double.NaN, 2.9, 3.3, 0.6],
            [double.NaN, 1.1, -0.4],
        ];
        var chain = HiddenMarkov.Of<Normal>(3);
        var at = chain
            .At(("initial", _initial), ("transition", _transition), ("mean", _means), ("standardDeviation", _deviations))
            .OrThrow();
        var data = HiddenMarkovData.Of<Normal>(x).OrThrow();
        for (var n = 0; n < 2; n++)
            Agree(chain, data, at, n, (t, s) => Normal(x[n][t], s));
        Close.To(chain.Apply(data, at).LogLikelihood, Em.Iterate(chain, data, at).First().OrThrow().At.Objective, 1e-13, "objective");
    }

    [Fact]
    public void So_are_those_of_a_product_with_cells_missing_and_of_known_states()
    {
        double[][] x =
        [
            [-1.2, 0],
            [0.3, double.NaN],
            [double.NaN, double.NaN],
            [2.9, 7],
            [double.NaN, 3],
            [0.6, 2],
        ];
        var family = Family.Of<Normal>("x") * Family.Of<Poisson>("n");
        var chain = HiddenMarkov.Of(family, 3);
        var at = chain
            .At(
                ("initial", _initial),
                ("transition", _transition),
                ("x.mean", _means),
                ("x.standardDeviation", _deviations),
                ("n.rate", _rates)
            )
            .OrThrow();
        Vector rows = Vector.Of(x.SelectMany(row => row));
        Agree(chain, HiddenMarkovData.Of(family, [rows]).OrThrow(), at, 0, Shows);
        Vector labels = [-1, -1, 2, -1, 0, -1];
        var known = HiddenMarkovData.Of(family, [rows], labels: labels).OrThrow();
        Agree(chain, known, at, 0, (t, s) => labels[t] < 0 || labels[t] == s ? Shows(t, s) : 0);

        double Shows(int t, int s) => Normal(x[t][0], s) * Poisson(x[t][1], s);
    }

    [Fact]
    public void So_are_those_of_symbols()
    {
        var data = HiddenMarkovData
            .Create([
                ["a", "b", "", "c", "a", "b"],
            ])
            .OrThrow();
        Vector emission = [0.7, 0.2, 0.1, 0.1, 0.8, 0.1, 0.3, 0.3, 0.4];
        var at = HiddenMarkov.Parameters(_initial, _transition, emission).OrThrow();
        Agree(HiddenMarkov.Of(data.Family, 3), data, at, 0, (t, s) => data.Values[t] is >= 0 and var v ? emission[3 * s + (int)v] : 1);
    }

    // State 1 is likelier to begin, and what follows it is shared by two.
    [Fact]
    public void The_likeliest_path_is_not_that_of_the_likeliest_states()
    {
        var data = HiddenMarkovData
            .Create([
                ["a", "a"],
            ])
            .OrThrow();
        var at = HiddenMarkov.Parameters([0.42, 0.58, 0], [0.05, 0.9, 0.05, 0.45, 0, 0.55, 1, 0, 0], [1, 1, 1]).OrThrow();
        var paths = Paths(2)
            .Select(states =>
                (states, states.Select((s, t) => t == 0 ? at.Initial[s] : at.Transition[states[0] * 3 + s]).Aggregate((a, b) => a * b))
            );
        Assert.Equal(paths.MaxBy(path => path.Item2).states, HiddenMarkovUse.PathOf(data, 0, at));
        Assert.Equal(1, HiddenMarkov.Of(3, 1).Apply(data, at).Row(0).Label);
        Assert.Equal(Arr.create(0, 1), HiddenMarkovUse.PathOf(data, 0, at));
    }

    // 60 deviations apart: a double has nothing left of the other state's density. Where states follow each other, nothing is missed; where they do not, the
    // numbers have exponents of their own.
    [Theory]
    [InlineData(0.1, 0.2)]
    [InlineData(0, 0)]
    [InlineData(1e-80, 1e-70)]
    public void States_that_lie_far_apart_are_exact(double up, double down)
    {
        var chain = HiddenMarkov.Of<Normal>(2);
        var at = chain.At(("transition", [1 - up, up, down, 1 - down]), ("mean", [0, 60]), ("standardDeviation", [1, 1])).OrThrow();
        Vector x = [1, -0.5, 61, 59, 60.5, 0.2, 58];
        var data = HiddenMarkovData.Of<Normal>([x]).OrThrow();
        var (logs, total) = (
            Enumerable.Range(0, 128).Select(path => LogJoint(path)).ToArray(),
            LogSum(Enumerable.Range(0, 128).Select(path => LogJoint(path)))
        );
        Close.To(total, Em.Iterate(chain, data, at).First().OrThrow().At.Objective, 1e-13, "objective");
        var posterior = HiddenMarkovExpectation.StatesOf(data, 0, at);
        for (var t = 0; t < x.Count; t++)
        {
            var one = Math.Exp(LogSum(logs.Where((_, path) => (path >> t & 1) == 1)) - total);
            Close.To(one, posterior[2 * t + 1], 1e-12, $"state 1 at {t}");
        }

        double LogJoint(int path) =>
            Enumerable
                .Range(0, x.Count)
                .Sum(t =>
                {
                    var (s, before) = (path >> t & 1, t == 0 ? 0 : path >> (t - 1) & 1);
                    var z = x[t] - 60 * s;
                    return Math.Log(t == 0 ? 0.5 : at.Transition[2 * before + s]) - 0.5 * z * z - 0.5 * Math.Log(2 * Math.PI);
                });
    }

    static double LogSum(IEnumerable<double> logs)
    {
        var all = logs.ToArray();
        var most = all.Max();
        return double.IsNegativeInfinity(most) ? most : most + Math.Log(all.Sum(log => Math.Exp(log - most)));
    }
}
