using System.Collections.Generic;
using System.Linq;
using EmFunctional.Cli.Output;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Tables;
using LanguageExt;
using Command = System.CommandLine.Command;
using ParseResult = System.CommandLine.ParseResult;

namespace EmFunctional.Cli.Input;

/// <summary>The option that carries columns of the data along.</summary>
/// <param name="standard">What is carried along unless somebody says otherwise.</param>
sealed class KeepOption(string standard = "nothing")
{
    const string All = "all";

    static readonly Domain _number = new("a number, since an array holds no text", _ => false);

    readonly System.CommandLine.Option<string?> _keep = new("--keep")
    {
        Description = $"columns of the data to write along, as they stand there: names, or all [default: {standard}]",
        HelpName = "A,B,…|all",
    };

    public void AddTo(Command command) => command.Add(_keep);

    public bool IsAsked(ParseResult parsed) => parsed.GetValue(_keep) is not null;

    /// <summary>The columns asked for among those of a table; all where nothing was asked for.</summary>
    public Validation<EmError, Arr<int>> Cells(ParseResult parsed, Arr<string> names)
    {
        if (parsed.GetValue(_keep) is not { } text || text == All)
            return (Arr<int>)Enumerable.Range(0, names.Count).ToArray();
        var found = NameList.Of(text).Select(name => (Name: name, At: IndexOf(names, name))).ToArray();
        var unknown = found
            .Where(pair => pair.At < 0)
            .Select(EmError (pair) => new EmError.UnknownName("column", pair.Name, names))
            .ToSeq();
        return !unknown.IsEmpty ? unknown
            : found.Length == 0 ? new EmError.BadOption("keep", text, new("names of columns, or all", _ => false))
            : (Arr<int>)found.Select(pair => pair.At).Distinct().ToArray();
    }

    /// <summary>The place of a name, whatever its case; −1 where there is none.</summary>
    public static int IndexOf(Arr<string> names, string name) =>
        Array.FindIndex(names.ToArray(), other => other.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Results with the columns that were asked for in front of them.</summary>
    public Validation<EmError, ResultTable> Before(ParseResult parsed, AppliedPart part, Missing missing, ResultTable results) =>
        !IsAsked(parsed)
            ? results
            : from cells in Cells(parsed, part.Columns)
            from apart in Apart(cells.Map(cell => part.Columns[cell]), results)
            from text in Unicode(part, cells)
            select results with
            {
                Columns = [.. cells.Map(cell => Column(part, cell, missing)), .. results.Columns],
            };

    static Validation<EmError, Unit> Apart(Arr<string> names, ResultTable results) =>
        names
            .Find(name => results.Columns.Any(column => column.Name == name))
            .Match(
                Validation<EmError, Unit> (name) =>
                    new EmError.BadOption("keep", name, new("a column that is not called as one of the results", _ => false)),
                () => Prelude.unit
            );

    /// <summary>That cells which are written as text are Unicode.</summary>
    public static Validation<EmError, Unit> Unicode(AppliedPart part, Arr<int> cells) =>
        part
            .Rows.SelectMany(row => cells.Filter(cell => !row.IsUnicode(cell)).Map(cell => (row, cell)))
            .Select(
                EmError (bad) => new EmError.BadCell(At(part, bad.row, bad.cell), part.Columns[bad.cell], bad.row[bad.cell], Domain.Unicode)
            )
            .Take(Table.MostErrors)
            .ToSeq()
            is { IsEmpty: false } faults
            ? faults
            : Prelude.unit;

    static Position At(AppliedPart part, TableRow row, int cell) => new(part.Read.Source, row.Line, row.ColumnOf(cell));

    /// <summary>A column of the data as it stands there.</summary>
    public static ResultColumn Column(AppliedPart part, int cell, Missing missing) =>
        new(part.Columns[cell], i => part.Rows[i].TryNumber(cell, out var value) ? value : double.NaN, i => part.Rows[i][cell])
        {
            Fault = i =>
                part.Rows[i].TryNumber(cell, out _) || missing.Matches(part.Rows[i][cell])
                    ? null
                    : new EmError.BadCell(At(part, part.Rows[i], cell), part.Columns[cell], part.Rows[i][cell], _number),
        };
}
