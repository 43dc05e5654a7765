using EmFunctional.Iterating;
using EmFunctional.Modelling;
using LanguageExt;

namespace EmFunctional.Models.PoissonMixture;

static class PoissonMixtureEntry
{
    public static ModelEntry Entry { get; } =
        new(
            "poisson-mixture",
            "counts that nobody sorted: each comes from one of several Poisson distributions",
            Arr.create(ModelOptionEntry.Components, ModelOptionEntry.Mixing(Mixing.Estimated), ModelOptionEntry.Hold),
            request => Open(request),
            saved =>
                saved.Settings.Holds.Map(holds =>
                    PoissonMixtureModel.ChartOf(saved.Settings.Components, saved.Settings.Mixing, holds).OnFlat()
                )
        )
        {
            IsOfOneColumn = true,
            Count = (settings, _) => 2 * (Int128)settings.Components,
            Use = new ModelUse(
                (saved, table, chosen) =>
                    AppliedModel.OfColumn(table, chosen, ParametersOf(saved), PoissonMixtureUse.Posterior, Domain.WholeNumberFrom(0)),
                (saved, seed, rows) => ParametersOf(saved).Sample(seed, rows, saved.Columns)
            ),
        };

    static AppliedModel Applied(PoissonMixtureData data, PoissonMixtureParameters at) =>
        new(data.Counts.Count, i => at.Posterior(data.Counts[i]), i => data.Weights[i]);

    static PoissonMixtureParameters ParametersOf(SavedModel saved) =>
        PoissonMixtureModel.FromFlat(saved.Parameters, saved.Settings.Components);

    static Validation<EmError, OpenedModel> Open(ModelRequest request) =>
        from data in PoissonMixtureData.Parse(request.Table, request.Chosen)
        from borne in request.Bears(data.Counts.Count, Entry.Count(request, 1), data.Labels.CountOfOrder(request.Components))
        from holds in request.Holds
        from opened in Open(request, data, holds)
        select opened;

    static Validation<EmError, OpenedModel> Open(ModelRequest request, PoissonMixtureData data, Holds holds)
    {
        var model = PoissonMixtureModel.Of(request.Components, request.Mixing, holds);
        var free = PoissonMixtureModel.Of(request.Components, request.Mixing).Chart;
        PoissonMixtureParameters At(Numerics.Vector flat) => PoissonMixtureModel.FromFlat(flat, request.Components);
        Validation<EmError, Numerics.Vector> Held(PoissonMixtureParameters start) =>
            holds.On("poisson-mixture", request.Mixing, free, free.ToFlat(start));
        var labelling = new Labelling(
            request.Components,
            (at, row) => PoissonMixtureModel.Row(data.Counts[row], At(at)).Responsibilities,
            labels => PoissonMixtureModel.FromLabels(data, labels, request.Components, request.Mixing).Map(model.Chart.ToFlat)
        );
        return Held(PoissonMixtureModel.DefaultStart(data, request.Components))
            .Bind(start =>
                Problem
                    .Of(model, data)
                    .Map(problem => new OpenedModel(
                        problem.OnChart(),
                        data.Counts.Count,
                        Arr.create(
                            StartEntry.Fixed("quantiles", start),
                            StartEntry.Drawn(
                                Starts.OfQuantiles,
                                seed => Held(PoissonMixtureModel.DrawnStart(data, request.Components, seed))
                            ),
                            Starts.RandomLabels(labelling, data.Counts.Count, flat => holds.Apply(free.Names, flat))
                        ),
                        () => PoissonMixtureExplanation.Narrative(data, request.Components, request.Mixing, At)
                    )
                    {
                        Columns = Arr.create(data.Name),
                        Known = data.Labels,
                        Alike = new AlikeStart(Arr.create("rate"), () => start),
                        Shape = () => PoissonMixtureShape.Of(data, At),
                        Apply = Prelude.Some<Func<SavedModel, AppliedModel>>(saved => Applied(data, ParametersOf(saved))),
                        Size = data.Frequencies.Sum(),
                        Labels = labelling,
                    })
                    .ToValidation()
            );
    }
}
