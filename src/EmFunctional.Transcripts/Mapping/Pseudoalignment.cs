using System.Collections.Generic;
using System.Linq;
using System.Runtime.ExceptionServices;
using System.Threading;
using System.Threading.Tasks;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Transcripts.Indexing;
using EmFunctional.Transcripts.Model;
using EmFunctional.Transcripts.Reading;
using LanguageExt;

namespace EmFunctional.Transcripts.Mapping;

/// <summary>Maps reads to sets of transcripts, without aligning them base by base.</summary>
/// <remarks>Bray, Pimentel, Melsted and Pachter 2016. Counts are those of kallisto 0.48, and the same for any number of threads.</remarks>
public static class Pseudoalignment
{
    const int MostFragments = 10_000;
    const int MostHexamers = 1_000_000;

    /// <summary>Maps all reads of files.</summary>
    /// <param name="index">The index.</param>
    /// <param name="files">The files, FASTQ or FASTA, plain or gzip; of pairs the first and the second in turn.</param>
    /// <param name="options">How.</param>
    /// <param name="progress">Where it is told how far this is.</param>
    /// <param name="token">Ends it early, by an <see cref="OperationCanceledException"/>.</param>
    /// <returns>The reads by what they fit; the first record that is wrong, or that no read fits.</returns>
    public static Either<EmError, MappedReads> Run(
        TranscriptIndex index,
        IReadOnlyList<string> files,
        MappingOptions options,
        MappingProgress? progress = null,
        CancellationToken token = default
    ) =>
        files.Count == 0 || (options.IsPaired && files.Count % 2 != 0)
            ? new EmError.BadOption(
                "reads",
                $"{files.Count} files",
                new(options.IsPaired ? "pairs of files" : "a file or more", _ => false)
            )
            : options.Given().Bind(given => Run(index, files, options, given, progress ?? new(), token));

    static Either<EmError, MappedReads> Run(
        TranscriptIndex index,
        IReadOnlyList<string> files,
        MappingOptions options,
        FragmentLengths given,
        MappingProgress progress,
        CancellationToken token
    )
    {
        using var source = new ReadSource(files, options.IsPaired, isReadAhead: options.Threads > 1);
        var lengths = new OrderedSamples(options.IsPaired && options.Fragments.IsNone ? MostFragments : 0, cutsBatches: true);
        var hexamers = new OrderedSamples(options.CountsHexamers ? MostHexamers : 0, cutsBatches: false);
        var transcripts = options.WeighsClasses ? new TranscriptBases(index) : null;
        var workers = Enumerable
            .Range(0, Math.Max(1, options.Threads))
            .Select(_ => new MappingWorker(index, options, transcripts))
            .ToArray();
        var (reading, merging, batches) = (new Lock(), new Lock(), 0L);
        EmError? fault = null;

        void Work(MappingWorker worker)
        {
            while (true)
            {
                long batch;
                lock (reading)
                {
                    token.ThrowIfCancellationRequested();
                    if (fault is not null)
                        return;
                    var filled = source.Fill(worker.First, worker.Second);
                    fault = filled.Case as EmError;
                    if (filled.Case is not > 0)
                        return;
                    batch = batches++;
                }
                var (found, codes) = (lengths.IsFull ? null : new List<int>(), hexamers.IsFull ? null : new List<int>());
                var aligned = worker.Map(found, codes);
                lock (merging)
                {
                    lengths.Take(batch, found ?? []);
                    hexamers.Take(batch, codes ?? []);
                }
                progress.Add(worker.First.Count, aligned);
            }
        }

        OnThreads(workers, Work);
        if (fault is not null)
            return fault;
        if (progress.Pseudoaligned == 0)
            return new EmError.NoReadFits(progress.Processed, index.K, workers.Max(worker => worker.Longest));
        var fragments = options.IsPaired && options.Fragments.IsNone ? FragmentLengths.Of(Histogram(lengths)) : given;
        return fragments.Map(found => new MappedReads(
            options.WeighsClasses ? WeightedClasses.Of(index, workers, options, found) : CountedClasses.Of(index, workers),
            progress.Processed,
            found,
            options.Strand,
            options.CountsHexamers
                ? new HexamerCounts([.. hexamers.Counts[..HexamerCounts.Codes].ToArray().Select(n => (long)n)])
                : Option<HexamerCounts>.None
        ));
    }

    static void OnThreads(MappingWorker[] workers, Action<MappingWorker> work)
    {
        if (workers.Length == 1)
        {
            work(workers[0]);
            return;
        }
        try
        {
            Task.WaitAll([.. workers.Select(worker => Task.Factory.StartNew(() => work(worker), TaskCreationOptions.LongRunning))]);
        }
        catch (AggregateException error)
        {
            ExceptionDispatchInfo.Throw(error.InnerExceptions[0]); // as on one thread
        }
    }

    static Vector Histogram(OrderedSamples lengths)
    {
        var counts = lengths.Counts[..FragmentLengths.Most].ToArray();
        return Vector.Of(counts.Length, length => counts[length]);
    }
}
