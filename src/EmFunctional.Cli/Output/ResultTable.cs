using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using EmFunctional.Modelling;
using EmFunctional.Numerics;

namespace EmFunctional.Cli.Output;

/// <summary>A column of results.</summary>
/// <param name="Name">What it is called; columns <c>name[k]</c> are one array in an archive.</param>
/// <param name="Number">Its number in a row.</param>
/// <param name="Text">Its text in a row, where that is not the number.</param>
sealed record ResultColumn(string Name, Func<int, double> Number, Func<int, string?>? Text = null)
{
    /// <summary>Whether it is an index: a whole number, which an array keeps as one, −1 where there is none.</summary>
    public bool IsWhole { get; init; }

    /// <summary>Why a row cannot be in an array, where its text is no number.</summary>
    public Func<int, EmError?>? Fault { get; init; }

    /// <summary>Whether its numbers are numbers in JSON, however they are written in CSV.</summary>
    public bool IsOfNumbers { get; init; } = Text is null;

    /// <summary>The array of an archive that it is a part of.</summary>
    public string Group => Fault is null ? Name.Split('[')[0] : Name;
}

/// <summary>How the cells of results are written.</summary>
/// <param name="Digits">How many significant digits numbers have; null where they read back to the same bits.</param>
/// <param name="Separator">What separates the cells of CSV.</param>
sealed record ResultStyle(int? Digits = null, char Separator = ',')
{
    /// <summary>A number as text; nothing where there is none.</summary>
    public string Of(double number) =>
        double.IsNaN(number) ? ""
        : Digits is { } digits ? NumberFormat.Significant(number, digits)
        : NumberText.Shortest(number);

    /// <summary>A row of CSV.</summary>
    public string Line(IEnumerable<string> cells) => string.Join(Separator, cells.Select(cell => Csv.Quoted(cell, Separator)));
}

/// <summary>Rows of results, all of them or some that follow each other.</summary>
sealed record ResultTable(int Rows, IReadOnlyList<ResultColumn> Columns)
{
    /// <summary>What was read of the data that the rows are about, so far; nothing of rows that are data themselves.</summary>
    public LanguageExt.Option<DataDescription> Read { get; init; }

    /// <summary>Whether CSV names the columns.</summary>
    public bool HasHeader { get; init; } = true;

    /// <summary>How the cells are written.</summary>
    public ResultStyle Style { get; init; } = new();

    public void WriteHeader(TextWriter to) => to.WriteLine(Style.Line(Columns.Select(column => column.Name)));

    public void WriteRows(TextWriter to)
    {
        for (var i = 0; i < Rows; i++)
            to.WriteLine(Style.Line(Columns.Select(column => TextOf(column, i))));
    }

    string TextOf(ResultColumn column, int row) =>
        column.Text is { } text ? text(row) ?? ""
        : column.IsWhole ? (double.IsNaN(column.Number(row)) ? "" : NumberText.Shortest(column.Number(row)))
        : Style.Of(column.Number(row));

    /// <summary>A row as an object of JSON.</summary>
    public string Object(int row) =>
        "{" + string.Join(", ", Columns.Select(column => $"{JsonSerializer.Serialize(column.Name)}: {Value(column, row)}")) + "}";

    string Value(ResultColumn column, int row) =>
        !column.IsOfNumbers ? JsonSerializer.Serialize(column.Text!(row))
        : double.IsFinite(column.Number(row)) ? (column.IsWhole ? NumberText.Shortest(column.Number(row)) : Style.Of(column.Number(row)))
        : "null";
}

/// <summary>Cells of CSV.</summary>
static class Csv
{
    /// <summary>A cell, quoted where it must be.</summary>
    public static string Quoted(string cell, char separator = ',') =>
        cell.IndexOf(separator) < 0 && cell.IndexOfAny(['"', '\n', '\r']) < 0
            ? cell
            : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
