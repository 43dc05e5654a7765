using System.Buffers;
using System.Text;
using EmFunctional.Modelling;
using LanguageExt;

namespace EmFunctional.Transcripts.Reading;

/// <summary>The records of a FASTA file: a line with &gt; and a name, then lines of bases. Blank lines are passed over.</summary>
/// <param name="lines">The lines.</param>
/// <param name="source">What messages call the file.</param>
/// <param name="first">The first header, where it is read already.</param>
sealed class FastaReader(LineReader lines, string source, string? first = null)
{
    // Letters, and what stands for a stop or a gap in some files.
    static readonly SearchValues<byte> _allowed = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz*-."u8);

    byte[] _bases = new byte[1 << 12];
    int _count;
    string? _next = first; // the header that ended the record before
    long _nextLine = lines.Line;
    long _record = 1;

    /// <summary>The name: the header up to the first space or tab.</summary>
    public string Name { get; private set; } = "";

    /// <summary>The line where the record begins.</summary>
    public long Line { get; private set; }

    /// <summary>How many records were read.</summary>
    public long Records => _record - 1;

    /// <summary>The letters of the record.</summary>
    public ReadOnlySpan<byte> Letters => _bases.AsSpan(0, _count);

    /// <summary>Reads a record.</summary>
    /// <returns>Whether there is one; what is wrong with it.</returns>
    public Either<EmError, bool> Read()
    {
        try
        {
            return ReadRecord();
        }
        catch (Exception error) when (ByteFaults.IsOne(error))
        {
            return ByteFaults.Of(source, _record, lines.Line + 1, error);
        }
    }

    Either<EmError, bool> ReadRecord()
    {
        (Name, _count) = ("", 0);
        if (_next is null)
        {
            if (!ReadFilled(out var first))
                return false;
            if (first[0] != '>')
                return Fault(SequenceFault.NoHeader, Text(first));
            (_next, _nextLine) = (Text(first), lines.Line);
        }
        var (header, line) = (_next, _nextLine);
        _next = null;
        while (ReadFilled(out var bases))
        {
            if (bases[0] == '>')
            {
                (_next, _nextLine) = (Text(bases), lines.Line);
                break;
            }
            var kept = bases.Trim(" \t"u8);
            if (kept.IndexOfAnyExcept(_allowed) is >= 0 and var at)
                return Fault(SequenceFault.NotBases, Shown(kept[at]));
            Append(kept);
        }
        Line = line;
        var name = NameOf(header.AsSpan(1));
        if (name.Length == 0)
            return new EmError.BadSequence(source, _record, line, SequenceFault.NoName);
        if (_count == 0)
            return new EmError.BadSequence(source, _record, line, SequenceFault.NoBases, name);
        Name = name;
        _record++;
        return true;
    }

    bool ReadFilled(out ReadOnlySpan<byte> line)
    {
        while (lines.Read(out line))
            if (line.IndexOfAnyExcept((byte)' ', (byte)'\t') >= 0)
                return true;
        return false;
    }

    void Append(ReadOnlySpan<byte> letters)
    {
        if (_count + (long)letters.Length > _bases.Length)
            Array.Resize(ref _bases, checked((int)Math.Min(Array.MaxLength, Math.Max(_count + (long)letters.Length, 2L * _bases.Length))));
        letters.CopyTo(_bases.AsSpan(_count));
        _count += letters.Length;
    }

    EmError Fault(SequenceFault fault, string found) => new EmError.BadSequence(source, _record, lines.Line, fault, found);

    /// <summary>The name in a header.</summary>
    public static string NameOf(ReadOnlySpan<char> header)
    {
        var end = header.IndexOfAny(' ', '\t');
        return (end < 0 ? header : header[..end]).ToString();
    }

    /// <summary>Text from a file.</summary>
    public static string Text(ReadOnlySpan<byte> line) => Encoding.UTF8.GetString(line);

    static string Shown(byte letter) => letter is > (byte)' ' and <= (byte)'~' ? $"'{(char)letter}'" : $"byte 0x{letter:x2}";
}
