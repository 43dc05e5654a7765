using System.Reactive.Linq;
using System.Threading;
using EmFunctional.Cli.Input;
using EmFunctional.Cli.Output;
using EmFunctional.Journal;
using EmFunctional.Streams;

namespace EmFunctional.Cli.Verbs;

/// <summary>Waits for the end of a run that another process records, and shows how far it is.</summary>
static class Following
{
    /// <summary>Shows the run when it has ended, when its writer is gone, or when somebody interrupts the wait.</summary>
    /// <param name="journal">The journal, which may not be there yet.</param>
    /// <param name="terminal">Where its progress is seen.</param>
    /// <param name="show">Shows what the journal has then.</param>
    /// <returns>The exit code: that of the run at its end, 130 of one that has not ended.</returns>
    public static int Then(JournalPlace journal, Terminal terminal, Func<int> show)
    {
        using var heard = Signals.Hear();
        var events = Recorded.Follow(journal, Fitting.Scheduler).TakeUntil(heard.Token).Publish();
        var (hasBegun, goesOn, fault) = (false, false, (JournalError?)null);
        using (Progress.Show(events, terminal))
        {
            using var ended = new ManualResetEventSlim();
            using var seen = events.Subscribe(
                _ => hasBegun = true,
                error =>
                {
                    fault = (error as JournalException)?.Error;
                    ended.Set();
                },
                () =>
                {
                    goesOn = heard.Token.IsCancellationRequested;
                    ended.Set();
                }
            );
            using (events.Connect())
                ended.Wait();
        }
        if (goesOn && !hasBegun)
            return ExitCode.Interrupted;
        var code = show(); // which tells, if so, what is wrong with the journal
        if (goesOn)
            terminal.Say($"{journal}: the run goes on; this is how it stood");
        else if (fault is JournalError.Interrupted)
            terminal.Say(fault.Advised());
        else if (fault is not null && code == ExitCode.Done)
            return terminal.Refuse(fault); // it can be read, and not followed
        return (goesOn || fault is JournalError.Interrupted) && code == ExitCode.Done ? ExitCode.Interrupted : code;
    }
}
