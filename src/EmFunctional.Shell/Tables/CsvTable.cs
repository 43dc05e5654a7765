using System.Collections.Generic;
using System.IO;
using System.Text;
using CsvHelper;

namespace EmFunctional.Tables;

/// <summary>Tables in text with separators: comma (RFC 4180), semicolon, tab or bar.</summary>
public static class CsvTable
{
    static CsvReaderOptions Options(char? separator) =>
        new()
        {
            HasHeader = false, // whether the first row is a header is for the model to say
            Separator = separator, // one of , ; tab |, found from the first lines where it is not known
            TrackLineNumbers = true,
            FieldCountMismatch = CsvFieldCountHandling.Allow, // the model names the place
            MalformedData = CsvMalformedDataHandling.Recover, // a stray quote stays in its cell, where the model refuses it
        };

    /// <summary>The rows of a text, read as they are asked for; blank lines are passed over.</summary>
    /// <param name="reader">The text; it can be read once and is not closed.</param>
    /// <param name="source">How messages name it.</param>
    public static Table Read(TextReader reader, string source) => new(source, Rows(reader, null));

    /// <summary>The separator of a text, found from its first lines.</summary>
    internal static char SeparatorOf(TextReader reader)
    {
        using var csv = CsvReader.Create(reader, Options(null), leaveOpen: true);
        csv.Read();
        return csv.Separator;
    }

    internal static IEnumerable<TableRow> Rows(TextReader reader, char? separator)
    {
        using var csv = CsvReader.Create(reader, Options(separator), leaveOpen: true);
        while (csv.Read())
        {
            var found = csv.Separator;
            var raw = Encoding.UTF8.GetString(csv.RawRecord);
            if (!string.IsNullOrWhiteSpace(raw))
                yield return new((int)csv.LineNumber, csv.Current.ToArray(), cell => ColumnOf(raw, cell, found));
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
