using System.Collections.Generic;
using System.Linq;
using EmFunctional.Numerics;
using EmFunctional.Resampling;
using LanguageExt;

namespace EmFunctional.Journal;

/// <summary>The bootstrap of a journal, and the samples that it has.</summary>
/// <param name="Plan">How samples are drawn.</param>
public sealed record JournalSamples(BootstrapPlan Plan)
{
    Option<Hash256> Of { get; init; }

    Seq<RecordedSample> Found { get; init; }

    /// <summary>The samples of a run, in the order of their numbers; none where the journal has those of another.</summary>
    /// <param name="run">The run.</param>
    public Seq<RecordedSample> OfRun(Hash256 run) => Of == run ? Found : Seq<RecordedSample>.Empty;

    /// <summary>The samples that a run has, without their lines.</summary>
    /// <param name="run">The run.</param>
    internal IReadOnlyList<BootstrapSample> Before(Hash256 run) => [.. OfRun(run).Map(recorded => recorded.Sample)];

    // Samples of another run follow where a run goes on under another rule.
    internal Either<JournalError, JournalSamples> Add(Hash256 run, RecordedSample next)
    {
        var before = OfRun(run);
        return next.Sample.Number == before.Count && next.Sample.Number < Plan.Samples
            ? this with
            {
                Of = run,
                Found = before.Add(next),
            }
            : new JournalError.Inconsistent(
                next.Line,
                next.Sample.Number < Plan.Samples
                    ? $"sample {next.Sample.Number} where sample {before.Count} belongs"
                    : $"sample {next.Sample.Number} of {Plan.Samples}, which are counted from 0"
            );
    }
}

/// <summary>A sample in a journal.</summary>
/// <param name="Line">Its line, from 1.</param>
/// <param name="Sample">What was found in it.</param>
public sealed record RecordedSample(int Line, BootstrapSample Sample);
