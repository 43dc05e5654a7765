using System.IO;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Journal;

// The seals of a journal from line to line. One seal in a file demands one on every line.
sealed class SealChain(Stream stream, Seals seals)
{
    readonly long _begin = stream.CanSeek ? stream.Position : 0;
    Hash256 _seal = SealedLine.First;
    bool _demanded = seals == Seals.Checked;

    /// <summary>The seal of the last line, where the journal has seals that are looked at.</summary>
    public Option<Hash256> Seal => _demanded && seals != Seals.Ignored ? _seal : Option<Hash256>.None;

    /// <summary>What is wrong with the seal of the next line, if anything; it is known before the line is understood.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="line">Its bytes.</param>
    public Option<JournalError> FindFault(int number, ReadOnlySpan<byte> line)
    {
        if (seals == Seals.Ignored)
            return Option<JournalError>.None;
        var found = SealedLine.FindSeal(line);
        if (number == 1)
        {
            var has = found.IsSome || HasSeals();
            if (!has && _demanded)
                return new JournalError.NotSealed();
            _demanded |= has;
        }
        if (!_demanded && found.IsSome)
            return new JournalError.BrokenSeal(number); // a stream that cannot be read twice told of lines without one
        if (!_demanded)
            return Option<JournalError>.None;
        if (found.IsNone)
            return new JournalError.NoSeal(number);
        _seal = SealedLine.SealOf(_seal, line);
        return found == _seal ? Option<JournalError>.None : new JournalError.BrokenSeal(number);
    }

    // Whether any line has a seal, where the first has none.
    bool HasSeals()
    {
        if (!stream.CanSeek)
            return false;
        var at = stream.Position;
        stream.Position = _begin;
        var lines = new ByteLines(stream);
        var found = false;
        while (!found && lines.Next())
            found = SealedLine.FindSeal(lines.Line.Span).IsSome;
        stream.Position = at;
        return found;
    }
}
