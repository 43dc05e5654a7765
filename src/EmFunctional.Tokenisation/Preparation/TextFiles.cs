using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text;
using EmFunctional.Modelling;
using EmFunctional.Saving;
using EmFunctional.Unpacking;
using LanguageExt;

namespace EmFunctional.Tokenisation.Preparation;

/// <summary>Text in files, one after the other.</summary>
/// <param name="Paths">The files; <c>-</c> is standard input. What gzip compressed is read as it was before.</param>
/// <param name="HaveCounts">Whether each line is a text, a tab and how often it counts.</param>
public sealed record TextFiles(Arr<string> Paths, bool HaveCounts = false)
{
    /// <summary>What a journal is told of them.</summary>
    public DataDescription Description =>
        new()
        {
            Source = string.Join(", ", Paths),
            Columns = HaveCounts
                ? new Arr<ReadColumn>([new("text", ColumnRole.Observation), new("count", ColumnRole.Weight)])
                : Arr<ReadColumn>.Empty,
        };

    /// <summary>Whether files that are so described have counts.</summary>
    /// <param name="description">What a journal was told.</param>
    public static bool HadCounts(DataDescription description) => description.WeightColumn.IsSome;

    /// <summary>The lines, each time read anew; what cannot be read is the last of them.</summary>
    public IEnumerable<Either<TokeniserError, TextLine>> Lines
    {
        get
        {
            foreach (var path in Paths)
            foreach (var line in LinesOf(path))
            {
                yield return line;
                if (line.IsLeft)
                    yield break;
            }
        }
    }

    IEnumerable<Either<TokeniserError, TextLine>> LinesOf(string path)
    {
        var name = path == "-" ? "standard input" : path;
        var opened = Caught(name, () => Prelude.Right<TokeniserError, Stream>(Open(path)));
        if (opened.Case is not Stream stream)
        {
            yield return opened.Map(_ => default(TextLine));
            yield break;
        }
        using (stream)
        {
            var reader = new ByteLineReader(stream);
            while (true)
            {
                var next = Caught(name, () => Prelude.Right<TokeniserError, bool>(reader.Next()));
                if (next.Case is false)
                    yield break;
                yield return next.Bind(_ => Line(name, reader));
            }
        }
    }

    Either<TokeniserError, TextLine> Line(string name, ByteLineReader reader)
    {
        var bytes = reader.Line.Span;
        if (bytes.Contains((byte)0))
            return new TokeniserError.Binary(name, reader.Count);
        if (!HaveCounts)
            return new TextLine(bytes.ToArray());
        var tab = bytes.IndexOf((byte)'\t');
        return
            tab >= 0
            && long.TryParse(
                Encoding.UTF8.GetString(bytes[(tab + 1)..]).Trim('\r'),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var count
            )
            && count >= 1
            ? new TextLine(bytes[..tab].ToArray(), count)
            : new TokeniserError.BadCount(name, reader.Count);
    }

    static Either<TokeniserError, T> Caught<T>(string name, Func<Either<TokeniserError, T>> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (FileFaults.IsOne(error))
        {
            return new TokeniserError.OfFrame(new EmError.Unreadable(name, FileFaults.Of(name, error)));
        }
    }

    static Stream Open(string path) =>
        Unpacked.Open(new BufferedStream(path == "-" ? Console.OpenStandardInput() : File.OpenRead(path), 1 << 16));
}
