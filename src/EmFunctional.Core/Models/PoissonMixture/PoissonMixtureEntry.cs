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
            Arr.create(ModelOptionEntry.Components, ModelOptionEntry.Mixing(Mixing.Estimated)),
            request =>
                request
                    .Column.Bind(column => PoissonMixtureData.Parse(request.Table, column, request.Chosen.Weights))
                    .Bind(data => Open(request, data))
        );

    static Validation<EmError, OpenedModel> Open(ModelRequest request, PoissonMixtureData data)
    {
        var model = PoissonMixtureModel.Of(request.Components, request.Mixing);
        PoissonMixtureParameters At(Numerics.Vector flat) => PoissonMixtureModel.FromFlat(flat, request.Components);
        return Problem
            .Of(model, data)
            .Map(problem => new OpenedModel(
                problem.OnChart(),
                data.Counts.Count,
                StartEntry.Only("quantiles", model.Chart.ToFlat(PoissonMixtureModel.DefaultStart(data, request.Components))),
                PoissonMixtureExplanation.Story(request.Mixing),
                (from, to) => PoissonMixtureExplanation.Iteration(data, At(from), At(to), request.Mixing)
            )
            {
                Columns = Arr.create(data.Name),
                Labels = new Labelling(
                    request.Components,
                    (at, row) => PoissonMixtureModel.Row(data.Counts[row], At(at)).Responsibilities,
                    labels => model.Chart.ToFlat(PoissonMixtureModel.FromLabels(data, labels, request.Components, request.Mixing))
                ),
            })
            .ToValidation();
    }
}
