using System.Linq;
using EmFunctional.Explaining;
using EmFunctional.Mixtures;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Narration;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Families;

/// <summary>
/// A coin of bias θ, flipped for a whole row: f(h, t | θ) = θʰ(1 − θ)ᵗ, times C(h + t, h) where only the counts were seen. Source: Do, Batzoglou
/// (2008), What is the expectation maximization algorithm?, Nature Biotechnology 26:897.
/// </summary>
/// <param name="seen">What was seen of a row.</param>
public readonly struct Coin(CoinsObservation seen) : IFamily<Coin>, IHasStart, IHasMoments, IHasPicture, IHasWords
{
    /// <summary>How many flips a row has that is drawn: a coin says nothing of it.</summary>
    public const int FlipsPerRow = 10;

    static readonly FamilyShape _shape = new(
        "coin",
        Arr.create(new Parameter("theta", Coordinates.Probability)),
        Arr.create(
            new Column("heads", Domain.WholeNumberFrom(0)) { IsDiscrete = true },
            new Column("tails", Domain.WholeNumberFrom(0)) { IsDiscrete = true }
        ),
        Sums: 2
    )
    {
        Mixture = "coins",
        Mixing = Mixing.Equal,
        Tag = "coins",
        Observation = "flips",
        MarkOfMissing = 0,
        HasWeightsLast = true,
    };

    readonly double _theta;
    readonly double _log;
    readonly double _logOther;

    Coin(CoinsObservation seen, double theta)
        : this(seen) => (_theta, _log, _logOther) = (theta, Elementary.Log(theta), Elementary.Log(1 - theta));

    /// <inheritdoc/>
    public FamilyShape Shape => _shape with { Marks = Arr.create((int)seen) };

    /// <inheritdoc/>
    public Coin At(ReadOnlySpan<double> theta) => new(seen, theta[0]);

    /// <inheritdoc/>
    public double LogDensity(double from, ReadOnlySpan<double> x) =>
        from + SpecialFunctions.Times(x[0], _log) + SpecialFunctions.Times(x[1], _logOther);

    /// <inheritdoc/>
    public double LogMeasure(ReadOnlySpan<double> x) =>
        seen == CoinsObservation.Counts ? SpecialFunctions.LogBinomial(x[0] + x[1], x[0]) : 0;

    /// <inheritdoc/>
    public void Add(ReadOnlySpan<double> x, double r, Span<double> sums)
    {
        sums[0] += r * x[0];
        sums[1] += r * x[1];
    }

    /// <summary>θ = Σ r h / Σ r (h + t), the share of heads among the flips that the coin is expected to have made.</summary>
    /// <inheritdoc/>
    public double? Maximise(Expected expected, Span<double> theta)
    {
        var flips = expected.Sums[0] + expected.Sums[1];
        if (flips > 0)
            theta[0] = expected.Sums[0] / flips;
        return null;
    }

    /// <summary>A row of ten flips.</summary>
    /// <inheritdoc/>
    public void Draw(Seed seed, Span<double> row)
    {
        var heads = 0;
        for (var flip = 1; flip <= FlipsPerRow; flip++)
            heads += seed.Uniform(flip) < _theta ? 1 : 0;
        (row[0], row[1]) = (heads, FlipsPerRow - heads);
    }

    /// <inheritdoc/>
    public (double Mean, double Variance) MomentsOf(int column) =>
        (FlipsPerRow * (column == 0 ? _theta : 1 - _theta), FlipsPerRow * _theta * (1 - _theta));

    /// <summary>θₖ at the quantiles in the middle of the groups of the rows' shares of heads, drawn into (0.05, 0.95).</summary>
    /// <inheritdoc/>
    public double[] Start(MixtureData data, Cuts cuts)
    {
        double[] shares = [.. data.Counted.Select(i => ShareOf(data, i)).Order()];
        return [.. Enumerable.Range(0, cuts.Components).Select(k => 0.05 + 0.9 * Quantile(shares, cuts.Middle(k)))];
    }

    static double ShareOf(MixtureData data, int row) => data.Row(row) is var x ? x[0] / (x[0] + x[1]) : 0;

    // Linear interpolation between the order statistics.
    static double Quantile(double[] sorted, double p)
    {
        var at = p * (sorted.Length - 1);
        var below = (int)at;
        return sorted[below] + (at - below) * (sorted[Math.Min(below + 1, sorted.Length - 1)] - sorted[below]);
    }

    /// <summary>
    /// The likelihood of each coin's bias, were the expected flips its own: θᴴ(1 − θ)ᵀ with H = Σᵢ wᵢ rᵢₖ hᵢ, T = Σᵢ wᵢ rᵢₖ tᵢ. Its peak is the θₖ of
    /// the next iterate.
    /// </summary>
    ModelShape IHasPicture.PictureOf(MixtureData data, Func<Vector, MixtureParameters> at, Func<Vector, Vector[]> sums) =>
        new ModelShape.OnLine(
            "share of heads",
            "likelihood, largest = 1",
            CurveKind.Likelihood,
            Vector.Of(data.Rows, i => ShareOf(data, i)),
            i => data.Weights[i],
            flat =>
            {
                var expected = sums(flat);
                return Curves.OfShares(at(flat)["theta"], expected[1], expected[2]);
            }
        );

    /// <inheritdoc/>
    public FamilyWords WordsFor(MixtureData data) => CoinWords.Of(data, seen);
}
