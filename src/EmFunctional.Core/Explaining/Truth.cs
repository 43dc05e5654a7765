using System.Collections.Generic;
using System.Linq;
using EmFunctional.Models;
using EmFunctional.Narration;
using EmFunctional.Numerics;
using LanguageExt;
using static EmFunctional.Narration.Passage;
using Vector = EmFunctional.Numerics.Vector;

namespace EmFunctional.Explaining;

/// <summary>The closing chapter: what the parameters are when the labels are known, beside what EM found without them.</summary>
static class Truth
{
    const double LeastTold = 0.05;

    public static IEnumerable<Passage> Of(ExplainedRun run) =>
        run.Answer.Match(answer => Compared(run, answer), () => Estimate(run)).Concat(HowSure.Of(run));

    static IEnumerable<Passage> Estimate(ExplainedRun run)
    {
        yield return new Prose(
            run.Truth.Match(
                labels =>
                    labels.Names.Count != run.Words.Components
                        ? $"The data have {labels.Names.Count} labels, and the run has another number of {run.Words.Component}s: they cannot be compared one by one. What EM found:"
                        : $"The labels of these data give no numbers to compare with for these {run.Words.Row}s. What EM found:",
                () => "Nobody has noted the labels of these data, so there is nothing to compare with. What EM found:"
            )
        );
        yield return new Figures(ComponentNumbers.Table(run, run.Last.Parameters));
    }

    static IEnumerable<Passage> Compared(ExplainedRun run, Answer answer)
    {
        var (labels, labelling, actual) = answer;
        var estimate = run.Last.Parameters;
        var mass = Mass(labelling, labels.OfRow, estimate);
        var component = Matching.Of(mass);
        yield return new Prose(
            "The labels come back. Actual is what they give (chapter 1); EM's estimate comes from the same data "
                + (
                    run.Model.Rows.Known.IsNone ? "without them:"
                    : run.HasAllLabels ? "with all of them:"
                    : "with some of them:"
                )
        );
        yield return new Figures(Table(run, labels, component, actual, estimate));
        if (component.Select((k, label) => k != label).Any(moved => moved))
            yield return new Prose(
                $"The {run.Words.Component}s stand in another order than the labels: EM knows no names, and which {run.Words.Component} becomes which depends on the start."
            );
        var right = Right(answer, estimate);
        yield return new Prose(
            $"Give each {run.Words.Row} the label of its largest responsibility, and {right} of {labels.OfRow.Count} are right"
                + (run.Model.Rows.Known.IsNone && component.Count > 1 ? "; without the labels nobody could tell." : ".")
                + Strangers(run, answer, mass, component)
        );
        foreach (var passage in Wrong(run, answer, component))
            yield return passage;
    }

    // Rows that EM gives all but wholly to a component that does not stand for their label: counted, and shown.
    static IEnumerable<Passage> Wrong(ExplainedRun run, Answer answer, Arr<int> component)
    {
        var wrong = answer
            .Labels.OfRow.Select(
                (label, row) => (Row: row, Label: label, Weights: answer.Labelling.Responsibilities(run.Last.Parameters, row))
            )
            .Where(of => Likeliest(of.Weights) != component[of.Label] && of.Weights.Max() >= Convergence.Sure)
            .ToArray();
        if (wrong.Length == 0 || component.Count < 2)
            yield break;
        yield return new Prose(
            $"{(wrong.Length == 1 ? $"One {run.Words.Row} is" : $"{wrong.Length} {run.Words.Row}s are")} given all but wholly ({Convergence.Sure} or more) to a {run.Words.Component} that does not stand for "
                + "their label. EM is sure of them, and wrong: such rows lie where the other label's are."
        );
        var cells = run.Words.Mixture.Filter(of =>
            of.Rows == answer.Labels.OfRow.Count && of.Headings.Count + of.Measured.Length <= MixtureNarrative.MostColumns
        );
        yield return new Figures(
            TextTable.Shortened(
                cells
                    .Match(of => of.Headings.Concat(of.Measured.Select(q => q.Name)), () => Arr.create(run.Words.Row))
                    .Concat(["label", $"given to {run.Words.Component}", "by"])
                    .ToArray(),
                wrong.Length,
                i =>
                    cells
                        .Match(
                            of => of.Cells(wrong[i].Row).Concat(of.Measured.Select(q => q.Text(wrong[i].Row))),
                            () => Arr.create($"{wrong[i].Row + 1}")
                        )
                        .Concat([
                            answer.Labels.Names[wrong[i].Label],
                            $"{Likeliest(wrong[i].Weights)}",
                            NumberFormat.Fixed(wrong[i].Weights.Max(), 2),
                        ])
                        .ToArray()
            )
        );
    }

    /// <summary>How many rows have their largest responsibility for the component that stands for their label.</summary>
    public static int Right(Answer answer, Vector estimate)
    {
        var component = Matching.Of(Mass(answer.Labelling, answer.Labels.OfRow, estimate));
        return answer
            .Labels.OfRow.Select((label, row) => Likeliest(answer.Labelling.Responsibilities(estimate, row)) == component[label])
            .Count(same => same);
    }

    // Why estimates are off: rows of other labels count for a component, in parts where EM is unsure, whole where they look like its own.
    static string Strangers(ExplainedRun run, Answer answer, Arr<Arr<double>> mass, Arr<int> component)
    {
        var labels = answer.Labels;
        if (component.Count < 2)
            return "";
        var each = Enumerable.Range(0, component.Count).ToArray();
        var (own, other) = (from l in each from m in each where l != m select (Own: l, Other: m)).MaxBy(pair =>
            mass[pair.Other][component[pair.Own]]
        );
        var (k, strange) = (component[own], mass[other][component[own]]);
        if (strange < LeastTold)
            return "";
        var sure = labels
            .OfRow.Select((label, row) => label == other ? answer.Labelling.Responsibilities(run.Last.Parameters, row)[k] : 0)
            .Where(weight => weight >= Convergence.Sure)
            .ToArray();
        var (row, of) = (run.Words.Row, $"{run.Words.Component} {k}");
        return $" Of the {NumberFormat.Fixed(each.Sum(l => mass[l][k]), 2)} {row}s that {of} answers for (a sum of responsibilities), {NumberFormat.Fixed(strange, 2)} are really of "
            + $"{labels.Names[other]}, and they count in its numbers: that is one reason why the estimates differ. "
            + (
                sure.Length == 0
                    ? $"They are parts of {row}s of which EM is unsure; it gives none of these to {of} with a responsibility of {Convergence.Sure} or more."
                : strange - sure.Sum() < LeastTold
                    ? $"They are {MixtureNarrative.Of(sure.Length, row)} that EM takes for {of}'s own, with a responsibility of {Convergence.Sure} or more."
                : $"{NumberFormat.Fixed(sure.Sum(), 2)} of it is {MixtureNarrative.Of(sure.Length, row)} that EM takes for {of}'s own, with a responsibility of {Convergence.Sure} or "
                    + $"more; the rest are parts of {row}s of which it is less sure."
            );
    }

    static TextTable Table(ExplainedRun run, TrueLabels labels, Arr<int> component, Vector actual, Vector estimate)
    {
        var numbers = ComponentNumbers.Of(run.Model).Readable.Estimated(run);
        Arr<string> Row(string label, string of, string name, int known, int ours) =>
            Arr.create(label, of, name, NumberFormat.Fixed(actual[known], 5), NumberFormat.Fixed(estimate[ours], 5));
        var own =
            from label in Enumerable.Range(0, labels.Names.Count)
            from number in numbers.Own
            select Row(labels.Names[label], $"{component[label]}", number.Name, number.At[label], number.At[component[label]]);
        return new(
            Arr.create("label", run.Words.Component, "parameter", "actual", "EM estimate"),
            own.Concat(numbers.Common.Select(number => Row("all", "", number.Name, number.At, number.At))).ToArray()
        );
    }

    static int Likeliest(Vector weights) => new RowPosterior(weights, 0).Label;

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
