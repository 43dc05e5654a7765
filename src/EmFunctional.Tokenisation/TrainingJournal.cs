using System.Collections.Generic;
using System.Linq;
using EmFunctional.Iterating;
using EmFunctional.Journal;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using EmFunctional.Saving;
using EmFunctional.Sharding;
using EmFunctional.Streams;
using EmFunctional.Tokenisation.Preparation;
using EmFunctional.Tokenisation.Training;
using LanguageExt;

namespace EmFunctional.Tokenisation;

/// <summary>Trainings in a journal: recorded, taken up after an interruption, proved.</summary>
public static class TrainingJournal
{
    /// <summary>
    /// The same events; those of runs are recorded before anyone sees them. Where that fails the training ends with the error. Of a large vocabulary the journal keeps a digest of every iterate, and the numbers of some and of the last
    /// (<see cref="KeyIterates"/>).
    /// </summary>
    /// <param name="events">The events of a training.</param>
    /// <param name="file">The journal.</param>
    public static IEnumerable<TrainingEvent> Record(this IEnumerable<TrainingEvent> events, JournalWriter file) =>
        Record(events, file, null);

    // The runs of a training are of different vocabularies, so that each has a recorder of its own.
    static IEnumerable<TrainingEvent> Record(IEnumerable<TrainingEvent> events, JournalWriter file, Action<RunEvent<Vector>>? recorder)
    {
        foreach (var happened in events)
        {
            if (happened is TrainingEvent.Ran ran)
            {
                if (ran.Event is RunEvent<Vector>.Started)
                    recorder = JournalOperator.Recorder(UnigramModel.ChartOf(ran.Lexicon), file.Logger);
                if (FaultOf(recorder!, ran.Event, file.Name) is { } fault)
                {
                    yield return new TrainingEvent.Failed(new TokeniserError.OfJournal(fault));
                    yield break;
                }
            }
            yield return happened;
        }
    }

    // Why an event could not be recorded; what is there of it is taken back.
    static JournalError? FaultOf(Action<RunEvent<Vector>> record, RunEvent<Vector> happened, string journal)
    {
        try
        {
            record(happened);
            return null;
        }
        catch (JournalException refused)
        {
            return refused.Error;
        }
        catch (AggregateException error) when (FileFaults.IsOne(error.GetBaseException()))
        {
            return new JournalError.Inaccessible(
                journal,
                $"{FileFaults.Reason(error.GetBaseException())}; the training was stopped, what is recorded can be resumed"
            );
        }
    }

    /// <summary>
    /// The events that were missing of a training that was interrupted, each recorded in the same journal: the same bits as if there had been no interruption.
    /// What the journal has is not computed again, and no seeds are looked for.
    /// </summary>
    /// <param name="file">The journal, opened again.</param>
    /// <param name="lines">The text, which must be that of the training.</param>
    /// <param name="options">The options, likewise.</param>
    /// <param name="executor">What goes through blocks of the text; all threads of the machine if null.</param>
    public static IEnumerable<TrainingEvent> Resume(
        JournalWriter file,
        IEnumerable<Either<TokeniserError, TextLine>> lines,
        TokeniserOptions options,
        IBlockExecutor? executor = null
    ) =>
        Unigram.Events(
            lines,
            options,
            executor,
            source: null,
            (text, units, through) =>
                TakeUp(file, text, new(units, options, through))
                    .Match(events => events, error => [new TrainingEvent.Failed(new TokeniserError.OfJournal(error))])
        );

    static Either<JournalError, IEnumerable<TrainingEvent>> TakeUp(JournalWriter file, PreparedText text, Chain chain) =>
        from found in Recovery.Find(file.Name, file.Read()).Bind(Recovery.Whole)
        from started in found.Run.Started.ToEither(JournalError () => new JournalError.NoStart(file.Name))
        let specification = started.Specification
        let lexicon = Lexicon.OfNames(text.Alphabet, specification.ParameterNames)
        let isLast = specification.Parent.Exists(parent => parent.Why == Chain.Last)
        let options = RunOptions<Vector>.Default with
        {
            Parent = specification.Parent,
            Environment = ThisMachine.Environment,
        }
        from run in chain
            .Begin(new(lexicon, specification.Start), options, isLast)
            .MapLeft(JournalError (error) => new JournalError.Unfit(Prelude.Seq1(error)))
        from same in JournalResume.Same(specification, started.Hashes, run.Problem, file.Name)
        from recovered in found.On(run.Problem.Chart)
        from written in file.Continue(found.Length, found.TornBytes, found.Seal)
        select Record(
            chain.Events(run, run.Rest(recovered.Run, new(ThisMachine.Environment, found.TornBytes)), isLast),
            file,
            JournalOperator.Recorder(run.Problem.Chart, file.Logger, run: started.Run, trace: recovered.Run.Trace)
        );

    /// <summary>What a journal has recorded of its training besides its runs: enough to take it up, or to compute it anew, with the text alone.</summary>
    /// <param name="journal">The journal.</param>
    /// <returns>Its options and where its text came from; an error of the journal, or that it has options which only code can give.</returns>
    public static Either<TokeniserError, RecordedTraining> Recorded(JournalPlace journal) =>
        FirstOf(journal)
            .MapLeft(TokeniserError (error) => new TokeniserError.OfJournal(error))
            .Bind(first =>
                OptionReading
                    .Of(first.Specification)
                    .Map(options => new RecordedTraining(options, first.Read))
                    .ToEither(TokeniserError () => new TokeniserError.OnlyInCode(journal.Name))
            );

    static Either<JournalError, RunEvent<Vector>.Started> FirstOf(JournalPlace journal) =>
        journal
            .Open()
            .Bind(stream =>
            {
                using (stream)
                    return JournalReader
                        .Read(stream)
                        .Select(line => line.Map(read => Prelude.Optional(read.Event as RunEvent<Vector>.Started)))
                        .FirstOrDefault(
                            line => line.IsLeft || line.Exists(started => started.IsSome),
                            Option<RunEvent<Vector>.Started>.None
                        )
                        .Bind(started => started.ToEither(JournalError () => new JournalError.NoStart(journal.Name)));
            });

    /// <summary>
    /// Computes a training anew and compares it with its journal: the identity of each run, which includes its start, and its trace digest. Of a training that was interrupted it is
    /// computed up to the last recorded iterate.
    /// </summary>
    /// <param name="journal">The journal.</param>
    /// <param name="events">The events of the training, computed anew.</param>
    /// <returns>What was proved; the first run that is not the same, from 1, or an error of the journal or of the text.</returns>
    public static Either<TokeniserError, ProvedTraining> Verify(JournalPlace journal, IEnumerable<TrainingEvent> events) =>
        journal
            .Open()
            .Bind(stream =>
            {
                using (stream)
                    return RunsOf(JournalReader.Read(stream));
            })
            .MapLeft(TokeniserError (error) => new TokeniserError.OfJournal(error))
            .Bind(recorded => TrainingProof.Of(recorded, events, journal.Name));

    // What is cut off at the end is no fault: the training was interrupted.
    static Either<JournalError, Arr<RunState<Vector>>> RunsOf(IEnumerable<Either<JournalError, JournalLine>> lines)
    {
        var runs = Arr<RunState<Vector>>.Empty;
        foreach (var read in lines)
            if (read.Case is JournalError fault and not JournalError.CutLine)
                return fault;
            else if (read.Case is JournalLine { Event: var happened })
                runs =
                    happened is RunEvent<Vector>.Started started
                        ? runs.Add(
                            Run.Latest(RunState.Begin(Chart.OfNames(started.Specification.ParameterNames), StopRule.Default), started)
                        )
                    : runs.IsEmpty ? runs
                    : runs.SetItem(runs.Count - 1, Run.Evolve(runs[^1], happened));
        return runs;
    }
}

/// <summary>What a journal has recorded of its training besides its runs.</summary>
/// <param name="Options">How it was trained.</param>
/// <param name="Source">What was said of where the text came from. A path in it is for people: who opens files opens those that are named to them.</param>
public sealed record RecordedTraining(TokeniserOptions Options, DataDescription Source);

/// <summary>What was proved of the journal of a training.</summary>
/// <param name="Runs">How many runs are identical.</param>
/// <param name="Iterates">How many iterates they have.</param>
/// <param name="IsInterrupted">Whether the training goes on behind what is recorded.</param>
public sealed record ProvedTraining(int Runs, int Iterates, bool IsInterrupted);
