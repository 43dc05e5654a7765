using System.Linq;
using EmFunctional.Explaining;
using EmFunctional.Mixtures;
using EmFunctional.Modelling;
using EmFunctional.Narration;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Families;

/// <summary>
/// Counts y about a rate λ: f(y | λ) = λʸ e^(−λ)/y!. Source of its mixture: Hasselblad (1969), Journal of the American Statistical Association
/// 64:1459.
/// </summary>
public readonly struct Poisson : IFamily<Poisson>, IHasStart, IHasMoments, IHasWords
{
    static readonly FamilyShape _shape = new(
        "poisson",
        Arr.create(new Parameter("rate", Coordinates.NonNegative) { Unit = at => at["rate"].Map(Math.Sqrt) }),
        Arr.create(new Column("count", Domain.WholeNumberFrom(0)) { IsDiscrete = true }),
        Sums: 1
    )
    {
        Mixture = "poisson-mixture",
        Tag = "counts",
        IsFolded = true,
        NeedsVariety = true,
    };

    readonly double _rate;
    readonly double _log;

    Poisson(double rate) => (_rate, _log) = (rate, Elementary.Log(rate));

    /// <inheritdoc/>
    public FamilyShape Shape => _shape;

    /// <inheritdoc/>
    public Poisson At(ReadOnlySpan<double> theta) => new(theta[0]);

    /// <inheritdoc/>
    public double LogDensity(double from, ReadOnlySpan<double> x) => from + SpecialFunctions.Times(x[0], _log) - _rate;

    /// <inheritdoc/>
    public double LogMeasure(ReadOnlySpan<double> x) => -SpecialFunctions.LogFactorial(x[0]);

    /// <inheritdoc/>
    public void Add(ReadOnlySpan<double> x, double r, Span<double> sums) => sums[0] += r * x[0];

    /// <summary>λ = Σ r y / Σ r, the weighted mean.</summary>
    /// <inheritdoc/>
    public double? Maximise(Expected expected, Span<double> theta)
    {
        theta[0] = expected.Sums[0] / expected.Mass;
        return null;
    }

    /// <inheritdoc/>
    public void Draw(Seed seed, Span<double> row) => row[0] = seed.Poisson(1, _rate);

    /// <inheritdoc/>
    public (double Mean, double Variance) MomentsOf(int column) => (_rate, _rate);

    /// <summary>
    /// λₖ is 0.9 of the mean of the k-th of K groups of the sorted counts, and 0.1 of the overall mean times 2(k + 1)/(K + 1), so that all are above
    /// 0 and apart.
    /// </summary>
    /// <inheritdoc/>
    public double[] Start(MixtureData data, Cuts cuts)
    {
        var (rows, k) = (data.Folded, cuts.Components);
        var n = Enumerable.Range(0, rows.Count).Sum(i => rows.Weights[i]);
        var mean = Enumerable.Range(0, rows.Count).Sum(i => rows.Values[i] * rows.Weights[i]) / n;
        double MeanBetween(double low, double high)
        {
            var (sum, at) = (0.0, 0.0);
            for (var i = 0; i < rows.Count; at += rows.Weights[i], i++)
                sum += rows.Values[i] * Math.Max(0, Math.Min(high, at + rows.Weights[i]) - Math.Max(low, at));
            return sum / (high - low);
        }
        return
        [
            .. Enumerable
                .Range(0, k)
                .Select(j => 0.9 * MeanBetween(cuts.Boundary(n, j), cuts.Boundary(n, j + 1)) + 0.2 * mean * (j + 1) / (k + 1)),
        ];
    }

    /// <inheritdoc/>
    public FamilyWords WordsFor(MixtureData data) =>
        new()
        {
            Row = "value",
            Scene = k =>
                k == 1
                    ? "The counts were made about one rate (a Poisson distribution)."
                    : $"Each count was made by one of {k} components, and each makes counts about a rate of its own (a Poisson distribution).",
            Hidden = "from which Poisson distribution each count comes",
            Wanted = k =>
                k == 1 ? "the rate, which is the mean of the counts" : "the rate of each component, a Poisson distribution (its mean)",
            Counting = k =>
                k == 1
                    ? "the rate is the sum of all counts divided by their number"
                    : "put the counts of each component together, and its rate is their sum divided by their number",
            RowName = i =>
                $"a count of {NumberFormat.Significant(data.Folded.Values[i], 6)}, seen {NumberFormat.Significant(data.Folded.Weights[i], 6)} times",
            FitMeaning = "the probability of just this count",
            Worked = (theta, x, fit) =>
                $"{NumberFormat.Significant(theta[0], 3)}^{x[0]} × e^-{NumberFormat.Significant(theta[0], 3)} / {x[0]}! = {NumberFormat.Significant(fit, 3)}",
            Estimate = (assignment, k, theta, name) =>
                [
                    MixtureNarrative.Worked(
                        $"rate[{name}]",
                        $"{NumberFormat.Fixed(assignment.Sum(k, i => data.Folded.Values[i]), 2)} / {NumberFormat.Fixed(assignment.Mass(k), 2)}",
                        assignment.Sum(k, i => data.Folded.Values[i]) / assignment.Mass(k),
                        theta[0],
                        value => NumberFormat.Significant(value, 4)
                    ),
                ],
        };
}
