using System.Linq;
using EmFunctional.Families;
using EmFunctional.Families.Gaussian;
using EmFunctional.Iterating;
using EmFunctional.Mixtures;
using EmFunctional.Modelling;
using EmFunctional.Models.GaussianMixture.Data;
using EmFunctional.Models.GaussianMixture.Form;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using EmFunctional.Tables;
using LanguageExt;

namespace EmFunctional.Models.GaussianMixture;

static class GaussianMixtureEntry
{
    static readonly CovarianceForm[] _forms = Enum.GetValues<CovarianceForm>();

    public static ModelEntry Entry { get; } =
        new(
            "gaussian-mixture",
            "rows of numbers, each from one of several normal distributions with covariances",
            Arr.create(
                ModelOptionEntry.Components,
                new("form", "full", _forms.Select(form => form.ToText()).ToArray(), "what the components' covariances have in common")
                {
                    IsCompared = true,
                },
                ModelOptionEntry.Mixing(Mixing.Estimated),
                ModelOptionEntry.Hold,
                new(
                    "on-degenerate",
                    "fail",
                    Arr.create("fail", "floor", "prior", "restart", "drop"),
                    "what to do where a covariance collapses: fail, keep its eigenvalues above a floor, use a conjugate prior, begin anew, or go on without"
                )
            ),
            request => Open(request),
            saved =>
                saved.Columns.IsEmpty
                    ? new EmError.BadModelFile("gaussian-mixture", "columns", "the names of the columns")
                    : saved.Settings.FixedParameters.Map(fixedParameters => ChartOf(saved, fixedParameters).OnFlat())
        )
        {
            Passes = Passes,
            CanImpute = true,
            Reading = new() { TakesBlocks = true, TakesHolesInBlocks = true },
            Count = CountOf,
            Stream = Prelude.Some<Func<SavedModel, Validation<EmError, TableStream>>>(Stream),
            Use = new ModelUse(Apply, (saved, seed, rows) => FittedOf(saved).Sample(saved.Columns, seed, rows))
            {
                Each = Prelude.Some<Func<SavedModel, PosteriorOfRow>>(saved => FittedOf(saved).Posterior),
            },
        };

    static Arr<ParameterAxis> AxesOf(string group, CovarianceForm form) =>
        (group, form) switch
        {
            ("covariance", CovarianceForm.Tied) => Arr.create(ParameterAxis.Column, ParameterAxis.Column),
            ("covariance", _) => Arr.create(ParameterAxis.Component, ParameterAxis.Column, ParameterAxis.Column),
            ("mixingWeight", _) => Arr.create(ParameterAxis.Component),
            _ => Arr.create(ParameterAxis.Component, ParameterAxis.Column),
        };

    static Int128 CountOf(ModelSettings settings, int columns)
    {
        var (k, d, form) = ((Int128)settings.Components, (Int128)columns, FormOf(settings));
        var covariance = form.Shape() switch
        {
            CovarianceShape.Triangular => d * (d + 1) / 2,
            CovarianceShape.Diagonal => d,
            _ => 1,
        };
        return k + k * d + (form.IsShared() ? 1 : k) * covariance;
    }

    static Validation<EmError, OpenedModel> Open(ModelRequest request) =>
        from data in GaussianMixtureData.Parse(request.Table, request.Chosen)
        from borne in request.Bears(data.Rows, CountOf(request, data.Dimension), data.Labels.CountOfOrder(request.Components))
        from fixedParameters in request.FixedParameters
        from opened in Open(request, data, fixedParameters)
        select opened;

    // What keeps a covariance from collapsing is a matter of M.
    static Validation<EmError, Problem<Vector>> Passes(ModelRequest request) =>
        from data in GaussianMixtureData.Parse(request.Table, request.Chosen)
        from fixedParameters in request.FixedParameters
        let options = new GaussianMixtureOptions(request.Components, data.Dimension, FormOf(request), request.Mixing)
        {
            FixedParameters = fixedParameters,
        }
        from held in HeldComponents.Of(options)
        from problem in Problem.OfPart(GaussianMixtureModel.Of(options), data).ToValidation()
        select problem.OnChart();

    static Validation<EmError, AppliedModel> Apply(SavedModel saved, Table table, ColumnChoice chosen)
    {
        var (fitted, d) = (FittedOf(saved), saved.Columns.Count);
        return NumberTable
            .Read(table, chosen)
            .Bind(read =>
                read.Names.Count == d
                    ? AppliedModel
                        .Of(read, row => fitted.Posterior(row.Span))
                        .Map(applied => applied with { Imputer = fitted.Imputer(read) })
                    : new EmError.WrongLength($"the columns of {table.Source}", d, read.Names.Count)
            );
    }

    static Validation<EmError, TableStream> Stream(SavedModel saved) =>
        saved.Settings["on-degenerate"] is var policy && policy != "fail"
            ? new EmError.CannotDo(
                "gaussian-mixture",
                $"learn rows as they come where on-degenerate is {policy}, which asks all rows; choose fail for it"
            )
            : from fixedParameters in saved.Settings.FixedParameters
            let options = OptionsOf(saved) with
            {
                FixedParameters = fixedParameters,
                OnDegenerate = policy,
            }
            from held in HeldComponents.Of(options)
            select TableStream.Of(GaussianMixtureModel.Of(options), (table, chosen) => GaussianMixtureData.Parse(table, chosen));

    static Chart<MixtureParameters> ChartOf(SavedModel saved, FixedParameters fixedParameters) =>
        GaussianMixtureParameters.ChartOf(OptionsOf(saved) with { FixedParameters = fixedParameters });

    static GaussianMixtureOptions OptionsOf(SavedModel saved) =>
        new(saved.Settings.Components, saved.Columns.Count, FormOf(saved.Settings), saved.Settings.Mixing);

    static MixtureParameters ParametersOf(SavedModel saved) =>
        MixtureChart.FromFlat(GaussianMixtureParameters.ShapeOf(OptionsOf(saved)), saved.Settings.Components, saved.Parameters);

    static FittedFamily FittedOf(SavedModel saved) => ParametersOf(saved).Fitted;

    static CovarianceForm FormOf(ModelSettings settings) => _forms.Single(form => form.ToText() == settings["form"]);

    static Validation<EmError, OpenedModel> Open(ModelRequest request, MixtureData data, FixedParameters fixedParameters)
    {
        if (!fixedParameters.IsNone && request["on-degenerate"] == "drop")
            return new EmError.CannotDo("gaussian-mixture", "hold numbers of components that may be dropped");
        if (!data.Labels.IsNone && request["on-degenerate"] == "drop")
            return new EmError.CannotDo("gaussian-mixture", "have labels of components that may be dropped");
        return from chosen in OptionsOf(request, data).ToValidation()
            let options = chosen with
            {
                FixedParameters = fixedParameters,
            }
            from held in HeldComponents.Of(options)
            from opened in Open(request, data, options)
            select opened;
    }

    static Validation<EmError, OpenedModel> Open(ModelRequest request, MixtureData data, GaussianMixtureOptions options)
    {
        var mixture = GaussianMixtureModel.Of(options);
        var toFlat = mixture.Chart.ToFlat;
        var opened = new OpenedMixture(mixture, data, labels => GaussianMixtureStart.FromLabels(data, labels, options).Map(toFlat));
        Func<Seed, Either<EmError, Vector>> Start(
            Func<MixtureData, GaussianMixtureOptions, Seed, Either<EmError, MixtureParameters>> draw
        ) => seed => draw(data, options, seed).Map(toFlat);
        // The first number of each mean is enough to follow.
        MixtureStory Story(MixtureStory of) =>
            of with
            {
                Terms = of.Terms with { Watched = Enumerable.Range(0, options.Components).Select(c => $"mean[{c}][0]").ToArray() },
            };
        return Problem
            .Of(mixture, data)
            .Map(problem => new OpenedModel(
                problem.OnChart(),
                opened.Rows with
                {
                    CanImpute = true,
                    Labels = opened.Labels with
                    {
                        Shared = mixture.Tied,
                        FromResponsibilities = Prelude.Some<Func<Vector, Either<EmError, Vector>>>(r =>
                            GaussianMixtureStart.FromResponsibilities(data, r, options).Map(toFlat)
                        ),
                    },
                },
                new(
                    Arr.create(
                        new StartEntry("k-means++", IsDrawn: true, Start(GaussianMixtureStart.KMeansPlusPlus)),
                        new("random-rows", IsDrawn: true, Start(GaussianMixtureStart.RandomRows)),
                        new("hierarchical", IsDrawn: false, Start((rows, chosen, _) => GaussianMixtureStart.Hierarchical(rows, chosen)))
                    )
                )
                {
                    Alike = new AlikeStart(
                        options.Form.IsShared() ? Arr.create("mean") : Arr.create("mean", "covariance", "variance"),
                        () => ClosedForm.OfAll(data, options).Map(toFlat)
                    ),
                    Fallback = FallbackOf(request["on-degenerate"], data, options, mixture.Chart),
                },
                new(() => Story(opened.Story).Narrative()) { Shape = opened.Shape }
            )
            {
                Terms = new() { Columns = data.Names, Axes = group => AxesOf(group, options.Form) },
                LogPrior = saved => mixture.LogPrior(ParametersOf(saved)),
            })
            .ToValidation();
    }

    static Either<EmError, GaussianMixtureOptions> OptionsOf(ModelRequest request, MixtureData data)
    {
        var form = FormOf(request);
        Either<EmError, CovarianceGuard> guard = request["on-degenerate"] switch
        {
            "floor" => GaussianMixtureDegeneracy.DefaultFloor(data),
            "prior" => GaussianMixtureDegeneracy
                .DefaultPrior(data, form, request.Components)
                .Map(CovarianceGuard (prior) => new CovarianceGuard.Prior(prior)),
            _ => new CovarianceGuard.None(),
        };
        return guard.Map(chosen => new GaussianMixtureOptions(request.Components, data.Dimension, form, request.Mixing)
        {
            Guard = chosen,
            OnDegenerate = request["on-degenerate"],
        });
    }

    static Func<Seed, Option<Fallback<Vector>>> FallbackOf(
        string policy,
        MixtureData data,
        GaussianMixtureOptions options,
        Chart<MixtureParameters> chart
    ) =>
        seed =>
            policy switch
            {
                "restart" => GaussianMixtureDegeneracy.Restart(data, options, seed).OnChart(chart),
                "drop" => GaussianMixtureDegeneracy.Drop(data, options).OnChart(chart),
                _ => Option<Fallback<Vector>>.None,
            };
}
