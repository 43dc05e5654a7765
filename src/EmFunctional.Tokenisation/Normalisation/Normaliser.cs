using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace EmFunctional.Tokenisation.Normalisation;

/// <summary>
/// Makes text uniform, as SentencePiece does. At each place the longest sequence that has a rule is replaced, once; what has none stays; a byte that is no
/// UTF-8 becomes U+FFFD. Then blanks at the ends go, several are one, one is put before the text, and each is written ▁.
/// </summary>
public sealed class Normaliser : INormaliser
{
    const byte Blank = (byte)' ';

    readonly CharacterMap _map;
    readonly NormalisationOptions _options;
    readonly DoubleArray? _kept;
    readonly bool _blankBehind;

    /// <summary>A normaliser.</summary>
    /// <param name="map">Which sequences are replaced by which.</param>
    /// <param name="options">What becomes of blanks; the rule is not looked at.</param>
    /// <param name="kept">Texts that stay as they are wherever they stand: symbols of the user.</param>
    /// <param name="blankBehind">Whether the blank that is added stands behind the text.</param>
    public Normaliser(CharacterMap map, NormalisationOptions options, IEnumerable<string>? kept = null, bool blankBehind = false)
    {
        (_map, _options, _blankBehind) = (map, options, blankBehind);
        var symbols = (kept ?? []).Distinct(StringComparer.Ordinal).Select(Encoding.UTF8.GetBytes).ToList();
        symbols.Sort((a, b) => a.AsSpan().SequenceCompareTo(b));
        _kept =
            symbols.Count == 0 ? null : DoubleArray.Build(symbols.Select((s, i) => KeyValuePair.Create<ReadOnlyMemory<byte>, int>(s, i)));
    }

    /// <summary>The normaliser of a tokeniser that is trained with some options.</summary>
    /// <param name="options">The options.</param>
    public static Normaliser Of(TokeniserOptions options) =>
        new(CharacterMap.Of(options.Normalisation.Rule), options.Normalisation, options.UserDefinedSymbols);

    /// <inheritdoc/>
    public string Normalise(ReadOnlySpan<byte> line)
    {
        var to = new ByteText();
        Normalise(line, to);
        return Encoding.UTF8.GetString(to.Span);
    }

    /// <summary>Writes the normalised text in UTF-8.</summary>
    /// <param name="line">The bytes of a line.</param>
    /// <param name="to">Where to, behind what is there.</param>
    internal void Normalise(ReadOnlySpan<byte> line, ByteText to)
    {
        if (_options.RemoveExtraBlanks)
            while (!line.IsEmpty)
            {
                var length = Next(line, out var first);
                if (!first.SequenceEqual(" "u8))
                    break;
                line = line[length..];
            }
        if (line.IsEmpty)
            return;
        var begin = to.Length;
        var blank = _options.EscapeBlanks ? "▁"u8 : " "u8;
        if (_options.AddDummyPrefix && !_blankBehind)
            to.Write(blank);
        for (var behindBlank = _options.RemoveExtraBlanks; !line.IsEmpty; )
        {
            line = line[Next(line, out var text)..];
            if (behindBlank)
                text = text.TrimStart(Blank);
            foreach (var part in text)
                if (part == Blank)
                    to.Write(blank);
                else
                    to.Write(part);
            if (!text.IsEmpty)
                behindBlank = _options.RemoveExtraBlanks && text[^1] == Blank;
        }
        if (_options.RemoveExtraBlanks)
            Shorten(to, begin, blank);
        if (_options.AddDummyPrefix && _blankBehind)
            to.Write(blank);
    }

    // What replaces the longest sequence at the begin of a text, and how many bytes that has.
    int Next(ReadOnlySpan<byte> text, out ReadOnlySpan<byte> replacement)
    {
        if (_kept is not null && _kept.Longest(text, out _) is > 0 and var kept)
        {
            replacement = text[..kept];
            return kept;
        }
        if (_map.Longest(text, out replacement) is > 0 and var length)
            return length;
        length = Utf8.Length(text, out var isValid);
        replacement = isValid ? text[..length] : "\uFFFD"u8;
        return length;
    }

    static void Shorten(ByteText text, int begin, ReadOnlySpan<byte> blank)
    {
        var end = text.Length;
        while (end > begin && text.Span[begin..end].EndsWith(blank))
            end -= blank.Length;
        text.Shorten(end);
    }
}
