using System.Collections.Generic;
using System.IO;
using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Numerics;
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
        var groups = Model
            .Problem.Chart.Names.Select((name, i) => (Group: name.Split('[')[0], Value: NumberText.Shortest(start[i])))
            .GroupBy(number => number.Group, number => number.Value);
        return "{" + string.Join(",", groups.Select(group => $"\"{group.Key}\":[{string.Join(",", group)}]")) + "}";
    }

    static Lesson Coins()
    {
        var (model, cells) = Open("coins", "do-batzoglou", ColumnChoice.Default);
        var flips = cells.Select(row => row["sequence"]).ToArray();
        return new(
            "coins",
            "Two coins",
            "Somebody took one of two coins five times and flipped it ten times each time. Both coins are unfair. How often does each fall on heads?",
            "coin",
            ["A", "B"],
            "coins @do-batzoglou",
            model,
            [
                .. flips.Select(
                    (row, i) => new LessonRow(row, cells[i]["coin"] == "A" ? 0 : 1, [row.Count(c => c == 'H'), row.Count(c => c == 'T')])
                ),
            ],
            ["heads", "tails"],
            [new("theta[0]", 0.6, 0.01, 0.99, 0.01), new("theta[1]", 0.5, 0.01, 0.99, 0.01)]
        );
    }

    static Lesson Points()
    {
        var (model, cells) = Open("normal-mixture", "notebook-points", ColumnChoice.Of("x"));
        return new(
            "points",
            "Points that lost their colours",
            "Forty points were drawn from two normal distributions, a red one and a blue one. The colours are lost. Where are the two bell curves?",
            "component",
            ["red", "blue"],
            "normal-mixture @notebook-points",
            model,
            [
                .. cells.Select(row =>
                {
                    var x = double.Parse(row["x"], System.Globalization.CultureInfo.InvariantCulture);
                    return new LessonRow(Shown.Significant(x, 3), row["colour"] == "red" ? 0 : 1, [1, x]);
                }),
            ],
            ["points", "sum of x"],
            [
                new("mean[0]", 1.1, -2, 12, 0.1),
                new("mean[1]", 9, -2, 12, 0.1),
                new("standardDeviation[0]", 2, 0.2, 5, 0.1),
                new("standardDeviation[1]", 1.7, 0.2, 5, 0.1),
            ]
        );
    }

    static (OpenedModel Model, IReadOnlyList<IReadOnlyDictionary<string, string>> Cells) Open(
        string model,
        string sample,
        ColumnChoice columns
    )
    {
        using var reader = new StreamReader(typeof(Lesson).Assembly.GetManifestResourceStream($"{sample}.csv")!);
        var text = reader.ReadToEnd();
        var entry = Registry.Standard.Find(model).OrThrow();
        var options = entry.Resolve(Seq<ModelOption>.Empty).OrThrow();
        var opened = entry.Open(new(CsvTable.Read(new StringReader(text), $"@{sample}"), columns, options)).OrThrow();
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var names = lines[0].Split(',');
        return (
            opened,
            [.. lines.Skip(1).Select(line => line.Split(',').Select((cell, i) => (names[i], cell)).ToDictionary(c => c.Item1, c => c.cell))]
        );
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
public sealed record Guess(string Name, double Value, double Least, double Most, double Step);
