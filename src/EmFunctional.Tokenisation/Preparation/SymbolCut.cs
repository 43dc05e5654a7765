using System.Buffers;
using System.Linq;
using System.Text;
using LanguageExt;

namespace EmFunctional.Tokenisation.Preparation;

// Puts a boundary in the place of each symbol that is a piece of its own, so that no other piece reaches over it.
sealed class SymbolCut
{
    readonly string[] _symbols;
    readonly SearchValues<string> _any;

    /// <param name="symbols">The symbols, as they stand in normalised text.</param>
    public SymbolCut(Arr<string> symbols)
    {
        _symbols = [.. symbols.OrderByDescending(symbol => symbol.Length)];
        _any = SearchValues.Create(_symbols, StringComparison.Ordinal);
    }

    /// <summary>The text with the leftmost and longest symbols replaced.</summary>
    public string Cut(string text)
    {
        var at = text.AsSpan().IndexOfAny(_any);
        if (at < 0)
            return text;
        var cut = new StringBuilder(text.Length);
        var rest = text.AsSpan();
        for (; at >= 0; at = rest.IndexOfAny(_any))
        {
            cut.Append(rest[..at]).Append(Marks.Boundary);
            rest = rest[(at + Found(rest[at..]))..];
        }
        return cut.Append(rest).ToString();
    }

    int Found(ReadOnlySpan<char> text)
    {
        foreach (var symbol in _symbols)
            if (text.StartsWith(symbol, StringComparison.Ordinal))
                return symbol.Length;
        throw new System.Diagnostics.UnreachableException();
    }
}
