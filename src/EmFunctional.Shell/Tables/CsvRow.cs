using System.Buffers;
using System.Linq;
using System.Text;
using System.Text.Unicode;
using csFastFloat;
using CsvHelper;
using EmFunctional.Modelling;

namespace EmFunctional.Tables;

// The row on which a reader of CSV stands: cells are bytes until somebody asks for text.
sealed class CsvRow(CsvReader csv, TextFormat format) : TableRow
{
    readonly bool _isPlain = format.HasPlainNumbers;

    public override int Line => (int)csv.LineNumber;

    public override int Count => csv.FieldCount;

    public override string this[int cell] => csv.GetString(cell);

    public override char? Separator => csv.Separator;

    public override bool IsBlank => csv.FieldCount == 1 && csv.RawRecord.Trim(" \t\v\f\r"u8).IsEmpty;

    public override bool IsUnicode(int cell) => Utf8.IsValid(csv.GetSpan(cell));

    // A plain number is read where it stands; what else there may be to read as one is for text.
    public override bool TryNumber(int cell, out double value)
    {
        var bytes = csv.GetSpan(cell);
        if (!_isPlain)
            return TryWritten(bytes, out value);
        if (FastDoubleParser.TryParseDouble(bytes, out var consumed, out value) && consumed == bytes.Length && consumed > 0)
            return double.IsFinite(value);
        value = double.NaN;
        var bare = bytes[Ascii.Trim(bytes)];
        return bare.Length < bytes.Length
            && FastDoubleParser.TryParseDouble(bare, out consumed, out value)
            && consumed == bare.Length
            && consumed > 0
            && double.IsFinite(value);
    }

    bool TryWritten(ReadOnlySpan<byte> bytes, out double value)
    {
        value = double.NaN;
        if (bytes.Length > MostInNumber)
            return false;
        Span<char> text = stackalloc char[bytes.Length];
        return Utf8.ToUtf16(bytes, text, out _, out var length) == OperationStatus.Done
            && format.TryNumber(text[..length], out value)
            && double.IsFinite(value);
    }

    const int MostInNumber = 512;

    public override int ColumnOf(int cell) => ColumnOf(Encoding.UTF8.GetString(csv.RawRecord), cell, csv.Separator);

    public override TableRow Kept
    {
        get
        {
            var (raw, separator) = (Encoding.UTF8.GetString(csv.RawRecord), csv.Separator);
            var cells = Enumerable.Range(0, Count);
            return new TextRow(Line, [.. cells.Select(csv.GetString)], cell => ColumnOf(raw, cell, separator))
            {
                Numbers = [.. cells.Select(cell => TryNumber(cell, out var value) ? value : double.NaN)],
                NotUnicode = Utf8.IsValid(csv.RawRecord) ? [] : [.. cells.Where(cell => !IsUnicode(cell))],
                IsBlankLine = IsBlank,
                SeparatedBy = separator,
            };
        }
    }

    // Where a cell's text begins in its record, from 1, behind its opening quote.
    static int ColumnOf(string raw, int cell, char separator)
    {
        var (at, quoted) = (0, false);
        for (; cell > 0 && at < raw.Length; at++)
        {
            quoted ^= raw[at] == '"';
            if (raw[at] == separator && !quoted)
                cell--;
        }
        return at < raw.Length && raw[at] == '"' ? at + 2 : at + 1;
    }
}
