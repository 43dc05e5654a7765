using System.Collections.Generic;
using System.Linq;
using System.Text;
using LanguageExt;

namespace EmFunctional.Tokenisation.Preparation;

/// <summary>Ways to get lines of text.</summary>
public static class TextLines
{
    /// <summary>Lines that are in memory; a unit of text that is half a character becomes U+FFFD.</summary>
    /// <param name="lines">The lines, without ends of lines.</param>
    public static IEnumerable<Either<TokeniserError, TextLine>> Of(IEnumerable<string> lines) =>
        lines.Select(line => Prelude.Right<TokeniserError, TextLine>(new(Encoding.UTF8.GetBytes(line))));
}
