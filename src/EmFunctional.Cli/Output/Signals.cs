using System.Collections.Generic;
using System.Runtime.InteropServices;
using System.Threading;

namespace EmFunctional.Cli.Output;

/// <summary>Signals to the process.</summary>
static class Signals
{
    const PosixSignal FileTooLarge = (PosixSignal)25;
    const int SecondsTogether = 2;

    static readonly CancellationTokenSource _interrupted = new();
    static readonly List<PosixSignalRegistration> _heard = [];
    static readonly Lock _gate = new();
    static long _first;

    /// <summary>A file that becomes larger than the process may write is an error of the write, and does not end the process.</summary>
    public static void KeepOnTooLargeFiles()
    {
        if (!OperatingSystem.IsWindows())
            _heard.Add(PosixSignalRegistration.Create(FileTooLarge, signal => signal.Cancel = true));
    }

    /// <summary>
    /// From now on an interrupt (Ctrl-C, or a request to end) does not end the process but cancels the token: the verb ends with what it has. More of them
    /// within two seconds are meant as one; a later one ends the process. An interrupt that the process was started to ignore stays ignored.
    /// </summary>
    public static CancellationToken Hear()
    {
        lock (_gate)
            if (_first == 0)
            {
                _first = long.MaxValue;
                _heard.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, OnInterrupt));
                _heard.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnInterrupt));
            }
        return _interrupted.Token;
    }

    static void OnInterrupt(PosixSignalContext signal)
    {
        lock (_gate)
            _first = Math.Min(_first, Environment.TickCount64);
        signal.Cancel = Environment.TickCount64 - _first < 1000 * SecondsTogether;
        if (signal.Cancel)
            _interrupted.Cancel();
    }
}
