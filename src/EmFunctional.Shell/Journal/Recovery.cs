using System.Collections.Generic;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using LanguageExt;

namespace EmFunctional.Journal;

/// <summary>What a journal has of its last run: enough to go on.</summary>
/// <param name="Run">The run as its events left it.</param>
/// <param name="Length">How many bytes of the file are whole lines.</param>
/// <param name="TornBytes">How many bytes behind them are a line cut off.</param>
/// <param name="Seal">The seal of the last whole line; nothing in a journal without seals.</param>
/// <param name="Failures">How many runs have failed in whose place it stands.</param>
public sealed record Recovery<TParams>(RunState<TParams> Run, long Length, long TornBytes, Option<Hash256> Seal, int Failures)
{
    /// <summary>The line on which the run starts, from 1.</summary>
    public int StartLine { get; init; }

    /// <summary>What the run is in a tournament that has no winner yet, such as <c>start 2 of 8</c>.</summary>
    public Option<string> Contestant { get; init; }

    /// <summary>Which start of that tournament began last.</summary>
    public Option<RunSpecification> Start { get; init; }

    /// <summary>Of the runs of that tournament the one that ended highest so far.</summary>
    public Option<RunState<Vector>> Best { get; init; }

    /// <summary>What came of all runs that belong to the fit of this one.</summary>
    public Contest Contest { get; init; } = Contest.Nothing;

    /// <summary>How many events of others stand in the journal.</summary>
    public int Others { get; init; }

    /// <summary>Who recorded it where, where the calls were to tell.</summary>
    public Arr<Provenance> Provenance { get; init; }

    /// <summary>Workers that came and were lost while a cluster computed, in their order.</summary>
    public Arr<WorkerNote> Workers { get; init; }

    /// <summary>Its bootstrap, where it has one.</summary>
    public Option<JournalSamples> Samples { get; init; }

    /// <summary>What ended the reading before the end of the journal, if anything did.</summary>
    public Option<JournalError> Fault { get; init; }
}

/// <summary>Ways to make a <see cref="Recovery{TParams}"/>.</summary>
public static class Recovery
{
    /// <summary>The last run of a journal, read to its last whole line.</summary>
    /// <param name="journal">The journal.</param>
    /// <param name="chart">The chart of its model.</param>
    /// <param name="seals">What to do with the seals: nothing is built on a journal that was changed after it was written.</param>
    /// <returns>The run, or the error of a line that is not merely cut off.</returns>
    public static Either<JournalError, Recovery<TParams>> Of<TParams>(
        JournalPlace journal,
        Chart<TParams> chart,
        Seals seals = Seals.CheckedIfAny
    ) =>
        journal
            .Open()
            .Bind(stream =>
            {
                using (stream)
                    return Find(journal.Name, JournalReader.Read(stream, seals)).Bind(Whole).Bind(recovered => recovered.On(chart));
            });

    /// <summary>The last run that starts before the end of a journal, or before the line that cannot be read, which is told of as its fault.</summary>
    /// <param name="name">How errors name the journal.</param>
    /// <param name="lines">The journal.</param>
    /// <returns>The run; the fault, or that there is none, where no run starts before it.</returns>
    public static Either<JournalError, Recovery<Vector>> Find(string name, IEnumerable<Either<JournalError, JournalLine>> lines)
    {
        var (seen, fault) = (Seen.Nothing, Option<JournalError>.None);
        foreach (var line in lines)
            seen = line.Match(
                Right: seen.Add,
                Left: error =>
                {
                    fault = error;
                    return seen;
                }
            );
        if (seen.Last is not { } last)
            return fault.IfNone(() => new JournalError.NoStart(name));
        var run = last.Run.Started.Map(started => started.Run).IfNone(default(Hash256));
        return last with
        {
            Fault = fault,
            TornBytes = fault.Case is JournalError.CutLine cut ? cut.Bytes : 0,
            Start = last.Contestant.Bind(_ => seen.Fits.StartOf(run)),
            Best = last.Contestant.Bind(_ => seen.Fits.BestOf(run)),
            Contest = seen.Fits.ContestOf(run),
        };
    }

    /// <summary>The same of a journal as it is read, with what stands in it besides lines of runs.</summary>
    /// <param name="name">How errors name the journal.</param>
    /// <param name="lines">The journal.</param>
    /// <returns>The run; the fault, or that there is none, where no run starts before it.</returns>
    public static Either<JournalError, Recovery<Vector>> Find(string name, JournalLines lines) =>
        Find(name, (IEnumerable<Either<JournalError, JournalLine>>)lines)
            .Map(found =>
                found with
                {
                    Length = lines.End,
                    Seal = lines.Seal,
                    Provenance = lines.Provenance,
                    Workers = lines.Workers,
                    Others = lines.Others,
                    Samples = lines.Samples,
                }
            );

    /// <summary>The same, unless the journal has a line that is not merely cut off: nothing is built on what precedes it.</summary>
    /// <param name="recovered">What was found.</param>
    public static Either<JournalError, Recovery<Vector>> Whole(Recovery<Vector> recovered) =>
        recovered.Fault.Case is JournalError fault and not JournalError.CutLine ? fault : recovered;

    /// <summary>The same run with a model's own parameters.</summary>
    /// <param name="recovered">What was found.</param>
    /// <param name="chart">The chart of the model.</param>
    /// <returns>The run; an error where its parameters have other names, or are not on the chart.</returns>
    public static Either<JournalError, Recovery<TParams>> On<TParams>(this Recovery<Vector> recovered, Chart<TParams> chart)
    {
        var run = recovered.Run;
        return from same in SameNames(run.Chart.Names, chart.Names, recovered.StartLine)
            from last in run.Last.Match(
                last => Typed(chart, last, recovered.StartLine).Map(Prelude.Some),
                () => Option<RunEvent<TParams>.Iterated>.None
            )
            from key in run.Key.Match(
                key => Typed(chart, key.Iterated, recovered.StartLine).Map(at => Prelude.Some(new KeyIterate<TParams>(at, key.Trace))),
                () => Option<KeyIterate<TParams>>.None
            )
            select new Recovery<TParams>(
                new(
                    chart,
                    run.Monitor,
                    run.Started.Map(e => new RunEvent<TParams>.Started(e.Schema, e.Run, e.Specification, e.Environment, e.Read)
                    {
                        Hashes = e.Hashes,
                    }),
                    last,
                    run.Ending.Map(ending =>
                        Bare(ending).Map<TParams>(_ => throw new InvalidOperationException("an ending has no parameters"))
                    ),
                    run.Trace
                )
                {
                    Key = key,
                },
                recovered.Length,
                recovered.TornBytes,
                recovered.Seal,
                recovered.Failures
            )
            {
                StartLine = recovered.StartLine,
                Contestant = recovered.Contestant,
                Start = recovered.Start,
                Best = recovered.Best,
                Contest = recovered.Contest,
                Fault = recovered.Fault,
                Provenance = recovered.Provenance,
                Workers = recovered.Workers,
                Others = recovered.Others,
                Samples = recovered.Samples,
            };
    }

    // What it told of the last iterate is known there.
    static RunEvent<Vector> Bare(RunEvent<Vector> ending) =>
        ending switch
        {
            RunEvent<Vector>.Stopped stopped => stopped with { At = Option<Vector>.None },
            RunEvent<Vector>.Failed failed => failed with { At = Option<Vector>.None },
            _ => ending,
        };

    static Either<JournalError, Unit> SameNames(Arr<string> recorded, Arr<string> given, int line) =>
        recorded == given
            ? Prelude.unit
            : new JournalError.Other($"parameters (line {line})", string.Join(" ", recorded), string.Join(" ", given));

    static Either<JournalError, RunEvent<TParams>.Iterated> Typed<TParams>(
        Chart<TParams> chart,
        RunEvent<Vector>.Iterated last,
        int start
    ) =>
        last.State.Digest.IsSome
            ? new RunEvent<TParams>.Iterated(last.State.Map<TParams>(_ => default!), last.Memory)
            : chart
                .FromFlat(last.State.Parameters)
                .Map(parameters => new RunEvent<TParams>.Iterated(last.State.Map(_ => parameters), last.Memory))
                .MapLeft(
                    JournalError (error) =>
                        new JournalError.Inconsistent(
                            start,
                            $"iteration {last.State.Iteration} of the run that starts there is outside its model: {error}"
                        )
                );

    // The last run so far, and what is to be known of those before it.
    sealed record Seen(Recovery<Vector>? Last, HashMap<Hash256, int> Failures, bool NamesStarts, Option<RunSpecification> Before)
    {
        public static Seen Nothing { get; } = new(null, HashMap<Hash256, int>.Empty, false, Option<RunSpecification>.None);

        public JournalFits Fits { get; private init; } = JournalFits.Nothing;

        public Seen Add(JournalLine line)
        {
            var next = Next(line);
            return next with { Fits = Fits.Add(line, next.Last?.Run) };
        }

        Seen Next(JournalLine line) =>
            line.Event is RunEvent<Vector>.Started started ? Start(line, started)
            : Last is null ? this
            : this with
            {
                Last = Last with { Run = IsOf(line) ? Run.Evolve(Last.Run, line.Event) : Last.Run, Length = line.End, Seal = line.Seal },
                Failures =
                    IsOf(line) && line.Event is RunEvent<Vector>.Failed ? Failures.AddOrUpdate(line.Run, Last.Failures + 1) : Failures,
            };

        // Runs may be interleaved: each line says whose it is.
        bool IsOf(JournalLine line) => Last!.Run.Started.Exists(started => started.Run == line.Run);

        Seen Start(JournalLine line, RunEvent<Vector>.Started started)
        {
            var specification = started.Specification;
            var begun = RunState.Begin(Chart.OfNames(specification.ParameterNames), StopRule.Default);
            var names = NamesStarts || specification.Parent.Exists(parent => parent.IsContestant && parent.Why != RunParent.Round);
            return this with
            {
                Last = new(
                    Run.Latest(begun, line.Event),
                    line.End,
                    0,
                    line.Seal,
                    specification.Parent.Bind(parent => Failures.Find(parent.Run)).IfNone(0)
                )
                {
                    StartLine = line.Number,
                    Contestant = ContestantOf(specification, names),
                },
                NamesStarts = names,
                Before = specification,
            };
        }

        Option<string> ContestantOf(RunSpecification specification, bool namesStarts) =>
            namesStarts
                ? specification
                    .Parent.Filter(parent => parent.IsContestant)
                    .Map(parent => parent.Why == RunParent.Round ? OfRound : parent.Why)
            : specification.Rule.StartsWith("iterations(", StringComparison.Ordinal)
            && (IsOfRound(specification) || IsAnotherStart(specification))
                ? OfRound
            : Option<string>.None;

        const string OfRound = "a contestant of a round";

        // Journals of the first version do not name starts and winners: their rounds are known by their rule.
        static bool IsOfRound(RunSpecification specification) => specification.Parent.Exists(parent => parent.Why == RunParent.Round);

        bool IsAnotherStart(RunSpecification specification) =>
            specification.Rule == StopRule.Iterations(Tournament.FirstRound).Text
            && Before.Exists(before => before == specification with { Start = before.Start } && before.Start != specification.Start);
    }
}
