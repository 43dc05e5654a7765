using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Models.NormalMixture;

/// <summary>About which mean the M-step takes the standard deviation.</summary>
public enum DeviationAbout
{
    /// <summary>The new mean: the textbook's exact M-step.</summary>
    NewMean,

    /// <summary>The previous mean, as the teaching notebook and GHMM do: not an exact M-step, so the objective may fall.</summary>
    PreviousMean,
}

/// <summary>
/// A mixture of K normal distributions in one dimension: p(x) = Σₖ πₖ N(x | μₖ, σₖ²).
/// Source: Dempster, Laird, Rubin (1977), §4.3; the example of A. Riley's em-explanation, notebook 2.
/// </summary>
public static class NormalMixtureModel
{
    /// <summary>The model of K components.</summary>
    /// <param name="components">K ≥ 1.</param>
    /// <param name="mixing">Whether the mixing weights are estimated, or equal and fixed.</param>
    /// <param name="deviation">About which mean the standard deviation is taken; about the previous one, the model is not monotone.</param>
    /// <exception cref="ArgumentOutOfRangeException">K is below 1.</exception>
    public static EmModel<NormalMixtureData, NormalMixtureParameters, NormalMixtureStatistics> Of(
        int components,
        Mixing mixing = Mixing.Estimated,
        DeviationAbout deviation = DeviationAbout.NewMean
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(components, 1);
        return new(
            new ModelName(
                "normal-mixture",
                Arr.create(
                    new ModelOption("components", $"{components}"),
                    new("mixing", mixing.ToText()),
                    new("m-step", deviation == DeviationAbout.NewMean ? "textbook" : "notebook")
                )
            ),
            Identify: data => data.Id,
            Blocks: data => BlocksOf(data, components),
            EStep: NormalMixtureExpectation.Prepare,
            MStep: (at, expected) => Maximise(at, expected, mixing, deviation),
            NormalMixtureStatistics.Algebra,
            LogPrior: _ => 0,
            ChartOf(components, mixing),
            Monotone: deviation == DeviationAbout.NewMean
        );
    }

    /// <summary>A start that needs no randomness: the mean and deviation of each of K quantile groups of the sorted points, equal weights.</summary>
    /// <param name="data">The points.</param>
    /// <param name="components">K, at most the number of points.</param>
    public static NormalMixtureParameters DefaultStart(NormalMixtureData data, int components)
    {
        var sorted = Vector.Of(data.Points.Order());
        var groups = Enumerable
            .Range(0, components)
            .Select(k => (First: (int)((long)sorted.Count * k / components), End: (int)((long)sorted.Count * (k + 1) / components)))
            .Select(group => Moments(sorted.Slice(group.First, group.End - group.First)))
            .ToArray();
        var overall = Moments(sorted).Deviation;
        return new(
            Vector.Of(components, _ => 1.0 / components),
            Vector.Of(groups.Select(group => group.Mean)),
            // Equal points in a group have no deviation to start from.
            Vector.Of(groups.Select(group => group.Deviation > 0 ? group.Deviation : overall / components))
        );
    }

    internal static (double Mean, double Deviation) Moments(Vector points)
    {
        var mean = points[0] + points.Map(x => x - points[0]).Sum() / points.Count;
        return (mean, Math.Sqrt(points.Map(x => (x - mean) * (x - mean)).Sum() / points.Count));
    }

    // With d = First/Mass: μ′ = μ + d; σ′² = Second/Mass − d² about the new mean, Second/Mass about the previous one; π′ = Mass/n
    static Either<EmError, Proposal<NormalMixtureParameters>> Maximise(
        NormalMixtureParameters at,
        NormalMixtureStatistics expected,
        Mixing mixing,
        DeviationAbout deviation
    )
    {
        var shift = expected.First.Zip(expected.Mass, (first, mass) => first / mass);
        var means = at.Means + shift;
        var aboutPrevious = expected.Second.Zip(expected.Mass, (second, mass) => second / mass);
        var variances = deviation == DeviationAbout.NewMean ? aboutPrevious.Zip(shift, (second, d) => second - d * d) : aboutPrevious;
        for (var k = 0; k < means.Count; k++)
            if (IsCollapsed(means[k], variances[k]))
                return new EmError.Degenerate(k, expected.Mass[k], variances[k]);
        var n = expected.Mass.Sum();
        var weights = mixing == Mixing.Estimated ? expected.Mass.Map(mass => mass / n) : at.MixingWeights;
        return new Proposal<NormalMixtureParameters>(
            new(weights, means, variances.Map(Math.Sqrt)),
            Finding.Coincident.Among(means, variances, weights).ToArray()
        );
    }

    const double LeastNormal = 2.2250738585072014e-308;

    // A deviation of some ulps of the mean is what rounding leaves of a point.
    static bool IsCollapsed(double mean, double variance)
    {
        var rounding = Math.ScaleB(Math.Abs(mean), -48);
        return !(variance > rounding * rounding) || variance < LeastNormal;
    }

    static Either<EmError, int> BlocksOf(NormalMixtureData data, int components) =>
        components <= data.Distinct
            ? (data.Points.Count + NormalMixtureExpectation.BlockRows - 1) / NormalMixtureExpectation.BlockRows
            : new EmError.TooManyComponents(components, data.Distinct, "distinct values");

    internal static Chart<NormalMixtureParameters> ChartOf(int components, Mixing mixing) =>
        Chart.Of(
            p => Vector.Concat(p.MixingWeights, p.Means, p.StandardDeviations),
            flat => FromFlat(flat, components),
            mixing.Coordinates(components),
            Coordinates.Real(Coordinates.Indexed("mean", components)),
            Coordinates.Positive(Coordinates.Indexed("standardDeviation", components))
        );

    internal static NormalMixtureParameters FromFlat(Vector flat, int components) =>
        new(flat.Slice(0, components), flat.Slice(components, components), flat.Slice(2 * components, components));

    /// <summary>The closed form if each point's component were known: the mean and deviation of each group.</summary>
    /// <param name="data">The points.</param>
    /// <param name="labels">The component of each point, from 0 [n]; every component has at least one.</param>
    /// <param name="components">K.</param>
    /// <param name="mixing">What to do with the mixing weights.</param>
    public static NormalMixtureParameters FromLabels(NormalMixtureData data, Arr<int> labels, int components, Mixing mixing)
    {
        var groups = Enumerable.Range(0, components).Select(k => Vector.Of(data.Points.Where((_, i) => labels[i] == k))).ToArray();
        var moments = groups.Select(Moments).ToArray();
        var shares = groups.Select(group => mixing == Mixing.Estimated ? (double)group.Count / data.Points.Count : 1.0 / components);
        return new(Vector.Of(shares), Vector.Of(moments.Select(m => m.Mean)), Vector.Of(moments.Select(m => m.Deviation)));
    }
}
