using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Families;

/// <summary>How a number is known that was not always seen.</summary>
public enum Censoring
{
    /// <summary>Two columns, a time and whether the event was seen then (1), or had not yet come (0).</summary>
    Right,

    /// <summary>Two columns that the number lies between, the second included; equal where it was seen, a missing one where there is no such bound.</summary>
    Interval,
}

/// <summary>A family whose numbers need not be seen to count.</summary>
public interface ICanBeCensored
{
    /// <summary>Where the ends of an interval lie.</summary>
    Domain Ends { get; }

    /// <summary>ln P(a &lt; x ≤ b | θ).</summary>
    /// <param name="low">a, which may be −∞.</param>
    /// <param name="high">b &gt; a, which may be ∞.</param>
    double LogBetween(double low, double high);

    /// <summary>
    /// Adds what of the sums is expected of a row of which only that is known; or other sums with the same M-step, where less need be hidden.
    /// </summary>
    /// <param name="low">a, which may be −∞.</param>
    /// <param name="high">b &gt; a, which may be ∞.</param>
    /// <param name="r">How much of the row is the member's.</param>
    /// <param name="sums">Where they are added up [m].</param>
    /// <returns>How many rows they are of: r, or 0 where the row was only exposed.</returns>
    double AddBetween(double low, double high, double r, Span<double> sums);

    /// <summary>The family of numbers that were not always seen.</summary>
    /// <param name="how">How they are known.</param>
    Family Censored(Censoring how);
}

/// <summary>The same with the type of its members.</summary>
public interface ICanBeCensored<TSelf> : ICanBeCensored
    where TSelf : struct, IFamily<TSelf>, ICanBeCensored<TSelf>
{
    Family ICanBeCensored.Censored(Censoring how) => Family.Of(new Censored<TSelf>((TSelf)this, how));
}

/// <summary>
/// Numbers of a family g that were not always seen: a row adds ln g(x) where it was, and else ln P(a &lt; x ≤ b), which of a row that is only known to
/// be above a is the logarithm of the survival function. What was not seen is hidden, and the sums of the E-step are what is expected of it. Source:
/// Dempster, Laird, Rubin (1977), §4.2; Turnbull (1976), Journal of the Royal Statistical Society B 38:290; Klein, Moeschberger (2003), §3.5.
/// </summary>
/// <remarks>A draw is of the number itself, as seen: when somebody stops to look is not a part of the model.</remarks>
/// <param name="inner">g.</param>
/// <param name="how">How its numbers are known.</param>
public readonly struct Censored<TInner>(TInner inner, Censoring how)
    : IFamily<Censored<TInner>>,
        IHasFit,
        IHasConditions,
        IHasRowConditions,
        ICarriesSums
    where TInner : struct, IFamily<TInner>, ICanBeCensored<TInner>
{
    static readonly Domain _event = new("1 where it was seen, 0 where it had not yet come", x => x is 0 or 1);

    /// <inheritdoc/>
    public FamilyShape Shape
    {
        get
        {
            var shape = inner.Shape;
            var name = how == Censoring.Right ? "right-censored" : "interval-censored";
            return new(
                $"{name} {shape.Name}",
                shape.Parameters,
                how == Censoring.Right
                    ? Arr.create(new("time", shape.Columns[0].Domain), new Column("event", _event) { IsSorting = false })
                    : Arr.create(new Column("from", inner.Ends), new Column("to", shape.Columns[0].Domain)),
                shape.Sums + 1
            )
            {
                NeedsVariety = shape.NeedsVariety,
                NeedsRows = shape.NeedsRows,
                IsMonotone = shape.IsMonotone,
                IsGeneralised = shape.IsGeneralised,
                TakesHoles = how == Censoring.Interval,
                Arguments = shape.Arguments,
                Pattern = $"{name}({shape.Pattern})",
            };
        }
    }

    /// <inheritdoc/>
    public Censored<TInner> At(ReadOnlySpan<double> theta) => new(inner.At(theta), how);

    // Whether a row was seen, and else between what it lies.
    bool IsSeen(ReadOnlySpan<double> x, out double low, out double high)
    {
        (low, high) = how == Censoring.Right || double.IsNaN(x[1]) ? (x[0], double.PositiveInfinity) : (x[0], x[1]);
        if (double.IsNaN(low))
            low = double.NegativeInfinity;
        return how == Censoring.Right ? x[1] == 1 : low == high;
    }

    /// <inheritdoc/>
    public double LogDensity(double from, ReadOnlySpan<double> x) =>
        IsSeen(x, out var low, out var high) ? inner.LogDensity(from, x[..1]) : from + inner.LogBetween(low, high);

    /// <summary>That of g where the number was seen; a probability needs none.</summary>
    /// <inheritdoc/>
    public double LogMeasure(ReadOnlySpan<double> x) => IsSeen(x, out _, out _) ? inner.LogMeasure(x[..1]) : 0;

    /// <summary>For how many rows g's sums are, and g's sums.</summary>
    /// <inheritdoc/>
    public void Add(ReadOnlySpan<double> x, double r, Span<double> sums)
    {
        if (IsSeen(x, out var low, out var high))
        {
            sums[0] += r;
            inner.Add(x[..1], r, sums[1..]);
        }
        else
            sums[0] += inner.AddBetween(low, high, r, sums[1..]);
    }

    /// <summary>g's M-step.</summary>
    /// <inheritdoc/>
    public double? Maximise(Expected expected, Span<double> theta) =>
        expected.Sums[0] > 0 ? inner.Maximise(new(expected.Sums[0], expected.Sums[1..], expected.Held), theta) : null;

    /// <summary>From g's fit to the times, or the middles of the intervals, to where it converges.</summary>
    /// <inheritdoc/>
    public double? Fit(ReadOnlySpan<double> rows, ReadOnlySpan<double> weights, Span<double> theta)
    {
        var (about, isFit) = (new double[weights.Length], inner.Shape.Columns[0].Domain);
        for (var i = 0; i < about.Length; i++)
        {
            IsSeen(rows.Slice(2 * i, 2), out var low, out var high);
            about[i] =
                double.IsPositiveInfinity(high) ? low
                : double.IsNegativeInfinity(low) ? high
                : low + 0.5 * (high - low);
            if (!isFit.Contains(about[i]))
                about[i] = double.NaN;
        }
        return Family.Of(inner).Fit(new(about, 1), weights, theta) ?? Repeated.Fit(this, rows, weights, theta);
    }

    /// <inheritdoc/>
    public void Carry(ReadOnlySpan<double> from, ReadOnlySpan<double> to, double mass, Span<double> sums) =>
        Carrying.Carry(inner, from, to, sums[0], sums[1..]);

    /// <inheritdoc/>
    public bool CanCarry => Carrying.CanCarry(inner);

    /// <inheritdoc/>
    public void Draw(Seed seed, Span<double> row)
    {
        inner.Draw(seed, row[..1]);
        row[1] = how == Censoring.Right ? 1 : row[0];
    }

    /// <summary>Where nothing was seen from above, nothing bounds the numbers; nor where nothing was seen from below.</summary>
    /// <inheritdoc/>
    public Option<EmError> Fault(int column, string name, Vector values)
    {
        var isNothing = how == Censoring.Right ? column == 1 && !values.Exists(x => x == 1) : values.ForAll(double.IsNaN);
        return isNothing ? new EmError.AllCensored(name)
            : column == 0 && inner is IHasConditions own ? own.Fault(0, name, values)
            : Option<EmError>.None;
    }

    /// <summary>The ends are in order, and a number that was seen is one of g's.</summary>
    /// <inheritdoc/>
    public Option<(int Column, Domain Expected)> Fault(ReadOnlySpan<double> row) =>
        how == Censoring.Right || !(row[0] >= row[1]) ? Option<(int, Domain)>.None
        : row[0] > row[1] ? (1, new($"at least {NumberText.Shortest(row[0])}, the number that it begins from", _ => false))
        : inner.Shape.Columns[0].Domain.Contains(row[0]) ? Option<(int, Domain)>.None
        : (0, inner.Shape.Columns[0].Domain);
}

sealed class CensoringMaker(Censoring how) : IFamilyMaker
{
    public int Width => 2;

    public string From => "normal, exponential or weibull";

    public string Example => how == Censoring.Right ? "weibull(time, event)" : "normal(from, to)";

    public Option<Family> Make<TInner>(TInner inner)
        where TInner : struct, IFamily<TInner> => inner is ICanBeCensored can ? can.Censored(how) : Option<Family>.None;
}
