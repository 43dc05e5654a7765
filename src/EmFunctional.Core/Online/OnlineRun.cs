using System.Collections.Generic;
using System.Linq;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using EmFunctional.Sharding;
using LanguageExt;

namespace EmFunctional.Online;

/// <summary>
/// A run over a stream of rows: the same events as of any run, decided batch by batch. Iterate 0 is the start, with the log-likelihood of the first batch
/// there; iterate k has the parameters after k·r batches, r of <see cref="OnlineSchedule.Report"/>. Its objective is the log-likelihood of a row, in nats, over
/// the rows since the iterate before, each at the parameters that had not yet learned it. It goes up and down with the rows: its slack is ∞. Its evaluations
/// are the batches learned, and one.
/// </summary>
/// <param name="Problem">The model.</param>
/// <param name="Start">θ₀.</param>
/// <param name="Schedule">How the stream is learned.</param>
/// <param name="Options">What else makes up the run.</param>
/// <param name="Run">The run so far.</param>
/// <param name="State">What was learned; nothing before the first batch.</param>
public sealed record OnlineRun<TRow, TParams>(
    OnlineProblem<TRow, TParams> Problem,
    TParams Start,
    OnlineSchedule Schedule,
    RunOptions<TParams> Options,
    RunState<TParams> Run,
    Option<OnlineState<TParams>> State
)
{
    // Since the iterate before: nats, and the weight of the rows.
    (double Nats, double Weight) Since { get; init; }

    // Of the last batch that was learned.
    (double Residual, Arr<Diagnostic> Diagnostics, Problem<TParams>? Batch) Last { get; init; }

    /// <summary>Whether the run has ended: nothing is learned any more.</summary>
    public bool HasEnded => Run.Ending.IsSome;

    /// <summary>How many rows were learned.</summary>
    public long Learned => State.Map(state => state.Rows).IfNone(0);

    /// <summary>Learns the rows of a batch: the run after it, and what happened.</summary>
    /// <param name="rows">Rows, as many as the schedule says; the last may have fewer.</param>
    public (OnlineRun<TRow, TParams> Next, Arr<RunEvent<TParams>> Events) Learn(IReadOnlyList<TRow> rows)
    {
        if (HasEnded || rows.Count == 0)
            return (this, Arr<RunEvent<TParams>>.Empty);
        var learned = Learned;
        var result =
            from batch in learned == 0 && rows.Count < Schedule.Batch
                ? Problem.Bear(rows).Bind(_ => Problem.Open(rows))
                : Problem.Open(rows)
            from sums in batch.Pass.Sums(State.Match(state => state.At, () => Start), TreeNode.Root(batch.Blocks), Problem.Executor)
            from finite in double.IsFinite(sums[^2]) ? Prelude.unit : (Either<EmError, Unit>)new EmError.NotFinite("objective", sums[^2])
            select (Batch: batch, Sums: sums);
        var (begun, events) = result.Case is (Problem<TParams> first, Vector own)
            ? State.IsSome
                ? (this, [])
                : Begin(first, own, rows.Count)
            : (this, []);
        var next = result
            .Bind(at =>
                begun.HasEnded
                    ? begun
                    : begun
                        .State.IfNone(() => throw new ArgumentException("the run has not begun"))
                        .Learn(Problem, at.Batch, rows.Count, at.Sums, Schedule)
                        .Map(made =>
                            begun with
                            {
                                State = made.State,
                                Since = (begun.Since.Nats + at.Sums[^2], begun.Since.Weight + WeightOf(at.Batch, rows.Count)),
                                Last = (made.Residual, made.Diagnostics, at.Batch),
                            }
                        )
            )
            .MapLeft(EmError (error) => new EmError.InStream(learned + 1, learned + rows.Count, error));
        var (last, more) = next.Match(
            Right: run => !run.HasEnded && run.State.Exists(state => state.Batches % Schedule.Report == 0) ? run.Reach() : (run, []),
            Left: begun.Take
        );
        return (last, events.AddRange(more));
    }

    /// <summary>What happens where the stream ends: the last iterate, if batches were learned since the one before, and the ending.</summary>
    public (OnlineRun<TRow, TParams> Next, Arr<RunEvent<TParams>> Events) End()
    {
        if (HasEnded)
            return (this, Arr<RunEvent<TParams>>.Empty);
        if (State.Case is not OnlineState<TParams> state || state.Batches == 0)
            return Take(new EmError.NoRows("the stream"));
        if (state.Rows <= Schedule.Warmup)
            return Take(new EmError.ShortStream(state.Rows, Schedule.Warmup));
        var (run, events) = Last.Batch is null || state.Batches % Schedule.Report == 0 ? (this, []) : Reach();
        if (run.HasEnded)
            return (run, events);
        var batches = (int)Math.Min(state.Batches, int.MaxValue);
        var ending = new RunEvent<TParams>.Stopped(
            new StopReason.Exhausted(StopReason.Exhausted.Stream, batches, batches),
            Option<double>.None,
            run.Run.Trace
        );
        var (ended, more) = run.After([ending]);
        return (ended, events.AddRange(more));
    }

    (OnlineRun<TRow, TParams>, Arr<RunEvent<TParams>>) Begin(Problem<TParams> batch, Vector sums, int rows)
    {
        var state = OnlineState<TParams>.Begin(Start, sums.Count - 2, Schedule);
        var specification = new RunSpecification(
            Options.Parent,
            Problem.Model,
            Problem.Chart.Names,
            Option<Hash256>.None,
            1,
            Schedule.ToString(),
            OnlineState<TParams>.MemoryNames(Problem.Chart.Names, sums.Count - 2, Schedule),
            Run.Monitor.Rule.Text,
            Options.Seed,
            Problem.Chart.ToFlat(Start)
        );
        var read = batch.Describe() with { Rows = Option<int>.None, WeightSum = Option<double>.None, Missing = 0 };
        // A run that was interrupted before its first iterate has started.
        var (started, first) = Run.Started.IsSome ? (this, []) : After([Runs.Run.Start<TParams>(specification, Options.Environment, read)]);
        var at = new IterationState<TParams>(
            0,
            1,
            Start,
            sums[^2] / WeightOf(batch, rows),
            double.NaN,
            double.PositiveInfinity,
            Arr<Diagnostic>.Empty
        )
        {
            WeightUnit = 1,
        };
        var (begun, second) = (started with { State = state }).Take(at, state);
        return (begun, first.AddRange(second));
    }

    // The iterate of what was learned.
    (OnlineRun<TRow, TParams>, Arr<RunEvent<TParams>>) Reach()
    {
        var state = State.IfNone(() => throw new InvalidOperationException("nothing was learned"));
        return state
            .Estimate(Last.Batch!)
            .Match(
                Right: shown =>
                    (this with { Since = default }).Take(
                        new IterationState<TParams>(
                            Run.Last.Match(last => last.State.Iteration + 1, () => 1),
                            (int)Math.Min(state.Batches + 1, int.MaxValue),
                            shown,
                            Since.Nats / Since.Weight,
                            Last.Residual,
                            double.PositiveInfinity,
                            Last.Diagnostics
                        )
                        {
                            WeightUnit = 1,
                        },
                        state
                    ),
                Left: Take
            );
    }

    (OnlineRun<TRow, TParams>, Arr<RunEvent<TParams>>) Take(IterationState<TParams> at, OnlineState<TParams> state)
    {
        var evaluated = new Evaluated<TParams>(
            at.Parameters,
            at.Diagnostics,
            at.Objective,
            at.Slack,
            at.Residual,
            new Proposal<TParams>(at.Parameters, at.Diagnostics)
        );
        return After(
            Runs.Run.Decide(Run, new Carried<TParams>(at.Iteration, at.Evaluations, evaluated, state.ToMemory(Problem.Chart, Schedule)))
        );
    }

    (OnlineRun<TRow, TParams>, Arr<RunEvent<TParams>>) Take(EmError error) =>
        After(Runs.Run.Decide(Run, Prelude.Left<EmError, Carried<TParams>>(error)));

    (OnlineRun<TRow, TParams>, Arr<RunEvent<TParams>>) After(IEnumerable<RunEvent<TParams>> events)
    {
        Arr<RunEvent<TParams>> all = events.ToArray();
        return (this with { Run = Runs.Run.Fold(Run, all) }, all);
    }

    static double WeightOf(Problem<TParams> batch, int rows)
    {
        var read = batch.Describe();
        return read.WeightSum.IfNone(() => read.Rows.Map(count => (double)count).IfNone(rows));
    }
}

/// <summary>Ways to make an <see cref="OnlineRun{TRow,TParams}"/>.</summary>
public static class OnlineRun
{
    /// <summary>The rule of a run over a stream to which nobody gave one: it goes on as long as rows come.</summary>
    public static StopRule Endless { get; } = StopRule.Iterations(int.MaxValue);

    /// <summary>A run before its first batch.</summary>
    /// <param name="problem">The model.</param>
    /// <param name="start">θ₀.</param>
    /// <param name="schedule">How the stream is learned; <see cref="OnlineSchedule.Default"/> if null.</param>
    /// <param name="rule">When to stop; <see cref="Endless"/> if null.</param>
    /// <param name="options">What else makes up the run; its algorithm is not asked.</param>
    /// <returns>The run; or the conditions that the schedule does not meet.</returns>
    /// <exception cref="ArgumentException">The start has another size than the model.</exception>
    public static Validation<EmError, OnlineRun<TRow, TParams>> Begin<TRow, TParams>(
        OnlineProblem<TRow, TParams> problem,
        TParams start,
        OnlineSchedule? schedule = null,
        StopRule? rule = null,
        RunOptions<TParams>? options = null
    )
    {
        Sizes.Equal(
            "numbers of the start",
            problem.Chart.ToFlat(start).Count,
            "numbers of the model",
            problem.Chart.Names.Count,
            nameof(start)
        );
        return (schedule ?? OnlineSchedule.Default)
            .Check()
            .Bind(sound =>
                problem
                    .Chart.FromFlat(problem.Chart.ToFlat(start))
                    .Map(_ => new OnlineRun<TRow, TParams>(
                        problem,
                        start,
                        sound,
                        options ?? RunOptions<TParams>.Default,
                        RunState.Begin(problem.Chart, rule ?? Endless),
                        Option<OnlineState<TParams>>.None
                    ))
                    .ToValidation()
            );
    }

    /// <summary>A run that was interrupted, at its newest iterate: what follows has the same bits, if the rows that follow are the same.</summary>
    /// <param name="problem">The model.</param>
    /// <param name="run">What the events before the interruption amount to; the parameters of the newest iterate are known.</param>
    /// <param name="options">What else makes up the run.</param>
    /// <returns>The run, which has learned as many rows as its state says; or that the run is of another kind.</returns>
    public static Either<EmError, OnlineRun<TRow, TParams>> Restore<TRow, TParams>(
        OnlineProblem<TRow, TParams> problem,
        RunState<TParams> run,
        RunOptions<TParams>? options = null
    ) =>
        from started in run.Started.ToEither<EmError>(new EmError.NoRows("the stream"))
        from schedule in OnlineSchedule.Parse(started.Specification.Algorithm)
        from start in problem.Chart.FromFlat(started.Specification.Start)
        from state in run.Key.Match(
            key =>
                OnlineState<TParams>
                    .FromMemory(problem.Chart, schedule, key.Iterated.State.Parameters, key.Iterated.Memory)
                    .Map(Prelude.Some),
            () => Option<OnlineState<TParams>>.None
        )
        select new OnlineRun<TRow, TParams>(problem, start, schedule, options ?? RunOptions<TParams>.Default, run, state);

    /// <summary>The events of a run over rows, to their end: lazy, pure.</summary>
    /// <param name="run">The run before them.</param>
    /// <param name="rows">The rows; of an interrupted run those that were not learned yet.</param>
    public static IEnumerable<RunEvent<TParams>> Events<TRow, TParams>(this OnlineRun<TRow, TParams> run, IEnumerable<TRow> rows)
    {
        foreach (var batch in rows.Chunk(run.Schedule.Batch))
        {
            (run, var events) = run.Learn(batch);
            foreach (var happened in events)
                yield return happened;
            if (run.HasEnded)
                yield break;
        }
        foreach (var happened in run.End().Events)
            yield return happened;
    }
}
