using EmFunctional.Journal;

namespace EmFunctional.Cli.Output;

/// <summary>What goes on beside a run and changes none of its numbers: a cluster that computes it.</summary>
/// <param name="Line">How it stands, for the line of progress.</param>
/// <param name="Workers">Who comes and goes; those that are there are told first.</param>
sealed record Beside(Func<string> Line, IObservable<WorkerNote> Workers);
