using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using System.Text.Json;
using EmFunctional.Cli.Input;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Saving;
using EmFunctional.Tables;
using LanguageExt;

namespace EmFunctional.Cli.Output;

/// <summary>A column of results.</summary>
/// <param name="Name">What it is called; columns <c>name[k]</c> are one array in an archive.</param>
/// <param name="Number">Its number in a row.</param>
/// <param name="Text">Its text in a row, where that is not the number.</param>
sealed record ResultColumn(string Name, Func<int, double> Number, Func<int, string?>? Text = null)
{
    /// <summary>Whether it is an index: a whole number, which an array keeps as one, −1 where there is none.</summary>
    public bool IsWhole { get; init; }
}

/// <summary>Rows of results, to be printed or written where they are wanted.</summary>
sealed record ResultTable(int Rows, IReadOnlyList<ResultColumn> Columns)
{
    /// <summary>What was read of the data that the rows are about; nothing of rows that are data themselves.</summary>
    public LanguageExt.Option<DataDescription> Read { get; init; }

    public void WriteCsv(TextWriter to)
    {
        to.WriteLine(string.Join(',', Columns.Select(column => Csv.Quoted(column.Name))));
        for (var i = 0; i < Rows; i++)
            to.WriteLine(string.Join(',', Columns.Select(column => Csv.Quoted(TextOf(column, i)))));
    }

    static string TextOf(ResultColumn column, int row) =>
        column.Text is { } text ? text(row) ?? ""
        : double.IsNaN(column.Number(row)) ? ""
        : NumberText.Shortest(column.Number(row));

    // A row a line, so that it can be read by people too.
    public void WriteJson(TextWriter to)
    {
        Read.IfSome(read => to.Write($"{{\"read\": {DataJson.Of(read).ToJsonString()},\n\"rows\":\n"));
        var end = Read.IsSome ? "]}" : "]";
        for (var i = 0; i < Rows; i++)
            to.WriteLine((i == 0 ? "[" : " ") + Object(i) + (i == Rows - 1 ? end : ","));
        if (Rows == 0)
            to.WriteLine("[" + end);
    }

    string Object(int row) =>
        "{" + string.Join(", ", Columns.Select(column => $"{JsonSerializer.Serialize(column.Name)}: {Value(column, row)}")) + "}";

    static string Value(ResultColumn column, int row) =>
        column.Text is { } text ? JsonSerializer.Serialize(text(row))
        : double.IsFinite(column.Number(row)) ? NumberText.Shortest(column.Number(row))
        : "null";

    NumPyArray Matrix(IReadOnlyList<ResultColumn> columns)
    {
        var values = new double[Rows * columns.Count];
        for (var at = 0; at < values.Length; at++)
            values[at] = columns[at % columns.Count].Number(at / columns.Count);
        return columns.Count == 1 && !columns[0].Name.Contains('[', StringComparison.Ordinal)
            ? columns[0].IsWhole
                ? NumPyArray.Vector(Array.ConvertAll(values, x => double.IsNaN(x) ? -1 : x)) with
                {
                    IsWhole = true,
                }
                : NumPyArray.Vector(values)
            : new(Arr.create(Rows, columns.Count), values);
    }

    /// <summary>Writes a file of the kind that its name says.</summary>
    public Either<EmError, Unit> WriteFile(string path) =>
        Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".npy" => NumPyFile.Write(path, Matrix(Columns)),
            ".npz" => NumPyFile.Write(
                path,
                [.. Columns.GroupBy(column => column.Name.Split('[')[0]).Select(group => (group.Key, Matrix([.. group])))]
            ),
            ".json" => Text(path, WriteJson),
            ".csv" => Text(path, WriteCsv),
            _ => new EmError.BadOption("output", path, new("the name of a .csv, .json, .npy or .npz file", _ => false)),
        };

    static Either<EmError, Unit> Text(string path, Action<TextWriter> write) =>
        AtomicFile.Write(
            path,
            stream =>
            {
                using var to = new StreamWriter(stream, leaveOpen: true) { NewLine = "\n" };
                write(to);
            }
        );
}

/// <summary>Cells of CSV.</summary>
static class Csv
{
    /// <summary>A cell, quoted where it must be.</summary>
    public static string Quoted(string cell) =>
        cell.IndexOfAny([',', '"', '\n', '\r']) < 0 ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}

/// <summary>The options of where a table of results goes.</summary>
sealed class TableResults
{
    readonly OutputOptions _output = new("csv", Arr.create("csv", "json"), ".csv, .json, .npy or .npz");

    public void AddTo(Command command) => _output.AddTo(command);

    /// <summary>Where the verb writes.</summary>
    public Terminal Terminal(ParseResult parsed) => _output.Terminal(parsed);

    public Validation<EmError, Unit> Check(ParseResult parsed, params string[] read) => _output.Check(parsed, read);

    /// <summary>Prints or writes the table, and ends.</summary>
    public int Write(ParseResult parsed, Terminal terminal, ResultTable table)
    {
        if (_output.Path(parsed) is { } path)
            return table.WriteFile(path).Match(Right: _ => ExitCode.Done, Left: error => terminal.Refuse([error]));
        using (terminal.Out)
            if (_output.Format(parsed) == "json")
                table.WriteJson(terminal.Data);
            else
                table.WriteCsv(terminal.Data);
        return ExitCode.Done;
    }
}
