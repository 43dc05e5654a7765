using System.Collections.Generic;
using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Tables;

/// <summary>
/// Columns of which each cell may be a number: whether a column is one of numbers is known when all rows are read. A column of texts has for each cell the
/// number of its text, counted from 0 as they come.
/// </summary>
/// <param name="open">The table.</param>
/// <param name="columns">The columns, in the order wanted.</param>
/// <param name="isText">Whether a column is read as texts, by its name.</param>
/// <param name="isAsked">Whether they were asked for: then every cell must be a number or missing.</param>
/// <param name="domain">Where the numbers must lie.</param>
/// <param name="missing">What stands for a missing number; null if none may be missing.</param>
/// <param name="take">Takes rows of numbers of the stored columns, a block at a time, to be copied [·×s].</param>
sealed class NumberReading(
    OpenTable open,
    IReadOnlyList<int> columns,
    Func<string, bool> isText,
    bool isAsked,
    Domain domain,
    Missing? missing,
    Action<ReadOnlyMemory<double>> take
) : IRowReading
{
    const int BlockCells = 1 << 16;

    // A marker may read as a number, such as -999.
    readonly double[] _markers = missing is null ? [] : [.. MarkersOf(missing, open.Table.Format)];
    readonly bool _isFinite = domain == Domain.Finite;
    readonly Column[] _columns = [.. columns.Select(cell => new Column(cell, open.Names[cell], isText(open.Names[cell])))];
    double[] _block = new double[Math.Max(BlockCells, columns.Count)];
    int _at;
    int _rows;

    public int Cells => columns.Count;

    /// <summary>What was seen of each column.</summary>
    public IReadOnlyList<Column> Columns => _columns;

    public void Take(TableRow row, RowFaults faults)
    {
        if (_at + _columns.Length > _block.Length)
            Flush();
        var values = _block.AsSpan(_at, _columns.Length);
        for (var j = 0; j < values.Length; j++)
        {
            var column = _columns[j];
            if (column.IsOfTexts)
                values[j] = Level(row, column, faults);
            else if (
                row.TryNumber(column.Cell, out values[j])
                && !_markers.AsSpan().Contains(values[j])
                && (_isFinite || domain.Contains(values[j]))
            )
                column.Number(values[j], _rows);
            else
                values[j] = Other(row, column);
        }
        _at += values.Length;
        _rows++;
    }

    double Level(TableRow row, Column column, RowFaults faults)
    {
        column.CountsRows = false;
        if (missing?.Matches(row[column.Cell]) != true)
            return column.CodeOf(faults.Text(row, column.Cell));
        column.Missing++;
        return double.NaN;
    }

    // Nothing, or what is no number of the domain.
    double Other(TableRow row, Column column)
    {
        column.CountsRows = false;
        if (column is { Numbers: 0, FirstText: not null } && !isAsked && !row.TryNumber(column.Cell, out _))
            return double.NaN; // a column of texts
        var text = row[column.Cell];
        if (missing?.Matches(text) == true)
        {
            column.Missing++;
            return double.NaN;
        }
        EmError Bad() => new EmError.BadCell(open.Table.At(row, column.Cell), column.Name, text, domain);
        if (row.TryNumber(column.Cell, out var value))
        {
            column.Numbers++;
            if (_isFinite || domain.Contains(value))
                return value; // the marker's number in another text
        }
        else if (!Infinities.Has(text))
        {
            column.FirstText ??= new(Bad(), text.Trim());
            if (!isAsked && column.Numbers == 0)
                return double.NaN;
        }
        else
            column.HasInfinity = true;
        if (column.Faults.Count < Table.MostErrors)
            column.Faults.Add(Bad());
        return double.NaN;
    }

    static IEnumerable<double> MarkersOf(Missing missing, TextFormat format) =>
        missing.Markers.SelectMany(text => format.TryNumber(text, out var value) ? new[] { value } : []);

    /// <summary>Hands over what is left of the last block.</summary>
    public void Flush()
    {
        take(_block.AsMemory(0, _at));
        _at = 0;
    }

    /// <summary>What the cells of a column that is read are not: the first if none is a number, else the first twenty of all.</summary>
    public static Seq<EmError> FaultsOf(IEnumerable<Column> read) =>
        read.SelectMany(column =>
                column.FirstText is not { } text ? column.Faults
                : column.Numbers == 0 ? [text.Error]
                : column.Faults.Contains(text.Error) ? column.Faults
                : column.Faults.Prepend(text.Error)
            )
            .OrderBy(error => error is EmError.BadCell cell ? (cell.At.Line, cell.At.Column) : (0, 0))
            .Take(Table.MostErrors)
            .ToSeq();

    /// <summary>A cell that is neither a number nor missing.</summary>
    public sealed record Text(EmError Error, string Found);

    /// <summary>What was seen of a column.</summary>
    public sealed class Column(int cell, string name, bool isOfTexts)
    {
        readonly Dictionary<string, double> _codes = new(StringComparer.Ordinal);

        public int Cell => cell;

        public string Name => name;

        public bool IsOfTexts => isOfTexts;

        /// <summary>The texts of a column of texts, as they came.</summary>
        public Arr<string> Texts => _codes.OrderBy(code => code.Value).Select(code => code.Key).ToArray();

        public double CodeOf(string text)
        {
            if (!_codes.TryGetValue(text, out var code))
                _codes.Add(text, code = _codes.Count);
            return code;
        }

        /// <summary>How many cells are finite numbers, whatever the domain.</summary>
        public int Numbers { get; set; }

        public int Missing { get; set; }

        public bool HasInfinity { get; set; }

        public Text? FirstText { get; set; }

        public List<EmError> Faults { get; } = [];

        /// <summary>Whether the numbers so far are 0, 1, 2 … or 1, 2, 3 …</summary>
        public bool CountsRows { get; set; } = true;

        double _first;

        public void Number(double value, int row)
        {
            Numbers++;
            if (!CountsRows)
                return;
            if (row == 0)
                _first = value;
            CountsRows = value == _first + row && _first is 0 or 1;
        }

        /// <summary>Whether it is a column of texts: of no number at all, that may have been meant for one.</summary>
        public bool IsText => FirstText is not null && Numbers == 0 && !HasInfinity;
    }
}
