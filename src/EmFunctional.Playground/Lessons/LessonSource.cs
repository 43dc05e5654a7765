using System.Collections.Generic;
using System.IO;
using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Numerics;
using EmFunctional.Tables;
using LanguageExt;

namespace EmFunctional.Playground.Lessons;

/// <summary>Where the rows of a lesson come from, and how a model reads them.</summary>
/// <param name="Entry">The kind of model.</param>
/// <param name="Sample">The sample of the tool.</param>
/// <param name="Column">The column that is observed.</param>
/// <param name="RowOf">Makes a row of its cell and its label.</param>
public sealed record LessonSource(ModelEntry Entry, string Sample, string Column, Func<string, int, LessonRow> RowOf)
{
    /// <summary>What a file of rows that are not the sample's is called.</summary>
    public const string FileName = "rows.csv";

    /// <summary>The column of such a file that has the labels that EM is to see: the components by number.</summary>
    public const string LabelColumn = "label";

    /// <summary>The rows of the sample, each with its label.</summary>
    /// <param name="names">What the labels of components 0, 1 … are.</param>
    public IReadOnlyList<LessonRow> Rows(IReadOnlyList<string> names)
    {
        var table = CsvTable.Read(typeof(Lesson).Assembly.GetManifestResourceStream($"{Sample}.csv")!, $"@{Sample}");
        TableRow[] lines = [.. table.Rows.Select(row => row.Kept)];
        var at = Enumerable.Range(0, 2).First(column => lines[0][column] == Column);
        return
        [
            .. Table
                .OfData(lines, hasHeader: true)
                .Select(row => RowOf(row[at], Enumerable.Range(0, names.Count).First(k => names[k] == row[1 - at]))),
        ];
    }

    /// <summary>Rows as a file.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="labels">For each row its component, −1 where it is not known; no such column if null.</param>
    public string Write(IReadOnlyList<LessonRow> rows, IReadOnlyList<int>? labels) =>
        $"{Column}{(labels is null ? "" : $",{LabelColumn}")}\n"
        + string.Concat(rows.Select((row, i) => $"{row.Cell}{(labels is null ? "" : labels[i] < 0 ? "," : $",{labels[i]}")}\n"));

    /// <summary>The model with a file of rows.</summary>
    /// <param name="file">Its text.</param>
    /// <param name="hasLabels">Whether EM sees labels.</param>
    public Validation<EmError, OpenedModel> Read(string file, bool hasLabels)
    {
        var columns = ColumnChoice.Of(Column) with { Labels = hasLabels ? LabelColumn : Option<string>.None };
        return Entry.Resolve(Seq<ModelOption>.Empty).Bind(options => Entry.Open(new(TableOf(file), columns, options)));
    }

    /// <summary>A file as a table, which is read once only.</summary>
    public static Table TableOf(string file) => CsvTable.Read(new StringReader(file), FileName);
}

/// <summary>A row of a lesson.</summary>
/// <param name="Text">What is seen of it.</param>
/// <param name="Cell">How it is written in a file.</param>
/// <param name="Label">The component that it is really of.</param>
/// <param name="Counts">What is counted of it.</param>
/// <param name="Point">It as a point for K-means: a number, or a share of heads.</param>
public sealed record LessonRow(string Text, string Cell, int Label, Vector Counts, Vector Point);

/// <summary>What the things of a lesson are called.</summary>
/// <param name="Title">The lesson.</param>
/// <param name="Scene">What there is to see, in two sentences.</param>
/// <param name="Row">A row.</param>
/// <param name="Component">A component.</param>
/// <param name="Names">What each component really is [K].</param>
/// <param name="Counts">What is counted of each row: what the E-step shares out.</param>
/// <param name="Place">What a place on the axis of the rows is.</param>
public sealed record LessonWords(
    string Title,
    string Scene,
    string Row,
    string Component,
    IReadOnlyList<string> Names,
    IReadOnlyList<string> Counts,
    string Place
);

/// <summary>A guess that ends where nobody wants to end.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Values">Its numbers by their names on the chart.</param>
public sealed record Trap(string Name, IReadOnlyDictionary<string, double> Values);

/// <summary>A number of the guess that can be moved.</summary>
/// <param name="Name">Its name on the chart.</param>
/// <param name="Value">Where it begins.</param>
/// <param name="Least">The least that is offered.</param>
/// <param name="Most">The most that is offered.</param>
/// <param name="Step">By how much a key moves it.</param>
public sealed record Guess(string Name, double Value, double Least, double Most, double Step)
{
    /// <summary>What numbers of its kind are called.</summary>
    public string Group => GroupOf(Name);

    /// <summary>The component that it is of.</summary>
    public int Component => Reporting.ParameterNames.Parts(Name).Indices[0];

    internal static string GroupOf(string name) => Reporting.ParameterNames.Parts(name).Group;
}
