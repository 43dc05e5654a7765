using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using CsvHelper;
using EmFunctional.Modelling;
using EmFunctional.Unpacking;
using LanguageExt;

namespace EmFunctional.Tables;

/// <summary>Tables in text with separators: comma (RFC 4180), semicolon, tab, bar, or any that is stated.</summary>
public static class CsvTable
{
    // A line longer than this is a quote that nobody closed.
    const int MostInLine = 1 << 26;

    // What is looked at before the separator of decimal commas is known.
    const int LookedAt = 1 << 16;

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
    /// <param name="reader">The text; it can be read once and is not closed. It is read whole where its decimal commas leave its separator open.</param>
    /// <param name="source">How messages name it.</param>
    /// <param name="format">What is said of how it is written; nothing if null. Its encoding is the reader's.</param>
    public static Table Read(TextReader reader, string source, TextFormat? format = null)
    {
        var said = format ?? TextFormat.Guessed;
        if (said.Fault.Case is EmError fault)
            return Broken(source, fault);
        if (!GuessesSeparator(said))
            return Of(() => CsvReader.Create(reader, Options(said), leaveOpen: true), source, said);
        return Caught(
            source,
            () =>
            {
                var text = reader.ReadToEnd();
                var options = Options(said) with { Separator = SeparatorGuess.Of(text, said) };
                return Of(() => CsvReader.Create(new StringReader(text), options), source, said);
            }
        );
    }

    /// <summary>The rows of a text in bytes: UTF-8, what its byte order mark says, or the encoding that is stated.</summary>
    /// <param name="stream">The text; it can be read once and is not closed.</param>
    /// <param name="source">How messages name it.</param>
    /// <param name="format">What is said of how it is written; nothing if null.</param>
    public static Table Read(Stream stream, string source, TextFormat? format = null)
    {
        var said = format ?? TextFormat.Guessed;
        return said.Fault.Case is EmError fault
            ? Broken(source, fault)
            : said
                .Encoding.Map(TextEncodings.Find)
                .Match(
                    found => found.Match(Right: encoding => Read(stream, source, said, encoding), Left: error => Broken(source, error)),
                    () => Read(stream, source, said, Option<Encoding>.None)
                );
    }

    static Table Read(Stream stream, string source, TextFormat said, Option<Encoding> stated) =>
        Caught(
            source,
            () =>
            {
                var begun = PeekedStream.Of(stream, GuessesSeparator(said) ? LookedAt : 4);
                var encoding = stated.IsSome ? stated : TextEncodings.OfMark(begun.First);
                var options = Options(said) with
                {
                    Encoding = stated.Filter(e => e.CodePage != Encoding.UTF8.CodePage).MatchUnsafe<Encoding?>(e => e, () => null),
                    Separator = GuessesSeparator(said)
                        ? SeparatorGuess.Of(encoding.IfNone(Encoding.Latin1).GetString(begun.First), said)
                        : Options(said).Separator,
                };
                return Of(() => CsvReader.Create(begun, options, leaveOpen: true), source, said) with
                {
                    Encoding = encoding.Filter(e => e.CodePage != Encoding.UTF8.CodePage).Map(e => e.WebName),
                };
            }
        );

    static bool GuessesSeparator(TextFormat said) => said.Separator.IsNone && said.Decimal == ',';

    static CsvReaderOptions Options(TextFormat said) =>
        said == TextFormat.Guessed
            ? _options
            : _options with
            {
                Separator = said.Separator.MatchUnsafe<char?>(c => c, () => null),
                CommentPrefix = said.Comment.MatchUnsafe<char?>(c => c, () => null),
            };

    static Table Of(Func<CsvReader> open, string source, TextFormat format) => new(source, Rows(open, source, format)) { Format = format };

    static Table Broken(string source, EmError fault) => new(source, [new BrokenRow(1, fault)]);

    static Table Caught(string source, Func<Table> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return Broken(source, new EmError.Unreadable(source, ReadFault.Failed));
        }
    }

    static IEnumerable<TableRow> Rows(Func<CsvReader> open, string source, TextFormat format)
    {
        using var csv = open();
        var row = new CsvRow(csv, format);
        EmError? fault;
        while (TryRead(csv, source, format, out fault))
            yield return row;
        if (fault is not null)
            yield return new BrokenRow((int)csv.LineNumber, fault);
    }

    static bool TryRead(CsvReader csv, string source, TextFormat format, out EmError? fault)
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
        catch (DecoderFallbackException error)
        {
            fault = new EmError.WrongEncoding(
                new(source, (int)csv.LineNumber + 1, 1),
                string.Join(' ', (error.BytesUnknown ?? []).Take(4).Select(b => $"0x{b:x2}")),
                format.Encoding.IfNone("utf-8")
            );
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            fault = new EmError.Unreadable(source, ReadFault.Failed);
        }
        return false;
    }
}
