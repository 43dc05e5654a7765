using System.Collections.Generic;
using System.IO;
using System.Text;
using CsvHelper;

namespace EmFunctional.Tables;

/// <summary>Tables in text with separators: comma (RFC 4180), semicolon, tab or bar.</summary>
public static class CsvTable
{
    static readonly CsvReaderOptions _options = new()
    {
        HasHeader = false, // whether the first row is a header is for the model to say
        Separator = null, // one of , ; tab |, found from the first lines
        TrackLineNumbers = true,
        FieldCountMismatch = CsvFieldCountHandling.Allow, // the model names the place
        MalformedData = CsvMalformedDataHandling.Recover, // a stray quote stays in its cell, where the model refuses it
    };

    /// <summary>The rows of a text, read as they are asked for; blank lines are passed over.</summary>
    /// <param name="reader">The text; it can be read once and is not closed.</param>
    /// <param name="source">How messages name it.</param>
    public static Table Read(TextReader reader, string source) => new(source, Rows(reader));

    static IEnumerable<TableRow> Rows(TextReader reader)
    {
        using var csv = CsvReader.Create(reader, _options, leaveOpen: true);
        while (csv.Read())
        {
            var separator = csv.Separator;
            var raw = Encoding.UTF8.GetString(csv.RawRecord);
            if (!string.IsNullOrWhiteSpace(raw))
                yield return new((int)csv.LineNumber, csv.Current.ToArray(), cell => ColumnOf(raw, cell, separator));
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
