using System.IO;
using EmFunctional.Saving;
using EmFunctional.Tokenisation;
using LanguageExt;

namespace EmFunctional.Cli.Output;

/// <summary>Lines for programs, in a file or on standard output.</summary>
static class TextOutput
{
    /// <summary>Writes lines to a file that is whole or not there, or to standard output.</summary>
    /// <param name="path">The file, if one is wanted.</param>
    /// <param name="terminal">The terminal.</param>
    /// <param name="write">What writes them.</param>
    public static Either<TokeniserError, T> Write<T>(string? path, Terminal terminal, Func<TextWriter, Either<TokeniserError, T>> write)
    {
        if (path is null)
            using (terminal.Out)
                return write(terminal.Data);
        var written = default(Either<TokeniserError, T>);
        return AtomicFile
            .Write(
                path,
                stream =>
                {
                    using var to = new StreamWriter(stream, leaveOpen: true) { NewLine = "\n" };
                    written = write(to);
                    return written.MapLeft(error =>
                        error is TokeniserError.OfFrame of ? of.Error : new Modelling.EmError.CannotDo(path, $"{error}")
                    );
                }
            )
            .Match(
                Right: value => Prelude.Right<TokeniserError, T>(value),
                Left: error => written.IsLeft ? written : new TokeniserError.OfFrame(error)
            );
    }
}
