using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading;
using EmFunctional.Saving;

namespace EmFunctional.Cli.Output;

/// <summary>Signals to the process.</summary>
static class Signals
{
    const PosixSignal FileTooLarge = (PosixSignal)25;
    const int SecondsTogether = 2;

    static readonly TimeSpan _patience = TimeSpan.FromMilliseconds(700);
    static readonly TimeSpan _mostToSay = TimeSpan.FromMilliseconds(300);
    static readonly TimeSpan _mostToWrite = TimeSpan.FromMilliseconds(2000); // only where somebody reads slowly, or nobody does
    static readonly CancellationTokenSource _interrupted = new();
    static readonly List<PosixSignalRegistration> _heard = [];
    static readonly List<Hearing> _hearings = [];
    static readonly List<Words> _words = [];
    static bool _isIgnored;
    static readonly Lock _gate = new();
    static long? _first;
    static Action<string>? _say;

    /// <summary>A file that becomes larger than the process may write is an error of the write, and does not end the process.</summary>
    public static void KeepOnTooLargeFiles()
    {
        if (!OperatingSystem.IsWindows())
            _heard.Add(PosixSignalRegistration.Create(FileTooLarge, signal => signal.Cancel = true));
    }

    /// <summary>
    /// From now on an interrupt (Ctrl-C, or a request to end) ends the process at once, wherever it is, says so, and leaves no file half-written. A verb
    /// that has something to keep hears it instead (<see cref="Hear"/>). An interrupt that the process was started to ignore stays ignored.
    /// </summary>
    /// <param name="say">Says a line.</param>
    public static void EndOnInterrupts(Action<string> say)
    {
        lock (_gate)
        {
            if (_say is null)
            {
                _heard.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, OnInterrupt));
                _heard.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnInterrupt));
            }
            _say = say;
        }
    }

    /// <summary>
    /// As long as somebody hears them, an interrupt cancels the token, and the verb ends with what it has. More of them within two seconds are meant as
    /// one; a later one ends the process.
    /// </summary>
    /// <param name="looksNowAndThen">
    /// Whether the verb looks at the token only between its steps, which may be long: what has not heard within a second is ended.
    /// </param>
    public static Hearing Hear(bool looksNowAndThen = false)
    {
        var hearing = new Hearing(_interrupted.Token, looksNowAndThen);
        lock (_gate)
            _hearings.Add(hearing);
        return hearing;
    }

    /// <summary>A sentence that is said besides if an interrupt ends the process meanwhile; what was given first is said.</summary>
    public static IDisposable Tell(Func<string> words)
    {
        var told = new Words(words);
        lock (_gate)
            _words.Add(told);
        return told;
    }

    /// <summary>From now on an interrupt is not heard: who started the process ends it.</summary>
    public static void Ignore()
    {
        lock (_gate)
            _isIgnored = true;
    }

    static void OnInterrupt(PosixSignalContext signal)
    {
        signal.Cancel = true;
        lock (_gate)
        {
            if (_isIgnored)
                return;
            var isFirst = _first is null;
            if (isFirst && _hearings.Count == 0)
                End();
            _first ??= Environment.TickCount64;
            if (!isFirst && Environment.TickCount64 - _first >= 1000 * SecondsTogether)
                End();
        }
        _interrupted.Cancel();
        lock (_gate)
            foreach (var hearing in _hearings.Where(hearing => hearing.LooksNowAndThen))
                new Thread(() => EndUnlessOver(hearing)) { IsBackground = true }.Start();
    }

    static void EndUnlessOver(Hearing hearing)
    {
        Thread.Sleep(_patience);
        lock (_gate)
            if (_hearings.Contains(hearing))
                End();
    }

    // What is said is what is there: no file takes its place any more.
    static void End()
    {
        AtomicFile.GiveUp();
        var words = _words.FirstOrDefault()?.Said();
        GuardedStream.Close(() => _say!(words is null ? "Interrupted." : $"Interrupted. {words}"), _mostToSay, _mostToWrite);
        Environment.Exit(ExitCode.Interrupted);
    }

    /// <summary>Somebody who hears interrupts, until he is disposed of.</summary>
    public sealed class Hearing(CancellationToken token, bool looksNowAndThen) : IDisposable
    {
        public bool LooksNowAndThen => looksNowAndThen;

        /// <summary>Cancelled by an interrupt.</summary>
        public CancellationToken Token => token;

        public void Dispose()
        {
            lock (_gate)
                _hearings.Remove(this);
        }
    }

    sealed class Words(Func<string> said) : IDisposable
    {
        public string Said() => said();

        public void Dispose()
        {
            lock (_gate)
                _words.Remove(this);
        }
    }
}
