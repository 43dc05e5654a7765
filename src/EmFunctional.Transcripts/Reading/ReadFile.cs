using EmFunctional.Modelling;
using LanguageExt;

namespace EmFunctional.Transcripts.Reading;

/// <summary>
/// The reads of a file, FASTQ or FASTA, plain or gzip. Bases and qualities of a FASTQ record may stand on several lines: bases go on to the line that begins
/// with +, and qualities until there are as many of them, as kallisto's reader (kseq) has it.
/// </summary>
sealed class ReadFile : IDisposable
{
    readonly LineReader _lines;
    readonly string _source;
    FastaReader? _fasta;
    long _records;

    ReadFile(LineReader lines, string source) => (_lines, _source) = (lines, source);

    /// <summary>The file.</summary>
    public string Source => _source;

    /// <summary>How many reads were read.</summary>
    public long Records => _records;

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="isReadAhead">Whether another thread reads ahead.</param>
    public static Either<EmError, ReadFile> Open(string path, bool isReadAhead) =>
        ByteSource.Open(path, isReadAhead).Map(stream => new ReadFile(new(stream), path == "-" ? "standard input" : path));

    /// <summary>Reads some reads.</summary>
    /// <param name="batch">Where they go, in the place of what is there.</param>
    /// <param name="most">How many at the most.</param>
    /// <returns>How many; fewer than the most at the end only.</returns>
    public Either<EmError, int> Fill(ReadBatch batch, int most)
    {
        batch.Clear();
        try
        {
            while (batch.Count < most)
            {
                var read = _fasta is null ? ReadFour(batch) : ReadFasta(batch, _fasta);
                if (read.Case is EmError error)
                    return error;
                if (!(bool)read.Case!)
                    break;
                _records++;
            }
            return batch.Count;
        }
        catch (Exception error) when (ByteFaults.IsOne(error))
        {
            return ByteFaults.Of(_source, _records + 1, _lines.Line + 1, error);
        }
    }

    Either<EmError, bool> ReadFasta(ReadBatch batch, FastaReader fasta) =>
        fasta
            .Read()
            .Map(isThere =>
            {
                if (isThere)
                    batch.Add(fasta.Letters, fasta.Line);
                return isThere;
            });

    // Plain code: this is where all reads come through.
    Either<EmError, bool> ReadFour(ReadBatch batch)
    {
        ReadOnlySpan<byte> header;
        do
        {
            if (!_lines.Read(out header))
                return false;
        } while (header.IsEmpty);
        if (header[0] != '@')
        {
            if (header[0] != '>' || _records > 0)
                return Fault(SequenceFault.NoHeader, FastaReader.Text(header));
            _fasta = new(_lines, _source, FastaReader.Text(header));
            return ReadFasta(batch, _fasta);
        }
        var line = _lines.Line;
        batch.Add(default, line);
        var (bases, rows) = (0, 0);
        while (true)
        {
            if (!_lines.Read(out var letters))
                return Fault(SequenceFault.EndsWithin);
            if (letters is [(byte)'+', ..])
                break;
            if (letters is [(byte)'@' or (byte)'>', ..])
                return Fault(SequenceFault.NoPlus, FastaReader.Text(letters));
            batch.Extend(letters);
            (bases, rows) = (bases + letters.Length, rows + 1);
        }
        return bases == 0
            ? new EmError.BadSequence(_source, _records + 1, line, SequenceFault.NoBases, $"read {_records + 1}")
            : ReadQualities(bases, isFolded: rows > 1);
    }

    // Where the bases stand on one line and the qualities do not fit, the first line of these is what is wrong: others would be of the next record.
    Either<EmError, bool> ReadQualities(int bases, bool isFolded)
    {
        var (count, told, line) = (0L, 0L, 0L);
        while (count < bases && _lines.Read(out var qualities))
        {
            count += qualities.Length;
            if (line == 0 || (isFolded && count <= bases))
                (told, line) = (count, _lines.Line);
        }
        return count == bases ? true
            : line == 0 ? Fault(SequenceFault.EndsWithin)
            : new EmError.BadSequence(_source, _records + 1, line, SequenceFault.UnequalLengths, $"{bases} bases and {told} qualities");
    }

    EmError Fault(SequenceFault fault, string found = "") => new EmError.BadSequence(_source, _records + 1, _lines.Line, fault, found);

    /// <inheritdoc/>
    public void Dispose() => _lines.Dispose();
}
