using System.Buffers;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using EmFunctional.Modelling;
using EmFunctional.Transcripts.Indexing;
using EmFunctional.Transcripts.Sequences;
using LanguageExt;

namespace EmFunctional.Transcripts.Reading;

/// <summary>Reads transcripts from FASTA files as an index takes them.</summary>
/// <param name="makeUnique">Whether a name that comes again gets a number behind it, and is no error.</param>
sealed class TranscriptReader(bool makeUnique)
{
    const int Tail = 10;

    // The sequence of numbers that other programs replace letters by begins here.
    const uint Seed = 42;

    static readonly SearchValues<byte> _bases = SearchValues.Create("ACGTUacgtu"u8);

    readonly MersenneTwister _random = new(Seed);
    readonly BasesPacker _packer = new();
    readonly List<string> _names = [];
    readonly System.Collections.Generic.HashSet<string> _known = new(StringComparer.Ordinal);
    readonly List<int> _lengths = [];
    readonly List<int> _starts = [0];
    long _replaced;
    int _clipped;

    /// <summary>Reads all files, one after the other.</summary>
    /// <param name="files">The files.</param>
    /// <param name="makeUnique">Whether a name that comes again gets a number behind it, and is no error.</param>
    /// <returns>The transcripts; the first record that is wrong.</returns>
    public static Either<EmError, TranscriptSequences> Read(IReadOnlyList<string> files, bool makeUnique)
    {
        var reader = new TranscriptReader(makeUnique);
        foreach (var file in files)
            if (reader.ReadFile(file).Case is EmError error)
                return error;
        return new TranscriptSequences(
            [.. reader._names],
            [.. reader._lengths],
            reader._packer.Packed(),
            [.. reader._starts],
            reader._replaced,
            reader._clipped
        );
    }

    Either<EmError, Unit> ReadFile(string file) => ByteSource.Open(file, isReadAhead: true).Bind(stream => ReadRecords(stream, file));

    Either<EmError, Unit> ReadRecords(System.IO.Stream stream, string file)
    {
        using var lines = new LineReader(stream);
        var fasta = new FastaReader(lines, file);
        while (true)
        {
            var read = fasta.Read();
            if (read.Case is EmError error)
                return error;
            if (read.Case is false)
                return fasta.Records > 0 ? Prelude.unit : new EmError.NoSequences(file);
            if (!_known.Add(fasta.Name) && !makeUnique)
                return new EmError.BadSequence(file, fasta.Records, fasta.Line, SequenceFault.RepeatedName, fasta.Name);
            if (_packer.Count + (long)fasta.Letters.Length > MostBases)
                return new EmError.OverLimit("the bases of all transcripts", _packer.Count + (double)fasta.Letters.Length, MostBases);
            Add(_names.Count < _known.Count ? fasta.Name : Unique(fasta.Name), fasta.Letters);
        }
    }

    // Places in contigs are 31-bit numbers.
    const int MostBases = 2_000_000_000;

    string Unique(string name)
    {
        for (var i = 1; ; i++)
            if (_known.Add(string.Create(CultureInfo.InvariantCulture, $"{name}_{i}")))
                return string.Create(CultureInfo.InvariantCulture, $"{name}_{i}");
    }

    void Add(string name, ReadOnlySpan<byte> letters)
    {
        _names.Add(name);
        _lengths.Add(letters.Length);
        var kept = letters.IndexOfAnyExcept(_bases) < 0 ? letters : Replaced(letters);
        _packer.Append(Clipped(kept));
        _starts.Add(_packer.Count);
    }

    byte[] Replaced(ReadOnlySpan<byte> letters)
    {
        var replaced = letters.ToArray();
        for (var i = 0; i < replaced.Length; i++)
            if (!_bases.Contains(replaced[i]))
            {
                replaced[i] = "ACGT"u8[(int)(_random.Next() & 3)];
                _replaced++;
            }
        return replaced;
    }

    ReadOnlySpan<byte> Clipped(ReadOnlySpan<byte> letters)
    {
        if (letters.Length < Tail || letters[^Tail..].IndexOfAnyExcept((byte)'A', (byte)'a') >= 0)
            return letters;
        _clipped++;
        return letters[..(letters.LastIndexOfAnyExcept((byte)'A', (byte)'a') + 1)];
    }
}
