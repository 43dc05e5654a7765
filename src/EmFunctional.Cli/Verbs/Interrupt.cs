using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Threading.Tasks;

namespace EmFunctional.Cli.Verbs;

/// <summary>
/// Hears Ctrl-C, and what asks the process to end, while a fit runs. The first ends the fit, not the process; those that follow it closely are passed
/// over, so that the best state is still written.
/// </summary>
sealed class Interrupt : IDisposable
{
    // As long as results may take to be written; later the process ends as any other does.
    static readonly TimeSpan _grace = TimeSpan.FromSeconds(3);

    readonly TaskCompletionSource<long> _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly PosixSignalRegistration[] _heard;

    Interrupt() =>
        _heard = [PosixSignalRegistration.Create(PosixSignal.SIGINT, Hear), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Hear)];

    // Those who were interrupted listen on to the end of the process.
    static Interrupt? _last;

    public static Interrupt Listen() => new();

    /// <summary>Ends when somebody interrupts.</summary>
    public Task Asked => _first.Task;

    void Hear(PosixSignalContext signal)
    {
        _last = this;
        signal.Cancel = _first.TrySetResult(Stopwatch.GetTimestamp()) || Stopwatch.GetElapsedTime(_first.Task.Result) < _grace;
    }

    public void Dispose()
    {
        if (_last == this)
            return;
        foreach (var registration in _heard)
            registration.Dispose();
    }
}
