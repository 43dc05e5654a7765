using System.Collections.Generic;
using System.Linq;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Tables;
using LanguageExt;

namespace EmFunctional.Runs;

/// <summary>The fold: a run decides which events follow from an iterate, and evolves with each event.</summary>
public static class Run
{
    /// <summary>The events of a run from a start until a rule stops it: lazy, bounded by the rule, pure.</summary>
    /// <param name="problem">A model with its data.</param>
    /// <param name="start">θ at iteration 0.</param>
    /// <param name="rule">When to stop; the algorithm's <see cref="Algorithm{TParams}.DefaultRule"/> if null.</param>
    /// <param name="options">What else makes up the run; <see cref="RunOptions{TParams}.Default"/> if null.</param>
    public static IEnumerable<RunEvent<TParams>> Of<TParams>(
        Problem<TParams> problem,
        TParams start,
        StopRule? rule,
        RunOptions<TParams>? options = null
    )
    {
        var chosen = options ?? RunOptions<TParams>.Default;
        var suited = rule ?? chosen.Algorithm(problem.Evaluate, problem.Chart).DefaultRule;
        return Events(
            RunState.Begin(problem.Chart, suited),
            () =>
                Start<TParams>(
                    RunSpecification.Of(problem, start, suited, chosen),
                    chosen.Environment,
                    problem.Describe(),
                    problem.Hashes()
                ),
            Iterates.Of(problem, start, chosen.Algorithm)
        );
    }

    /// <summary>The events that follow an interruption, to the same bits as if there had been none.</summary>
    /// <param name="problem">The model with its data.</param>
    /// <param name="run">What the events before the interruption amount to.</param>
    /// <param name="resumed">The event that says so.</param>
    /// <param name="algorithm">The run's algorithm; plain EM if null.</param>
    public static IEnumerable<RunEvent<TParams>> Resume<TParams>(
        Problem<TParams> problem,
        RunState<TParams> run,
        RunEvent<TParams>.Resumed resumed,
        Iterate<TParams>? algorithm = null
    )
    {
        var chosen = (algorithm ?? Algorithm.Plain)(problem.Evaluate, problem.Chart);
        return Events(
            run,
            () => resumed,
            Iterates.From(chosen, () => Following(run, problem, chosen)),
            ending => Known(run, problem, chosen, ending)
        );
    }

    // What was interrupted just before its end may have its last iterate as a digest only.
    static RunEvent<TParams> Known<TParams>(
        RunState<TParams> run,
        Problem<TParams> problem,
        Algorithm<TParams> algorithm,
        RunEvent<TParams> ending
    ) =>
        ending is RunEvent<TParams>.Stopped stopped && run.Last.Exists(last => last.State.Digest.IsSome)
            ? Reached(run, problem, algorithm)
                .Match(
                    Right: at => stopped with { At = at.At.Parameters },
                    Left: RunEvent<TParams> (error) => new RunEvent<TParams>.Failed(error)
                )
            : ending;

    /// <summary>The first event.</summary>
    /// <param name="specification">All that determines the run.</param>
    /// <param name="environment">Where it takes place.</param>
    /// <param name="read">What was read of the data.</param>
    /// <param name="hashes">The hashes of blocks of rows, of which as many are kept as fit: of several starts by the first one.</param>
    public static RunEvent<TParams> Start<TParams>(
        RunSpecification specification,
        RunEnvironment environment,
        DataDescription read,
        Option<DataHashes> hashes = default
    ) =>
        new RunEvent<TParams>.Started(RunEvent.Schema, specification.Id, specification, environment, read)
        {
            Hashes = hashes.Map(all => all.Within(specification.Parent.Exists(parent => parent.IsOfLaterStart) ? 1 : DataHashes.MostKept)),
        };

    /// <summary>The events that follow from what the algorithm has to say. Pure; nothing follows once the run has ended.</summary>
    /// <param name="run">The run so far.</param>
    /// <param name="incoming">The next iterate, or the error that took its place.</param>
    public static Arr<RunEvent<TParams>> Decide<TParams>(RunState<TParams> run, Either<EmError, Carried<TParams>> incoming) =>
        run.Ending.IsSome
            ? Arr<RunEvent<TParams>>.Empty
            : incoming.Match(
                Right: carried => Judge(run, carried),
                Left: error => Arr.create<RunEvent<TParams>>(new RunEvent<TParams>.Failed(error))
            );

    /// <summary>The run after an event.</summary>
    /// <param name="run">The run before it.</param>
    /// <param name="happened">The event.</param>
    public static RunState<TParams> Evolve<TParams>(RunState<TParams> run, RunEvent<TParams> happened) =>
        happened.Match(
            run,
            started: static (run, e) => run with { Started = e },
            iterated: static (run, e) => Reach(run, e),
            stopped: static (run, e) => End(run, e, e.At),
            failed: static (run, e) => End(run, e, e.At),
            resumed: static (run, _) => run
        );

    static RunState<TParams> Reach<TParams>(RunState<TParams> run, RunEvent<TParams>.Iterated at)
    {
        var trace = at.State.Digest.Match(known => new TraceDigest(known), () => run.Trace.Add(run.Chart, at.State));
        return run with
        {
            Monitor = run.Monitor.Push(at.State),
            Last = at,
            Trace = trace,
            Key = at.State.Digest.IsSome ? run.Key : new KeyIterate<TParams>(at, trace),
        };
    }

    // What a journal kept of the last iterate comes with the ending.
    static RunState<TParams> End<TParams>(RunState<TParams> run, RunEvent<TParams> ending, Option<TParams> at)
    {
        var last =
            from parameters in at
            from iterated in run.Last
            select iterated with
            {
                State = iterated.State with { Parameters = parameters, Digest = Option<Hash256>.None },
            };
        return run with
        {
            Ending = ending,
            Last = last | run.Last,
            Key = last.Map(iterated => new KeyIterate<TParams>(iterated, run.Trace)) | run.Key,
        };
    }

    /// <summary>
    /// The last of several runs after an event: a start begins anew, under its own rule (the one before it where its text is of a rule of one's own).
    /// </summary>
    /// <param name="run">The last run before it.</param>
    /// <param name="happened">The event.</param>
    public static RunState<TParams> Latest<TParams>(RunState<TParams> run, RunEvent<TParams> happened) =>
        Evolve(
            happened is RunEvent<TParams>.Started started
                ? RunState.Begin(run.Chart, StopRule.Parse(started.Specification.Rule).IfLeft(run.Monitor.Rule))
                : run,
            happened
        );

    /// <summary>What a sequence of events amounts to.</summary>
    /// <param name="run">The run before them.</param>
    /// <param name="events">The events, in order.</param>
    public static RunState<TParams> Fold<TParams>(RunState<TParams> run, IEnumerable<RunEvent<TParams>> events) =>
        events.Aggregate(run, Evolve);

    /// <summary>
    /// The events of a run: the first, then what is decided at each iterate until the ending; at once the ending, if the run had reached it
    /// before it was interrupted. Lazy.
    /// </summary>
    /// <param name="run">The run before them.</param>
    /// <param name="first">Makes the first event: started, or resumed.</param>
    /// <param name="iterates">The iterates, unbounded.</param>
    /// <param name="complete">Adds to an ending that was reached before what is not known yet; nothing if null.</param>
    public static IEnumerable<RunEvent<TParams>> Events<TParams>(
        RunState<TParams> run,
        Func<RunEvent<TParams>> first,
        IEnumerable<Either<EmError, Carried<TParams>>> iterates,
        Func<RunEvent<TParams>, RunEvent<TParams>>? complete = null
    )
    {
        var begun = first();
        run = Evolve(run, begun);
        yield return begun;
        if (Settle(run).MatchUnsafe<RunEvent<TParams>?>(ending => ending, () => null) is { } reached)
        {
            yield return complete is null ? reached : complete(reached);
            yield break;
        }
        using var incoming = iterates.GetEnumerator();
        while (run.Ending.IsNone && incoming.MoveNext())
        {
            var decided = Decide(run, incoming.Current);
            for (var i = 0; i < decided.Count; i++)
            {
                run = Evolve(run, decided[i]);
                yield return decided[i];
            }
        }
    }

    /// <summary>The iterate that follows a run's newest, or its first, computed from what its events have recorded; or the error in its place.</summary>
    /// <param name="run">The run so far, which has started.</param>
    /// <param name="problem">The model with its data.</param>
    /// <param name="algorithm">The run's algorithm.</param>
    /// <exception cref="ArgumentException">The run has not started.</exception>
    public static Either<EmError, Carried<TParams>> Following<TParams>(
        RunState<TParams> run,
        Problem<TParams> problem,
        Algorithm<TParams> algorithm
    ) =>
        run.Last.Match(
            _ => Reached(run, problem, algorithm).Bind(algorithm.Step),
            () =>
                run.Started.Match(
                    started => problem.Chart.FromFlat(started.Specification.Start).Bind(start => Iterates.Begin(algorithm, problem, start)),
                    () => throw new ArgumentException("the run has not started", nameof(run))
                )
        );

    /// <summary>
    /// A run's newest iterate with all that its algorithm carries: restored from its parameters, or, where a journal kept only a digest of it, computed from the
    /// newest one whose parameters are known.
    /// </summary>
    /// <param name="run">The run so far, which has an iterate.</param>
    /// <param name="problem">The model with its data.</param>
    /// <param name="algorithm">The run's algorithm.</param>
    /// <returns>The iterate; an error where what is computed has another digest than what was recorded.</returns>
    /// <exception cref="ArgumentException">The run has no iterate.</exception>
    public static Either<EmError, Carried<TParams>> Reached<TParams>(
        RunState<TParams> run,
        Problem<TParams> problem,
        Algorithm<TParams> algorithm
    ) =>
        (run.Key.Case, run.Last.Case) switch
        {
            (KeyIterate<TParams> key, RunEvent<TParams>.Iterated last) => Iterates
                .Restore(problem, key.Iterated.State, key.Iterated.Memory)
                .Bind(at => Walk(run, algorithm, at, key.Trace, last.State.Iteration)),
            _ => throw new ArgumentException("the run has no iterate", nameof(run)),
        };

    static Either<EmError, Carried<TParams>> Walk<TParams>(
        RunState<TParams> run,
        Algorithm<TParams> algorithm,
        Carried<TParams> at,
        TraceDigest trace,
        int to
    )
    {
        while (at.Iteration < to)
        {
            var next = algorithm.Step(at);
            if (next.Case is not Carried<TParams> reached)
                return next;
            (at, trace) = (reached, trace.Add(run.Chart, reached.State));
        }
        return trace == run.Trace ? at : new EmError.OtherTrace(to, run.Trace.ToString(), trace.ToString());
    }

    /// <summary>What follows from the newest iterate alone: the ending, if an interrupted run had reached it.</summary>
    /// <param name="run">The run so far.</param>
    public static Option<RunEvent<TParams>> Settle<TParams>(RunState<TParams> run) =>
        run.Ending.IsSome
            ? Option<RunEvent<TParams>>.None
            : run.Monitor.Verdict.Map(RunEvent<TParams> (why) => new RunEvent<TParams>.Stopped(why, run.Remaining, run.Trace));

    static Arr<RunEvent<TParams>> Judge<TParams>(RunState<TParams> run, Carried<TParams> carried)
    {
        var iterated = new RunEvent<TParams>.Iterated(carried.State, carried.Memory);
        var monitor = run.Monitor.Push(iterated.State);
        return monitor.Verdict.IsSome
            ? Arr.create(iterated, Settle(Evolve(run, iterated)).IfNone(iterated))
            : Arr.create<RunEvent<TParams>>(iterated);
    }
}
