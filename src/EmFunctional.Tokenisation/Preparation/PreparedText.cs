using System.Collections.Generic;
using System.Linq;
using System.Text;
using EmFunctional.Modelling;
using EmFunctional.Sharding;
using LanguageExt;

namespace EmFunctional.Tokenisation.Preparation;

/// <summary>A text ready for training: normalised, as codes of its characters.</summary>
public sealed class PreparedText
{
    PreparedText(Alphabet alphabet, int[] codes, long[] counts, TextTally tally) =>
        (Alphabet, Codes, Counts, Tally) = (alphabet, codes, counts, tally);

    /// <summary>The characters that are pieces.</summary>
    public Alphabet Alphabet { get; }

    /// <summary>What was read.</summary>
    public TextTally Tally { get; }

    /// <summary>The codes of the lines, each followed by 0.</summary>
    internal int[] Codes { get; }

    /// <summary>How often each line counts.</summary>
    internal long[] Counts { get; }

    // So many bytes of lines are one block's work.
    const int BlockBytes = 1 << 20;
    const int BlocksAtOnce = 64;

    /// <summary>Normalises lines, counts their characters, and writes them in codes.</summary>
    /// <param name="lines">The lines; read once.</param>
    /// <param name="normaliser">What makes them uniform.</param>
    /// <param name="options">Coverage, symbols, the longest line.</param>
    /// <param name="executor">What goes through blocks of lines.</param>
    /// <returns>The text; or why a line cannot be read.</returns>
    internal static Either<TokeniserError, PreparedText> Of(
        IEnumerable<Either<TokeniserError, TextLine>> lines,
        INormaliser normaliser,
        TokeniserOptions options,
        IBlockExecutor executor
    )
    {
        var symbols = SpecialSymbols.InText(options);
        var reading = new LineReading(normaliser, symbols, options.MaxLineBytes);
        var read = new List<ReadLines>();
        var tally = TextTally.Nothing;
        var fault = Option<TokeniserError>.None;
        foreach (var some in BlocksOf(lines, error => fault = error).Chunk(BlocksAtOnce))
        foreach (var block in InOrder(some.Length, i => reading.Read(some[i]), executor))
        {
            tally += block.Tally;
            read.Add(block);
        }
        if (fault.Case is TokeniserError error)
            return error;
        var alphabet = Alphabet.Of(Count(read, executor), options.CharacterCoverage, options.RequiredCharacters);
        return new PreparedText(alphabet, Encode(read, alphabet), [.. read.SelectMany(block => block.Counts)], tally);
    }

    static IEnumerable<T> InOrder<T>(int count, Func<int, T> of, IBlockExecutor executor) =>
        executor.Reduce(count, i => Prelude.Right<EmError, Lst<T>>(Prelude.List(of(i))), (a, b) => a + b).IfLeft(Lst<T>.Empty);

    static IEnumerable<IReadOnlyList<TextLine>> BlocksOf(IEnumerable<Either<TokeniserError, TextLine>> lines, Action<TokeniserError> refuse)
    {
        var (block, bytes) = (new List<TextLine>(), 0L);
        foreach (var read in lines)
        {
            if (read.Case is not TextLine line)
            {
                refuse((TokeniserError)read.Case);
                yield break;
            }
            block.Add(line);
            bytes += line.Bytes.Length + 1;
            if (bytes < BlockBytes)
                continue;
            yield return block;
            (block, bytes) = ([], 0);
        }
        if (block.Count > 0)
            yield return block;
    }

    static Dictionary<int, long> Count(List<ReadLines> read, IBlockExecutor executor)
    {
        if (read.Count == 0)
            return [];
        var all = new Dictionary<int, long>();
        foreach (var counts in InOrder(read.Count, i => CountsOf(read[i]), executor))
        foreach (var (point, count) in counts)
            all[point] = all.GetValueOrDefault(point) + count;
        return all;
    }

    static Dictionary<int, long> CountsOf(ReadLines lines)
    {
        var units = new long[0x10000];
        var beyond = new Dictionary<int, long>();
        var line = 0;
        for (var i = 0; i < lines.Text.Length; i++)
        {
            var unit = lines.Text[i];
            if (unit == Marks.End)
                line++;
            else if (!char.IsHighSurrogate(unit))
                units[unit] += lines.Counts[line];
            else
            {
                var point = char.ConvertToUtf32(unit, lines.Text[++i]);
                beyond[point] = beyond.GetValueOrDefault(point) + lines.Counts[line];
            }
        }
        for (var unit = 0; unit < units.Length; unit++)
            if (units[unit] > 0)
                beyond[unit] = units[unit];
        return beyond;
    }

    static int CharactersOf(ReadOnlySpan<char> text)
    {
        var characters = 0;
        foreach (var unit in text)
            characters += char.IsLowSurrogate(unit) ? 0 : 1;
        return characters;
    }

    static int[] Encode(List<ReadLines> read, Alphabet alphabet)
    {
        var codes = new int[read.Sum(block => CharactersOf(block.Text))];
        var at = 0;
        foreach (var block in read)
            for (var i = 0; i < block.Text.Length; i++)
            {
                var unit = block.Text[i];
                var point = char.IsHighSurrogate(unit) ? char.ConvertToUtf32(unit, block.Text[++i]) : unit;
                codes[at++] = alphabet.CodeOf(point);
            }
        return codes;
    }

    /// <summary>The text of a line, for tests.</summary>
    internal IEnumerable<string> Lines =>
        string.Concat(Codes.Select(code => code == 0 ? "\n" : new Rune(Alphabet.PointOf(code)).ToString())).TrimEnd('\n').Split('\n');
}
