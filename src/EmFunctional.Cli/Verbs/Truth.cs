using System.Collections.Generic;
using System.Linq;
using EmFunctional.Explaining;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Cli.Verbs;

/// <summary>The closing table of the notebooks: what the parameters are when the labels are known, beside what EM found without them.</summary>
static class Truth
{
    /// <summary>The lines of the table, if there are as many components as labels.</summary>
    public static Option<IEnumerable<string>> Of(OpenedModel model, Arr<string> labels, Arr<int> labelOfRow, Vector estimate)
    {
        if (model.Components != labels.Count || model.Rows != labelOfRow.Count)
            return Option<IEnumerable<string>>.None;
        var component = Matching.Of(Mass(model, labelOfRow, estimate));
        return Prelude.Some(Lines(model, labels, labelOfRow, estimate, component));
    }

    static IEnumerable<string> Lines(OpenedModel model, Arr<string> labels, Arr<int> labelOfRow, Vector estimate, Arr<int> component)
    {
        var names = model.Problem.Chart.Names;
        var actual = model.FromLabels(labelOfRow);
        var rows =
            from label in Enumerable.Range(0, labels.Count)
            from name in ParameterGroups.Of(names)
            let ours = ParameterGroups.Take(names, name, estimate)[component[label]]
            let known = ParameterGroups.Take(names, name, actual)[label]
            select Arr.create(labels[label], $"{component[label]}", name, Shown.Fixed(known, 5), Shown.Fixed(ours, 5));
        var table = new TextTable(Arr.create("label", "component", "parameter", "actual", "EM estimate"), rows.ToArray());
        var swapped = component.Select((k, label) => k != label).Any(moved => moved);
        return table.Lines.Concat(
            swapped
                ?
                [
                    "The components have swapped places against the labels: EM knows no names, and which component becomes which depends on the start.",
                ]
                : []
        );
    }

    // mass[l][k]: how many of the rows with label l component k is responsible for
    static Arr<Arr<double>> Mass(OpenedModel model, Arr<int> labelOfRow, Vector estimate)
    {
        var responsibilities = labelOfRow.Select((_, row) => model.Responsibilities(estimate, row)).ToArray();
        return Enumerable
            .Range(0, model.Components)
            .Select(label =>
                (Arr<double>)
                    Enumerable
                        .Range(0, model.Components)
                        .Select(k => responsibilities.Where((_, row) => labelOfRow[row] == label).Sum(r => r[k]))
                        .ToArray()
            )
            .ToArray();
    }
}
