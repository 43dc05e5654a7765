using System.IO;
using EmFunctional.Modelling;
using EmFunctional.Saving;
using LanguageExt;

namespace EmFunctional.Journal;

/// <summary>Journals in files, the short way to <see cref="JournalPlace.File"/>. A lock on the file keeps a second writer out. Symbolic links are followed.</summary>
public static class JournalFile
{
    /// <summary>A new journal.</summary>
    /// <param name="path">The file.</param>
    /// <param name="force">
    /// Whether it may take the place of another journal, which stays until the new one has an iteration, and for ever if it comes to none.
    /// </param>
    /// <param name="durable">Whether each event is flushed to the disk, so that it survives a loss of power.</param>
    public static Either<JournalError, JournalWriter> Create(string path, bool force = false, bool durable = false) =>
        Create(path, stream => stream, force, durable);

    // The tests write slowly, so that a kill can hit the middle of a line.
    internal static Either<JournalError, JournalWriter> Create(
        string path,
        Func<Stream, Stream> wrap,
        bool force = false,
        bool durable = false
    ) =>
        FilePlace
            .ToWrite(path)
            .MapLeft(error => Refused(path, error))
            .Bind(place =>
                Caught(
                    path,
                    () =>
                        place.Kind == FileKind.None ? New(path, place.Path, wrap, durable)
                        : force ? Over(path, place.Path, wrap, durable)
                        : new JournalError.Exists(path)
                )
            );

    // Made in one act of the system: of two runs that begin at once, one finds the other's.
    static Either<JournalError, JournalWriter> New(string path, string place, Func<Stream, Stream> wrap, bool durable)
    {
        FileStream file;
        try
        {
            file = new(place, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
        }
        catch (IOException) when (FilePlace.Of(place).Kind != FileKind.None)
        {
            return new JournalError.Exists(path);
        }
        if (durable)
            Unix.FlushFolder(System.IO.Path.GetDirectoryName(place)!);
        return Locked(path, file).Map(_ => Writer(new(path, file, wrap(file), durable)));
    }

    static Either<JournalError, JournalWriter> Over(string path, string place, Func<Stream, Stream> wrap, bool durable)
    {
        var old = new FileStream(place, FileMode.Open, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete, bufferSize: 0);
        return Locked(path, old)
            .Bind(_ =>
            {
                if (!IsJournal(old))
                {
                    old.Dispose();
                    return new JournalError.Inaccessible(
                        path,
                        "this is no journal, and only a journal is overwritten; choose another name"
                    );
                }
                var file = Replacement.Begin(place, bufferSize: 0);
                return Prelude.Right<JournalError, JournalWriter>(
                    Writer(new(path, file.Stream, wrap(file.Stream), durable, new(file, old)))
                );
            });
    }

    /// <summary>
    /// An existing journal, locked and not yet read: what is read of it now, nobody changes before <see cref="JournalWriter.Continue"/> writes on behind it.
    /// </summary>
    /// <param name="path">The file. Behind <c>#</c> the first digits of a run's id: of a log in which runs stand within one another, that one is taken up.</param>
    /// <param name="durable">Whether each event is flushed to the disk.</param>
    public static Either<JournalError, JournalWriter> Reopen(string path, bool durable = false) =>
        Caught(
            path,
            () =>
            {
                var place = FilePlace.Of(path);
                if (place.Kind == FileKind.Device)
                    return new JournalError.Inaccessible(
                        path,
                        "this is a pipe or a device, and a run is taken up in a file; copy it to one"
                    );
                if (place.Kind == FileKind.None && OneRun.Of(path) is { } one)
                    return Reopen(one.Path, durable).Bind(log => log.Choose(one.Run));
                if (place.Kind == FileKind.None && RollingFiles.Of(path).Length > 0)
                    return new JournalError.Inaccessible(
                        path,
                        "these are the files of a rolling log, which are read as one; a run is taken up in one file, and not in them"
                    );
                if (place.Kind is FileKind.None or FileKind.Folder)
                    return new JournalError.Inaccessible(
                        path,
                        (place.Kind == FileKind.None ? ReadFault.Missing : ReadFault.Folder).Reason()
                    );
                var file = new FileStream(place.Path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
                return Locked(path, file).Map(_ => Writer(new(path, file, file, durable)));
            }
        );

    static JournalWriter Writer(FileLines lines) => new(lines);

    static JournalError Refused(string path, EmError error) =>
        new JournalError.Inaccessible(path, error is EmError.Unwritable unwritable ? unwritable.Reason : error.ToString());

    static Either<JournalError, JournalWriter> Caught(string path, Func<Either<JournalError, JournalWriter>> open)
    {
        try
        {
            return open();
        }
        catch (IOException error) when (error.HResult is SharingViolation or LockViolation)
        {
            return new JournalError.Locked(path);
        }
        catch (Exception error) when (FileFaults.IsOne(error))
        {
            return new JournalError.Inaccessible(path, FileFaults.Reason(error));
        }
    }

    // What Windows says where another process writes.
    const int SharingViolation = unchecked((int)0x80070020);
    const int LockViolation = unchecked((int)0x80070021);

    static Either<JournalError, Unit> Locked(string path, FileStream file)
    {
        if (Unix.TryLock(file.SafeFileHandle))
            return Prelude.unit;
        file.Dispose();
        return new JournalError.Locked(path);
    }

    // Empty, or beginning as our first line does.
    static bool IsJournal(FileStream file)
    {
        var head = new byte[4096];
        var text = head.AsSpan(0, file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false));
        var end = text.IndexOf((byte)'\n');
        var line = end < 0 ? text : text[..end];
        return text.IsEmpty
            || (
                text.StartsWith("{\"@t\":\""u8)
                && (end < 0 && text.Length < head.Length || (line.IndexOf("\"Event\":\""u8) > 0 && line.IndexOf("\"Schema\":"u8) > 0))
            );
    }
}
