using EmFunctional.Iterating;
using EmFunctional.Modelling;
using LanguageExt;

namespace EmFunctional.Models.Coins;

static class CoinsEntry
{
    public static ModelEntry Entry { get; } =
        new(
            "coins",
            "coins of unknown bias: each row is a sequence of flips by one of them (binomial mixture)",
            Arr.create(ModelOptionEntry.Components, ModelOptionEntry.Mixing(Mixing.Equal), ModelOptionEntry.Hold),
            Open,
            saved => saved.Settings.Holds.Map(holds => CoinsModel.ChartOf(saved.Settings.Components, saved.Settings.Mixing, holds).OnFlat())
        )
        {
            Count = (settings, _) => 2 * (Int128)settings.Components,
            Use = new ModelUse(
                (saved, table, chosen) => CoinsData.Parse(table, chosen).Map(data => Applied(data, ParametersOf(saved))),
                (saved, seed, rows) => ParametersOf(saved).Sample(seed, rows)
            ),
        };

    static AppliedModel Applied(CoinsData data, CoinsParameters at) =>
        new(data.Rows, i => at.Posterior(data, i), i => data.Weights[i]) { Description = data.Description };

    static CoinsParameters ParametersOf(SavedModel saved) => CoinsModel.FromFlat(saved.Parameters, saved.Settings.Components);

    static Validation<EmError, OpenedModel> Open(ModelRequest request) =>
        from data in CoinsData.Parse(request.Table, request.Chosen)
        from borne in request.Bears(data.Rows, Entry.Count(request, 1), data.Labels.CountOfOrder(request.Components))
        from holds in request.Holds
        from opened in Open(request, data, holds)
        select opened;

    static Validation<EmError, OpenedModel> Open(ModelRequest request, CoinsData data, Holds holds)
    {
        var model = CoinsModel.Of(request.Components, request.Mixing, holds);
        var free = CoinsModel.Of(request.Components, request.Mixing).Chart;
        CoinsParameters At(Numerics.Vector flat) => CoinsModel.FromFlat(flat, request.Components);
        Validation<EmError, Numerics.Vector> Held(CoinsParameters start) => holds.On("coins", request.Mixing, free, free.ToFlat(start));
        var labelling = new Labelling(
            request.Components,
            (at, row) => At(at).Posterior(data, row).Responsibilities,
            labels => CoinsModel.FromLabels(data, labels, request.Components, request.Mixing).Map(model.Chart.ToFlat)
        );
        return Held(CoinsModel.DefaultStart(data, request.Components))
            .Bind(start =>
                Problem
                    .Of(model, data)
                    .Map(problem => new OpenedModel(
                        problem.OnChart(),
                        data.Rows,
                        Arr.create(
                            StartEntry.Fixed("quantiles", start),
                            StartEntry.Drawn(Starts.OfQuantiles, seed => Held(CoinsModel.DrawnStart(data, request.Components, seed))),
                            Starts.RandomLabels(labelling, data.Rows, flat => holds.Apply(free.Names, flat))
                        ),
                        () => CoinsExplanation.Narrative(data, request.Components, request.Mixing, At)
                    )
                    {
                        Known = data.Labels,
                        Alike = new AlikeStart(Arr.create("theta"), () => start),
                        Shape = () => CoinsShape.Of(data, At),
                        Apply = Prelude.Some<Func<SavedModel, AppliedModel>>(saved => Applied(data, ParametersOf(saved))),
                        Size = data.Weights.Total(data.Rows),
                        Labels = labelling,
                    })
                    .ToValidation()
            );
    }
}
