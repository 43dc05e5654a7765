using System.Collections.Generic;
using System.Linq;
using EmFunctional.Chains;
using EmFunctional.Families;
using EmFunctional.Iterating;
using EmFunctional.Mixtures;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Testing.Laws;
using LanguageExt;

namespace EmFunctional.Tests.Laws;

/// <summary>Hidden Markov models over families, of sequences that are drawn from them: what is true of all models is tested of each.</summary>
static class ChainTable
{
    const int Sequences = 6;
    const int Length = 15;

    static readonly Family _person =
        Family.Of<Normal>("height")
        * Family.Of<Poisson>("visits")
        * Family.Of(new Categorical(Arr.create("blue", "brown", "green"))).On(Arr.create("eyes"));

    static readonly (string, Vector)[] _people =
    [
        ("height.mean", [165, 181]),
        ("height.standardDeviation", [6, 6.5]),
        ("visits.rate", [1, 5]),
        ("eyes.probability", [0.7, 0.2, 0.1, 0.1, 0.3, 0.6]),
    ];

    public static ModelCase[] Rows { get; } =
    [
        Case(Family.Of<Normal>(), "", (_, x) => x, ("mean", [0, 4]), ("standardDeviation", [1, 2])),
        Case(Family.Of<Normal>(), ", holes", Holes, ("mean", [0, 4]), ("standardDeviation", [1, 2])),
        Case(Family.Of<Poisson>(), "", (_, x) => x, ("rate", [1, 7])),
        Case(Family.Of<Poisson>(), ", holes", Holes, ("rate", [1, 7])),
        Case(_person, "", (_, x) => x, _people),
        // Cells, and of every observation whose number is divisible by 11 all.
        Case(_person, ", holes", (at, x) => at / 3 % 11 == 0 ? double.NaN : Holes(at, x), _people),
    ];

    public static string[] WithoutSupport => [.. Rows.Select(row => row.ToString()).Where(name => !name.Contains("poisson(count)"))];

    static double Holes(int at, double x) => at % 5 == 3 ? double.NaN : x;

    static ModelCase Case(Family family, string more, Func<int, double, double> holes, params (string, Vector)[] truth)
    {
        var chain = HiddenMarkov.Of(family, 2);
        var at = chain.At([("initial", [0.5, 0.5]), ("transition", [0.8, 0.2, 0.3, 0.7]), .. truth]).OrThrow();
        var width = Length * family.Shape.Width;
        var drawn = Enumerable
            .Range(0, Sequences)
            .Select(n =>
                chain.Sample(at, new Seed(21).Split(n), Length).Values is var x ? Vector.Of(width, i => holes(n * width + i, x[i])) : x
            )
            .ToArray();
        HiddenMarkovData Data(IEnumerable<Vector> sequences, Vector? weights = null, Vector? labels = null) =>
            HiddenMarkovData.Of(family, sequences, weights, labels).OrThrow();
        var data = Data(drawn);
        LawSymmetry<HiddenMarkovParameters> Same(string name, HiddenMarkovData changed) =>
            new(name, Problem.Of(chain, changed).OrThrow(), p => p);
        return ModelCase.Of(
            "HiddenMarkov",
            family.Shape.Text + more,
            chain,
            data,
            chain.Start(data),
            new()
            {
                Starts = Enumerable.Range(1, 3).Select(i => chain.Start(data, new Seed(5).Split(i))).ToArray(),
                Labelled = Data(drawn, labels: Vector.Of(Sequences * Length, i => i % 2)),
                Relabel = Prelude.Some<Func<HiddenMarkovParameters, HiddenMarkovParameters>>(p => p.Reordered(Arr.create(1, 0))),
                Symmetries = Arr.create(
                    Same("lighter sequences", Data(drawn, Vector.Of(Sequences, _ => 1.0 / 4096))),
                    Same("sequences in reverse", Data(drawn.Reverse()))
                ),
                Support = Support(data, drawn),
                Complete = Symmetries.Given<HiddenMarkovParameters>((from, to, counts) => Complete(data, from, to, counts)),
                Rows = new LawRows<HiddenMarkovData>(
                    d => d.Count,
                    (d, rows) => HiddenMarkovData.Of(family, rows.Select(d.Sequence)).ToOption()
                )
                {
                    Weigh = Prelude.Some<Func<HiddenMarkovData, Vector, Option<HiddenMarkovData>>>(
                        (d, w) => HiddenMarkovData.Of(family, Enumerable.Range(0, d.Count).Select(d.Sequence), w).ToOption()
                    ),
                },
            }
        );
    }

    // One more sequence of one count.
    static Option<Func<HiddenMarkovParameters, Arr<(HiddenMarkovData, double)>>> Support(HiddenMarkovData data, Vector[] drawn)
    {
        if (data.Family.Shape.Width > 1 || !data.Family.Shape.Columns[0].IsDiscrete)
            return Option<Func<HiddenMarkovParameters, Arr<(HiddenMarkovData, double)>>>.None;
        Arr<(HiddenMarkovData, double)> support = Enumerable
            .Range(0, 200)
            .Select(y => (HiddenMarkovData.Of(data.Family, drawn.Append([y])).OrThrow(), 1.0))
            .ToArray();
        return Prelude.Some<Func<HiddenMarkovParameters, Arr<(HiddenMarkovData, double)>>>(_ => support);
    }

    // Σ γ₀ ln π + Σ ξ ln a from the counts, and Σₜ Σₛ γₜ(s) ln f(xₜ | θₛ), place by place: by what a mixture says of a row that is all one component's.
    static double Complete(HiddenMarkovData data, HiddenMarkovParameters at, HiddenMarkovParameters to, Vector counts)
    {
        var chain = Vector.Concat(to.Initial, to.Transition);
        var mixture = Mixture.Of(data.Family, 2);
        var shown = data.Family.Shape.Parameters.Map(parameter => (parameter.Name, to[parameter.Name]));
        var alone = mixture.At([.. shown]).OrThrow();
        MixtureParameters[] one = [.. new[] { 0, 1 }.Select(s => alone.With("mixingWeight", Vector.Of(2, k => k == s ? 1 : 0)))];
        var sum = chain.Zip(counts.Slice(0, chain.Count), (p, count) => SpecialFunctions.XLogY(count, p)).Sum();
        for (var n = 0; n < data.Count; n++)
        {
            var (states, rows, d) = (HiddenMarkovExpectation.StatesOf(data, n, at), data.Sequence(n), data.Names.Count);
            for (var t = 0; t < data.Length(n); t++)
            for (var s = 0; s < 2; s++)
                if (states[2 * t + s] > 0)
                    sum += states[2 * t + s] * mixture.Posterior(one[s], rows.Slice(t * d, d).Span).LogDensity;
        }
        return sum;
    }
}
