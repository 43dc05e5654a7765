using System.IO;
using EmFunctional.Saving;
using LanguageExt;

namespace EmFunctional.Journal;

/// <summary>
/// Where a journal is: in a file, or in a store of many. All that is done with journals is done through it, so that sealing, replay, resumption and proof
/// are one code. A path is one: <c>Recorded.Run("run.clef", …)</c>.
/// </summary>
public abstract class JournalPlace
{
    /// <summary>How it is named to people; without anything secret.</summary>
    public abstract string Name { get; }

    /// <summary>The journal's bytes, to be read as often as needed. Where reading fails on the way, it raises an <see cref="IOException"/>.</summary>
    public abstract Either<JournalError, Stream> Open();

    /// <summary>A new journal.</summary>
    /// <param name="force">
    /// Whether it may take the place of another, which stays until the new one has an iteration, and for ever if it comes to none.
    /// </param>
    /// <param name="durable">Whether each event is flushed to the disk, so that it survives a loss of power.</param>
    public abstract Either<JournalError, JournalWriter> Create(bool force = false, bool durable = false);

    /// <summary>
    /// The journal, claimed and not yet read: what is read of it now, nobody changes before <see cref="JournalWriter.Continue"/> writes on behind it.
    /// </summary>
    /// <param name="durable">Whether each event is flushed to the disk.</param>
    public abstract Either<JournalError, JournalWriter> Reopen(bool durable = false);

    /// <summary>The journal, to be read while it is written; nothing where there is none yet.</summary>
    public abstract Either<JournalError, Option<WatchedJournal>> Watch();

    /// <summary>The journal of a file.</summary>
    /// <param name="path">The file.</param>
    public static JournalPlace File(string path) => new InFile(path);

    /// <summary>The journal of a file.</summary>
    /// <param name="path">The file.</param>
    public static implicit operator JournalPlace(string path) => File(path);

    /// <summary>Its name.</summary>
    public sealed override string ToString() => Name;

    // The journal of a file.
    sealed class InFile(string path) : JournalPlace
    {
        public override string Name => path;

        public override Either<JournalError, Stream> Open() => JournalStream.Open(path);

        public override Either<JournalError, JournalWriter> Create(bool force = false, bool durable = false) =>
            JournalFile.Create(path, force, durable);

        public override Either<JournalError, JournalWriter> Reopen(bool durable = false) => JournalFile.Reopen(path, durable);

        public override Either<JournalError, Option<WatchedJournal>> Watch() =>
            FilePlace.Of(path).Kind switch
            {
                FileKind.None => FaultOfMissing()
                    .Match(fault => Prelude.Left<JournalError, Option<WatchedJournal>>(fault), () => Option<WatchedJournal>.None),
                FileKind.Device => new JournalError.Inaccessible(
                    path,
                    "this is a pipe or a device, and a file is followed; replay it, or copy it to a file"
                ),
                _ => JournalStream.Open(path).Map(stream => Prelude.Some(new WatchedJournal(stream, () => IsWritten((FileStream)stream)))),
            };

        // No file of that name, and yet there is something to read.
        Option<JournalError> FaultOfMissing()
        {
            if (JournalStream.Open(path).Case is not Stream readable)
                return Option<JournalError>.None;
            readable.Dispose();
            if (FilePlace.Of(path).Kind != FileKind.None)
                return Option<JournalError>.None; // it has just come
            return new JournalError.Inaccessible(
                path,
                "these are the files of a rolling log, or one run of several, which nobody can follow; name one file"
            );
        }

        // A file without a byte has just been made, or is about to be written.
        static bool? IsWritten(FileStream file) =>
            file.Length == 0 ? true
            : OperatingSystem.IsWindows() ? IsShared(file)
            : Unix.IsLocked(file.SafeFileHandle);

        // On Windows its sharing mode is the lock: whoever wants no writer beside is refused.
        static bool IsShared(FileStream file)
        {
            try
            {
                using var alone = new FileStream(file.Name, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
                return false;
            }
            catch (IOException)
            {
                return true;
            }
        }
    }
}

/// <summary>A journal that may grow while it is read.</summary>
/// <param name="Bytes">Its bytes; at their end more may come.</param>
/// <param name="IsWritten">Whether somebody has claimed it to write it, as far as the system can tell; who asks claims nothing.</param>
public sealed record WatchedJournal(Stream Bytes, Func<bool?> IsWritten) : IDisposable
{
    /// <summary>Closes it.</summary>
    public void Dispose() => Bytes.Dispose();
}
