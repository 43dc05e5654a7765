using System.Collections.Generic;
using System.Linq;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Transcripts.Abundance;
using LanguageExt;

namespace EmFunctional.Transcripts.Bootstrapping;

/// <summary>The counts of transcripts on reads drawn anew, again and again: how far counts depend on which reads happened to be sequenced. Efron (1979).</summary>
public static class Bootstraps
{
    /// <summary>The seed unless another is given: kallisto's.</summary>
    public const ulong DefaultSeed = 42;

    /// <summary>B bootstraps, in their order; several at a time.</summary>
    /// <param name="data">The reads, with the effective lengths of before any correction of bias.</param>
    /// <param name="count">B.</param>
    /// <param name="seed">The seed of the seeds.</param>
    /// <param name="threads">How many at a time.</param>
    /// <param name="rule">When each stops; as kallisto does if null.</param>
    /// <returns>The counts of each [T], or the error of its mathematics.</returns>
    public static IEnumerable<Either<EmError, Vector>> Of(
        AbundanceData data,
        int count,
        ulong seed = DefaultSeed,
        int threads = 1,
        StopRule? rule = null
    ) =>
        MersenneTwister64
            .From(seed)
            .Take(count)
            .AsParallel()
            .AsOrdered()
            .WithDegreeOfParallelism(threads)
            .WithMergeOptions(ParallelMergeOptions.NotBuffered)
            .Select(own =>
                data.With(Resampling.Draw(data.Classes.Counts, own))
                    .Bind(drawn => Quantification.Of(drawn, rule))
                    .Map(found => found.Counts)
            );

    /// <summary>The mean and the standard deviation of each transcript's count over bootstraps, divisor B − 1; NaN with fewer than two.</summary>
    /// <param name="counts">The counts of each bootstrap, at least one [T].</param>
    public static (Vector Mean, Vector Deviation) Spread(IReadOnlyList<Vector> counts)
    {
        var mean = Vector.Of(counts[0].Count, t => counts.Average(one => one[t]));
        return (
            mean,
            Vector.Of(mean.Count, t => Math.Sqrt(counts.Sum(one => (one[t] - mean[t]) * (one[t] - mean[t])) / (counts.Count - 1)))
        );
    }
}
