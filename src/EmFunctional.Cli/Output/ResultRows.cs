using System.IO;
using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Tables;
using LanguageExt;

namespace EmFunctional.Cli.Output;

/// <summary>Where parts of a table of results are written, one after the other.</summary>
abstract class ResultRows : IDisposable
{
    /// <summary>Writes a whole table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="to">Where to.</param>
    /// <param name="format">csv or json.</param>
    public static void Write(ResultTable table, TextWriter to, string format)
    {
        using var rows = Text(to, format, table.Read);
        rows.Add(table);
        rows.End(table.Read);
    }

    /// <summary>Where text is written.</summary>
    /// <param name="to">Where to.</param>
    /// <param name="format">csv or json.</param>
    /// <param name="read">What was read in all, where that is known before the first row.</param>
    public static ResultRows Text(TextWriter to, string format, Option<DataDescription> read) =>
        format == "json" ? new JsonRows(to, read) : new CsvRows(to);

    /// <summary>Writes some rows; an error of rows that the place cannot hold.</summary>
    public abstract Option<EmError> Add(ResultTable part);

    /// <summary>Writes what comes behind all rows.</summary>
    /// <param name="read">What was read in all.</param>
    public virtual void End(Option<DataDescription> read) { }

    public virtual void Dispose() { }
}

/// <summary>Rows as CSV.</summary>
sealed class CsvRows(TextWriter to) : ResultRows
{
    bool _hasBegun;

    public override Option<EmError> Add(ResultTable part)
    {
        if (!_hasBegun && part.HasHeader)
            part.WriteHeader(to);
        _hasBegun = true;
        part.WriteRows(to);
        return Option<EmError>.None;
    }
}

/// <summary>Rows as JSON, a row a line, so that it can be read by people too.</summary>
/// <param name="to">Where to.</param>
/// <param name="read">What was read in all, where that is known: it stands before the rows then, and behind them otherwise.</param>
sealed class JsonRows(TextWriter to, Option<DataDescription> read) : ResultRows
{
    bool _hasBegun;
    bool _isObject;

    public override Option<EmError> Add(ResultTable part)
    {
        if (!_hasBegun)
        {
            _isObject = part.Read.IsSome;
            if (_isObject)
                to.Write(read.Match(all => $"{{\"read\": {DataJson.Of(all).ToJsonString()},\n\"rows\":\n", () => "{\"rows\":\n"));
        }
        for (var i = 0; i < part.Rows; i++)
        {
            to.Write((_hasBegun ? ",\n " : "[") + part.Object(i));
            _hasBegun = true;
        }
        return Option<EmError>.None;
    }

    public override void End(Option<DataDescription> all)
    {
        to.Write(_hasBegun ? "]" : "[\n]");
        if (_isObject && read.IsNone)
            all.IfSome(known => to.Write($",\n\"read\": {DataJson.Of(known).ToJsonString()}"));
        to.WriteLine(_isObject ? "}" : "");
    }
}

/// <summary>Rows as an array, or each group of columns as an array of an archive.</summary>
/// <param name="to">Where to.</param>
/// <param name="isArchive">Whether it is an archive.</param>
sealed class ArrayRows(Stream to, bool isArchive) : ResultRows
{
    (string Name, int[] Columns, bool IsWhole, NumPyRows Rows)[] _arrays = [];

    public override Option<EmError> Add(ResultTable part)
    {
        if (_arrays.Length == 0)
            _arrays =
            [
                .. Groups(part).Select(group => (group.Name, group.Columns, group.IsWhole, Begin(part, group.Columns, group.IsWhole))),
            ];
        foreach (var column in part.Columns.Where(column => column.Fault is not null))
            for (var i = 0; i < part.Rows; i++)
                if (column.Fault!(i) is { } fault)
                    return fault;
        foreach (var (_, columns, isWhole, rows) in _arrays)
        {
            var values = new double[part.Rows * columns.Length];
            for (var at = 0; at < values.Length; at++)
            {
                var value = part.Columns[columns[at % columns.Length]].Number(at / columns.Length);
                values[at] = isWhole && double.IsNaN(value) ? -1 : value;
            }
            rows.Add(values);
        }
        return Option<EmError>.None;
    }

    (string Name, int[] Columns, bool IsWhole)[] Groups(ResultTable part)
    {
        var all = Enumerable.Range(0, part.Columns.Count);
        return isArchive
            ? [.. all.GroupBy(j => part.Columns[j].Group).Select(group => (group.Key, group.ToArray(), IsWhole(part, [.. group])))]
            : [("", all.ToArray(), IsWhole(part, [.. all]))];
    }

    // A column alone is a vector, and may be one of indices.
    static bool IsVector(ResultTable part, int[] columns) =>
        columns.Length == 1
        && (part.Columns[columns[0]].Fault is not null || !part.Columns[columns[0]].Name.Contains('[', StringComparison.Ordinal));

    static bool IsWhole(ResultTable part, int[] columns) => IsVector(part, columns) && part.Columns[columns[0]].IsWhole;

    static NumPyRows Begin(ResultTable part, int[] columns, bool isWhole) => new(IsVector(part, columns) ? 0 : columns.Length, isWhole);

    public override void End(Option<DataDescription> read)
    {
        if (isArchive)
            NumPyRows.WriteTo(to, _arrays.Select(array => (array.Name, array.Rows)));
        else
            _arrays[0].Rows.WriteTo(to);
    }

    public override void Dispose()
    {
        foreach (var (_, _, _, rows) in _arrays)
            rows.Dispose();
    }
}
