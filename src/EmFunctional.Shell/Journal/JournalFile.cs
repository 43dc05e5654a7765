using System.Collections.Generic;
using System.IO;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Saving;
using LanguageExt;
using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace EmFunctional.Journal;

/// <summary>
/// A journal in a file, open for writing: an audit logger that writes each event in one piece and raises when it cannot. Each line ends with a
/// seal, the SHA-256 of the seal before and of the line's bytes up to it. A lock on the file keeps a second writer out. Symbolic links are followed.
/// </summary>
public sealed class JournalFile : IDisposable
{
    readonly FileStream _file;
    readonly Stream _stream;
    readonly bool _durable;
    readonly SealedLine _line = new();
    Taking? _taking;
    Option<Hash256> _seal;

    JournalFile(string path, FileStream file, Stream stream, bool durable, Hash256 seal, Taking? taking = null)
    {
        Path = path;
        (_file, _stream, _durable, _seal, _taking) = (file, stream, durable, seal, taking);
        Logger = new LoggerConfiguration().MinimumLevel.Verbose().AuditTo.Sink(new Sink(this)).CreateLogger();
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The audit logger; what it writes is with the operating system, or with <c>durable</c> on the disk, when the call returns.</summary>
    public ILogger Logger { get; }

    /// <summary>The seal before the first line.</summary>
    public static Hash256 FirstSeal => SealedLine.First;

    /// <summary>A new journal.</summary>
    /// <param name="path">The file.</param>
    /// <param name="force">
    /// Whether it may take the place of another journal, which stays until the new one has an iteration, and for ever if it comes to none.
    /// </param>
    /// <param name="durable">Whether each event is flushed to the disk, so that it survives a loss of power.</param>
    public static Either<JournalError, JournalFile> Create(string path, bool force = false, bool durable = false) =>
        Create(path, stream => stream, force, durable);

    // The tests write slowly, so that a kill can hit the middle of a line.
    internal static Either<JournalError, JournalFile> Create(
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
    static Either<JournalError, JournalFile> New(string path, string place, Func<Stream, Stream> wrap, bool durable)
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
        return Locked(path, file).Map(_ => new JournalFile(path, file, wrap(file), durable, FirstSeal));
    }

    static Either<JournalError, JournalFile> Over(string path, string place, Func<Stream, Stream> wrap, bool durable)
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
                return Prelude.Right<JournalError, JournalFile>(
                    new(path, file.Stream, wrap(file.Stream), durable, FirstSeal, new(file, old))
                );
            });
    }

    /// <summary>
    /// An existing journal, locked and not yet read: what is read of it now, nobody changes before <see cref="Continue"/> writes on behind it.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="durable">Whether each event is flushed to the disk.</param>
    public static Either<JournalError, JournalFile> Reopen(string path, bool durable = false) =>
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
                if (place.Kind is FileKind.None or FileKind.Folder)
                    return new JournalError.Inaccessible(
                        path,
                        (place.Kind == FileKind.None ? ReadFault.Missing : ReadFault.Folder).Reason()
                    );
                var file = new FileStream(place.Path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
                return Locked(path, file).Map(_ => new JournalFile(path, file, file, durable, FirstSeal));
            }
        );

    /// <summary>Its lines from the first on.</summary>
    /// <param name="seals">What to do with the seals.</param>
    public IEnumerable<Either<JournalError, JournalLine>> Read(Seals seals = Seals.CheckedIfAny)
    {
        _file.Position = 0;
        return JournalReader.Read(_file, seals);
    }

    /// <summary>Takes back what was torn, so that what is written now stands behind the last whole line.</summary>
    /// <param name="length">How many bytes are kept.</param>
    /// <param name="tornBytes">How many bytes behind them were torn.</param>
    /// <param name="seal">The seal of the last line that is kept; nothing in a journal without seals, which has none on either side of a resumption.</param>
    public Either<JournalError, Unit> Continue(long length, long tornBytes, Option<Hash256> seal)
    {
        try
        {
            if (_file.Length != length + tornBytes)
                return new JournalError.Inaccessible(Path, "somebody wrote into it while it was read; try again when nobody does");
            if (tornBytes > 0)
                _file.SetLength(length);
            _file.Position = length;
            _seal = seal;
            return Prelude.unit;
        }
        catch (Exception error) when (FileFaults.IsOne(error))
        {
            return new JournalError.Inaccessible(Path, FileFaults.Reason(error));
        }
    }

    static JournalError Refused(string path, EmError error) =>
        new JournalError.Inaccessible(path, error is EmError.Unwritable unwritable ? unwritable.Reason : error.ToString());

    static Either<JournalError, JournalFile> Caught(string path, Func<Either<JournalError, JournalFile>> open)
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
        return text.IsEmpty || (text.StartsWith("{\"@t\":\""u8) && (text.IndexOf("\"Event\":\""u8) > 0 || !text.Contains((byte)'\n')));
    }

    // Not the file itself, which outlives its logger.
    sealed class Sink(JournalFile file) : ILogEventSink
    {
        public void Emit(LogEvent logEvent) => file.Write(logEvent);
    }

    void Write(LogEvent logEvent)
    {
        var (line, seal) = _line.Build(logEvent, _seal);
        WriteWhole(line.Span);
        _seal = seal;
        if (_taking is { } taking && JournalEvent.IsIterated(logEvent))
        {
            taking.Place(_durable);
            _taking = null;
        }
    }

    // A line that cannot be written whole is taken back, so that the journal ends with a whole one.
    void WriteWhole(ReadOnlySpan<byte> line)
    {
        var before = _stream.CanSeek ? _stream.Position : 0;
        try
        {
            _stream.Write(line);
            if (_durable)
                _file.Flush(flushToDisk: true);
        }
        catch (Exception) when (TryTruncate(before))
        {
            throw;
        }
    }

    // Always true: what was written of the line is taken back if it can be, and the first error is the one that counts.
    bool TryTruncate(long length)
    {
        try
        {
            if (_stream.CanSeek)
                _stream.SetLength(length);
        }
        catch (Exception error) when (FileFaults.IsOne(error)) { }
        return true;
    }

    /// <summary>Closes the file; a second writer may then open it.</summary>
    public void Dispose()
    {
        _stream.Dispose();
        _taking?.Dispose();
    }

    // A new journal that is to take the place of an old one, which nobody else may write meanwhile.
    sealed record Taking(Replacement File, FileStream Old) : IDisposable
    {
        public void Place(bool durable)
        {
            File.Commit(durable);
            Old.Dispose();
        }

        public void Dispose()
        {
            File.Dispose();
            Old.Dispose();
        }
    }
}
