using System.Collections.Generic;
using System.IO;
using CsvHelper;
using EmFunctional.Modelling;
using LanguageExt;

namespace EmFunctional.Tables;

/// <summary>Tables in text with separators: comma (RFC 4180), semicolon, tab or bar.</summary>
public static class CsvTable
{
    // A line longer than this is a quote that nobody closed.
    const int MostInLine = 1 << 26;

    static readonly CsvReaderOptions _options = new()
    {
        HasHeader = false, // whether the first row is a header is for its reader to say
        SkipEmptyLines = false, // a blank line may be a missing cell
        TrackLineNumbers = true,
        MaxRecordSize = MostInLine,
        FieldCountMismatch = CsvFieldCountHandling.Allow, // its reader names the place
        MalformedData = CsvMalformedDataHandling.Recover, // a stray quote stays in its cell, which its reader refuses
    };

    /// <summary>The rows of a text, read as they are asked for, blank lines among them.</summary>
    /// <param name="reader">The text; it can be read once and is not closed.</param>
    /// <param name="source">How messages name it.</param>
    public static Table Read(TextReader reader, string source) =>
        new(source, Rows(() => CsvReader.Create(reader, _options, leaveOpen: true), source));

    /// <summary>The rows of a text in bytes: UTF-8, or what its byte order mark says.</summary>
    /// <param name="stream">The text; it can be read once and is not closed.</param>
    /// <param name="source">How messages name it.</param>
    public static Table Read(Stream stream, string source) =>
        new(source, Rows(() => CsvReader.Create(stream, _options, leaveOpen: true), source));

    static IEnumerable<TableRow> Rows(Func<CsvReader> open, string source)
    {
        using var csv = open();
        var row = new CsvRow(csv);
        EmError? fault;
        while (TryRead(csv, source, out fault))
            yield return row;
        if (fault is not null)
            yield return new BrokenRow((int)csv.LineNumber, fault);
    }

    static bool TryRead(CsvReader csv, string source, out EmError? fault)
    {
        fault = null;
        try
        {
            return csv.Read();
        }
        catch (CsvFormatException)
        {
            fault = new EmError.BadArray(
                $"{source}:{csv.LineNumber + 1}",
                $"a text of lines up to {MostInLine} bytes, whose quotes are closed"
            );
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            fault = new EmError.Unreadable(source, ReadFault.Failed);
        }
        return false;
    }
}
