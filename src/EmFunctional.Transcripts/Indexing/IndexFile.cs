using System.Buffers.Binary;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text;
using EmFunctional.Modelling;
using EmFunctional.Saving;
using EmFunctional.Transcripts.Reading;
using EmFunctional.Transcripts.Sequences;
using LanguageExt;

namespace EmFunctional.Transcripts.Indexing;

/// <summary>
/// Indices of transcripts in files: a mark, the version, the sizes of what follows, the numbers, and a checksum (XXH128) of all that. A file is whole or not there.
/// </summary>
public static class IndexFile
{
    /// <summary>The version that is written, and read.</summary>
    public const int Version = 1;

    const ulong OfKallisto = 10;
    const int Sizes = 10;
    const int ChecksumBytes = 16;

    static ReadOnlySpan<byte> Mark => "emindex\n"u8;

    /// <summary>Makes an index of the transcripts in FASTA files.</summary>
    /// <param name="files">The files, plain or gzip.</param>
    /// <param name="k">The length of k-mers in bases: odd, 3 to 31.</param>
    /// <param name="makeUnique">Whether a name that comes again gets a number behind it, and is no error.</param>
    /// <returns>The index; the first record that is wrong, with file and line.</returns>
    public static Either<EmError, TranscriptIndex> Build(IReadOnlyList<string> files, int k = Bases.MostOfKmer, bool makeUnique = false) =>
        !TranscriptIndex.LengthsOfKmers.Contains(k)
            ? new EmError.OutsideDomain("k", k, TranscriptIndex.LengthsOfKmers)
            : TranscriptReader.Read(files, makeUnique).Bind(transcripts => TranscriptIndex.Build(transcripts, k));

    /// <summary>Whether a file begins as an index does.</summary>
    /// <param name="path">The file.</param>
    public static bool Is(string path)
    {
        try
        {
            Span<byte> begin = stackalloc byte[Mark.Length];
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            return file.ReadAtLeast(begin, begin.Length, throwOnEndOfStream: false) == begin.Length && begin.SequenceEqual(Mark);
        }
        catch (Exception error) when (FileFaults.IsOne(error))
        {
            return false;
        }
    }

    /// <summary>Writes an index.</summary>
    /// <param name="index">The index.</param>
    /// <param name="path">The file.</param>
    public static Either<EmError, Unit> Save(TranscriptIndex index, string path) => AtomicFile.Write(path, stream => Write(index, stream));

    static void Write(TranscriptIndex index, Stream stream)
    {
        var writer = new IndexWriter(stream);
        var names = Encoding.UTF8.GetBytes(string.Join('\n', index.Names));
        writer.Write(Mark);
        writer.Write<int>([Version, index.K]);
        writer.Write<long>([
            index.Names.Length,
            names.Length,
            index.Contigs.Count,
            index.Contigs.Bases.Count,
            index.Visits.Codes.Length,
            index.Table.Places.Length,
            index.Table.CommonPlaces.Length,
            index.Replaced,
            index.Clipped,
            0,
        ]);
        writer.Write<byte>(names);
        writer.Write(index.Lengths.AsSpan());
        writer.Write(index.Contigs.Starts);
        writer.Write(index.Contigs.Bases.Words);
        writer.Write(index.Visits.Starts);
        writer.Write(index.Visits.Codes);
        writer.Write(index.Table.Places);
        writer.Write(index.Table.CommonPlaces);
        writer.Seal();
    }

    /// <summary>Reads an index that <see cref="Save"/> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <param name="k">The k that it must have; none if 0.</param>
    /// <returns>The index; what is wrong with the file.</returns>
    public static Either<EmError, TranscriptIndex> Load(string path, int k = 0)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1);
            return Read(stream, path)
                .Bind(index =>
                    k == 0 || k == index.K
                        ? Prelude.Right<EmError, TranscriptIndex>(index)
                        : new EmError.OtherLengthOfKmers(path, index.K, k)
                );
        }
        catch (EndOfStreamException)
        {
            return new EmError.BadIndex(path, "the index is cut off");
        }
        catch (Exception error) when (FileFaults.IsOne(error))
        {
            return new EmError.Unreadable(path, FileFaults.Of(path, error));
        }
    }

    static Either<EmError, TranscriptIndex> Read(Stream stream, string path)
    {
        EmError Bad(string fault) => new EmError.BadIndex(path, fault);
        var reader = new IndexReader(stream);
        var mark = reader.Read<byte>(Mark.Length);
        if (!mark.AsSpan().SequenceEqual(Mark))
            return Bad(
                BinaryPrimitives.ReadUInt64LittleEndian(mark) == OfKallisto
                    ? "this is an index of kallisto, which is laid out otherwise"
                    : "this is no index of transcripts"
            );
        var head = reader.Read<int>(2);
        var (version, k) = (head[0], head[1]);
        if (version != Version)
            return Bad($"an index of version {version}, and version {Version} is read here");
        var sizes = reader.Read<long>(Sizes);
        if (!TranscriptIndex.LengthsOfKmers.Contains(k) || !AreSizes(sizes, stream))
            return Bad("the index is cut off or damaged");
        var (transcripts, contigs) = (sizes[0], sizes[2]);
        var names = Encoding.UTF8.GetString(reader.Read<byte>(sizes[1])).Split('\n');
        var lengths = reader.Read<int>(transcripts);
        var starts = reader.Read<int>(contigs + 1);
        var bases = reader.Read<ulong>(PackedBases.WordsFor(sizes[3]));
        var visitStarts = reader.Read<int>(transcripts + 1);
        var visits = reader.Read<int>(sizes[4]);
        var places = reader.Read<uint>(sizes[5]);
        var commonPlaces = reader.Read<uint>(sizes[6]);
        if (!reader.IsSealed())
            return Bad("the index is damaged: its checksum is another");
        if (
            names.Length != transcripts
            || !AreRising(starts, k, (int)sizes[3])
            || !AreRising(visitStarts, 0, visits.Length)
            || visits.Any(code => code < 0 || Visits.ContigOf(code) >= contigs)
            || !ArePlaces(places, ~KmerTable.Common, sizes[3])
            || !ArePlaces(commonPlaces, uint.MaxValue, sizes[3] - k + 1)
        )
            return Bad("the numbers of the index contradict each other");
        var joined = new Contigs(k, new(bases, (int)sizes[3]), starts);
        return new TranscriptIndex(
            ImmutableCollectionsMarshal.AsImmutableArray(names),
            ImmutableCollectionsMarshal.AsImmutableArray(lengths),
            joined,
            new(visitStarts, visits),
            new(joined, places, commonPlaces),
            sizes[7],
            (int)sizes[8]
        );
    }

    // What is to be read is what the file has, so that no damage asks for memory.
    static bool AreSizes(long[] sizes, Stream stream)
    {
        if (sizes.Any(size => size is < 0 or > int.MaxValue))
            return false;
        var (transcripts, names, contigs, bases, visits, places, common) = (
            sizes[0],
            sizes[1],
            sizes[2],
            sizes[3],
            sizes[4],
            sizes[5],
            sizes[6]
        );
        var ints = transcripts + (contigs + 1) + (transcripts + 1) + visits + places + common;
        return transcripts > 0
            && names > 0
            && places > 0
            && stream.Length - stream.Position == names + 4 * ints + 8L * PackedBases.WordsFor(bases) + ChecksumBytes;
    }

    static bool AreRising(ReadOnlySpan<int> starts, int least, int end)
    {
        for (var i = 1; i < starts.Length; i++)
            if (starts[i] < starts[i - 1] || starts[i] - starts[i - 1] < least)
                return false;
        return starts[0] == 0 && starts[^1] == end;
    }

    // A search ends at a free slot, so there is one.
    static bool ArePlaces(uint[] slots, uint mask, long end)
    {
        var free = 0;
        foreach (var slot in slots)
        {
            free += slot == 0 ? 1 : 0;
            if ((slot & mask) > end || (slot != 0 && (slot & mask) == 0))
                return false;
        }
        return slots.Length == 0 || free > 0;
    }
}
