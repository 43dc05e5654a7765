using EmFunctional.Explaining;
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
            IsOfRows = false,
        };

    static Validation<EmError, OpenedModel> Open(LinkageData data) =>
        Problem
            .Of(LinkageModel.Model, data)
            .Map(problem => new OpenedModel(
                problem.OnChart(),
                Rows: 1,
                StartEntry.Only("half", [0.5]),
                Arr.create(
                    "Hidden: how many animals of the first cell are of its second kind. Wanted: theta, which linkage makes larger.",
                    "Assumed: the cells have probabilities 1/2 + theta/4, (1 - theta)/4, (1 - theta)/4 and theta/4."
                ),
                (from, to) => Explain(data, from[0], to[0])
            )
            {
                Shape = LinkageShape.Of(data),
            })
            .ToValidation();

    static Arr<Section> Explain(LinkageData data, double from, double to)
    {
        var expected = Shown.Fixed(LinkageModel.EStep(data, from).Statistics[0] / data.Weight - data.Y4, 2);
        return Arr.create(
            new Section(
                "E-step: how many animals of the first cell are of its second kind?",
                Arr.create("Of an animal in the first cell, the chance is its part of the cell's probability."),
                Option<TextTable>.None,
                Arr.create($"x2 = {data.Y1} (theta/4) / (1/2 + theta/4) = {expected}")
            ),
            new Section(
                "M-step: the theta that fits these counts best",
                Arr.create("The share of those that tell of theta among those that tell of it or of 1 - theta."),
                Option<TextTable>.None,
                Arr.create(
                    $"theta = ({expected} + {data.Y4}) / ({expected} + {data.Y2} + {data.Y3} + {data.Y4}) = {Shown.Significant(to, 6)}"
                )
            )
        );
    }
}
