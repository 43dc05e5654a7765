using System.Linq;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Models.GaussianMixture;
using LanguageExt;

namespace EmFunctional.Models.NormalMixture;

static class NormalMixtureEntry
{
    public static ModelEntry Entry { get; } =
        new(
            "normal-mixture",
            "points on a line that have lost their colours: each comes from one of several normal distributions",
            Arr.create(
                ModelOptionEntry.Components,
                ModelOptionEntry.Mixing(Mixing.Estimated),
                new(
                    "m-step",
                    "textbook",
                    Arr.create("textbook", "notebook"),
                    "the standard deviation about the new mean (textbook), or about the previous one (notebook; not monotone)"
                ),
                ModelOptionEntry.Hold,
                new("tie", "", Arr.create("standardDeviation"), "numbers that are the same for all components") { IsOptional = true }
            ),
            Open,
            saved =>
                saved.Settings.Holds.Map(holds =>
                    NormalMixtureModel
                        .ChartOf(saved.Settings.Components, saved.Settings.Mixing, holds, saved.Settings["tie"].Length > 0)
                        .OnFlat()
                )
        )
        {
            IsOfOneColumn = true,
            Count = (settings, _) => 3 * (Int128)settings.Components,
            Use = new ModelUse(
                (saved, table, chosen) => AppliedModel.OfColumn(table, chosen, ParametersOf(saved), NormalMixtureUse.Posterior),
                (saved, seed, rows) => ParametersOf(saved).Sample(seed, rows, saved.Columns)
            ),
        };

    static AppliedModel Applied(NormalMixtureData data, NormalMixtureParameters at) =>
        new(data.Points.Count, i => at.Posterior(data.Points[i]), i => data.Weights[i]);

    static NormalMixtureParameters ParametersOf(SavedModel saved) =>
        NormalMixtureModel.FromFlat(saved.Parameters, saved.Settings.Components);

    static Validation<EmError, OpenedModel> Open(ModelRequest request) =>
        from data in NormalMixtureData.Parse(request.Table, request.Chosen)
        from borne in request.Bears(data.Points.Count, Entry.Count(request, 1), data.Labels.CountOfOrder(request.Components))
        from holds in request.Holds
        from opened in Open(request, data, holds)
        select opened;

    static Validation<EmError, OpenedModel> Open(ModelRequest request, NormalMixtureData data, Holds holds)
    {
        var deviation = request["m-step"] == "notebook" ? DeviationAbout.PreviousMean : DeviationAbout.NewMean;
        var tied = request["tie"].Length > 0;
        if (tied && holds.Of("standardDeviation", request.Components).Contains(true))
            return new EmError.CannotDo("normal-mixture", "hold and tie standardDeviation at once");
        var model = NormalMixtureModel.Of(request.Components, request.Mixing, deviation, holds, tied);
        var free = NormalMixtureModel.Of(request.Components, request.Mixing, deviation).Chart;
        Validation<EmError, Numerics.Vector> Held(NormalMixtureParameters untied) =>
            holds.On("normal-mixture", request.Mixing, free, free.ToFlat(tied ? NormalMixtureModel.Tied(untied) : untied));
        NormalMixtureParameters At(Numerics.Vector flat) => NormalMixtureModel.FromFlat(flat, request.Components);
        var labelling = new Labelling(
            request.Components,
            (at, row) => At(at).Posterior(data.Points[row]).Responsibilities,
            labels => NormalMixtureModel.FromLabels(data, labels, request.Components, request.Mixing).Map(model.Chart.ToFlat)
        );
        return Held(NormalMixtureModel.DefaultStart(data, request.Components))
            .Bind(start =>
                Problem
                    .Of(model, data)
                    .Map(problem => new OpenedModel(
                        problem.OnChart(),
                        data.Points.Count,
                        Arr.create(
                            StartEntry.Fixed("quantiles", start),
                            StartEntry.Drawn(
                                Starts.OfQuantiles,
                                seed => Held(NormalMixtureModel.DrawnStart(data, request.Components, seed))
                            ),
                            Starts.RandomLabels(
                                labelling,
                                data.Points.Count,
                                flat => holds.Apply(free.Names, tied ? free.ToFlat(NormalMixtureModel.Tied(At(flat))) : flat)
                            )
                        ),
                        () => NormalMixtureExplanation.Narrative(data, request.Components, request.Mixing, deviation, At)
                    )
                    {
                        Columns = Arr.create(data.Name),
                        Imputer = new Imputer(
                            (at, row) => GaussianMixtureImputation.Expect([data.Points[row]], At(at).Gaussian),
                            (at, row, seed) => GaussianMixtureImputation.Draw([data.Points[row]], At(at).Gaussian, seed)
                        ),
                        Known = data.Labels,
                        Alike = new AlikeStart(
                            Arr.create("mean", "standardDeviation"),
                            () => holds.Apply(free.Names, free.ToFlat(NormalMixtureModel.AllAlike(data, request.Components)))
                        ),
                        Shape = () => GaussianMixtureShape.OnLine(data.Name, data.Points, data.Weights, flat => At(flat).Gaussian),
                        Apply = Prelude.Some<Func<SavedModel, AppliedModel>>(saved => Applied(data, ParametersOf(saved))),
                        Size = data.Weights.Total(data.Points.Count),
                        Labels = labelling,
                    })
                    .ToValidation()
            );
    }
}
