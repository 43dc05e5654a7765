using System.Collections.Generic;
using System.IO;
using EmFunctional.Numerics;
using LanguageExt;
using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace EmFunctional.Journal;

/// <summary>
/// A journal in a file, open for writing: an audit logger that writes each event in one piece and raises when it cannot. Each line ends with a
/// seal, the SHA-256 of the seal before and of the line's bytes up to it. A file <c>.lock</c> beside it keeps a second writer out.
/// </summary>
public sealed class JournalFile : IDisposable
{
    readonly FileStream _file;
    readonly Stream _stream;
    readonly IDisposable _lock;
    readonly bool _durable;
    readonly SealedLine _line = new();
    Option<Hash256> _seal;

    JournalFile(string path, FileStream file, Stream stream, IDisposable fileLock, bool durable, Hash256 seal)
    {
        Path = path;
        (_file, _stream, _lock, _durable, _seal) = (file, stream, fileLock, durable, seal);
        Logger = new LoggerConfiguration().MinimumLevel.Verbose().AuditTo.Sink(new Sink(this)).CreateLogger();
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The audit logger; what it writes is with the operating system, or with <c>durable</c> on the disk, when the call returns.</summary>
    public ILogger Logger { get; }

    /// <summary>The seal before the first line.</summary>
    public static Hash256 FirstSeal { get; } = default;

    /// <summary>A new journal.</summary>
    /// <param name="path">The file.</param>
    /// <param name="force">Whether a file of that name may be overwritten.</param>
    /// <param name="durable">Whether each event is flushed to the disk, so that it survives a loss of power.</param>
    public static Either<JournalError, JournalFile> Create(string path, bool force = false, bool durable = false) =>
        Create(path, stream => stream, force, durable);

    // The tests write slowly, so that a kill can hit the middle of a line.
    internal static Either<JournalError, JournalFile> Create(
        string path,
        Func<Stream, Stream> wrap,
        bool force = false,
        bool durable = false
    ) => !force && File.Exists(path) ? new JournalError.Exists(path) : Open(path, FileMode.Create, durable, FirstSeal, keep: 0, wrap);

    /// <summary>
    /// An existing journal, locked and not yet read: what is read of it now, nobody changes before <see cref="Continue"/> writes on behind it.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="durable">Whether each event is flushed to the disk.</param>
    public static Either<JournalError, JournalFile> Reopen(string path, bool durable = false) =>
        Open(path, FileMode.Open, durable, FirstSeal, keep: Option<long>.None, stream => stream);

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
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new JournalError.Inaccessible(Path, error.Message);
        }
    }

    static Either<JournalError, JournalFile> Open(
        string path,
        FileMode mode,
        bool durable,
        Hash256 seal,
        Option<long> keep,
        Func<Stream, Stream> wrap
    )
    {
        FileStream? fileLock = null;
        try
        {
            fileLock = new($"{path}.lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (Exception error) when (error is IOException && error is not DirectoryNotFoundException and not FileNotFoundException)
        {
            return new JournalError.Locked(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new JournalError.Inaccessible(path, error.Message);
        }
        try
        {
            var stream = new FileStream(path, mode, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
            if (keep.IsNone && !stream.CanSeek)
            {
                stream.Dispose();
                fileLock.Dispose();
                return new JournalError.Inaccessible(path, "this is a pipe or a device, and a run is taken up in a file; copy it to one");
            }
            keep.IfSome(length =>
            {
                if (stream.CanSeek && stream.Length != length)
                    stream.SetLength(length);
                if (stream.CanSeek)
                    stream.Seek(0, SeekOrigin.End);
            });
            return new JournalFile(path, stream, wrap(stream), fileLock, durable, seal);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            fileLock.Dispose();
            return new JournalError.Inaccessible(path, error.Message);
        }
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
        catch (IOException) when (TryTruncate(before))
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
        catch (IOException) { }
        return true;
    }

    /// <summary>Closes the file; a second writer may then open it.</summary>
    public void Dispose()
    {
        _stream.Dispose();
        _lock.Dispose();
    }
}
