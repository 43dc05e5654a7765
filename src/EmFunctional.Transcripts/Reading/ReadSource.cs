using System.Collections.Generic;
using EmFunctional.Modelling;
using LanguageExt;

namespace EmFunctional.Transcripts.Reading;

/// <summary>The reads of several files, or the pairs of several pairs of files, one after the other.</summary>
/// <param name="files">The files; of pairs the first and the second in turn.</param>
/// <param name="isPaired">Whether reads are in pairs.</param>
/// <param name="isReadAhead">Whether another thread reads each file ahead.</param>
sealed class ReadSource(IReadOnlyList<string> files, bool isPaired, bool isReadAhead) : IDisposable
{
    /// <summary>How many reads (or pairs) are in a batch, but for the last of a file: part of what results depend on.</summary>
    public const int BatchSize = 4096;

    int _next;
    ReadFile? _first;
    ReadFile? _second;

    /// <summary>Reads some reads, or pairs.</summary>
    /// <param name="first">Where the reads, or the first of each pair, go.</param>
    /// <param name="second">Where the second of each pair go.</param>
    /// <returns>How many; 0 at the end.</returns>
    public Either<EmError, int> Fill(ReadBatch first, ReadBatch second)
    {
        while (true)
        {
            if (_first is null)
            {
                if (_next >= files.Count)
                    return 0;
                if (Open().Case is EmError error)
                    return error;
            }
            var filled = FillOpen(first, second);
            if (filled.Case is not 0)
                return filled;
            if (_first!.Records == 0)
                return new EmError.NoSequences(_first.Source);
            Close();
        }
    }

    Either<EmError, Unit> Open()
    {
        var opened = ReadFile.Open(files[_next], isReadAhead);
        if (opened.Case is EmError error)
            return error;
        _first = (ReadFile)opened.Case;
        if (isPaired)
        {
            var other = ReadFile.Open(files[_next + 1], isReadAhead);
            if (other.Case is EmError otherError)
                return otherError;
            _second = (ReadFile)other.Case;
        }
        _next += isPaired ? 2 : 1;
        return Prelude.unit;
    }

    Either<EmError, int> FillOpen(ReadBatch first, ReadBatch second) =>
        _first!
            .Fill(first, BatchSize)
            .Bind(count => _second is null ? count : _second.Fill(second, BatchSize).Bind(mates => Paired(first, count, second, mates)));

    Either<EmError, int> Paired(ReadBatch first, int count, ReadBatch second, int mates) =>
        count == mates ? count
        : count < mates ? new EmError.UnpairedRead(_first!.Source, _second!.Source, _first.Records, second.LineOf(count))
        : new EmError.UnpairedRead(_second!.Source, _first!.Source, _second.Records, first.LineOf(mates));

    void Close()
    {
        _first?.Dispose();
        _second?.Dispose();
        (_first, _second) = (null, null);
    }

    /// <inheritdoc/>
    public void Dispose() => Close();
}
