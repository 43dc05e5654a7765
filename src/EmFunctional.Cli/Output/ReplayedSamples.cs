using System.Collections.Generic;
using System.Linq;
using EmFunctional.Journal;
using EmFunctional.Numerics;
using EmFunctional.Resampling;
using EmFunctional.Runs;
using LanguageExt;

namespace EmFunctional.Cli.Output;

/// <summary>What the samples of a journal say, without its data.</summary>
static class ReplayedSamples
{
    /// <summary>Percentile intervals: what else BCa takes is told by rows.</summary>
    /// <param name="found">The journal.</param>
    /// <param name="run">Its last run, at its end.</param>
    /// <returns>What the samples say; nothing where it has less than two that were fitted.</returns>
    public static Option<BootstrapErrors> Of(Recovery<Vector> found, RunState<Vector> run) =>
        from recorded in found.Samples
        from started in run.Started
        from saved in Models.SavedModel.Find(run)
        let samples = recorded.OfRun(started.Run).Map(one => one.Sample).ToArray()
        where samples.Count(sample => sample.Parameters.IsSome) >= 2
        select new BootstrapErrors(saved.Names, saved.Parameters, samples, recorded.Plan.Interval with { IsCorrected = false })
        {
            Kind = recorded.Plan.Kind,
            AreSequences = started.Read.SequenceColumn.IsSome,
        };

    /// <summary>What is to be said of them.</summary>
    /// <param name="found">The journal.</param>
    /// <param name="samples">What they say.</param>
    public static IEnumerable<string> Remarks(Recovery<Vector> found, BootstrapErrors samples)
    {
        if (found.Samples.Case is not JournalSamples recorded)
            yield break;
        if (samples.Samples.Count < recorded.Plan.Samples)
            yield return $"{samples.Samples.Count} of {recorded.Plan.Samples} samples are done.";
        foreach (var remark in SampleWords.Remarks(samples))
            yield return remark;
        if (recorded.Plan.Interval.IsCorrected)
            yield return "The intervals are percentiles: those of BCa, which were asked for, take the data.";
    }
}
