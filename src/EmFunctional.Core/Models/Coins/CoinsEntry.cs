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
            Arr.create(ModelOptionEntry.Components, ModelOptionEntry.Mixing(Mixing.Equal)),
            Open
        );

    static Validation<EmError, OpenedModel> Open(ModelRequest request) =>
        request.Column.Bind(column => CoinsData.Parse(request.Table, column, request.Chosen.Weights)).Bind(data => Open(request, data));

    static Validation<EmError, OpenedModel> Open(ModelRequest request, CoinsData data)
    {
        var model = CoinsModel.Of(request.Components, request.Mixing);
        CoinsParameters At(Numerics.Vector flat) => CoinsModel.FromFlat(flat, request.Components);
        return Problem
            .Of(model, data)
            .Map(problem => new OpenedModel(
                problem.OnChart(),
                data.Rows,
                StartEntry.Only("quantiles", model.Chart.ToFlat(CoinsModel.DefaultStart(data, request.Components))),
                CoinsExplanation.Story(request.Mixing),
                (from, to) => CoinsExplanation.Iteration(data, At(from), At(to), request.Mixing)
            )
            {
                Labels = new Labelling(
                    request.Components,
                    (at, row) => CoinsExpectation.Row(data, row, At(at)).Responsibilities,
                    labels => model.Chart.ToFlat(CoinsModel.FromLabels(data, labels, request.Components, request.Mixing))
                ),
            })
            .ToValidation();
    }
}
