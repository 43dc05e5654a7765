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
            Open
        );

    static Validation<EmError, OpenedModel> Open(ModelRequest request) =>
        CoinsData.Parse(request.Table, request.Chosen).Bind(data => request.Holds.Bind(holds => Open(request, data, holds)));

    static Validation<EmError, OpenedModel> Open(ModelRequest request, CoinsData data, Holds holds)
    {
        var model = CoinsModel.Of(request.Components, request.Mixing, holds);
        var free = CoinsModel.Of(request.Components, request.Mixing).Chart;
        CoinsParameters At(Numerics.Vector flat) => CoinsModel.FromFlat(flat, request.Components);
        return holds
            .On("coins", request.Mixing, free, free.ToFlat(CoinsModel.DefaultStart(data, request.Components)))
            .Bind(start =>
                Problem
                    .Of(model, data)
                    .Map(problem => new OpenedModel(
                        problem.OnChart(),
                        data.Rows,
                        StartEntry.Only("quantiles", start),
                        CoinsExplanation.Story(request.Mixing),
                        (from, to) => CoinsExplanation.Iteration(data, At(from), At(to), request.Mixing)
                    )
                    {
                        LabelNames = data.Labels.Names,
                        Labels = new Labelling(
                            request.Components,
                            (at, row) => CoinsExpectation.Posterior(data, row, At(at)),
                            labels => model.Chart.ToFlat(CoinsModel.FromLabels(data, labels, request.Components, request.Mixing))
                        ),
                    })
                    .ToValidation()
            );
    }
}
