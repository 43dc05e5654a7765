using System.Collections.Generic;
using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Numerics;
using EmFunctional.Reporting;
using EmFunctional.Tables;
using LanguageExt;

namespace EmFunctional.Playground.Lessons;

/// <summary>Data of which somebody knows what EM does not see: what the page teaches with.</summary>
/// <param name="Key">Its name in the page's address.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Scene">What there is to see, in two sentences.</param>
/// <param name="Component">What a component is called.</param>
/// <param name="Names">What each component really is [K].</param>
/// <param name="Call">The model and the data as <c>em fit</c> takes them.</param>
/// <param name="Model">The model with the data.</param>
/// <param name="Rows">The rows.</param>
/// <param name="Counts">What is counted of each row: what the E-step shares out.</param>
/// <param name="Guesses">The numbers that a guess is of.</param>
public sealed record Lesson(
    string Key,
    string Title,
    string Scene,
    string Component,
    IReadOnlyList<string> Names,
    string Call,
    OpenedModel Model,
    IReadOnlyList<LessonRow> Rows,
    IReadOnlyList<string> Counts,
    IReadOnlyList<Guess> Guesses
)
{
    /// <summary>All lessons, the article's coins first.</summary>
    public static IReadOnlyList<Lesson> All { get; } = [Coins(), Points()];

    /// <summary>The labels that somebody knows.</summary>
    public Labelling Labels => Model.Rows.Labels.IfNone(() => throw new InvalidOperationException("a lesson has components"));

    /// <summary>θ by name; what is not named is as in the default start.</summary>
    /// <param name="named">The values.</param>
    public Vector At(IEnumerable<(string Name, double Value)> named)
    {
        var values = Model.Starting.Ways[0].Draw(new Seed(1)).OrThrow().ToArray();
        foreach (var (name, value) in named)
            values[PlaceOf(name)] = value;
        return Vector.Create(values);
    }

    /// <summary>Where a number stands on the chart.</summary>
    public int PlaceOf(string name) =>
        Enumerable.Range(0, Model.Problem.Chart.Names.Count).First(i => Model.Problem.Chart.Names[i] == name);

    /// <summary>A start as the tool takes it: the groups of numbers by name.</summary>
    public string StartText(Vector start)
    {
        var names = Model.Problem.Chart.Names;
        var groups = ParameterGroups.Of(names).Map(group => $"\"{group}\":[{Joined(ParameterGroups.Take(names, group, start))}]");
        return $"{{{string.Join(",", groups)}}}";
    }

    static string Joined(Vector values) => string.Join(",", values.Select(NumberText.Shortest));

    static Lesson Coins()
    {
        var (model, rows) = Open(
            "coins",
            "do-batzoglou",
            ColumnChoice.Default,
            row => new(row[1], row[0] == "A" ? 0 : 1, [row[1].Count(c => c == 'H'), row[1].Count(c => c == 'T')])
        );
        return new(
            "coins",
            "Two coins",
            "Somebody took one of two coins five times and flipped it ten times each time. Both coins are unfair. How often does each fall on heads?",
            "coin",
            ["A", "B"],
            "coins @do-batzoglou",
            model,
            rows,
            ["heads", "tails"],
            [new("theta[0]", 0.6, 0.01, 0.99, 0.01), new("theta[1]", 0.5, 0.01, 0.99, 0.01)]
        );
    }

    static Lesson Points()
    {
        var (model, rows) = Open(
            "normal-mixture",
            "notebook-points",
            ColumnChoice.Of("x"),
            row => new(Shown.Significant(Number(row), 3), row[1] == "red" ? 0 : 1, [1, Number(row)])
        );
        return new(
            "points",
            "Points that lost their colours",
            "Forty points were drawn from two normal distributions, a red one and a blue one. The colours are lost. Where are the two bell curves?",
            "component",
            ["red", "blue"],
            "normal-mixture @notebook-points",
            model,
            rows,
            ["points", "sum of x"],
            [
                new("mean[0]", 1.1, -2, 12, 0.1),
                new("mean[1]", 9, -2, 12, 0.1),
                new("standardDeviation[0]", 2, 0.2, 5, 0.1),
                new("standardDeviation[1]", 1.7, 0.2, 5, 0.1),
            ]
        );
    }

    static double Number(TableRow row) => row.TryNumber(0, out var number) ? number : double.NaN;

    static (OpenedModel Model, IReadOnlyList<LessonRow> Rows) Open(
        string model,
        string sample,
        ColumnChoice columns,
        Func<TableRow, LessonRow> rowOf
    )
    {
        Table Read() => CsvTable.Read(typeof(Lesson).Assembly.GetManifestResourceStream($"{sample}.csv")!, $"@{sample}");
        var entry = Registry.Standard.Find(model).OrThrow();
        var opened = entry.Open(new(Read(), columns, entry.Resolve(Seq<ModelOption>.Empty).OrThrow())).OrThrow();
        return (opened, [.. Table.OfData(Read().Rows, hasHeader: true).Select(rowOf)]);
    }
}

/// <summary>A row of a lesson.</summary>
/// <param name="Text">What is seen of it.</param>
/// <param name="Label">The component that it is really of.</param>
/// <param name="Counts">What is counted of it.</param>
public sealed record LessonRow(string Text, int Label, Vector Counts);

/// <summary>A number of the guess that can be moved.</summary>
/// <param name="Name">Its name on the chart.</param>
/// <param name="Value">Where it begins.</param>
/// <param name="Least">The least that is offered.</param>
/// <param name="Most">The most that is offered.</param>
/// <param name="Step">By how much a key moves it.</param>
public sealed record Guess(string Name, double Value, double Least, double Most, double Step)
{
    /// <summary>What numbers of its kind are called.</summary>
    public string Group => ParameterNames.Parts(Name).Group;
}
