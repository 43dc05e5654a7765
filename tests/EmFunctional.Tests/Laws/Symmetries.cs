using System.Collections.Generic;
using System.Linq;
using EmFunctional.Chains;
using EmFunctional.Families;
using EmFunctional.Families.Gaussian;
using EmFunctional.Iterating;
using EmFunctional.Mixtures;
using EmFunctional.Modelling;
using EmFunctional.Models.GaussianMixture;
using EmFunctional.Models.GaussianMixture.Data;
using EmFunctional.Models.GaussianMixture.Form;
using EmFunctional.Models.Linkage;
using EmFunctional.Numerics;
using EmFunctional.Testing.Laws;
using EmFunctional.Tests.Support;
using LanguageExt;
using static EmFunctional.Numerics.SpecialFunctions;

namespace EmFunctional.Tests.Laws;

/// <summary>What may be done to the data of each model without changing what they say, what one more row could be, and what E lays under the likelihood.</summary>
static class Symmetries
{
    // Powers of two, so that units change nothing but exponents.
    const double Light = 1.0 / (1 << 17);
    const double Large = 1 << 20;
    const double Small = 1.0 / (1 << 30);

    static LawSymmetry<TParams> Of<TData, TParams, TStats>(
        string name,
        EmModel<TData, TParams, TStats> model,
        Validation<EmError, TData> data,
        Func<TParams, TParams>? map = null
    ) => new(name, Problem.Of(model, data.OrThrow()).OrThrow(), map ?? (p => p));

    static Vector Weights(int rows) => Vector.Of(rows, _ => Light);

    public static Arr<LawSymmetry<MixtureParameters>> Coins(EmModel<MixtureData, MixtureParameters, Vector> model, MixtureData data)
    {
        var (heads, tails) = (data.Column(0), data.Column(1));
        return Arr.create(
            Of("lighter rows", model, Make.Flipped(data, heads, tails, Weights(data.Rows))),
            Of("rows in reverse", model, Make.Flipped(data, Reversed(heads), Reversed(tails))),
            Of("heads for tails", model, Make.Flipped(data, tails, heads), p => p.With("theta", p["theta"].Map(theta => 1 - theta)))
        );
    }

    /// <summary>What may be done to the rows of any family.</summary>
    public static Arr<LawSymmetry<MixtureParameters>> Rows(Mixture mixture, MixtureData data) =>
        Arr.create(
            Of("lighter rows", mixture, MixtureData.Of(data.Family, data.Values, Weights(data.Rows))),
            Of(
                "rows in reverse",
                mixture,
                MixtureData.Of(data.Family, Vector.Concat([.. Enumerable.Range(1, data.Rows).Select(i => data.Row(data.Rows - i))]))
            )
        );

    public static Arr<(MixtureData, double)> SupportOfCoins(MixtureData data)
    {
        const int flips = 5;
        double Arrangements(int h) =>
            data.Family.Shape.Marks[0] == (int)CoinsObservation.Counts
                ? 1
                : Elementary.Exp(LogFactorial(flips) - LogFactorial(h) - LogFactorial(flips - h));
        return Enumerable
            .Range(0, flips + 1)
            .Select(h =>
                (Make.Flipped(data, Vector.Concat(data.Column(0), [h]), Vector.Concat(data.Column(1), [flips - h])), Arrangements(h))
            )
            .ToArray();
    }

    // Of each component its rows, heads and tails.
    public static double CompleteOfCoins(MixtureParameters at, MixtureParameters to, Vector s) =>
        Enumerable
            .Range(0, to.Components)
            .Sum(k => XLogY(s[3 * k], to.MixingWeights[k]) + XLogY(s[3 * k + 1], to["theta"][k]) + XLogY(s[3 * k + 2], 1 - to["theta"][k]));

    public static Arr<LawSymmetry<MixtureParameters>> Normal(EmModel<MixtureData, MixtureParameters, Vector> model, MixtureData data)
    {
        LawSymmetry<MixtureParameters> Line(string name, double a, double b) =>
            Of(
                name,
                model,
                Make.Points(data.Values.Map(x => a * x + b)),
                p =>
                    p.With("mean", p["mean"].Map(mean => a * mean + b))
                        .With("standardDeviation", p["standardDeviation"].Map(sigma => Math.Abs(a) * sigma))
            );
        return Arr.create(
            Of("lighter rows", model, Make.Points(data.Values, data.Names[0], Weights(data.Rows))),
            Of("rows in reverse", model, Make.Points(Reversed(data.Values))),
            Line("a larger unit", Small, 0),
            Line("a smaller unit", Large, 0),
            Line("another zero", 1, 64),
            Line("the other direction", -1, 0)
        );
    }

    public static Arr<(MixtureData, double)> SupportOfNormals(MixtureData data, MixtureParameters at) =>
        LawSupport.OnLine(at.Means, at.StandardDeviations, x => Make.Points(Vector.Concat(data.Values, [x])).OrThrow());

    public static double CompleteOfNormals(MixtureParameters at, MixtureParameters to, Vector s) =>
        Enumerable
            .Range(0, to.Components)
            .Sum(k =>
            {
                var (mass, first, second) = (s[3 * k], s[3 * k + 1], s[3 * k + 2]); // about the mean before
                var (shift, sigma) = (to["mean"][k] - at["mean"][k], to["standardDeviation"][k]);
                return XLogY(mass, to.MixingWeights[k] / sigma) - (second - 2 * shift * first + mass * shift * shift) / (2 * sigma * sigma);
            });

    public static Arr<LawSymmetry<MixtureParameters>> Poisson(EmModel<MixtureData, MixtureParameters, Vector> model, MixtureData data)
    {
        var weights = Vector.Of(data.Rows, i => data.Weights[i]);
        return Arr.create(
            Of("lighter rows", model, Make.Counts(data.Values, Light * weights)),
            Of("rows in reverse", model, Make.Counts(Reversed(data.Values), Reversed(weights)))
        );
    }

    public static Arr<(MixtureData, double)> SupportOfPoissons(MixtureData data)
    {
        var weights = Vector.Of(data.Rows, i => data.Weights[i]);
        return Enumerable
            .Range(0, 200)
            .Select(y => (Make.Counts(Vector.Concat(data.Values, [y]), Vector.Concat(weights, [1])).OrThrow(), 1.0))
            .ToArray();
    }

    // Of each component its mass and its sum.
    public static double CompleteOfPoissons(MixtureParameters at, MixtureParameters to, Vector s) =>
        Enumerable
            .Range(0, to.Components)
            .Sum(k => XLogY(s[2 * k], to.MixingWeights[k]) + XLogY(s[2 * k + 1], to["rate"][k]) - s[2 * k] * to["rate"][k]);

    public static Arr<LawSymmetry<HiddenMarkovParameters>> HiddenMarkov(
        EmModel<HiddenMarkovData, HiddenMarkovParameters, Vector> model,
        HiddenMarkovData data
    )
    {
        var texts = data.Sequences.Map(sequence => sequence.Select(symbol => data.Symbols[(int)symbol])).ToArray();
        // The k-th symbol by another name, so that the order of the chart is turned round.
        var others = data.Sequences.Map(sequence => sequence.Select(symbol => $"s{99 - (int)symbol}")).ToArray();
        return Arr.create(
            Of("lighter sequences", model, HiddenMarkovData.Create(texts, Weights(texts.Length))),
            Of("sequences in reverse", model, HiddenMarkovData.Create(texts.Reverse())),
            Of(
                "symbols with other names",
                model,
                HiddenMarkovData.Create(others),
                p =>
                    new(
                        p.Initial,
                        p.Transition,
                        Vector.Of(p.Emission.Count, i => p.Emission[i / p.Symbols * p.Symbols + p.Symbols - 1 - i % p.Symbols])
                    )
            )
        );
    }

    public static Arr<(HiddenMarkovData, double)> Support(HiddenMarkovData data)
    {
        var texts = data.Sequences.Map(sequence => sequence.Select(symbol => data.Symbols[(int)symbol])).ToArray();
        return (
            from a in data.Symbols
            from b in data.Symbols
            from c in data.Symbols
            select (HiddenMarkovData.Create(texts.Append([a, b, c])).OrThrow(), 1.0)
        ).ToArray();
    }

    public static double Complete(HiddenMarkovParameters at, HiddenMarkovParameters to, Vector s) =>
        Vector.Concat(to.Initial, to.Transition, to.Emission).Zip(s, (p, count) => XLogY(count, p)).Sum();

    public static Arr<LawSymmetry<MixtureParameters>> Gaussian(GaussianMixtureOptions options, MixtureData data)
    {
        var d = data.Dimension;
        LawSymmetry<MixtureParameters> Changed(string name, int[] order, Func<int, double> scale, double shift, Vector? weights = null)
        {
            var values = Vector.Of(data.Values.Count, i => scale(order[i % d]) * data.Values[i / d * d + order[i % d]] + shift);
            var made = GaussianMixtureData.Create(order.Select(j => data.Names[j]).ToArray(), values, weights).OrThrow();
            var model = GaussianMixtureModel.Of(options with { Guard = GuardOf(options)(made, scale(0) * scale(0)) });
            MixtureParameters Map(MixtureParameters p) =>
                model
                    .Chart.FromFlat(
                        Vector.Concat([
                            p.MixingWeights,
                            Vector.Of(p.Components * d, i => scale(order[i % d]) * p.Means[i / d * d + order[i % d]] + shift),
                            .. p.Covariances.Select(covariance => Covariance(covariance, order, scale)),
                        ])
                    )
                    .OrThrow();
            return Of(name, model, made, Map);
        }
        var (same, all) = (Enumerable.Range(0, d).ToArray(), new List<LawSymmetry<MixtureParameters>>());
        all.Add(Changed("a smaller unit", same, _ => Large, 0));
        all.Add(Changed("another zero", same, _ => 1, 64));
        if (options.Guard is CovarianceGuard.None)
            all.Add(Changed("lighter rows", same, _ => 1, 0, Weights(data.Rows)));
        if (options.Guard is CovarianceGuard.None && options.Form != CovarianceForm.Spherical)
        {
            all.Add(Changed("columns in units of their own", same, j => j == 0 ? Small : Large, 0));
            all.Add(Changed("columns in reverse", [.. same.Reverse()], _ => 1, 0));
        }
        return all.ToArray();
    }

    static Vector Covariance(Covariance covariance, int[] order, Func<int, double> scale)
    {
        var d = order.Length;
        double At(int i, int j) => scale(order[i]) * scale(order[j]) * covariance.At(order[i], order[j]);
        return covariance.Shape switch
        {
            CovarianceShape.Triangular => Vector.Of(
                Enumerable.Range(0, d).SelectMany(i => Enumerable.Range(0, i + 1).Select(j => At(i, j)))
            ),
            CovarianceShape.Diagonal => Vector.Of(d, i => At(i, i)),
            _ => [At(0, 0)],
        };
    }

    static Vector Reversed(Vector rows) => Vector.Of(rows.Count, i => rows[rows.Count - 1 - i]);

    // The same guard for data in other units.
    static Func<MixtureData, double, CovarianceGuard> GuardOf(GaussianMixtureOptions options) =>
        (data, unit) =>
            options.Guard.Match<CovarianceGuard>(
                none: g => g,
                ridge: g => g,
                floor: g => new CovarianceGuard.Floor(g.Eigenvalue * unit),
                prior: _ => new CovarianceGuard.Prior(
                    GaussianMixtureDegeneracy.DefaultPrior(data, options.Form, options.Components).OrThrow()
                )
            );

    public static Option<Func<T, T, Vector, double>> Given<T>(Func<T, T, Vector, double> complete) => complete;

    // What a row could be whatever θ is: all that is discrete.
    public static Option<Func<TParams, Arr<(TData, double)>>> Always<TData, TParams>(Arr<(TData, double)> support) =>
        Prelude.Some<Func<TParams, Arr<(TData, double)>>>(_ => support);

    public static LawOptions<LinkageData, double> Linkage { get; } =
        new()
        {
            Symmetries = Arr.create(Of("the middle cells exchanged", LinkageModel.Model, LinkageData.Create(125, 20, 18, 34))),
            Complete = Given<double>((_, theta, s) => XLogY(s[0], theta) + XLogY(s[1], 1 - theta)),
        };
}
