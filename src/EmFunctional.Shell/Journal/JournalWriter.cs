using System.Collections.Generic;
using System.Threading;
using EmFunctional.Numerics;
using EmFunctional.Resampling;
using EmFunctional.Saving;
using LanguageExt;
using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace EmFunctional.Journal;

/// <summary>
/// A journal open for writing: an audit logger that writes each event in one piece and raises when it cannot. Each line ends with a seal, the SHA-256 of
/// the seal before and of the line's bytes up to it. A second writer is kept out until it is closed.
/// </summary>
public sealed class JournalWriter : IDisposable
{
    readonly IJournalLines _lines;
    readonly SealedLine _line = new();
    Option<Hash256> _seal = FirstSeal;
    bool _hasBegun;
    Func<JournalLine, bool>? _isTakenUp;
    bool _hasWritten;
    readonly List<LogEvent> _toTell = [];
    readonly Lock _gate = new();
    bool _isClosed;

    /// <summary>A writer of lines that were claimed.</summary>
    /// <param name="lines">The lines, which the writer closes.</param>
    public JournalWriter(IJournalLines lines)
    {
        _lines = lines;
        Logger = new LoggerConfiguration().MinimumLevel.Verbose().AuditTo.Sink(new Sink(this)).CreateLogger();
    }

    /// <summary>How the journal is named to people.</summary>
    public string Name => _lines.Name;

    /// <summary>The audit logger; what it writes is with the operating system, or with <c>durable</c> on the disk, when the call returns.</summary>
    public ILogger Logger { get; }

    /// <summary>The seal before the first line.</summary>
    public static Hash256 FirstSeal => SealedLine.First;

    /// <summary>Its lines from the first on.</summary>
    /// <param name="seals">What to do with the seals.</param>
    public JournalLines Read(Seals seals = Seals.CheckedIfAny)
    {
        var all = JournalReader.Read(_lines.Read(), seals);
        return _isTakenUp is null ? all : all.Of(_isTakenUp);
    }

    /// <summary>Chooses one run of a log in which others stand, with what belongs to its fit: <see cref="Read"/> gives those lines alone.</summary>
    /// <param name="run">The first digits of the run's id.</param>
    internal Either<JournalError, JournalWriter> Choose(string run) =>
        OneRun
            .FitOf(Name, Read(), run)
            .Map(isOf =>
            {
                _isTakenUp = isOf;
                return this;
            })
            .MapLeft(error =>
            {
                Dispose();
                return error;
            });

    /// <summary>Signs the last seal, and with it every line so far: a line with the signature is written. Where no line was written or taken over there is nothing to sign.</summary>
    /// <param name="key">Whose key.</param>
    public Either<JournalError, Unit> Sign(SigningKey key)
    {
        lock (_gate)
            return !_hasBegun
                ? Prelude.unit
                : _seal
                    .ToEither(JournalError () =>
                        new JournalError.Inaccessible(Name, "it is not sealed, and what is signed is its last seal")
                    )
                    .Bind(seal => Note(JournalNotes.Of(key, seal, DateTimeOffset.UtcNow)));
    }

    /// <summary>Writes who records it; in a new journal behind the line with which it begins, when that is written.</summary>
    /// <param name="provenance">Who, where, and by which command line.</param>
    public Either<JournalError, Unit> Tell(Provenance provenance) => Tell(JournalNotes.Of(provenance, DateTimeOffset.UtcNow));

    /// <summary>Writes how a bootstrap draws its samples; in a new journal behind the line with which it begins, when that is written.</summary>
    /// <param name="plan">The bootstrap.</param>
    public Either<JournalError, Unit> Tell(BootstrapPlan plan) => Tell(BootstrapNotes.Of(plan, DateTimeOffset.UtcNow));

    Either<JournalError, Unit> Tell(LogEvent note)
    {
        lock (_gate)
            return Tell(note, _hasBegun);
    }

    /// <summary>
    /// Writes that a worker came or was lost; behind the first line that this writer writes of a run, when that is written, and from any thread. What is
    /// told after the end is left out.
    /// </summary>
    /// <param name="note">Who came or was lost.</param>
    public Either<JournalError, Unit> Tell(WorkerNote note)
    {
        lock (_gate)
            return _isClosed ? Prelude.unit : Tell(JournalNotes.Of(note), _hasWritten);
    }

    Either<JournalError, Unit> Tell(LogEvent note, bool isTime)
    {
        if (isTime)
            return Note(note);
        _toTell.Add(note);
        return Prelude.unit;
    }

    /// <summary>Writes what was found in a sample of the bootstrap that was told.</summary>
    /// <param name="run">The run from whose end samples are fitted.</param>
    /// <param name="sample">The sample, which follows the one before.</param>
    public Either<JournalError, Unit> Add(Hash256 run, BootstrapSample sample) =>
        Note(BootstrapNotes.Of(run, sample, DateTimeOffset.UtcNow));

    Either<JournalError, Unit> Note(LogEvent note)
    {
        try
        {
            Write(note);
            return Prelude.unit;
        }
        catch (Exception error) when (FileFaults.IsOne(error))
        {
            return new JournalError.Inaccessible(Name, FileFaults.Reason(error));
        }
    }

    /// <summary>Takes back what was torn, so that what is written now stands behind the last whole line.</summary>
    /// <param name="length">How many bytes are kept.</param>
    /// <param name="tornBytes">How many bytes behind them were torn.</param>
    /// <param name="seal">The seal of the last line that is kept; nothing in a journal without seals, which has none on either side of a resumption.</param>
    public Either<JournalError, Unit> Continue(long length, long tornBytes, Option<Hash256> seal) =>
        _lines
            .Cut(length, tornBytes)
            .Map(done =>
            {
                (_seal, _hasBegun) = (seal, true);
                return done;
            });

    // Not the writer itself, which outlives its logger.
    sealed class Sink(JournalWriter writer) : ILogEventSink
    {
        public void Emit(LogEvent logEvent) => writer.Write(logEvent);
    }

    void Write(LogEvent logEvent)
    {
        lock (_gate)
        {
            var (line, seal) = _line.Build(logEvent, _seal);
            var run = JournalEvent.TextOf(logEvent, "Run");
            _lines.Append(new(line, run, run.Length == 0 ? "" : JournalEvent.TextOf(logEvent, "Event")));
            (_seal, _hasBegun, _hasWritten) = (seal, true, _hasWritten || run.Length > 0);
            while (_hasWritten && _toTell.Count > 0)
            {
                var told = _toTell[0];
                _toTell.RemoveAt(0);
                Write(told);
            }
        }
    }

    /// <summary>Closes the journal; a second writer may then open it.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _isClosed = true;
            _lines.Dispose();
        }
    }
}
