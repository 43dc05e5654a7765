using System.IO;
using LanguageExt;

namespace EmFunctional.Journal;

/// <summary>The lines of a journal that one writer has claimed. A place of another kind implements this and <see cref="JournalPlace"/>.</summary>
public interface IJournalLines : IDisposable
{
    /// <summary>How the journal is named to people.</summary>
    string Name { get; }

    /// <summary>Its bytes from the first on, each line with its line break; it stays open.</summary>
    Stream Read();

    /// <summary>Takes back what stands behind the last whole line, before the first is appended.</summary>
    /// <param name="length">How many bytes are kept.</param>
    /// <param name="tornBytes">How many stand behind them; any other number is an error.</param>
    Either<JournalError, Unit> Cut(long length, long tornBytes);

    /// <summary>
    /// Writes a line at the end. When the call returns it survives the end of the process; where it raises, nothing of the line is left.
    /// </summary>
    /// <param name="line">The line.</param>
    void Append(in NewLine line);
}

/// <summary>A line to be appended.</summary>
/// <param name="Bytes">Its bytes with its line break, until the call returns.</param>
/// <param name="Run">The run that it is of; empty of an event that is not of a run.</param>
/// <param name="Event">The kind of its event, such as <c>started</c>; empty of an event that is not of a run.</param>
public readonly record struct NewLine(ReadOnlyMemory<byte> Bytes, string Run, string Event)
{
    /// <summary>Whether a new journal may now take the place of an old one.</summary>
    public bool IsIterated => Event == "iterated";
}
