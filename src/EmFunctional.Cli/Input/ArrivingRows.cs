using System.Collections.Generic;
using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Tables;
using LanguageExt;

namespace EmFunctional.Cli.Input;

/// <summary>Rows of a table that are read as they come, of which the first are looked at before.</summary>
sealed class ArrivingRows
{
    readonly List<TableRow> _begin = [];
    readonly IEnumerator<TableRow> _rest;

    /// <param name="table">The table.</param>
    /// <param name="first">How many rows to look at.</param>
    public ArrivingRows(Table table, int first)
    {
        (Table, _rest) = (table, table.Rows.GetEnumerator());
        while (_begin.Count(row => !row.IsBlank) <= first && _rest.MoveNext())
        {
            _begin.Add(_rest.Current.Kept);
            if (_begin[^1].Fault is not null)
                break;
        }
    }

    /// <summary>The table.</summary>
    public Table Table { get; }

    /// <summary>The first rows as a table.</summary>
    public Table First => Table with { Rows = _begin, Numbers = null };

    /// <summary>Whether the first row is a header, where the first rows were read.</summary>
    public bool HasHeader(DataDescription read) => (Table.Header.IsSome ? Table.Header : read.Header).IfNone(false);

    /// <summary>The header, if there is one.</summary>
    /// <param name="read">What was read of the first rows.</param>
    public Option<TableRow> Header(DataDescription read) =>
        HasHeader(read) ? _begin.Where(row => !row.IsBlank).HeadOrNone() : Option<TableRow>.None;

    /// <summary>All rows of data, the first of them too, as they come; a text that cannot be read on ends with an error.</summary>
    /// <param name="read">What was read of the first rows.</param>
    public IEnumerable<TableRow> Rows(DataDescription read) => Tables.Table.OfData(All(), HasHeader(read));

    IEnumerable<TableRow> All()
    {
        foreach (var row in _begin)
            yield return row;
        while (_rest.MoveNext())
            yield return _rest.Current.Kept;
    }
}
