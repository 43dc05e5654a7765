using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Tables;

// Columns of numbers of a CSV text in UTF-8, part by part: what NumberTable reads of the same text, to the bit. A line of plain numbers is read where
// it stands; any other, and what has a quote, goes through the reader of all tables.
sealed class CsvNumbers
{
    readonly string _source;
    readonly char _separator;
    readonly Arr<string> _header;
    readonly int[] _place; // of each cell among the numbers of its row; -1 where nobody asked for it
    readonly byte[] _marker;
    readonly Missing _missing;

    CsvNumbers(string source, char separator, Arr<string> header, int[] place, Arr<string> names, Option<string> marker)
    {
        (_source, _separator, _header, _place, Names) = (source, separator, header, place, names);
        _marker = Encoding.UTF8.GetBytes(marker.IfNone(""));
        _missing = new(marker);
    }

    /// <summary>The columns that are read.</summary>
    public Arr<string> Names { get; }

    /// <summary>What the first lines of a text say of it, and the line on which its data begin.</summary>
    public static Validation<EmError, (CsvNumbers Reader, int FirstLine)> Of(
        ReadOnlySpan<byte> beginning,
        string source,
        ColumnChoice chosen
    )
    {
        var text = Encoding.UTF8.GetString(beginning);
        var separator = CsvTable.SeparatorOf(new StringReader(text));
        var rows = CsvTable.Rows(new StringReader(text), separator).Take(2).ToArray();
        if (rows.Length == 0)
            return new EmError.NoRows(source);
        var hasHeader = !rows[0].Cells.All(cell => NumberText.TryRead(cell, out _));
        Arr<string> header = hasHeader ? rows[0].Cells.Select(cell => cell.Trim()).ToArray() : Table.NamesOf(rows[0].Cells.Count);
        return NumberTable
            .Read(new Table(source, hasHeader ? rows : rows[..1]), chosen)
            .Map(read =>
            {
                var place = header.Select(name => read.Names.ToList().IndexOf(name)).ToArray();
                var reader = new CsvNumbers(source, separator, header, place, read.Names, chosen.Missing);
                return (reader, rows[hasHeader ? 1 : 0].Line);
            });
    }

    /// <summary>The numbers of whole lines, or what is wrong with them: the first twenty faults, each with its place.</summary>
    public Validation<EmError, double[]> Read(ReadOnlySpan<byte> lines, int firstLine)
    {
        var (numbers, errors, line) = (new Numbers(Names.Count), new List<EmError>(), firstLine);
        if (lines.Contains((byte)'"'))
            ReadRows(lines, firstLine, numbers, errors);
        else
            for (; !lines.IsEmpty && errors.Count < Table.MostErrors; line++)
            {
                var end = lines.IndexOf((byte)'\n');
                var cells = end < 0 ? lines : lines[..end];
                lines = end < 0 ? [] : lines[(end + 1)..];
                if (!cells[Ascii.Trim(cells)].IsEmpty && !TryRead(cells, numbers))
                    ReadRows(cells, line, numbers, errors);
            }
        return errors.Count == 0 ? numbers.ToArray() : errors.ToSeq();
    }

    // Nothing but numbers, or what stands for a missing one, where numbers are asked for.
    bool TryRead(ReadOnlySpan<byte> line, Numbers numbers)
    {
        var row = numbers.Next();
        for (var cell = 0; cell < _place.Length; cell++)
        {
            var end = line.IndexOf((byte)_separator);
            if (end < 0 != (cell == _place.Length - 1))
                return false;
            if (_place[cell] >= 0 && !TryRead(end < 0 ? line : line[..end], out row[_place[cell]]))
                return false;
            line = end < 0 ? [] : line[(end + 1)..];
        }
        numbers.Keep();
        return true;
    }

    bool TryRead(ReadOnlySpan<byte> cell, out double value)
    {
        if (_marker.Length > 0 && cell[Ascii.Trim(cell)].SequenceEqual(_marker))
            value = double.NaN;
        else if (!double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out value) || !double.IsFinite(value))
            return TryRead(Encoding.UTF8.GetString(cell), out value);
        return true;
    }

    void ReadRows(ReadOnlySpan<byte> lines, int firstLine, Numbers numbers, List<EmError> errors)
    {
        foreach (var row in CsvTable.Rows(new StringReader(Encoding.UTF8.GetString(lines)), _separator))
        {
            var before = errors.Count;
            var at = row with { Line = firstLine + row.Line - 1 };
            if (row.Cells.Count != _header.Count)
                errors.Add(new EmError.RaggedRow(At(at, 0), _header.Count, row.Cells.Count));
            else
                for (var cell = 0; cell < _place.Length; cell++)
                    if (_place[cell] >= 0 && !TryRead(row.Cells[cell], out numbers.Next()[_place[cell]]))
                        errors.Add(new EmError.BadCell(At(at, cell), _header[cell], row.Cells[cell], Domain.Finite));
            if (errors.Count == before)
                numbers.Keep();
            if (errors.Count >= Table.MostErrors)
                return;
        }
    }

    Position At(TableRow row, int cell) => new(_source, row.Line, row.ColumnOf(cell));

    bool TryRead(string cell, out double value)
    {
        var isMissing = _missing.Stands(cell);
        var isNumber = NumberText.TryRead(cell, out value) && double.IsFinite(value);
        value = isMissing ? double.NaN : value;
        return isMissing || isNumber;
    }

    // Rows one after the other; the next may be tried before it is kept.
    sealed class Numbers(int columns)
    {
        double[] _values = new double[1024 * columns];
        int _count;

        public Span<double> Next()
        {
            if (_count + columns > _values.Length)
                Array.Resize(ref _values, 2 * _values.Length);
            return _values.AsSpan(_count, columns);
        }

        public void Keep() => _count += columns;

        public double[] ToArray() => _values[.._count];
    }
}
