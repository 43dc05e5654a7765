using System.Buffers;
using System.Collections.Generic;
using System.Text;
using LanguageExt;

namespace EmFunctional.Tokenisation.Preparation;

// Lines as normalised text: what one thread makes of some lines.
sealed class LineReading
{
    static readonly byte[] _rare = Encoding.UTF8.GetBytes([Marks.Rare]);

    readonly INormaliser _normaliser;
    readonly SymbolCut _symbols;
    readonly int _maxBytes;

    public LineReading(INormaliser normaliser, Arr<string> symbols, int maxBytes) =>
        (_normaliser, _symbols, _maxBytes) = (normaliser, new SymbolCut(symbols), maxBytes);

    /// <summary>The lines that are left, each followed by U+0000, with their counts.</summary>
    public ReadLines Read(IReadOnlyList<TextLine> lines)
    {
        var text = new ArrayBufferWriter<char>(1 << 16);
        var counts = new List<long>(lines.Count);
        var tally = TextTally.Nothing with { Lines = lines.Count };
        foreach (var line in lines)
        {
            var bytes = line.Bytes.Span;
            tally = tally with { Bytes = tally.Bytes + bytes.Length };
            if (bytes.Length > _maxBytes)
                tally = tally with { TooLong = tally.TooLong + 1 };
            else if (bytes.IndexOf(_rare) >= 0)
                tally = tally with { Reserved = tally.Reserved + 1 };
            else
            {
                tally = tally with { InvalidBytes = tally.InvalidBytes + InvalidOf(bytes) };
                var normal = bytes.IsEmpty ? "" : _symbols.Cut(_normaliser.Normalise(bytes));
                if (normal.Length == 0)
                    tally = tally with { Blank = tally.Blank + 1 };
                else
                {
                    text.Write(normal);
                    text.Write([Marks.End]);
                    counts.Add(line.Count);
                }
            }
        }
        return new(text.WrittenSpan.ToArray(), [.. counts], tally with { Used = counts.Count });
    }

    static long InvalidOf(ReadOnlySpan<byte> bytes)
    {
        if (System.Text.Unicode.Utf8.IsValid(bytes))
            return 0;
        var invalid = 0L;
        while (!bytes.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(bytes, out _, out var read) == OperationStatus.Done)
                bytes = bytes[read..];
            else
            {
                invalid++;
                bytes = bytes[1..];
            }
        }
        return invalid;
    }
}

/// <summary>Some lines, normalised.</summary>
/// <param name="Text">Each line followed by U+0000.</param>
/// <param name="Counts">How often each counts.</param>
/// <param name="Tally">What was read.</param>
sealed record ReadLines(char[] Text, long[] Counts, TextTally Tally);
