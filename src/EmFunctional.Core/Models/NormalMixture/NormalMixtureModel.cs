using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Models.GaussianMixture;
using EmFunctional.Numerics;
using EmFunctional.Sharding;
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
/// A mixture of K normal distributions in one dimension: p(x) = Σₖ πₖ N(x | μₖ, σₖ²), the one-dimensional case of the Gaussian mixture.
/// Source: Dempster, Laird, Rubin (1977), §4.3; the example of A. Riley's em-explanation, notebook 2.
/// </summary>
public static class NormalMixtureModel
{
    /// <summary>The model of K components.</summary>
    /// <param name="components">K ≥ 1.</param>
    /// <param name="mixing">Whether the mixing weights are estimated, or equal and fixed.</param>
    /// <param name="deviation">About which mean the standard deviation is taken; about the previous one, the model is not monotone.</param>
    /// <param name="holds">Numbers that are held; nothing if null.</param>
    /// <param name="tied">Whether all components have the same standard deviation.</param>
    /// <exception cref="ArgumentOutOfRangeException">K is below 1.</exception>
    public static EmModel<NormalMixtureData, NormalMixtureParameters, Vector> Of(
        int components,
        Mixing mixing = Mixing.Estimated,
        DeviationAbout deviation = DeviationAbout.NewMean,
        Holds? holds = null,
        bool tied = false
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(components, 1);
        var held = holds ?? Holds.None;
        if (tied && held.Of("standardDeviation", components).Contains(true))
            throw new ArgumentException("a standard deviation cannot be held and tied at once", nameof(holds));
        var kept = new GaussianMixtureMaximisation.HeldComponents(
            held.Of("mixingWeight", components),
            held.Of("mean", components),
            held.Of("standardDeviation", components)
        );
        return new(
            ModelName.Of(
                "normal-mixture",
                held,
                [
                    new ModelOption("components", $"{components}"),
                    new("mixing", mixing.ToText()),
                    new("m-step", deviation == DeviationAbout.NewMean ? "textbook" : "notebook"),
                    .. tied ? new ModelOption[] { new("tie", "standardDeviation") } : [],
                ]
            ),
            Identify: data => data.Id,
            Blocks: data => BlocksOf(data, components),
            EStep: (data, at) =>
                GaussianMixtureExpectation.Prepare(new RowsInMemory(data.Points, 1), data.Weights, data.Labels, at.Gaussian),
            MStep: (at, expected) =>
                Maximise(at, expected, new(components, 1, tied ? CovarianceForm.Tied : CovarianceForm.Diagonal, mixing), deviation, kept),
            Statistics.Vector,
            LogPrior: _ => 0,
            ChartOf(components, mixing, held, tied),
            Monotone: deviation == DeviationAbout.NewMean
        )
        {
            Remarks = data => Finding.Unobserved.Of(data.Unobserved),
            WeightUnit = data => data.Weights.Least,
            Describe = data => data.Description,
        };
    }

    /// <summary>A start that needs no randomness: the mean and deviation of each of K quantile groups of the sorted points, equal weights.</summary>
    /// <param name="data">The points.</param>
    /// <param name="components">K, at most the number of points.</param>
    public static NormalMixtureParameters DefaultStart(NormalMixtureData data, int components) =>
        StartAt(
            data,
            components,
            (total, k) => total == Math.Floor(total) && total >= components ? Math.Floor(total * k / components) : total * k / components
        );

    /// <summary>The same of groups whose sizes are drawn.</summary>
    /// <param name="data">The points.</param>
    /// <param name="components">K, at most the number of points.</param>
    /// <param name="seed">What is drawn.</param>
    public static NormalMixtureParameters DrawnStart(NormalMixtureData data, int components, Seed seed)
    {
        var cuts = Starts.RandomQuantiles(components, seed);
        return StartAt(data, components, (total, k) => total * cuts[k]);
    }

    // Groups of the sorted points, each from one boundary in their total weight to the next.
    static NormalMixtureParameters StartAt(NormalMixtureData data, int components, Func<double, int, double> boundary)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(components, 1);
        var sorted = Enumerable
            .Range(0, data.Points.Count)
            .Where(i => data.Weights[i] > 0)
            .OrderBy(i => data.Points[i])
            .Select(i => (data.Points[i], data.Weights[i]))
            .ToArray();
        var total = data.Weights.Total(data.Points.Count);
        var groups = Enumerable
            .Range(0, components)
            .Select(k => Moments(Between(sorted, boundary(total, k), boundary(total, k + 1))))
            .ToArray();
        var overall = Moments(sorted).Deviation;
        var start = new NormalMixtureParameters(
            Vector.Of(components, _ => 1.0 / components),
            Vector.Of(groups.Select(group => group.Mean)),
            // Equal points in a group have no deviation to start from.
            Vector.Of(groups.Select(group => group.Deviation > 0 ? group.Deviation : overall / components))
        );
        return start.Reordered(data.Labels.Order(components, i => start.Posterior(data.Points[i]).Responsibilities));
    }

    // All components with the mean and deviation of all points.
    internal static NormalMixtureParameters AllAlike(NormalMixtureData data, int components)
    {
        var all = DefaultStart(data, 1);
        return new(
            Vector.Of(components, _ => 1.0 / components),
            Vector.Of(components, _ => all.Means[0]),
            Vector.Of(components, _ => all.StandardDeviations[0])
        );
    }

    // The same with the root of the weighted mean variance for all.
    internal static NormalMixtureParameters Tied(NormalMixtureParameters p)
    {
        var variance = p.MixingWeights.Zip(p.StandardDeviations, (weight, sigma) => weight * sigma * sigma).Sum();
        return new(p.MixingWeights, p.Means, p.StandardDeviations.Map(_ => Math.Sqrt(variance)));
    }

    // The points whose weights, added up in order, lie between two sums; a point at a boundary counts on both sides for what lies there.
    static (double X, double Weight)[] Between((double X, double Weight)[] sorted, double low, double high)
    {
        var (at, between) = (0.0, new System.Collections.Generic.List<(double, double)>());
        foreach (var (x, weight) in sorted)
        {
            var inside = Math.Min(high, at + weight) - Math.Max(low, at);
            if (inside > 0)
                between.Add((x, inside));
            at += weight;
        }
        return [.. between];
    }

    static (double Mass, double Mean, double Deviation) Moments((double X, double Weight)[] points)
    {
        var mass = points.Sum(p => p.Weight);
        var mean = points[0].X + points.Sum(p => p.Weight * (p.X - points[0].X)) / mass;
        return (mass, mean, Math.Sqrt(points.Sum(p => p.Weight * (p.X - mean) * (p.X - mean)) / mass));
    }

    // The M-step of the Gaussian mixture in one dimension; the notebook's standard deviation is about the previous mean.
    static Either<EmError, Proposal<NormalMixtureParameters>> Maximise(
        NormalMixtureParameters at,
        Vector expected,
        GaussianMixtureOptions options,
        DeviationAbout deviation,
        GaussianMixtureMaximisation.HeldComponents held
    ) =>
        GaussianMixtureMaximisation
            .Maximise(at.Gaussian, expected, options, aboutPreviousMean: deviation == DeviationAbout.PreviousMean, held)
            .Map(to => new Proposal<NormalMixtureParameters>(OfGaussian(to.Parameters, at, held), to.Findings));

    // A deviation that is held keeps its bits, which a square and a root may not.
    static NormalMixtureParameters OfGaussian(
        GaussianMixtureParameters p,
        NormalMixtureParameters at,
        GaussianMixtureMaximisation.HeldComponents held
    ) =>
        new(
            p.MixingWeights,
            p.Means,
            Vector.Of(p.Components, k => held.Covariances[k] ? at.StandardDeviations[k] : Math.Sqrt(p.Covariance(k).Values[0]))
        );

    static Either<EmError, int> BlocksOf(NormalMixtureData data, int components) =>
        components <= data.Distinct
            ? data
                .Labels.Within(components)
                .Map(_ => (data.Points.Count + GaussianMixtureExpectation.BlockRows - 1) / GaussianMixtureExpectation.BlockRows)
            : new EmError.TooManyComponents(components, data.Distinct, "distinct values");

    internal static Chart<NormalMixtureParameters> ChartOf(int components, Mixing mixing, Holds? holds = null, bool tied = false) =>
        Chart
            .Of(
                p => Vector.Concat(p.MixingWeights, p.Means, p.StandardDeviations),
                flat => FromFlat(flat, components),
                [
                    mixing.Coordinates(components, holds),
                    .. (holds ?? Holds.None).Each(Coordinates.Indexed("mean", components), Coordinates.Real),
                    .. tied
                        ? [Coordinates.Tied(Coordinates.Indexed("standardDeviation", components), Coordinates.Deviation)]
                        : (holds ?? Holds.None).Each(Coordinates.Indexed("standardDeviation", components), Coordinates.Deviation),
                ]
            )
            .Measured("mean", p => p.StandardDeviations);

    internal static NormalMixtureParameters FromFlat(Vector flat, int components) =>
        new(flat.Slice(0, components), flat.Slice(components, components), flat.Slice(2 * components, components));

    /// <summary>The closed form if each point's component were known: the mean and deviation of each group.</summary>
    /// <param name="data">The points.</param>
    /// <param name="labels">The component of each point, from 0 [n].</param>
    /// <param name="components">K.</param>
    /// <param name="mixing">What to do with the mixing weights.</param>
    /// <returns>The parameters; <see cref="EmError.Degenerate"/> of a component without points, or with equal ones only.</returns>
    public static Either<EmError, NormalMixtureParameters> FromLabels(
        NormalMixtureData data,
        Arr<int> labels,
        int components,
        Mixing mixing
    )
    {
        if (RowLabels.Fault(labels, data.Points.Count, components).Case is EmError fault)
            return fault;
        var points = data.Points.Select((x, i) => (x, data.Weights[i])).ToArray();
        var groups = Enumerable.Range(0, components).Select(k => points.Where((p, i) => labels[i] == k && p.Item2 > 0).ToArray()).ToArray();
        var moments = groups.Select(group => group.Length == 0 ? default : Moments(group)).ToArray();
        foreach (var (group, k) in moments.Select((group, k) => (group, k)))
            if (!(group.Deviation > 0))
                return new EmError.Degenerate(k, group.Mass, group.Deviation);
        var total = data.Weights.Total(data.Points.Count);
        var shares = moments.Select(group => mixing == Mixing.Estimated ? group.Mass / total : 1.0 / components);
        return new NormalMixtureParameters(
            Vector.Of(shares),
            Vector.Of(moments.Select(m => m.Mean)),
            Vector.Of(moments.Select(m => m.Deviation))
        );
    }
}
