using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Transcripts.Model;

/// <summary>
/// How long the fragments were from whose ends the reads come, as it matters to a transcript: M[i], the mean length among fragments of at most i bases. A
/// transcript of L bases can hold no longer fragment than L.
/// </summary>
/// <param name="Means">M[i], i = 0 … 999; 0 where no fragment is so short [1000].</param>
/// <param name="Histogram">How many fragments of each length were seen [1000]; none where the distribution was given.</param>
/// <remarks>The truncation at 1000 is that of kallisto 0.48 (Bray et al. 2016).</remarks>
public sealed record FragmentLengths(Vector Means, Option<Vector> Histogram)
{
    /// <summary>Fragments of so many bases or more are not told apart.</summary>
    public const int Most = 1000;

    /// <summary>The mean over all lengths, M[999]: what reports call the estimated average fragment length.</summary>
    public double Mean => Means[Most - 1];

    /// <summary>Nothing is known: every mean is 0, so that every effective length is the length.</summary>
    public static FragmentLengths Unknown { get; } = new(Vector.Of(Most, _ => 0), Option<Vector>.None);

    /// <summary>The means of a histogram: M[i] = Σⱼ j·nⱼ / Σⱼ nⱼ, j = 1 … i.</summary>
    /// <param name="histogram">nⱼ, how many fragments were j bases long [1000]; n₀ counts nothing.</param>
    public static Either<EmError, FragmentLengths> Of(Vector histogram) =>
        histogram.Count != Most ? new EmError.WrongLength("the fragment lengths", Most, histogram.Count)
        : Unfit(histogram) is var j && j >= 0 ? new EmError.OutsideDomain($"fragments of length {j}", histogram[j], Domain.NonNegative)
        : new FragmentLengths(Truncated(j => j == 0 ? 0 : histogram[j]), histogram);

    /// <summary>
    /// The means of a normal distribution on 0 … 999: M[i] = Σⱼ j·wⱼ / Σⱼ wⱼ, j = 0 … i, with wⱼ = exp(−((j − μ)/σ)²/2).
    /// </summary>
    /// <param name="mean">μ &gt; 0, in bases.</param>
    /// <param name="deviation">σ &gt; 0, in bases.</param>
    public static Either<EmError, FragmentLengths> Normal(double mean, double deviation) =>
        !Domain.Positive.Contains(mean) ? new EmError.OutsideDomain("fragment length", mean, Domain.Positive)
        : !Domain.Positive.Contains(deviation) ? new EmError.OutsideDomain("its standard deviation", deviation, Domain.Positive)
        : new FragmentLengths(
            Truncated(j =>
            {
                var z = (j - mean) / deviation;
                return Elementary.Exp(-0.5 * (z * z));
            }),
            Option<Vector>.None
        );

    /// <summary>The mean length of fragments that a transcript can hold.</summary>
    /// <param name="length">The length of the transcript, in bases.</param>
    public double MeanWithin(int length) => Means[Math.Min(length, Most - 1)];

    /// <summary>
    /// The effective length: at how many places a fragment of the mean length can begin, L − M[L] + 1; the length itself where that is below 1.
    /// </summary>
    /// <param name="length">L, in bases.</param>
    public double EffectiveLength(int length)
    {
        var places = length - MeanWithin(length) + 1;
        return places < 1 ? length : places;
    }

    /// <summary>The effective length of each transcript [T]; 1 where the length is 0, which says that it is not known.</summary>
    /// <param name="classes">The transcripts.</param>
    public Vector EffectiveLengths(EquivalenceClasses classes) =>
        Vector.Of(classes.Transcripts, t => classes.Lengths[t] == 0 ? 1 : EffectiveLength(classes.Lengths[t]));

    static Vector Truncated(Func<int, double> weight)
    {
        var (sum, mass) = (0.0, 0.0);
        var means = new double[Most];
        for (var j = 0; j < Most; j++)
        {
            var w = weight(j);
            (sum, mass) = (sum + j * w, mass + w);
            means[j] = sum > 0 ? sum / mass : 0;
        }
        return Vector.Create(means);
    }

    static int Unfit(Vector histogram)
    {
        for (var j = 0; j < histogram.Count; j++)
            if (!Domain.NonNegative.Contains(histogram[j]))
                return j;
        return -1;
    }
}
