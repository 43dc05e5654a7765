using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Families;

/// <summary>
/// Numbers above 0 whose logarithms are normal: f(x | μ, σ) = e^(−(ln x − μ)²/(2σ²)) / (x σ √(2π)). It is the family <see cref="Normal"/> of ln x,
/// and 1/x beside it. Source: Johnson, Kotz, Balakrishnan (1994), Continuous Univariate Distributions 1, §14.
/// </summary>
public readonly struct LogNormal : IFamily<LogNormal>, IHasFit, IHasMoments, ICarriesSums
{
    static readonly FamilyShape _shape = new(
        "log-normal",
        Arr.create(
            new Parameter("meanLog", Coordinates.Real) { Unit = at => at["standardDeviationLog"] },
            new Parameter("standardDeviationLog", Coordinates.Deviation)
        ),
        Arr.create(new Column("x", Domain.Positive)),
        Sums: 2
    )
    {
        NeedsVariety = true,
        NeedsRows = true,
    };

    readonly Normal _ofLog;

    LogNormal(Normal ofLog) => _ofLog = ofLog;

    /// <inheritdoc/>
    public FamilyShape Shape => _shape;

    /// <inheritdoc/>
    public LogNormal At(ReadOnlySpan<double> theta) => new(default(Normal).At(theta));

    /// <inheritdoc/>
    public double LogDensity(double from, ReadOnlySpan<double> x) => _ofLog.LogDensity(from, [Elementary.Log(x[0])]);

    /// <summary>−ln x.</summary>
    /// <inheritdoc/>
    public double LogMeasure(ReadOnlySpan<double> x) => -Elementary.Log(x[0]);

    /// <inheritdoc/>
    public void Add(ReadOnlySpan<double> x, double r, Span<double> sums) => _ofLog.Add([Elementary.Log(x[0])], r, sums);

    /// <summary>The mean and the deviation of ln x.</summary>
    /// <inheritdoc/>
    public double? Maximise(Expected expected, Span<double> theta) => _ofLog.Maximise(expected, theta);

    /// <inheritdoc/>
    public double? Fit(ReadOnlySpan<double> rows, ReadOnlySpan<double> weights, Span<double> theta) =>
        _ofLog.Fit(rows.ToArray().Select(Elementary.Log).ToArray(), weights, theta);

    /// <inheritdoc/>
    public void Carry(ReadOnlySpan<double> from, ReadOnlySpan<double> to, double mass, Span<double> sums) =>
        _ofLog.Carry(from, to, mass, sums);

    /// <inheritdoc/>
    public void Draw(Seed seed, Span<double> row)
    {
        _ofLog.Draw(seed, row);
        row[0] = Math.Clamp(Elementary.Exp(row[0]), double.Epsilon, double.MaxValue);
    }

    /// <summary>e^(μ + σ²/2), and (e^σ² − 1) times its square.</summary>
    /// <inheritdoc/>
    public (double Mean, double Variance) MomentsOf(int column)
    {
        var (meanLog, varianceLog) = _ofLog.MomentsOf(column);
        var mean = Elementary.Exp(meanLog + 0.5 * varianceLog);
        return (mean, Elementary.Expm1(varianceLog) * mean * mean);
    }
}
