using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Models.PoissonMixture;

/// <summary>
/// A mixture of K Poisson distributions: p(y) = Σₖ πₖ λₖʸ e^(−λₖ)/y!. Source: Hasselblad (1969), Journal of the American Statistical
/// Association 64:1459; McLachlan, Peel (2000), Finite Mixture Models, §1.
/// </summary>
public static class PoissonMixtureModel
{
    /// <summary>Different counts in a block; a part of a run's identity.</summary>
    public const int BlockValues = 4096;

    /// <summary>The model of K components.</summary>
    /// <param name="components">K ≥ 1.</param>
    /// <param name="mixing">Whether the mixing weights are estimated, or equal and fixed.</param>
    /// <param name="holds">Numbers that are held; nothing if null.</param>
    /// <exception cref="ArgumentOutOfRangeException">K is below 1.</exception>
    public static EmModel<PoissonMixtureData, PoissonMixtureParameters, Vector> Of(
        int components,
        Mixing mixing = Mixing.Estimated,
        Holds? holds = null
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(components, 1);
        var held = holds ?? Holds.None;
        var (heldRates, heldWeights) = (held.Of("rate", components), held.Of("mixingWeight", components));
        return new(
            ModelName.Of("poisson-mixture", held, new ModelOption("components", $"{components}"), new("mixing", mixing.ToText())),
            Identify: data => data.Id,
            Blocks: data => BlocksOf(data, components),
            EStep: PrepareExpectation,
            MStep: (at, expected) => Maximise(at, expected, mixing, heldRates, heldWeights),
            Statistics.Vector,
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

    /// <summary>Computes rₖ = πₖ λₖʸ e^(−λₖ) / Σⱼ πⱼ λⱼʸ e^(−λⱼ), by Bayes' rule in the logarithm.</summary>
    /// <param name="y">A count; of one that is missing, NaN, nothing is known but πₖ.</param>
    /// <param name="parameters">π, λ.</param>
    /// <returns>The responsibilities [K], and ln p(y) in nats.</returns>
    public static (Vector Responsibilities, double LogLikelihood) Row(double y, PoissonMixtureParameters parameters)
    {
        if (double.IsNaN(y))
            return (parameters.MixingWeights, 0);
        if (!Domain.WholeNumberFrom(0).Contains(y))
            throw new ArgumentOutOfRangeException(nameof(y), y, "a count is a whole number, 0 or more, or NaN where it is missing");
        var (logs, logLikelihood) = (Logs.Of(parameters), 0.0);
        var r = Vector.Fill(parameters.Components, logs, (into, l) => logLikelihood = Responsibilities(y, l, into, -1));
        return (r, logLikelihood - SpecialFunctions.LogFactorial(y));
    }

    static Func<int, Either<EmError, Expectation<Vector>>> PrepareExpectation(PoissonMixtureData data, PoissonMixtureParameters parameters)
    {
        var logs = Logs.Of(parameters);
        return block => OfBlock(data, block * BlockValues, Math.Min(data.Values.Count, (block + 1) * BlockValues), logs);
    }

    static Either<EmError, Expectation<Vector>> OfBlock(PoissonMixtureData data, int first, int end, Logs logs)
    {
        var (objective, magnitude, impossible) = (0.0, 0.0, -1);
        var statistics = Vector.Fill(
            2 * logs.Rate.Count,
            (data, first, end, logs),
            (into, x) => impossible = Accumulate(x.data, x.first, x.end, x.logs, into, out objective, out magnitude)
        );
        return impossible < 0
            ? new Expectation<Vector>(statistics, objective) { Magnitude = magnitude }
            : new EmError.ImpossibleRow(RowOf(data, impossible) + 1);
    }

    static int RowOf(PoissonMixtureData data, int value) =>
        Enumerable
            .Range(0, data.Counts.Count)
            .First(row => data.Weights[row] > 0 && data.Counts[row] == data.Values[value] && data.Labels[row] == data.LabelOf[value]);

    // Adds up Σ fᵢ rᵢₖ and Σ fᵢ rᵢₖ yᵢ [2 × k], and the log-likelihood; returns the first count that no component can have made, or −1.
    static int Accumulate(
        PoissonMixtureData data,
        int first,
        int end,
        Logs logs,
        Span<double> into,
        out double logLikelihood,
        out double magnitude
    )
    {
        var k = logs.Rate.Count;
        var mass = into[..k];
        var sum = into[k..];
        Span<double> r = k <= 64 ? stackalloc double[k] : new double[k];
        (logLikelihood, magnitude) = (0.0, 0.0);
        for (var i = first; i < end; i++)
        {
            var (y, f) = (data.Values[i], data.Frequencies[i]);
            var l = Responsibilities(y, logs, r, (int)data.LabelOf[i]);
            if (l == double.NegativeInfinity)
                return i;
            logLikelihood += f * (l - data.LogFactorials[i]);
            magnitude += f * (1 + Math.Abs(l) + data.LogFactorials[i]);
            for (var j = 0; j < k; j++)
            {
                mass[j] += f * r[j];
                sum[j] += f * r[j] * y;
            }
        }
        return -1;
    }

    // rₖ ∝ πₖ λₖʸ e^(−λₖ); returns ln Σₖ πₖ λₖʸ e^(−λₖ)
    static double Responsibilities(double y, Logs log, Span<double> r, int known)
    {
        for (var k = 0; k < r.Length; k++)
            r[k] = log.Weight[k] + (y == 0 ? 0 : y * log.Rate[k]) - log.Mean[k];
        return LogSumExp.Normalise(r, known);
    }

    // λₖ = Σ f r y / Σ f r, the weighted mean; πₖ = Σ f r / n
    static Either<EmError, Proposal<PoissonMixtureParameters>> Maximise(
        PoissonMixtureParameters at,
        Vector expected,
        Mixing mixing,
        bool[] heldRates,
        bool[] heldWeights
    )
    {
        var k = at.Components;
        var (mass, sum) = (expected.Slice(0, k), expected.Slice(k, k));
        var rates = Vector.Of(k, j => mass[j] > 0 && !heldRates[j] ? sum[j] / mass[j] : at.Rates[j]);
        var weights = mixing.Maximise(mass, at.MixingWeights, heldWeights);
        var empty = Enumerable.Range(0, k).Where(j => !(mass[j] > 0)).Select(Finding (j) => new Finding.Empty(j));
        return new Proposal<PoissonMixtureParameters>(
            new(weights, rates),
            empty.Concat(Finding.Coincident.Among(rates, weights)).ToArray()
        );
    }

    /// <summary>
    /// A start that needs no randomness: λₖ is 0.9 of the mean of the k-th of K quantile groups of the sorted counts, and 0.1 of the overall
    /// mean times 2(k + 1)/(K + 1), so that all are above 0 and apart; equal weights.
    /// </summary>
    /// <param name="data">The counts.</param>
    /// <param name="components">K ≥ 1.</param>
    public static PoissonMixtureParameters DefaultStart(PoissonMixtureData data, int components) =>
        StartAt(data, components, (total, k) => total * k / components);

    /// <summary>The same of groups whose sizes are drawn.</summary>
    /// <param name="data">The counts.</param>
    /// <param name="components">K ≥ 1.</param>
    /// <param name="seed">What is drawn.</param>
    public static PoissonMixtureParameters DrawnStart(PoissonMixtureData data, int components, Seed seed)
    {
        var cuts = Starts.RandomQuantiles(components, seed);
        return StartAt(data, components, (total, k) => total * cuts[k]);
    }

    // Groups of the sorted counts, each from one boundary in their total frequency to the next.
    static PoissonMixtureParameters StartAt(PoissonMixtureData data, int components, Func<double, int, double> boundary)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(components, 1);
        var n = data.Frequencies.Sum();
        var mean = data.Values.Zip(data.Frequencies, (y, f) => y * f).Sum() / n;
        var rates = Vector.Of(
            components,
            k => 0.9 * MeanBetween(data, boundary(n, k), boundary(n, k + 1)) + 0.2 * mean * (k + 1) / (components + 1)
        );
        var start = new PoissonMixtureParameters(Vector.Of(components, _ => 1.0 / components), rates);
        return start.Reordered(data.Labels.Order(components, i => Row(data.Counts[i], start).Responsibilities));
    }

    /// <summary>The closed form if each row's component were known: the mean of each group.</summary>
    /// <param name="data">The counts.</param>
    /// <param name="labels">The component of each row, from 0 [n]; every component has at least one.</param>
    /// <param name="components">K.</param>
    /// <param name="mixing">What to do with the mixing weights.</param>
    /// <returns>The parameters; <see cref="EmError.Degenerate"/> of a component without counts.</returns>
    public static Either<EmError, PoissonMixtureParameters> FromLabels(
        PoissonMixtureData data,
        Arr<int> labels,
        int components,
        Mixing mixing
    )
    {
        if (RowLabels.Fault(labels, data.Counts.Count, components).Case is EmError fault)
            return fault;
        var total = data.Weights.Total(data.Counts.Count);
        double Sum(int k, Func<int, double> of) =>
            labels.Select((label, i) => label == k && data.Weights[i] > 0 ? data.Weights[i] * of(i) : 0).Sum();
        var mass = Vector.Of(components, k => Sum(k, _ => 1));
        if (mass.Any(m => m == 0))
            return new EmError.Degenerate(mass.TakeWhile(m => m > 0).Count(), 0, 0);
        return new PoissonMixtureParameters(
            mass.Map(m => mixing == Mixing.Estimated ? m / total : 1.0 / components),
            Vector.Of(components, k => Sum(k, i => data.Counts[i]) / mass[k])
        );
    }

    // The mean of the sorted counts from one place in their total frequency to another.
    static double MeanBetween(PoissonMixtureData data, double low, double high)
    {
        var (sum, at) = (0.0, 0.0);
        for (var i = 0; i < data.Values.Count; at += data.Frequencies[i], i++)
            sum += data.Values[i] * Math.Max(0, Math.Min(high, at + data.Frequencies[i]) - Math.Max(low, at));
        return sum / (high - low);
    }

    static Either<EmError, int> BlocksOf(PoissonMixtureData data, int components) =>
        components <= data.Distinct
            ? data.Labels.Within(components).Map(_ => (data.Values.Count + BlockValues - 1) / BlockValues)
            : new EmError.TooManyComponents(components, data.Distinct, "distinct values");

    internal static Chart<PoissonMixtureParameters> ChartOf(int components, Mixing mixing, Holds? holds = null) =>
        Chart
            .Of(
                p => Vector.Concat(p.MixingWeights, p.Rates),
                flat => FromFlat(flat, components),
                [
                    mixing.Coordinates(components, holds),
                    .. (holds ?? Holds.None).Each(Coordinates.Indexed("rate", components), Coordinates.NonNegative),
                ]
            )
            .Measured("rate", p => p.Rates.Map(Math.Sqrt));

    internal static PoissonMixtureParameters FromFlat(Vector flat, int components) =>
        new(flat.Slice(0, components), flat.Slice(components, components));

    // ln πₖ, ln λₖ and λₖ: once for each iterate
    sealed record Logs(Vector Weight, Vector Rate, Vector Mean)
    {
        public static Logs Of(PoissonMixtureParameters p) => new(p.MixingWeights.Map(Elementary.Log), p.Rates.Map(Elementary.Log), p.Rates);
    }
}
