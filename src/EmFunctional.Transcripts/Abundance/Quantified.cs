using EmFunctional.Iterating;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Transcripts.Abundance;

/// <summary>What was found of the transcripts.</summary>
/// <param name="Data">The reads.</param>
/// <param name="Counts">The reads expected of each transcript [T].</param>
/// <param name="Rounds">How many rounds it took, as kallisto counts them: the index of the last one.</param>
/// <param name="Objective">The log-likelihood of the counts, without what no parameter changes, in nats.</param>
/// <param name="Reason">Why the run stopped; nothing where it was interrupted.</param>
public sealed record Quantified(AbundanceData Data, Vector Counts, int Rounds, double Objective, Option<StopReason> Reason)
{
    /// <summary>Transcripts per million: 10⁶ (α_t/l_t)/Σ_s α_s/l_s [T]. Li and Dewey (2011), BMC Bioinformatics 12:323.</summary>
    public Vector PerMillion => PerMillionOf(Counts, Data.EffectiveLengths);

    /// <summary>The same of other counts and lengths.</summary>
    /// <param name="counts">α [T].</param>
    /// <param name="effectiveLengths">l [T].</param>
    internal static Vector PerMillionOf(Vector counts, Vector effectiveLengths)
    {
        var rates = counts.Zip(effectiveLengths, (count, length) => count / length);
        var sum = rates.Sum();
        return rates.Map(rate => rate / sum * 1e6);
    }

    /// <summary>By how many reads two tables of counts differ: half of Σ |α_t − β_t|, what would have to be moved.</summary>
    /// <param name="one">α [T].</param>
    /// <param name="other">β [T].</param>
    public static double ReadsApart(Vector one, Vector other) => one.Zip(other, (a, b) => Math.Abs(a - b)).Sum() / 2;
}
