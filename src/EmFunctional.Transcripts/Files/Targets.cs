using System.Buffers.Binary;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Text;
using EmFunctional.Modelling;
using EmFunctional.Saving;
using EmFunctional.Transcripts.Model;
using LanguageExt;

namespace EmFunctional.Transcripts.Files;

/// <summary>Transcripts by name and length.</summary>
/// <param name="Names">Their names [T].</param>
/// <param name="Lengths">Their lengths in bases [T]; 0 where they are not known.</param>
public sealed record Targets(ImmutableArray<string> Names, ImmutableArray<int> Lengths)
{
    const ulong KallistoVersion = 10;

    /// <summary>The names alone, one a line: kallisto's <c>transcripts.txt</c>.</summary>
    /// <param name="path">The file.</param>
    public static Either<EmError, Targets> OfNames(string path) =>
        TextLines.Read(
            path,
            lines =>
                lines.Select(line => line.Text.Split('\t')[0].Trim()).ToImmutableArray() is { IsEmpty: false } names
                    ? Prelude.Right<EmError, Targets>(new(names, [.. names.Select(_ => 0)]))
                    : new EmError.NoRows(path)
        );

    /// <summary>Names and lengths from a table that kallisto or this software wrote: <c>target_id⇥length…</c>.</summary>
    /// <param name="path">The file.</param>
    public static Either<EmError, Targets> OfTable(string path) =>
        TextLines.Read(
            path,
            lines =>
            {
                var (names, lengths) = (ImmutableArray.CreateBuilder<string>(), ImmutableArray.CreateBuilder<int>());
                foreach (var (number, line) in lines.Skip(1))
                {
                    var cells = line.Split('\t');
                    if (cells.Length < 2 || TextLines.Whole(cells[1]) is not (>= 0 and <= int.MaxValue and var length))
                        return TextLines.Fault(path, number, "length", line, "a name, a tab and a whole number");
                    names.Add(cells[0]);
                    lengths.Add((int)length);
                }
                return names.Count == 0
                    ? Prelude.Left<EmError, Targets>(new EmError.NoRows(path))
                    : new Targets(names.ToImmutable(), lengths.ToImmutable());
            }
        );

    /// <summary>Names and lengths from an index of kallisto 0.48 without a table of k-mers, as programs write it for <c>kallisto quant-tcc</c>.</summary>
    /// <param name="path">The file.</param>
    public static Either<EmError, Targets> OfKallistoIndex(string path)
    {
        try
        {
            using var bytes = new BinaryReader(
                new BufferedStream(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite), 1 << 16)
            );
            if (bytes.ReadUInt64() != KallistoVersion)
                return new EmError.BadArray(path, $"an index of kallisto, version {KallistoVersion}");
            bytes.ReadInt32();
            var lengths = new int[Checked(bytes.ReadInt32())];
            for (var t = 0; t < lengths.Length; t++)
                lengths[t] = bytes.ReadInt32();
            if (bytes.ReadUInt64() != 0)
                return new EmError.BadArray(path, "an index without k-mers, or a table with names and lengths (abundance.tsv)");
            for (var classes = bytes.ReadUInt64(); classes > 0; classes--)
            {
                bytes.ReadInt32();
                for (var size = bytes.ReadUInt64(); size > 0; size--)
                    bytes.ReadInt32();
            }
            var names = new string[lengths.Length];
            for (var t = 0; t < names.Length; t++)
                names[t] = Encoding.UTF8.GetString(bytes.ReadBytes(Checked((long)bytes.ReadUInt64())));
            return new Targets([.. names], [.. lengths]);
        }
        catch (EndOfStreamException)
        {
            return new EmError.BadArray(path, "a whole index of kallisto; it is cut off");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return new EmError.Unreadable(path, FileFaults.Of(path, error));
        }
    }

    // A length beyond this is no length but another file.
    static int Checked(long count) => count is >= 0 and <= 1 << 28 ? (int)count : throw new EndOfStreamException();
}
