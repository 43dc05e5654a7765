using System.Collections.Generic;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using LanguageExt;

namespace EmFunctional.Journal;

/// <summary>Takes up a run from its journal.</summary>
public static class JournalResume
{
    /// <summary>
    /// The events that follow: of the same run if it was interrupted, and of those that take its place where it fails or has failed; under another
    /// rule, of a child run from its last iterate.
    /// </summary>
    /// <param name="recovered">What the journal has.</param>
    /// <param name="problem">The model with its data, which must be the journal's.</param>
    /// <param name="rule">Another rule, if any.</param>
    /// <param name="options">The algorithm, and where the run goes on.</param>
    /// <param name="journal">How errors name the journal.</param>
    /// <param name="fallback">What takes the place of a run that failed; nothing if null.</param>
    /// <param name="trustData">Whether the data are taken for the journal's where there is no hash of them to tell.</param>
    public static Either<JournalError, IEnumerable<RunEvent<TParams>>> Events<TParams>(
        this Recovery<TParams> recovered,
        Problem<TParams> problem,
        Option<StopRule> rule,
        RunOptions<TParams> options,
        string journal,
        Fallback<TParams>? fallback = null,
        bool trustData = false
    ) =>
        from started in recovered.Run.Started.ToEither(JournalError () => new JournalError.NoStart(journal))
        from same in Same(started.Specification, started.Hashes, problem, journal, trustData)
        from decided in recovered.Contestant.Match(
            Either<JournalError, Unit> (contestant) => new JournalError.Undecided(journal, contestant),
            () => Prelude.unit
        )
        from events in rule.Filter(other => other.Text != started.Specification.Rule)
            .Match(
                other =>
                    Prelude.Right<JournalError, IEnumerable<RunEvent<TParams>>>(
                        Followed(
                            RunState.Begin(problem.Chart, other),
                            Child(recovered, problem, started, other, options),
                            options,
                            fallback,
                            failures: 0
                        )
                    ),
                () =>
                    StopRule
                        .Parse(started.Specification.Rule)
                        .MapLeft(JournalError (_) => new JournalError.Garbled(recovered.StartLine, 0, "Rule"))
                        .Bind(_ => Rest(recovered, problem, options, journal, fallback))
            )
        select events;

    /// <summary>Whether a model with its data is the one of a run.</summary>
    /// <param name="specification">The run's.</param>
    /// <param name="hashes">The hashes of its data.</param>
    /// <param name="problem">The model with its data.</param>
    /// <param name="journal">How errors name the journal.</param>
    /// <param name="trustData">Whether the data are taken for the journal's where there is no hash of them to tell.</param>
    public static Either<JournalError, Unit> Same<TParams>(
        RunSpecification specification,
        Option<DataHashes> hashes,
        Problem<TParams> problem,
        string journal,
        bool trustData = false
    )
    {
        var (data, given) = (problem.Identify(), problem.Hashes());
        if (specification.Model != problem.Model)
            return new JournalError.Other("model and options", specification.Model.ToString(), problem.Model.ToString());
        var isOther = specification.Data.IsSome && data.IsSome && specification.Data != data;
        if (isOther && hashes.IsSome)
            return new JournalError.Other("data", Shown(specification.Data), Shown(data))
            {
                Where = JournalHashes.Difference(hashes, given),
            };
        if (specification.Blocks != problem.Blocks)
            return new JournalError.Other("data", $"{specification.Blocks} blocks", $"{problem.Blocks}");
        if (isOther && given.IsSome)
            return trustData ? Prelude.unit : new JournalError.OtherHash(journal);
        if (isOther)
            return new JournalError.Other("data", Shown(specification.Data), Shown(data));
        return trustData || specification.Data.IsSome && data.IsSome ? Prelude.unit : new JournalError.Unidentified(journal);
    }

    static string Shown(Option<Hash256> hash) => hash.Match(h => $"hash {h.ToString()[..16]}…", () => "no hash");

    // Of the run alone, and of those that take its place.
    internal static Either<JournalError, IEnumerable<RunEvent<TParams>>> Rest<TParams>(
        Recovery<TParams> recovered,
        Problem<TParams> problem,
        RunOptions<TParams> options,
        string journal,
        Fallback<TParams>? fallback
    )
    {
        var (run, failures) = (recovered.Run, recovered.Failures);
        if (run.Ending.IsNone)
            return Prelude.Right<JournalError, IEnumerable<RunEvent<TParams>>>(
                Followed(
                    run,
                    Em.Resume(problem, run, new(options.Environment, recovered.TornBytes), options.Algorithm),
                    options,
                    fallback,
                    failures
                )
            );
        if (fallback is null || run.Ending.Case is not RunEvent<TParams>.Failed)
            return new JournalError.Ended(journal);
        var error = ErrorOf(run, problem, options);
        return fallback(error, run.Last.Map(last => last.State.Parameters), failures).IsNone
            ? new JournalError.Ended(journal)
            : Prelude.Right<JournalError, IEnumerable<RunEvent<TParams>>>(
                Followed(run with { Ending = new RunEvent<TParams>.Failed(error) }, [], options, fallback, failures)
            );
    }

    static IEnumerable<RunEvent<TParams>> Followed<TParams>(
        RunState<TParams> run,
        IEnumerable<RunEvent<TParams>> events,
        RunOptions<TParams> options,
        Fallback<TParams>? fallback,
        int failures
    ) => fallback is null ? events : FallbackRuns.After(run, events, run.Monitor.Rule, options, fallback, failures);

    // A journal has the words of an error; computed again from the last iterate it is the error itself.
    static EmError ErrorOf<TParams>(RunState<TParams> run, Problem<TParams> problem, RunOptions<TParams> options) =>
        Run.Following(run, problem, options.Algorithm(problem.Evaluate, problem.Chart))
            .Match(Right: _ => new EmError.Recorded("", ""), Left: error => error);

    static IEnumerable<RunEvent<TParams>> Child<TParams>(
        Recovery<TParams> recovered,
        Problem<TParams> problem,
        RunEvent<TParams>.Started started,
        StopRule rule,
        RunOptions<TParams> options
    )
    {
        var algorithm = options.Algorithm(problem.Evaluate, problem.Chart);
        var (start, iteration) = recovered.Run.Last.Match(
            last =>
                last.State.Digest.IsSome
                    ? (Run.Reached(recovered.Run, problem, algorithm).OrThrow().At.Parameters, last.State.Iteration)
                    : (last.State.Parameters, last.State.Iteration),
            () => (problem.Chart.FromFlat(started.Specification.Start).OrThrow(), 0)
        );
        return Em.Events(problem, start, rule, options with { Parent = new RunParent(started.Run, iteration, "rule") });
    }
}
