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
        if (model.Rows != labelOfRow.Count)
            return Option<IEnumerable<string>>.None;
        return model
            .Labels.Filter(labelling => labelling.Components == labels.Count)
            .Map(labelling => Lines(model.Problem.Chart.Names, labelling, labels, labelOfRow, estimate));
    }

    static IEnumerable<string> Lines(Arr<string> names, Labelling labelling, Arr<string> labels, Arr<int> labelOfRow, Vector estimate)
    {
        var component = Matching.Of(Mass(labelling, labelOfRow, estimate));
        var actual = labelling.FromLabels(labelOfRow);
        // name[k]… of component k is compared with the same name of the label's own; what all share is compared once, at the end.
        var own = names.Filter(name => !labelling.Shared.Contains(name.Split('[')[0]));
        Arr<string> Row(string label, string component, string parameter, int known, int ours) =>
            Arr.create(label, component, parameter, Shown.Fixed(actual[known], 5), Shown.Fixed(estimate[ours], 5));
        var rows =
            from label in Enumerable.Range(0, labels.Count)
            from name in own.Filter(name => IndexOf(name) == label)
            let parameter = name.Split('[') is [var head, _, .. var rest] ? string.Join('[', rest.Prepend(head)) : name
            let there = names.ToList().IndexOf(OfComponent(name, component[label]))
            select Row(labels[label], $"{component[label]}", parameter, names.ToList().IndexOf(name), there);
        var shared =
            from at in Enumerable.Range(0, names.Count)
            where labelling.Shared.Contains(names[at].Split('[')[0])
            select Row("all", "", names[at], at, at);
        var table = new TextTable(Arr.create("label", "component", "parameter", "actual", "EM estimate"), rows.Concat(shared).ToArray());
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

    static int IndexOf(string name) =>
        int.Parse(name.Split('[', ']')[1], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture);

    static string OfComponent(string name, int component) =>
        name.Split('[', 3) is [var head, _, var rest] ? $"{head}[{component}][{rest}" : $"{name.Split('[')[0]}[{component}]";

    // mass[l][k]: how many of the rows with label l component k is responsible for
    static Arr<Arr<double>> Mass(Labelling labelling, Arr<int> labelOfRow, Vector estimate)
    {
        var responsibilities = labelOfRow.Select((_, row) => labelling.Responsibilities(estimate, row)).ToArray();
        return Enumerable
            .Range(0, labelling.Components)
            .Select(label =>
                (Arr<double>)
                    Enumerable
                        .Range(0, labelling.Components)
                        .Select(k => responsibilities.Where((_, row) => labelOfRow[row] == label).Sum(r => r[k]))
                        .ToArray()
            )
            .ToArray();
    }
}
