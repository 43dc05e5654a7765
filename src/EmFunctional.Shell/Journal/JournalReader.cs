using System.Collections.Generic;
using System.IO;
using System.Linq;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using LanguageExt;

namespace EmFunctional.Journal;

/// <summary>Reads journals, a line at a time.</summary>
public static class JournalReader
{
    /// <summary>The lines of a journal as they are asked for, in constant memory; an error is the last element.</summary>
    /// <param name="stream">The journal's bytes. Where it can be read twice, a journal of which one line has a seal is known from its first line on.</param>
    /// <param name="seals">What to do with the seals.</param>
    public static JournalLines Read(Stream stream, Seals seals = Seals.CheckedIfAny) => new(read => Read(read, stream, seals));

    static IEnumerable<Either<JournalError, JournalLine>> Read(JournalLines all, Stream stream, Seals seals)
    {
        var (chain, order) = (new SealChain(stream, seals), new JournalOrder());
        var (begin, lines, number) = (stream.CanSeek ? stream.Position : 0, new ByteLines(stream), 0);
        while (Next(lines, ++number) is { } more)
        {
            var before = chain.Seal;
            var line =
                from whole in more
                from intact in chain.FindFault(number, whole.Span).Match(Either<JournalError, Unit> (fault) => fault, () => Prelude.unit)
                from read in JournalLineParser.Parse(whole, number, lines.End)
                from placed in Placed(read, whole.Span, seals)
                from follows in order
                    .FindFault(placed)
                    .Match(Either<JournalError, JournalLine> (what) => new JournalError.Inconsistent(number, what), () => placed)
                select follows;
            var fault = line.LeftAsEnumerable().FirstOrDefault();
            var isNote = fault is JournalError.UnknownEvent { Kind: var kind } && JournalNotes.IsOne(kind);
            fault = isNote ? JournalNotes.Add(all, lines.Line, number, before).MatchUnsafe<JournalError?>(what => what, () => null) : fault;
            var isOfOthers = fault is JournalError.Garbled or JournalError.UnknownEvent && lines.IsWhole && OtherEvents.IsOne(lines.Line);
            if (fault is not null && !isOfOthers)
            {
                yield return LineFaults.Named(fault, stream, begin, number, lines);
                yield break;
            }
            (all.Count, all.End, all.Seal) = (number, lines.End, chain.Seal);
            all.Others += isOfOthers ? 1 : 0;
            if (!isNote && !isOfOthers)
                yield return line;
        }
    }

    /// <summary>A line by its place in a file that was read before; nothing where there is another, or none, by now.</summary>
    /// <param name="file">The journal, which is read there.</param>
    /// <param name="start">How many bytes of the file end with a line before it: the one just before, unless that is none of a run.</param>
    /// <param name="end">How many bytes end with it.</param>
    internal static Option<JournalLine> Find(Stream file, long start, long end)
    {
        var bytes = new byte[end - start];
        file.Position = start;
        if (file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
            return Option<JournalLine>.None;
        var line = bytes.AsMemory().TrimEnd("\r\n"u8);
        return JournalLineParser.Parse(line[(line.Span.LastIndexOf((byte)'\n') + 1)..], 0, end).ToOption();
    }

    static Either<JournalError, ReadOnlyMemory<byte>>? Next(ByteLines lines, int number) =>
        !lines.Next() ? null
        : lines.IsWhole ? lines.Line
        : lines.IsTooLong ? new JournalError.Garbled(number, 1, "a line of this length")
        : new JournalError.CutLine(number, lines.Line.Length);

    // A seal that is not at the end of its line seals nothing.
    static Either<JournalError, JournalLine> Placed(JournalLine line, ReadOnlySpan<byte> bytes, Seals seals) =>
        seals != Seals.Ignored && line.Seal.IsSome && SealedLine.FindSeal(bytes).IsNone ? new JournalError.BrokenSeal(line.Number) : line;
}
