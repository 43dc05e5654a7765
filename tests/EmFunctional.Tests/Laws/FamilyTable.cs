using System.Collections.Generic;
using System.Linq;
using EmFunctional.Families;
using EmFunctional.Families.Gaussian;
using EmFunctional.Iterating;
using EmFunctional.Mixtures;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Testing.Laws;
using LanguageExt;

namespace EmFunctional.Tests.Laws;

/// <summary>A mixture of each family, over rows that are drawn from one: what is true of all mixtures is tested of each.</summary>
static class FamilyTable
{
    const int Count = 60;

    static readonly Family _person =
        Family.Of<Normal>("height")
        * Family.Of<Poisson>("visits")
        * Family.Of(new Categorical(Arr.create("blue", "brown", "green"))).On(Arr.create("eyes"));

    public static ModelCase[] Rows { get; } =
    [
        Case(Family.Of<Exponential>(), ("rate", [4, 0.5])),
        Case(Family.Of(new Student(4)), ("location", [0, 9]), ("scale", [1, 2])),
        Case(Family.Of<Student>(), ("location", [0, 20]), ("scale", [1, 2]), ("degreesOfFreedom", [1.5, 2])),
        Case(Family.Of<Geometric>(), ("success", [0.7, 0.15])),
        Case(Family.Of(new Binomial(10)), ("success", [0.2, 0.7])),
        Case(Family.Of(new Categorical(Arr.create("a", "b", "c"))), ("probability", [0.7, 0.2, 0.1, 0.1, 0.3, 0.6])),
        Case(Family.Of<ZeroInflated<Poisson>>(), ("zeroInflation", [0.4, 0.1]), ("rate", [2, 9])),
        Case(Family.Of<Hurdle<Poisson>>(), ("zero", [0.4, 0.1]), ("rate", [2, 9])),
        Case(
            _person,
            ("height.mean", [165, 181]),
            ("height.standardDeviation", [6, 6.5]),
            ("visits.rate", [1, 5]),
            ("eyes.probability", [0.7, 0.2, 0.1, 0.1, 0.3, 0.6])
        ),
        Holed(
            _person,
            ("height.mean", [165, 181]),
            ("height.standardDeviation", [6, 6.5]),
            ("visits.rate", [1, 5]),
            ("eyes.probability", [0.7, 0.2, 0.1, 0.1, 0.3, 0.6])
        ),
        Case(Family.Of<LogNormal>(), ("meanLog", [0, 2]), ("standardDeviationLog", [0.5, 0.4])),
        Case(Family.Of<Gamma>(), ("shape", [2, 9]), ("rate", [2, 1])),
        Case(Family.Of<Weibull>(), ("shape", [1.5, 5]), ("scale", [1.5, 9])),
        Case(Family.Of<NegativeBinomial>(), ("mean", [2, 30]), ("size", [3, 4])),
        Case(Family.Of<MultivariateNormal>(), ("mean", [0, 0, 4, 2]), ("covariance", [1, 0.5, 1, 2, -0.5, 1])),
        Holed(Family.Of<MultivariateNormal>(), ("mean", [0, 0, 4, 2]), ("covariance", [1, 0.5, 1, 2, -0.5, 1])),
        Case(Family.Of(new MultivariateNormal(2, CovarianceShape.Diagonal)), ("mean", [0, 0, 4, 2]), ("variance", [1, 2, 2, 1])),
        Holed(Family.Of(new MultivariateNormal(2, CovarianceShape.Spherical)), ("mean", [0, 0, 4, 2]), ("variance", [1, 2])),
        Tied(Family.Of<MultivariateNormal>(), "covariance", ("mean", [0, 0, 4, 2]), ("covariance", [1, 0.5, 1, 1, 0.5, 1])),
        Tied(
            Family.Of(new MultivariateStudent(2, 4, CovarianceShape.Diagonal)),
            "scatter",
            ("location", [0, 0, 9, 5]),
            ("scatter", [1, 2, 1, 2])
        ),
        Tied(
            _person,
            "height.standardDeviation",
            ("height.mean", [165, 181]),
            ("height.standardDeviation", [6, 6]),
            ("visits.rate", [1, 5]),
            ("eyes.probability", [0.7, 0.2, 0.1, 0.1, 0.3, 0.6])
        ),
        Case(Family.Of(new MultivariateStudent(2, 4)), ("location", [0, 0, 9, 5]), ("scatter", [1, 0.5, 1, 2, -0.5, 1])),
        Holed(
            Family.Of<MultivariateStudent>(),
            ("location", [0, 0, 20, 9]),
            ("scatter", [1, 0.5, 1, 2, -0.5, 1]),
            ("degreesOfFreedom", [1.5, 2])
        ),
        Case(Family.Of<VonMises>(), ("mean", [0, 1.5]), ("concentration", [2, 8])),
        Case(Family.Of(new Multinomial(3)), ("probability", [0.7, 0.2, 0.1, 0.1, 0.3, 0.6])),
        Given("linear-regression(y, x1, x2)", ("coefficient", [1, 2, -1, 8, -1, 0.5]), ("standardDeviation", [0.7, 1])),
        Given("poisson-regression(y, x1, x2)", ("coefficient", [0, 1, 0.2, 2.5, -0.5, 0])),
        Given(
            "logistic-regression(y, x1, x2) * normal(z)",
            ("y.coefficient", [-2, 1, 0.5, 1, -1, 0.5]),
            ("z.mean", [0, 4]),
            ("z.standardDeviation", [1, 1.5])
        ),
        Ended("exponential", ("rate", [2, 0.3])),
        Ended("weibull", ("shape", [1.5, 5]), ("scale", [1.5, 9])),
        Ended("normal", ("mean", [4, 9]), ("standardDeviation", [1, 1.5])),
        Between("exponential", ("rate", [2, 0.3])),
        Between("weibull", ("shape", [1.5, 5]), ("scale", [1.5, 9])),
        Between("normal", ("mean", [4, 9]), ("standardDeviation", [1, 1.5])),
    ];

    public static string[] WithoutSupport =>
        [
            .. Rows.Select(row => row.ToString())
                .Where(name =>
                    name.Contains('*')
                    || name.Contains("(x")
                    || name.Contains("(angle")
                    || name.Contains("censored")
                    || name.Contains("regression")
                ),
        ];

    /// <summary>What is hidden inside a component stays hidden where its rows are known; and a generalised M-step is a part of the way.</summary>
    public static string[] WithoutClosedForm => [.. Rows.Select(row => row.ToString()).Where(HidesMore)];

    static bool HidesMore(string name) =>
        new[]
        {
            "student",
            "(poisson(",
            "weibull",
            "negative-binomial",
            "censored",
            "poisson-reg",
            "logistic",
            "x2), holes",
            "spherical), holes",
        }.Any(name.Contains);

    /// <summary>Sums that are slopes at the parameters cannot be told about others.</summary>
    public static string[] WithoutStreams =>
        [
            .. Rows.Select(row => row.ToString())
                .Where(name => new[] { "weibull", "negative-binomial", "poisson-reg", "logistic" }.Any(name.Contains)),
        ];

    static ModelCase Case(Family family, params (string, Vector)[] truth) => Of(family, family.Shape.Text, x => x, truth);

    static ModelCase Tied(Family family, string group, params (string, Vector)[] truth) =>
        Of(family, $"{family.Shape.Text}, tied", x => x, truth, group);

    // A cell in five is missing, never a whole row.
    static ModelCase Holed(Family family, params (string, Vector)[] truth) =>
        Of(family, $"{family.Shape.Text}, holes", values => Vector.Of(values.Count, at => at % 5 == 3 ? double.NaN : values[at]), truth);

    // Covariates that are given, and what they make.
    static ModelCase Given(string text, params (string, Vector)[] truth)
    {
        var family = FamilyCatalogue.Parse(text).OrThrow();
        var members = family.At(Mixture.Of(family, 2).At(truth).OrThrow().ByComponent());
        var rows = Vector.Of(
            Enumerable
                .Range(0, Count)
                .SelectMany(i =>
                {
                    var seed = new Seed(12).Split(i);
                    double[] row = [0, 3 * seed.Uniform(0), i % 5, .. new double[family.Shape.Width - 3]];
                    members.Draw(i % 2, seed.Split(1), row);
                    return row;
                })
        );
        return Of(MixtureData.Of(family, rows).OrThrow(), text);
    }

    // Somebody stopped to look at every second row, between its half and its whole time and that again.
    static ModelCase Ended(string name, params (string, Vector)[] truth) =>
        Censored(
            $"right-censored({name}(time, event))",
            (i, x) => x[0] * (0.5 + i % 7 / 7.0) is var end && i % 2 == 0 && end < x[0] ? [end, 0] : [x[0], 1],
            truth
        );

    // Of four rows one was seen, one is known to a whole number, and one from below or above.
    static ModelCase Between(string name, params (string, Vector)[] truth) =>
        Censored(
            $"interval-censored({name}(from, to))",
            (i, x) =>
                (i % 8) switch
                {
                    0 or 4 => [x[0], x[0]],
                    3 => [0.75 * x[0], double.NaN],
                    7 => [double.NaN, 1.25 * x[0] + 0.5],
                    _ => [Math.Floor(x[0]), Math.Floor(x[0]) + 1],
                },
            truth
        );

    static ModelCase Censored(string text, Func<int, Vector, Vector> row, (string, Vector)[] truth)
    {
        var family = FamilyCatalogue.Parse(text).OrThrow();
        return Of(
            family,
            text,
            values => Vector.Of(Enumerable.Range(0, values.Count / 2).SelectMany(i => row(i, values.Slice(2 * i, 2)))),
            truth
        );
    }

    static ModelCase Of(Family family, string variant, Func<Vector, Vector> holes, (string, Vector)[] truth, params string[] tied)
    {
        var mixture = Mixture.Of(family, 2);
        var drawn = mixture.Sample(mixture.At(truth).OrThrow(), new Seed(11), Count);
        return Of(MixtureData.Of(family, holes(drawn.Values)).OrThrow(), variant, tied);
    }

    static ModelCase Of(MixtureData data, string variant, params string[] tied)
    {
        var mixture = Mixture.Of(data.Family, 2, tied: tied);
        return ModelTable.Of(
            "Mixture",
            variant,
            mixture,
            data,
            Symmetries.Rows(mixture, data),
            Support(mixture, data),
            Symmetries.Given<MixtureParameters>((at, to, _) => Complete(mixture, data, at, to)),
            Enumerable.Range(1, 3).Select(i => mixture.Start(data, new Seed(5).Split(i))).ToArray(),
            hasClosedForm: !HidesMore(variant)
        );
    }

    // Σᵢ Σₖ rᵢₖ ln πₖ f(xᵢ | θₖ), row by row.
    static double Complete(Mixture mixture, MixtureData data, MixtureParameters at, MixtureParameters to)
    {
        double Log(int k, Vector row) => mixture.Posterior(to.With("mixingWeight", Vector.Of(2, j => j == k ? 1 : 0)), row.Span).LogDensity;
        return Enumerable
            .Range(0, data.Rows)
            .Sum(i =>
                mixture
                    .Posterior(at, data.Row(i).Span)
                    .Responsibilities.Select((r, k) => r == 0 ? 0 : r * (Elementary.Log(to.MixingWeights[k]) + Log(k, data.Row(i))))
                    .Sum()
            );
    }

    // All rows that there can be, where they are few; the counts up to where they are next to impossible.
    static Option<Func<MixtureParameters, Arr<(MixtureData, double)>>> Support(Mixture mixture, MixtureData data)
    {
        var column = mixture.Family.Shape.Columns[0];
        var rows =
            mixture.Family.Shape.Name == "multinomial" ? Partitions(Multinomial.ThingsPerRow)
            : mixture.Family.Shape.Width > 1 || !column.IsDiscrete ? []
            : Enumerable.Range(0, 2_000).Where(y => column.Domain.Contains(y)).Select(y => Vector.Of(1, _ => y));
        Arr<(MixtureData, double)> support = rows.Select(row => (More(data, row), 1.0)).ToArray();
        return support.IsEmpty
            ? Option<Func<MixtureParameters, Arr<(MixtureData, double)>>>.None
            : Prelude.Some<Func<MixtureParameters, Arr<(MixtureData, double)>>>(_ => support);
    }

    // In three parts.
    static IEnumerable<Vector> Partitions(int whole) =>
        Enumerable
            .Range(0, whole + 1)
            .SelectMany(a => Enumerable.Range(0, whole + 1 - a).Select(b => Vector.Create([a, b, whole - a - b])));

    static MixtureData More(MixtureData data, Vector row) => MixtureData.Of(data.Family, Vector.Concat(data.Values, row)).OrThrow();
}
