using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Models.Coins;

/// <summary>
/// K coins of unknown bias, a binomial mixture: row i is made by choosing coin k with probability πₖ, then flipping it until the row is full.
/// The likelihood of a row is Σₖ πₖ θₖʰ(1 − θₖ)ᵗ, times C(h + t, h) where only the counts were seen.
/// Source: Do, Batzoglou (2008), What is the expectation maximization algorithm?, Nature Biotechnology 26:897.
/// </summary>
public static class CoinsModel
{
    /// <summary>The model of K coins.</summary>
    /// <param name="components">K ≥ 1.</param>
    /// <param name="mixing">Whether the mixing weights are equal and fixed, or estimated.</param>
    /// <param name="holds">Numbers that are held: a coin known to be fair is <c>Holds.At("theta[0]", 0.5)</c>; nothing if null.</param>
    /// <exception cref="ArgumentOutOfRangeException">K is below 1.</exception>
    public static EmModel<CoinsData, CoinsParameters, CoinsStatistics> Of(int components, Mixing mixing = Mixing.Equal, Holds? holds = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(components, 1);
        var held = holds ?? Holds.None;
        var (thetas, weights) = (held.Of("theta", components), held.Of("mixingWeight", components));
        return new(
            ModelName.Of("coins", held, new ModelOption("components", $"{components}"), new("mixing", mixing.ToText())),
            Identify: data => data.Id,
            Blocks: data => BlocksOf(data, components),
            EStep: CoinsExpectation.Prepare,
            MStep: (at, expected) => Maximise(at, expected, mixing, thetas, weights),
            CoinsStatistics.Algebra,
            LogPrior: _ => 0,
            ChartOf(components, mixing, held),
            Monotone: true
        )
        {
            Remarks = data => Finding.Unobserved.Of(data.Unobserved),
            WeightUnit = data => data.Weights.Least,
            Describe = data => data.Description,
        };
    }

    /// <summary>A start that needs no randomness: θₖ at the quantiles (k + ½)/K of the rows' head shares, drawn into (0.05, 0.95).</summary>
    /// <param name="data">The rows.</param>
    /// <param name="components">K ≥ 1.</param>
    public static CoinsParameters DefaultStart(CoinsData data, int components) => StartAt(data, components, k => (k + 0.5) / components);

    /// <summary>The same at quantiles that are drawn.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="components">K ≥ 1.</param>
    /// <param name="seed">What is drawn.</param>
    public static CoinsParameters DrawnStart(CoinsData data, int components, Seed seed)
    {
        var cuts = Starts.RandomQuantiles(components, seed);
        return StartAt(data, components, k => (cuts[k] + cuts[k + 1]) / 2);
    }

    static CoinsParameters StartAt(CoinsData data, int components, Func<int, double> quantiles)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(components, 1);
        var shares = Enumerable
            .Range(0, data.Rows)
            .Where(i => data.Weights[i] > 0)
            .Select(i => data.Heads[i] / (data.Heads[i] + data.Tails[i]))
            .Order()
            .ToArray();
        var theta = Vector.Of(components, k => 0.05 + 0.9 * Quantile(shares, quantiles(k)));
        var start = new CoinsParameters(theta, CoinsParameters.Equal(components));
        return start.Reordered(data.Labels.Order(components, i => CoinsExpectation.Unlabelled(data, i, start).Responsibilities));
    }

    // θₖ = heads / flips, the share of heads among the flips that coin k is expected to have made; πₖ = rows / n
    static Either<EmError, Proposal<CoinsParameters>> Maximise(
        CoinsParameters at,
        CoinsStatistics expected,
        Mixing mixing,
        bool[] heldThetas,
        bool[] heldWeights
    )
    {
        var flips = expected.Heads + expected.Tails;
        var theta = Vector.Of(flips.Count, k => flips[k] > 0 && !heldThetas[k] ? expected.Heads[k] / flips[k] : at.Theta[k]);
        var weights = mixing.Maximise(expected.Rows, at.MixingWeights, heldWeights);
        return new Proposal<CoinsParameters>(new(theta, weights), FindingsOf(at, flips));
    }

    static Arr<Finding> FindingsOf(CoinsParameters at, Vector flips)
    {
        var empty = Enumerable.Range(0, flips.Count).Where(k => !(flips[k] > 0)).Select(Finding (k) => new Finding.Empty(k));
        return empty.Concat(Finding.Coincident.Among(at.Theta)).ToArray();
    }

    static Either<EmError, int> BlocksOf(CoinsData data, int components) =>
        components <= data.Weights.Counted(data.Rows)
            ? data.Labels.Within(components).Map(_ => (data.Rows + CoinsExpectation.BlockRows - 1) / CoinsExpectation.BlockRows)
            : new EmError.TooManyComponents(components, data.Weights.Counted(data.Rows));

    internal static Chart<CoinsParameters> ChartOf(int components, Mixing mixing, Holds? holds = null) =>
        Chart.Of(
            p => Vector.Concat(p.Theta, p.MixingWeights),
            flat => FromFlat(flat, components),
            [
                .. (holds ?? Holds.None).Each(Coordinates.Indexed("theta", components), Coordinates.Probability),
                mixing.Coordinates(components, holds),
            ]
        );

    internal static CoinsParameters FromFlat(Vector flat, int components) =>
        new(flat.Slice(0, components), flat.Slice(components, components));

    /// <summary>The closed form if each row's coin were known: E with responsibilities 0 and 1, then M.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="labels">The coin of each row, from 0 [n].</param>
    /// <param name="components">K.</param>
    /// <param name="mixing">What to do with the mixing weights.</param>
    /// <returns>The parameters; <see cref="EmError.Degenerate"/> of a coin that was never flipped.</returns>
    public static Either<EmError, CoinsParameters> FromLabels(CoinsData data, Arr<int> labels, int components, Mixing mixing)
    {
        if (RowLabels.Fault(labels, data.Rows, components).Case is EmError fault)
            return fault;
        Vector Sum(Func<int, double> of) =>
            Vector.Of(components, k => labels.Select((label, i) => label == k ? data.Weights[i] * of(i) : 0).Sum());
        var counts = new CoinsStatistics(Sum(_ => 1), Sum(i => data.Heads[i]), Sum(i => data.Tails[i]));
        var unknown = new CoinsParameters(Vector.Of(components, _ => double.NaN), CoinsParameters.Equal(components));
        var flips = Vector.Of(components, k => counts.Heads[k] + counts.Tails[k]);
        if (flips.Any(flipped => flipped == 0))
            return new EmError.Degenerate(flips.TakeWhile(flipped => flipped > 0).Count(), 0, 0);
        return Maximise(unknown, counts, mixing, new bool[components], new bool[components]).Map(proposal => proposal.Parameters);
    }

    // Linear interpolation between the order statistics.
    static double Quantile(double[] sorted, double p)
    {
        var at = p * (sorted.Length - 1);
        var below = (int)at;
        return sorted[below] + (at - below) * (sorted[Math.Min(below + 1, sorted.Length - 1)] - sorted[below]);
    }
}
