using System.IO;
using System.Linq;
using EmFunctional.Chains;
using EmFunctional.Families;
using EmFunctional.Mixtures;
using EmFunctional.Modelling;
using EmFunctional.Models.GaussianMixture;
using EmFunctional.Models.GaussianMixture.Data;
using EmFunctional.Models.GaussianMixture.Form;
using EmFunctional.Models.Linkage;
using EmFunctional.Numerics;
using EmFunctional.Tables;
using EmFunctional.Testing.Laws;
using EmFunctional.Tests.Support;
using LanguageExt;

namespace EmFunctional.Tests.Laws;

/// <summary>Every model there is: a row for each kind of it. What is true of all models is tested over this table.</summary>
public static class ModelTable
{
    static readonly GaussianMixtureOptions _held = new(3, 2)
    {
        FixedParameters = FixedParameters
            .At("mean[0][0]", 2)
            .And("mean[0][1]", 55)
            .And("covariance[1][0][0]", 0.2)
            .And("covariance[1][1][0]", 0.9)
            .And("covariance[1][1][1]", 36)
            .And("mixingWeight[2]", 0.3),
    };

    public static ModelCase[] Rows { get; } =
    [
        Coins("equal", Sample.DoBatzoglou, 2, Mixing.Equal),
        Coins("estimated, three", Sample.NotebookCoins, 3, Mixing.Estimated),
        NormalMixture("textbook", Mixing.Estimated, DeviationAbout.NewMean),
        NormalMixture("equal", Mixing.Equal, DeviationAbout.NewMean),
        NormalMixture("notebook", Mixing.Equal, DeviationAbout.PreviousMean),
        Held(
            "Coins",
            "a fair coin",
            Mixture.Of<Coin>(2, Mixing.Estimated, FixedParameters.At("theta[0]", 0.5)),
            Sample.NotebookCoins,
            Make.Coins(0.5, 0.7).OrThrow()
        ),
        Held(
            "NormalMixture",
            "a mean, a deviation and a weight held",
            Mixture.Of<Normal>(3, null, FixedParameters.At("mean[0]", 3).And("standardDeviation[1]", 1.5).And("mixingWeight[2]", 0.25)),
            Points,
            Make.Normals([0.4, 0.35, 0.25], [3, 6, 8], [1, 1.5, 1]).OrThrow()
        ),
        Held(
            "NormalMixture",
            "tied",
            Mixture.Of<Normal>(2, tied: Arr.create("standardDeviation")),
            Points,
            Make.Normals([0.5, 0.5], [3, 6], [1, 1]).OrThrow()
        ),
        Held(
            "PoissonMixture",
            "a rate and a weight held",
            Mixture.Of<Poisson>(3, fixedParameters: FixedParameters.At("rate[1]", 2).And("mixingWeight[0]", 0.25)),
            Times,
            Make.Poissons([0.25, 0.35, 0.4], [1, 2, 3]).OrThrow()
        ),
        Held(
            "GaussianMixture",
            "a mean, a covariance and a weight held",
            GaussianMixtureModel.Of(_held),
            Faithful,
            GaussianMixtureStart.KMeansPlusPlus(Faithful, _held, new Seed(1)).OrThrow()
        ),
        Held(
            "GaussianMixture",
            "a spherical variance held",
            GaussianMixtureModel.Of(new(2, 2, CovarianceForm.Spherical) { FixedParameters = FixedParameters.At("variance[0]", 20) }),
            Faithful,
            GaussianMixtureParameters.Create(CovarianceForm.Spherical, [0.5, 0.5], [2, 55, 4, 80], [20, 30]).OrThrow()
        ),
        PoissonMixture("three", Read("poisson3.csv", t => MixtureData.Parse(Family.Of<Poisson>(), t)), 3, Mixing.Estimated),
        PoissonMixture("times", Times, 2, Mixing.Estimated),
        PoissonMixture("equal", Times, 2, Mixing.Equal),
        ModelCase.Of("Linkage", "rao", LinkageModel.Model, LinkageData.Create(125, 18, 20, 34).OrThrow(), 0.5, Symmetries.Linkage),
        .. Enum.GetValues<CovarianceForm>().Select(form => Gaussian($"faithful {form.ToText()}", "faithful.csv", new(2, 2, form))),
        Gaussian("iris full", "iris.csv", new(3, 4)),
        Gaussian("iris tied, equal weights", "iris.csv", new(3, 4, CovarianceForm.Tied, Mixing.Equal)),
        .. Enum.GetValues<CovarianceForm>().Select(form => Prior(form)),
        Gaussian("faithful with a floor", "faithful.csv", new(3, 2) { Guard = new CovarianceGuard.Floor(0.25) }),
        Gaussian("airquality, rows with holes", "airquality.csv", new(2, 4)),
        Chain("ice cream", Read("icecream.csv", t => HiddenMarkovData.Parse(t)), 2),
        Chain("six sequences", Sequences, 3),
        .. FamilyTable.Rows,
        .. ChainTable.Rows,
    ];

    public static MixtureData Times =>
        Read("times_deaths.csv", t => MixtureData.Parse(Family.Of<Poisson>(), t, ColumnChoice.Of("deaths") with { Weights = "days" }));

    public static TheoryData<string> Names => [.. Rows.Select(row => row.ToString())];

    public static ModelCase Find(string name) => Rows.Single(row => row.ToString() == name);

    public static T Read<T>(string file, Func<Table, Validation<EmError, T>> parse) =>
        parse(CsvTable.Read(new StreamReader(Path.Combine(AppContext.BaseDirectory, "Oracles", "Reference", file)), file)).OrThrow();

    static HiddenMarkovData Sequences =>
        HiddenMarkovData
            .Create(new[] { "abcabca", "aabbcca", "ccba", "bacabacabac", "aaab", "cbcbcbccc" }.Select(s => s.Select(c => $"{c}")))
            .OrThrow();

    static ModelCase Coins(string variant, MixtureData data, int components, Mixing mixing) =>
        Of(
            "Coins",
            variant,
            Mixture.Of<Coin>(components, mixing),
            data,
            Symmetries.Coins(Mixture.Of<Coin>(components, mixing), data),
            Some<MixtureParameters, Arr<(MixtureData, double)>>(_ => Symmetries.SupportOfCoins(data)),
            Symmetries.Given<MixtureParameters>(Symmetries.CompleteOfCoins)
        );

    // What is true of any mixture.
    internal static ModelCase Of(
        string model,
        string variant,
        Mixture mixture,
        MixtureData data,
        Arr<LawSymmetry<MixtureParameters>> symmetries,
        Option<Func<MixtureParameters, Arr<(MixtureData, double)>>> support,
        Option<Func<MixtureParameters, MixtureParameters, Vector, double>> complete,
        Arr<MixtureParameters> starts = default,
        bool hasClosedForm = true
    ) =>
        ModelCase.Of(
            model,
            variant,
            mixture,
            data,
            mixture.Start(data),
            new()
            {
                Labelled =
                    mixture.Monotone && hasClosedForm
                        ? With(data, Enumerable.Range(0, data.Rows), i => data.Weights[i], Labels(data.Rows, mixture.Components))
                        : Option<MixtureData>.None,
                Relabel = Some<MixtureParameters>(p => p.Reordered(Backwards(mixture.Components))),
                Symmetries = symmetries,
                Support = support,
                Complete = complete,
                Starts = starts.IsEmpty ? new LawOptions<MixtureData, MixtureParameters>().Starts : starts,
                Rows = new LawRows<MixtureData>(
                    d => d.Rows,
                    (d, rows) => rows.Count >= mixture.Components ? With(d, rows, i => d.Weights[i]) : Option<MixtureData>.None
                )
                {
                    Weigh = Weigh<MixtureData>((d, w) => With(d, Enumerable.Range(0, d.Rows), i => w[i] * d.Weights[i])),
                },
            }
        );

    // Some of the rows, with weights.
    internal static Option<MixtureData> With(
        MixtureData data,
        System.Collections.Generic.IEnumerable<int> rows,
        Func<int, double> weight,
        Vector? labels = null
    ) =>
        MixtureData
            .Create(
                data.Family,
                data.Names,
                Vector.Concat([.. rows.Select(data.Row)]),
                data.Weights.IsNone && rows.All(i => weight(i) == 1) ? null : Vector.Of(rows.Select(weight)),
                RowLabels.Create(labels, rows.Count()).OrThrow(),
                DataDescription.Unknown
            )
            .ToOption();

    static MixtureData Faithful => Read("faithful.csv", t => GaussianMixtureData.Parse(t));
    static MixtureData Points => Read("notebook2_points.csv", t => MixtureData.Parse(Family.Of<Normal>(), t));

    // What is held tells components apart: labels matter there, and starts are given.
    static ModelCase Held<TData, TParams, TStats>(
        string name,
        string variant,
        EmModel<TData, TParams, TStats> model,
        TData data,
        TParams start
    ) => ModelCase.Of(name, variant, model, data, start, new() { Starts = Arr.create(start) });

    static ModelCase NormalMixture(string variant, Mixing mixing, DeviationAbout deviation)
    {
        var mixture = Mixture.Of<Normal>(2, mixing, family: new Normal(deviation));
        return Of(
            "NormalMixture",
            variant,
            mixture,
            Points,
            Symmetries.Normal(mixture, Points),
            Some<MixtureParameters, Arr<(MixtureData, double)>>(at => Symmetries.SupportOfNormals(Points, at)),
            Symmetries.Given<MixtureParameters>(Symmetries.CompleteOfNormals)
        );
    }

    static ModelCase Prior(CovarianceForm form)
    {
        var prior = new CovarianceGuard.Prior(GaussianMixtureDegeneracy.DefaultPrior(Faithful, form, 2).OrThrow());
        return Gaussian($"faithful {form.ToText()} with a prior", "faithful.csv", new(2, 2, form) { Guard = prior });
    }

    static ModelCase Gaussian(string variant, string file, GaussianMixtureOptions options)
    {
        var data = Read(file, t => GaussianMixtureData.Parse(t));
        return ModelCase.Of(
            "GaussianMixture",
            variant,
            GaussianMixtureModel.Of(options),
            data,
            GaussianMixtureStart.KMeansPlusPlus(data, options, new Seed(1)).OrThrow(),
            new()
            {
                Starts = Enumerable
                    .Range(1, 3)
                    .Select(i => GaussianMixtureStart.RandomRows(data, options, new Seed(7).Split(i)).OrThrow())
                    .ToArray(),
                Labelled = data.Holes.IsSome
                    ? Option<MixtureData>.None
                    : GaussianMixtureData.Create(data.Names, data.Values, labels: Labels(data.Rows, options.Components)).ToOption(),
                Relabel = Some<MixtureParameters>(p => p.Reordered(Backwards(p.Components))),
                Symmetries = Symmetries.Gaussian(options, data),
                Support = (Func<MixtureParameters, Arr<(MixtureData, double)>>)(at => GaussianLikelihood.Support(data, at)),
                Complete = Symmetries.Given<MixtureParameters>(GaussianLikelihood.Complete),
                Rows = new LawRows<MixtureData>(
                    d => d.Rows,
                    (d, rows) => GaussianMixtureData.Create(d.Names, Vector.Of(rows.SelectMany(row => d.Row(row).ToArray()))).ToOption()
                )
                {
                    Weigh = Weigh<MixtureData>((d, w) => GaussianMixtureData.Create(d.Names, d.Values, w).ToOption()),
                },
            }
        );
    }

    static ModelCase PoissonMixture(string variant, MixtureData data, int components, Mixing mixing) =>
        Of(
            "PoissonMixture",
            variant,
            Mixture.Of<Poisson>(components, mixing),
            data,
            Symmetries.Poisson(Mixture.Of<Poisson>(components, mixing), data),
            Some<MixtureParameters, Arr<(MixtureData, double)>>(_ => Symmetries.SupportOfPoissons(data)),
            Symmetries.Given<MixtureParameters>(Symmetries.CompleteOfPoissons)
        );

    static ModelCase Chain(string variant, HiddenMarkovData data, int states) =>
        ModelCase.Of(
            "HiddenMarkov",
            variant,
            HiddenMarkov.Of(states, data.Symbols.Count),
            data,
            HiddenMarkovStart.Leaning(data, states),
            new()
            {
                Labelled = HiddenMarkovData
                    .Create(Texts(data, Enumerable.Range(0, data.Sequences.Count)), null, Labels(data.Observations, states))
                    .ToOption(),
                Relabel = Some<HiddenMarkovParameters>(p => p.Reordered(Backwards(p.States))),
                Symmetries = Symmetries.HiddenMarkov(HiddenMarkov.Of(states, data.Symbols.Count), data),
                Support = Symmetries.Always<HiddenMarkovData, HiddenMarkovParameters>(Symmetries.Support(data)),
                Complete = Symmetries.Given<HiddenMarkovParameters>(Symmetries.Complete),
                Rows = new LawRows<HiddenMarkovData>(
                    d => d.Sequences.Count,
                    (d, rows) => HiddenMarkovData.Create(Texts(d, rows)).ToOption().Filter(chosen => chosen.Symbols == d.Symbols)
                )
                {
                    Weigh = Weigh<HiddenMarkovData>(
                        (d, w) => HiddenMarkovData.Create(Texts(d, Enumerable.Range(0, d.Sequences.Count)), w).ToOption()
                    ),
                },
            }
        );

    static Arr<int> Backwards(int components) => Enumerable.Range(0, components).Reverse().ToArray();

    // Every row of one component after the other.
    static Vector Labels(int rows, int components) => Vector.Of(rows, i => i % components);

    static System.Collections.Generic.IEnumerable<System.Collections.Generic.IEnumerable<string>> Texts(
        HiddenMarkovData data,
        System.Collections.Generic.IEnumerable<int> sequences
    ) => sequences.Select(row => data.Sequences[row].Select(symbol => data.Symbols[(int)symbol]));

    static Option<Func<T, Vector, Option<T>>> Weigh<T>(Func<T, Vector, Option<T>> weigh) => weigh;

    static Option<Func<T, T>> Some<T>(Func<T, T> function) => function;

    static Option<Func<T, TResult>> Some<T, TResult>(Func<T, TResult> function) => function;
}
