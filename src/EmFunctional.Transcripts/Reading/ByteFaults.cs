using System.IO;
using EmFunctional.Modelling;
using EmFunctional.Saving;
using EmFunctional.Unpacking;

namespace EmFunctional.Transcripts.Reading;

/// <summary>What can happen while bytes are read.</summary>
static class ByteFaults
{
    /// <summary>Whether an exception is one that bytes raise while they are read.</summary>
    public static bool IsOne(Exception error) => FileFaults.IsOne(error);

    /// <summary>What an exception says of a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="record">The record that was being read, from 1.</param>
    /// <param name="line">The line.</param>
    /// <param name="error">The exception.</param>
    public static EmError Of(string path, long record, long line, Exception error) =>
        error switch
        {
            TruncatedException => new EmError.BadSequence(path, record, line, SequenceFault.Truncated),
            InvalidDataException => new EmError.BadSequence(path, record, line, SequenceFault.Damaged),
            _ => new EmError.Unreadable(path, FileFaults.Of(path, error)),
        };
}
