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
                )
            ),
            Open
        );

    static Validation<EmError, OpenedModel> Open(ModelRequest request) =>
        request
            .Column.Bind(column => NormalMixtureData.Parse(request.Table, column, request.Chosen.Weights))
            .Bind(data => Open(request, data));

    static Validation<EmError, OpenedModel> Open(ModelRequest request, NormalMixtureData data)
    {
        var deviation = request["m-step"] == "notebook" ? DeviationAbout.PreviousMean : DeviationAbout.NewMean;
        var model = NormalMixtureModel.Of(request.Components, request.Mixing, deviation);
        NormalMixtureParameters At(Numerics.Vector flat) => NormalMixtureModel.FromFlat(flat, request.Components);
        return Problem
            .Of(model, data)
            .Map(problem => new OpenedModel(
                problem.OnChart(),
                data.Points.Count,
                StartEntry.Only("quantiles", model.Chart.ToFlat(NormalMixtureModel.DefaultStart(data, request.Components))),
                NormalMixtureExplanation.Story(request.Mixing),
                (from, to) => NormalMixtureExplanation.Iteration(data, At(from), At(to), request.Mixing, deviation)
            )
            {
                Columns = Arr.create(data.Name),
                Labels = new Labelling(
                    request.Components,
                    (at, row) => GaussianMixtureExpectation.Row([data.Points[row]], At(at).Gaussian).Responsibilities,
                    labels => model.Chart.ToFlat(NormalMixtureModel.FromLabels(data, labels, request.Components, request.Mixing))
                ),
            })
            .ToValidation();
    }
}
