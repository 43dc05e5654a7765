using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using EmFunctional.Chains;
using EmFunctional.Families;
using EmFunctional.Iterating;
using EmFunctional.Mixtures;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Models.GaussianMixture;
using EmFunctional.Models.GaussianMixture.Data;
using EmFunctional.Models.GaussianMixture.Form;
using EmFunctional.Models.Linkage;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using EmFunctional.Sharding;
using EmFunctional.Tables;
using LanguageExt;

namespace EmFunctional.Recorder;

/// <summary>
/// The same fits on 1, 2, 3 and 8 threads, and in parts of one block and of four: says what the runtime supports, then a line a fit with its trace
/// digests.
/// </summary>
/// <param name="rows">Of most fits.</param>
public sealed class Matrix(int rows)
{
    /// <summary>As many rows as make several levels of the tree.</summary>
    public const int Many = 20_000;

    static readonly int[] _threads = [1, 2, 3, 8];

    // Of parts as of several machines: nodes of the tree of that level.
    static readonly int[] _levels = [0, 2];

    // Where a pass takes place: on threads, or in parts if a level is given.
    readonly record struct Place(IBlockExecutor Executor, int? Level);

    static IReadOnlyList<Place> Places() =>
        [
            .. _threads.Select(threads => new Place(new Threads(threads), null)),
            .. _levels.Select(level => new Place(InOrder.Executor, level)),
        ];

    static Problem<TParams> At<TParams>(Problem<TParams> problem, Place place)
    {
        var root = TreeNode.Root(problem.Blocks);
        if (place.Level is not { } level)
            return problem.On(place.Executor);
        var nodes = level < root.Level ? root.At(level, problem.Blocks) : Arr.create(root);
        return problem.From(at => Tree.Reduce(nodes.Count, i => problem.Pass.Sums(at, nodes[i], place.Executor), problem.Pass.Add));
    }

    /// <summary>The lines.</summary>
    public IEnumerable<string> Lines() => Lines(Places());

    /// <summary>The lines of what computes without threads, block after block.</summary>
    public IEnumerable<string> LinesOnce() => Lines([new(InOrder.Executor, null)]);

    IEnumerable<string> Lines(IReadOnlyList<Place> places)
    {
        yield return $"{RuntimeInformation.RuntimeIdentifier}, avx512 {Vector512.IsHardwareAccelerated && Avx512F.IsSupported}, avx2 {Avx2.IsSupported}, vectors {Vector128.IsHardwareAccelerated}";
        foreach (var (name, run) in Fits())
            yield return $"{name}: {string.Join(' ', places.Select(run))}";
        foreach (var (name, digest) in Draws())
            yield return $"{name}: {digest}";
    }

    static readonly MixtureParameters _three = GaussianMixtureParameters
        .Create(
            CovarianceForm.Full,
            [0.5, 0.3, 0.2],
            [0, 0, 0, 3, -1, 2, -2, 4, 1],
            [1, 0.3, 1, 0.1, -0.2, 0.8, 0.5, 0, 1.5, 0.2, 0.1, 1, 1, 0, 0.4, 0, 0.1, 2]
        )
        .OrThrow();

    readonly Vector _values = _three.Sample(new Seed(1), rows).Values;

    static Vector Holes(Vector values) => Vector.Of(values.Count, i => new Seed(2).Uniform(i) < 0.1 ? double.NaN : values[i]);

    IEnumerable<(string, Func<Place, string>)> Fits() => [.. Gaussian(), .. Others()];

    IEnumerable<(string, Func<Place, string>)> Gaussian()
    {
        (string, Func<Place, string>) Fit(
            string name,
            int k,
            CovarianceForm form,
            Vector values,
            string algorithm = "plain",
            int d = 3,
            CovarianceGuard? guard = null,
            Vector? weights = null,
            Vector? labels = null
        )
        {
            var data = GaussianMixtureData.Create(Enumerable.Range(0, d).Select(j => $"x{j}").ToArray(), values, weights, labels).OrThrow();
            var options = new GaussianMixtureOptions(k, d, form) { Guard = guard ?? new CovarianceGuard.None() };
            var start = GaussianMixtureStart.KMeansPlusPlus(data, options, new Seed(3)).OrThrow();
            return ($"gaussian-mixture {form.ToText()}, {name}, {algorithm}", Of(GaussianMixtureModel.Of(options), data, start, algorithm));
        }
        var holes = Holes(_values.Slice(0, 3 * (9 * rows / 20)));
        foreach (var form in Enum.GetValues<CovarianceForm>())
        {
            yield return Fit("complete", 3, form, _values);
            yield return Fit("complete", 3, form, _values, "squarem");
            yield return Fit("holes", 3, form, holes);
            yield return Fit(
                "weights and labels",
                3,
                form,
                _values,
                weights: Vector.Of(rows, i => i % 4),
                labels: Vector.Of(rows, i => i % 50 == 0 ? i / 50 % 3 : -1)
            );
        }
        yield return Fit("one component, holes", 1, CovarianceForm.Full, holes);
        yield return Fit("a floor", 3, CovarianceForm.Full, _values, guard: new CovarianceGuard.Floor(0.9));
        yield return Fit("a ridge", 2, CovarianceForm.Tied, _values, guard: new CovarianceGuard.Ridge(0.1));
        yield return Fit("one dimension", 2, CovarianceForm.Full, _values, d: 1);
    }

    IEnumerable<(string, Func<Place, string>)> Others()
    {
        var points = MixtureData.Of<Normal>(_values, Vector.Of(_values.Count, i => 0.5 + i % 3)).OrThrow();
        var mixture = Mixture.Of<Normal>(3).Start(points);
        yield return ("normal-mixture, weights", Of(Mixture.Of<Normal>(3), points, mixture));
        yield return ("normal-mixture, weights, squarem", Of(Mixture.Of<Normal>(3), points, mixture, "squarem"));
        var flips = Drawn(Mixture.Of<Coin>(3, Mixing.Estimated), 4, rows, ("theta", [0.2, 0.6, 0.7]), ("mixingWeight", [0.3, 0.3, 0.4]));
        var text = string.Join('\n', Enumerable.Range(0, rows).Select(i => $"{flips[2 * i]},{flips[2 * i + 1]}").Prepend("heads,tails"));
        var coins = Flips.Parse(CsvTable.Read(new System.IO.StringReader(text), "flips")).OrThrow();
        foreach (var algorithm in new[] { "plain", "squarem" })
            yield return (
                $"coins, {algorithm}",
                Of(Mixture.Of<Coin>(3, Mixing.Estimated), coins, Mixture.Of<Coin>(3).Start(coins), algorithm)
            );
        var counts = MixtureData.Of<Poisson>(Vector.Of(rows, i => i * 7919.0 % 30_011)).OrThrow();
        foreach (var algorithm in new[] { "plain", "squarem" })
            yield return (
                $"poisson-mixture, {algorithm}",
                Of(Mixture.Of<Poisson>(3), counts, Mixture.Of<Poisson>(3).Start(counts), algorithm)
            );
        var sequences = Enumerable
            .Range(0, rows / 50)
            .Select(i => Enumerable.Range(0, 50).Select(t => $"{new Seed(5).Split(i).Below(t, 3 + i % 2)}"))
            .ToArray();
        var hmm = HiddenMarkovData.Create(sequences).OrThrow();
        foreach (var algorithm in new[] { "plain", "squarem" })
            yield return ($"hmm, {algorithm}", Of(HiddenMarkov.Of(2, 4), hmm, HiddenMarkovStart.Leaning(hmm, 2), algorithm));
        yield return ("linkage", Of(LinkageModel.Model, LinkageData.Create(125, 18, 20, 34).OrThrow(), 0.5));
    }

    static Func<Place, string> Of<TData, TParams, TStats>(
        EmModel<TData, TParams, TStats> model,
        TData data,
        TParams start,
        string algorithm = "plain"
    )
    {
        var problem = Problem.Of(model, data).OrThrow();
        // SQUAREM only walks before its gains have settled.
        var rule = StopRule.Iterations(algorithm == "plain" ? 5 : 25);
        return place =>
            Em.Fit(At(problem, place), start, rule, Algorithm.Find<TParams>(algorithm).OrThrow())
                .Match(Right: fit => fit.Trace.ToString()[..16], Left: error => error.ToString());
    }

    static Vector Drawn(Mixture mixture, ulong seed, int rows, params (string, Vector)[] groups) =>
        mixture.Sample(mixture.At(groups).OrThrow(), new Seed(seed), rows).Values;

    // What is drawn, and what is computed from numbers alone.
    IEnumerable<(string, string)> Draws()
    {
        static string Hash(IEnumerable<double> numbers) => new Canonical().Add(Vector.Of(numbers)).Hash().ToString()[..16];
        yield return ("draws of a Gaussian mixture", Hash(_values));
        var row = new[] { double.NaN, 1.5, double.NaN };
        yield return ("imputation draws", Hash(Enumerable.Range(0, 500).SelectMany(i => _three.Complete(row, new Seed(6).Split(i)))));
        yield return (
            "imputed means and deviations",
            Hash(_three.Expect(row) is var imputed ? imputed.Means.Concat(imputed.Deviations) : [])
        );
        yield return (
            "draws of a Poisson mixture",
            Hash(Drawn(Mixture.Of<Poisson>(2), 7, 300, ("mixingWeight", [0.4, 0.6]), ("rate", [3, 1_200])))
        );
        var hmm = HiddenMarkov.Parameters([0.6, 0.4], [0.7, 0.3, 0.2, 0.8], [0.1, 0.9, 0.5, 0.5]).OrThrow();
        yield return ("draws of a hidden Markov model", Hash(hmm.Sample(new Seed(8), 300).Values));
        foreach (var (name, function) in Functions())
            yield return (name, Hash(Enumerable.Range(-4_000, 8_001).Select(i => function(i * 0.1861 + i / 3001.0))));
    }

    static IEnumerable<(string, Func<double, double>)> Functions() =>
        [
            ("exp", Elementary.Exp),
            ("log", x => Elementary.Log(Math.Abs(x))),
            ("expm1", Elementary.Expm1),
            ("log1p", x => Elementary.Log1p(Math.Abs(x))),
            ("ln gamma", x => SpecialFunctions.LogGamma(Math.Abs(x))),
            ("digamma", x => SpecialFunctions.Digamma(Math.Abs(x) + 0.01)),
            ("erf", x => SpecialFunctions.Erf(x / 100)),
            ("exp, eight at a time", x => Elementary.Exp(Vector512.Create(x))[3]),
            ("log, eight at a time", x => Elementary.Log(Vector512.Create(Math.Abs(x)))[3]),
            ("erf, eight at a time", x => SpecialFunctions.Erf(Vector512.Create(x / 100))[3]),
            ("normal quantile", x => NormalQuantile.Of(x / 2000 + 0.5)),
            ("gamma draws", x => new Seed(9).Gamma((int)x + 1_000, 0.4 + Math.Abs(x) / 100)),
        ];
}
