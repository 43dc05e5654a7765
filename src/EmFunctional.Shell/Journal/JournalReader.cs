using System.Collections.Generic;
using System.IO;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using LanguageExt;

namespace EmFunctional.Journal;

/// <summary>A line of a journal.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="End">How many bytes of the file end with it.</param>
/// <param name="Time">When its event happened.</param>
/// <param name="Run">The run to which its event belongs.</param>
/// <param name="Event">The event, with parameters on the chart.</param>
/// <param name="Seal">Its seal, where it has one.</param>
public sealed record JournalLine(int Number, long End, DateTimeOffset Time, Hash256 Run, RunEvent<Vector> Event, Option<Hash256> Seal);

/// <summary>What to do with the seals of a journal.</summary>
public enum Seals
{
    /// <summary>They are passed over.</summary>
    Ignored,

    /// <summary>Each is computed anew, if the first line has one: what other sinks wrote has none.</summary>
    CheckedIfAny,

    /// <summary>Each is computed anew: proof that nothing was changed.</summary>
    Checked,
}

/// <summary>Reads journals, a line at a time.</summary>
public static class JournalReader
{
    /// <summary>The lines of a journal as they are asked for, in constant memory; an error is the last element.</summary>
    /// <param name="stream">The journal's bytes.</param>
    /// <param name="seals">What to do with the seals.</param>
    public static IEnumerable<Either<JournalError, JournalLine>> Read(Stream stream, Seals seals = Seals.Ignored)
    {
        var (lines, number, seal) = (new ByteLines(stream), 0, JournalFile.FirstSeal);
        var check = seals != Seals.Ignored;
        while (lines.Next())
        {
            number++;
            var line = lines.IsWhole
                ? JournalLineParser.Parse(lines.Line, number, lines.End)
                : new JournalError.CutLine(number, lines.Line.Length);
            if (number == 1 && seals == Seals.CheckedIfAny)
                check = line.Exists(first => first.Seal.IsSome);
            if (check && line.IsRight)
                line = CheckSeal(line, lines.Line, ref seal);
            yield return line;
            if (line.IsLeft)
                yield break;
        }
    }

    static Either<JournalError, JournalLine> CheckSeal(Either<JournalError, JournalLine> line, ReadOnlySpan<byte> bytes, ref Hash256 seal)
    {
        seal = SealedLine.SealOf(seal, bytes);
        var computed = seal;
        return line.Bind<JournalLine>(read => read.Seal == computed ? read : new JournalError.BrokenSeal(read.Number));
    }

    // Lines of bytes out of one buffer that grows to the longest.
    sealed class ByteLines(Stream stream)
    {
        byte[] _buffer = new byte[1 << 16];
        int _from;
        int _to;
        int _length;
        long _consumed;

        public ReadOnlySpan<byte> Line => _buffer.AsSpan(_from, _length);

        public bool IsWhole { get; private set; }

        public long End => _consumed;

        public bool Next()
        {
            _from += _length + (IsWhole ? 1 : 0);
            _length = 0;
            var searched = 0;
            while (true)
            {
                var at = _buffer.AsSpan(_from + searched, _to - _from - searched).IndexOf((byte)'\n');
                if (at >= 0)
                    return Found(searched + at, isWhole: true);
                searched = _to - _from;
                if (!Fill())
                    return searched > 0 && Found(searched, isWhole: false);
            }
        }

        bool Found(int length, bool isWhole)
        {
            (_length, IsWhole) = (length, isWhole);
            _consumed += length + (isWhole ? 1 : 0);
            return true;
        }

        bool Fill()
        {
            if (_from > 0)
            {
                _buffer.AsSpan(_from, _to - _from).CopyTo(_buffer);
                (_to, _from) = (_to - _from, 0);
            }
            if (_to == _buffer.Length)
                Array.Resize(ref _buffer, 2 * _buffer.Length);
            var read = stream.Read(_buffer, _to, _buffer.Length - _to);
            _to += read;
            return read > 0;
        }
    }
}
