using System.Collections.Generic;
using System.Linq;
using System.Reactive.Concurrency;
using System.Reactive.Linq;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using EmFunctional.Sharding;
using EmFunctional.Streams;
using EmFunctional.Tokenisation.Normalisation;
using EmFunctional.Tokenisation.Preparation;
using EmFunctional.Tokenisation.Seeding;
using EmFunctional.Tokenisation.Training;
using LanguageExt;

namespace EmFunctional.Tokenisation;

/// <summary>
/// Trains tokenisers of the unigram language model: seeds, then EM and pruning in turn until the vocabulary is as small as asked for. Source: Kudo (2018),
/// Subword Regularization, ACL, §3.2.
/// </summary>
public static class Unigram
{
    /// <summary>What happens in a training, as a cold stream: every iterate of every run, every pruning, and the tokeniser at its end.</summary>
    /// <param name="lines">The text, line by line.</param>
    /// <param name="options">How to train; the defaults if null.</param>
    /// <param name="scheduler">Where the steps run; the subscriber's thread if null.</param>
    public static IObservable<TrainingEvent> Train(
        IEnumerable<string> lines,
        TokeniserOptions? options = null,
        IScheduler? scheduler = null
    )
    {
        var events = Events(TextLines.Of(lines), options ?? TokeniserOptions.Default);
        return scheduler is null ? events.ToObservable(CurrentThreadScheduler.Instance) : events.ToObservable(scheduler);
    }

    /// <summary>Trains a tokeniser and keeps the end alone.</summary>
    /// <param name="lines">The text, line by line.</param>
    /// <param name="options">How to train; the defaults if null.</param>
    public static Either<TokeniserError, TrainedTokeniser> Fit(IEnumerable<string> lines, TokeniserOptions? options = null) =>
        ResultOf(Events(TextLines.Of(lines), options ?? TokeniserOptions.Default));

    /// <summary>What a training came to.</summary>
    /// <param name="events">Its events to the end.</param>
    /// <exception cref="ArgumentException">The events have no end: the training was interrupted.</exception>
    public static Either<TokeniserError, TrainedTokeniser> ResultOf(IEnumerable<TrainingEvent> events) =>
        events.LastOrDefault() switch
        {
            TrainingEvent.Finished finished => finished.Tokeniser,
            TrainingEvent.Failed failed => failed.Error,
            _ => throw new ArgumentException("the training has no end", nameof(events)),
        };

    /// <summary>What happens in a training: lazy, one step at a time.</summary>
    /// <param name="lines">The text, line by line.</param>
    /// <param name="options">How to train.</param>
    /// <param name="executor">What goes through blocks of the text; all threads of the machine if null. The result has the same bits whatever the way.</param>
    /// <param name="source">What is known of where the text comes from, for a journal; nothing if null.</param>
    public static IEnumerable<TrainingEvent> Events(
        IEnumerable<Either<TokeniserError, TextLine>> lines,
        TokeniserOptions options,
        IBlockExecutor? executor = null,
        DataDescription? source = null
    ) => Events(lines, options, executor, source, (text, units, through) => FromSeeds(text, new(units, options, through)));

    internal static IEnumerable<TrainingEvent> Events(
        IEnumerable<Either<TokeniserError, TextLine>> lines,
        TokeniserOptions options,
        IBlockExecutor? executor,
        DataDescription? source,
        Func<PreparedText, Units, IBlockExecutor, IEnumerable<TrainingEvent>> then
    )
    {
        var through = executor ?? Threads.OfMachine;
        return OptionCheck
            .Of(options)
            .Match(
                good =>
                    Preparing.Events(lines, good, through, source ?? DataDescription.Unknown, (text, units) => then(text, units, through)),
                error => [new TrainingEvent.Failed(error)]
            );
    }

    static IEnumerable<TrainingEvent> FromSeeds(PreparedText text, Chain chain)
    {
        var seeds = Seeds.Of(text, chain.Options);
        yield return new TrainingEvent.Seeded(seeds);
        foreach (var happened in chain.Events(seeds, RunOptions<Vector>.Default with { Environment = ThisMachine.Environment }))
            yield return happened;
    }
}
