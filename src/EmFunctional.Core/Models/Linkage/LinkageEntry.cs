using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Models.Linkage;

static class LinkageEntry
{
    public static ModelEntry Entry { get; } =
        new(
            "linkage",
            "animals in four cells, one of which is two that look the same: genetic linkage (Dempster, Laird & Rubin 1977)",
            Arr<ModelOptionEntry>.Empty,
            request => LinkageData.Parse(request.Table, request.Chosen).Bind(Open),
            _ => LinkageModel.Model.Chart.OnFlat()
        )
        {
            Reading = new() { HasLatentRows = false },
        };

    static Validation<EmError, OpenedModel> Open(LinkageData data) =>
        Problem
            .Of(LinkageModel.Model, data)
            .Map(problem => new OpenedModel(
                problem.OnChart(),
                new(1),
                new(Arr.create(StartEntry.Fixed("half", [0.5]), new("uniform", IsDrawn: true, seed => Vector.Of(1, _ => seed.Uniform(0))))),
                new(() => LinkageExplanation.Narrative(data)) { Shape = () => LinkageShape.Of(data) }
            ))
            .ToValidation();
}
