using System.Reactive.Linq;
using EmFunctional.Cli.Output;
using EmFunctional.Iterating;
using EmFunctional.Journal;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using EmFunctional.Saving;
using EmFunctional.Sharding;
using EmFunctional.Streams;
using EmFunctional.Telemetry;
using EmFunctional.Transcripts.Abundance;
using LanguageExt;

namespace EmFunctional.Cli.Verbs.Quantifying;

/// <summary>
/// The runs of a quantification, one after the other, each recorded if there is a journal. Of a journal that is taken up the runs that have ended are not
/// computed again, the one that was interrupted goes on, and those that are missing follow.
/// </summary>
sealed class AbundanceRuns(AbundanceRequest request, Terminal terminal, IBlockExecutor executor, JournalWriter? journal)
{
    Found? _found;
    int _next;

    sealed record Found(Recovery<Vector> Recovered, Arr<RunState<Vector>> Runs);

    /// <summary>Whether the journal that is to be taken up had all runs, to their ends.</summary>
    public bool HadAll { get; private set; } = request.Resumes;

    /// <summary>The end of a run, or where somebody interrupted it.</summary>
    public Either<EmError, EndedRun> Run(Problem<Vector> problem, Vector at, StopRule rule, Option<RunParent> parent)
    {
        var on = problem.On(executor);
        return request.Resumes && journal is not null
            ? Taken(journal)
                .Bind(found => Resume(found, journal, on, at, rule, parent))
                .MapLeft(error =>
                    error is EmError.Recorded { Kind: AbundanceResume.CannotResume } ? error : AbundanceResume.Cannot(journal.Name, error)
                )
            : New(on, at, rule, parent);
    }

    // What the journal has, read once.
    Either<EmError, Found> Taken(JournalWriter from) =>
        _found is { } known
            ? known
            : Recovery
                .Find(from.Name, from.Read())
                .Bind(Recovery.Whole)
                .Map(found => _found = new(found, RecordedQuantification.RunsOf(from.Read().Rights())))
                .MapLeft(error => AbundanceResume.Cannot(from.Name, error));

    Either<EmError, EndedRun> Resume(
        Found found,
        JournalWriter into,
        Problem<Vector> problem,
        Vector at,
        StopRule rule,
        Option<RunParent> parent
    )
    {
        var place = _next++;
        if (place < found.Runs.Count)
        {
            var recorded = found.Runs[place];
            if (recorded.Ending.IsSome)
                return Same(recorded, into.Name, problem, at, rule, parent).Bind(_ => EndedOf(recorded));
            HadAll = false;
            return AbundanceResume.Of(problem, rule, into, terminal).Bind(EndedOf);
        }
        var isFirst = HadAll;
        HadAll = false;
        return (isFirst ? into.Continue(found.Recovered.Length, found.Recovered.TornBytes, found.Recovered.Seal) : Prelude.unit)
            .MapLeft(error => AbundanceResume.Cannot(into.Name, error))
            .Bind(_ => New(problem, at, rule, parent));
    }

    // A run of the journal is the one that these reads and options lead to.
    Either<EmError, Unit> Same(
        RunState<Vector> recorded,
        string name,
        Problem<Vector> problem,
        Vector at,
        StopRule rule,
        Option<RunParent> parent
    )
    {
        if (recorded.Started.Case is not RunEvent<Vector>.Started { Specification: var specification } started)
            return AbundanceResume.Cannot(name, new JournalError.NoStart(name));
        if (JournalResume.Same(specification, started.Hashes, problem, name).Case is JournalError other)
            return AbundanceResume.Cannot(name, other);
        var given = RunSpecification.Of(problem, at, rule, Options(parent));
        return given.Id == started.Run ? Prelude.unit
            : given.Rule != specification.Rule
                ? AbundanceResume.Cannot(name, new JournalError.Other("rule", specification.Rule, given.Rule))
            : given.Algorithm != specification.Algorithm
                ? AbundanceResume.Cannot(name, new JournalError.Other("algorithm", specification.Algorithm, given.Algorithm))
            : AbundanceResume.Cannot(name, new JournalError.Other("start", $"run {started.Run}", $"run {given.Id}"));
    }

    RunOptions<Vector> Options(Option<RunParent> parent) =>
        new()
        {
            Algorithm = request.Algorithm,
            Environment = ThisMachine.Environment,
            Parent = parent,
        };

    Either<EmError, EndedRun> New(Problem<Vector> problem, Vector at, StopRule rule, Option<RunParent> parent) =>
        Fitting
            .Run(
                Runs.Run.Of(problem, at, rule, Options(parent)).Watched().ToObservable(Fitting.Scheduler),
                RunState.Begin(problem.Chart, rule),
                terminal,
                keepTrace: false,
                journal
            )
            .MapLeft(EmError (error) => new EmError.Recorded("journal", error.Advised()))
            .Bind(ended => EndedOf(ended.Run));

    static Either<EmError, EndedRun> EndedOf(RunState<Vector> run) =>
        (run.Ending.Case, run.Last.Case) switch
        {
            (RunEvent<Vector>.Failed failed, _) => failed.Error,
            (RunEvent<Vector>.Stopped stopped, RunEvent<Vector>.Iterated last) => new EndedRun(last.State, stopped.Reason, IdOf(run)),
            (_, RunEvent<Vector>.Iterated last) => new EndedRun(last.State, Option<StopReason>.None, IdOf(run)),
            _ => new EmError.Recorded("interrupted", "interrupted before the first round; nothing was written"),
        };

    static Hash256 IdOf(RunState<Vector> run) => run.Started.Map(started => started.Run).IfNone(default(Hash256));
}
