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
            request =>
                PoissonMixtureData
                    .Parse(request.Table, request.Chosen)
                    .Bind(data => request.Holds.Bind(holds => Open(request, data, holds)))
        );

    static Validation<EmError, OpenedModel> Open(ModelRequest request, PoissonMixtureData data, Holds holds)
    {
        var model = PoissonMixtureModel.Of(request.Components, request.Mixing, holds);
        var free = PoissonMixtureModel.Of(request.Components, request.Mixing).Chart;
        PoissonMixtureParameters At(Numerics.Vector flat) => PoissonMixtureModel.FromFlat(flat, request.Components);
        return holds
            .On("poisson-mixture", request.Mixing, free, free.ToFlat(PoissonMixtureModel.DefaultStart(data, request.Components)))
            .Bind(start =>
                Problem
                    .Of(model, data)
                    .Map(problem => new OpenedModel(
                        problem.OnChart(),
                        data.Counts.Count,
                        StartEntry.Only("quantiles", start),
                        PoissonMixtureExplanation.Story(request.Mixing),
                        (from, to) => PoissonMixtureExplanation.Iteration(data, At(from), At(to), request.Mixing)
                    )
                    {
                        Columns = Arr.create(data.Name),
                        LabelNames = data.Labels.Names,
                        Labels = new Labelling(
                            request.Components,
                            (at, row) => PoissonMixtureModel.Row(data.Counts[row], At(at)).Responsibilities,
                            labels => model.Chart.ToFlat(PoissonMixtureModel.FromLabels(data, labels, request.Components, request.Mixing))
                        ),
                    })
                    .ToValidation()
            );
    }
}
