using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using EmFunctional.Cli.Output;
using EmFunctional.Modelling;
using EmFunctional.Transcripts.Indexing;
using EmFunctional.Transcripts.Mapping;
using EmFunctional.Transcripts.Model;
using LanguageExt;

namespace EmFunctional.Cli.Verbs.Quantifying;

/// <summary>The mapping of reads as a person follows it.</summary>
static class MappingRun
{
    /// <summary>Maps reads, and says meanwhile how far this is.</summary>
    public static Either<EmError, MappedReads> Of(
        TranscriptIndex index,
        IReadOnlyList<string> files,
        MappingOptions options,
        Terminal terminal
    )
    {
        terminal.Say(
            $"the index has {CountFormat.Count(index.Names.Length, "transcript")} and {CountFormat.Count(index.KmerCount, "k-mer")} of {index.K} bases"
        );
        var (progress, clock) = (new MappingProgress(), Stopwatch.StartNew());
        var read = options.IsPaired ? "pair" : "read";
        using var heard = Signals.Hear(looksNowAndThen: true);
        using (Progress.Of(terminal, () => Line(progress, clock.Elapsed.TotalSeconds, read)))
            return Pseudoalignment
                .Run(index, files, options, progress, heard.Token)
                .Map(mapped =>
                {
                    Tell(mapped, read, terminal);
                    return mapped;
                });
    }

    static string Line(MappingProgress progress, double seconds, string read)
    {
        var (done, fit) = (progress.Processed, progress.Pseudoaligned);
        return $"{CountFormat.Count(done, read)}, {CountFormat.Whole((long)(done / seconds))} a second; {CountFormat.Percent(fit, done)} fit a transcript";
    }

    static void Tell(MappedReads mapped, string read, Terminal terminal)
    {
        terminal.Say(
            $"{CountFormat.Count(mapped.Processed, read)}: {CountFormat.Whole(mapped.Pseudoaligned)} ({CountFormat.Percent(mapped.Pseudoaligned, mapped.Processed)}) fit a transcript, "
                + $"{CountFormat.Whole(mapped.Unique)} ({CountFormat.Percent(mapped.Unique, mapped.Processed)}) one only"
        );
        terminal.Say(
            mapped.Fragments.Mean == 0
                ? "no pair tells the length of its fragment; effective lengths are lengths. Give the mean and the deviation with -l and -s"
                : string.Create(CultureInfo.InvariantCulture, $"fragments have {mapped.Fragments.Mean:F2} bases on average")
        );
    }
}
