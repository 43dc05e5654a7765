using System.IO;
using EmFunctional.Modelling;
using EmFunctional.Saving;
using EmFunctional.Tokenisation;
using EmFunctional.Unpacking;
using LanguageExt;

namespace EmFunctional.Cli.Input;

/// <summary>Lines of text out of a file, plain or gzip, or of standard input: one after the other, in memory for the longest.</summary>
static class TextSource
{
    /// <summary>What messages call it.</summary>
    public static string Name(string path) => path == "-" ? DataSource.StandardInput : path;

    /// <summary>Does something with each line, until one is refused.</summary>
    /// <param name="path">The file, or <c>-</c>.</param>
    /// <param name="each">Given the bytes of a line and its number, from 1; what ends it, if it is an error.</param>
    /// <returns>How many lines there were.</returns>
    public static Either<TokeniserError, long> Each(string path, Func<ReadOnlyMemory<byte>, long, Either<TokeniserError, Unit>> each) =>
        DataSource
            .OpenFile(path)
            .MapLeft<TokeniserError>(error => new TokeniserError.OfFrame(error))
            .Bind<long>(stream =>
            {
                using (stream)
                using (var text = Unpacked.Open(stream))
                    return Each(new ByteLineReader(text), path, each);
            });

    static Either<TokeniserError, long> Each(
        ByteLineReader lines,
        string path,
        Func<ReadOnlyMemory<byte>, long, Either<TokeniserError, Unit>> each
    )
    {
        try
        {
            while (lines.Next())
            {
                var done = each(lines.Line, lines.Count);
                if (done.IsLeft)
                    return done.Map(_ => lines.Count);
            }
            return lines.Count;
        }
        catch (Exception error) when (error is InvalidDataException or TruncatedException)
        {
            return new TokeniserError.OfFrame(new EmError.Unreadable(Name(path), FileFaults.Of(path, error)));
        }
        catch (UnauthorizedAccessException)
        {
            return new TokeniserError.OfFrame(new EmError.Unreadable(Name(path), ReadFault.Folder));
        }
    }
}
