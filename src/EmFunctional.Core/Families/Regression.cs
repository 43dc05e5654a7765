using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Families;

/// <summary>How a response depends on η = β₀ + β₁x₁ + …: a family with the canonical link, so that ln f = y η − b(η) + ln h(y).</summary>
public interface IResponse
{
    /// <summary>The name of the regression.</summary>
    static abstract string Name { get; }

    /// <summary>Where y lies.</summary>
    static abstract Domain Domain { get; }

    /// <summary>y η − b(η).</summary>
    static abstract double Log(double y, double predictor);

    /// <summary>ln h(y).</summary>
    static abstract double LogMeasure(double y);

    /// <summary>E[y] = b′(η), and the variance b″(η).</summary>
    static abstract (double Mean, double Variance) Moments(double predictor);

    /// <summary>Draws y.</summary>
    static abstract double Draw(Seed seed, double mean);
}

/// <summary>Counts of mean e^η.</summary>
public readonly struct CountResponse : IResponse
{
    /// <inheritdoc/>
    public static string Name => "poisson-regression";

    /// <inheritdoc/>
    public static Domain Domain => Domain.WholeNumberFrom(0);

    /// <inheritdoc/>
    public static double Log(double y, double predictor) => y * predictor - Elementary.Exp(predictor);

    /// <inheritdoc/>
    public static double LogMeasure(double y) => -SpecialFunctions.LogFactorial(y);

    /// <inheritdoc/>
    public static (double Mean, double Variance) Moments(double predictor) =>
        Elementary.Exp(predictor) is var mean ? (mean, mean) : default;

    /// <inheritdoc/>
    public static double Draw(Seed seed, double mean) => seed.Poisson(1, mean);
}

/// <summary>0 or 1, and 1 with the probability 1/(1 + e^(−η)).</summary>
public readonly struct BinaryResponse : IResponse
{
    /// <inheritdoc/>
    public static string Name => "logistic-regression";

    /// <inheritdoc/>
    public static Domain Domain { get; } = Domain.WholeNumberFrom(0).And("at most 1", y => y <= 1);

    /// <summary>−ln(1 + e^(−|η|)), less |η| where the sign of η is not that of y.</summary>
    public static double Log(double y, double predictor) =>
        (y == 1 ? Math.Min(predictor, 0) : Math.Min(-predictor, 0)) - Elementary.Log1p(Elementary.Exp(-Math.Abs(predictor)));

    /// <inheritdoc/>
    public static double LogMeasure(double y) => 0;

    /// <inheritdoc/>
    public static (double Mean, double Variance) Moments(double predictor)
    {
        var small = Elementary.Exp(-Math.Abs(predictor));
        var rare = small / (1 + small);
        return (predictor < 0 ? rare : 1 / (1 + small), rare / (1 + small));
    }

    /// <inheritdoc/>
    public static double Draw(Seed seed, double mean) => seed.Uniform(1) < mean ? 1 : 0;
}

/// <summary>
/// Counts, or 0 and 1, that depend on covariates: f(y | x, β) = h(y) e^(yη − b(η)), η = β₀ + β₁x₁ + …: Poisson regression with b = e^η, logistic
/// regression with b = ln(1 + e^η). The covariates are given, as those of a <see cref="LinearRegression"/>. Source: McCullagh, Nelder (1989),
/// Generalized Linear Models, §2.2; of its mixture: Wedel, DeSarbo (1995), Journal of Classification 12:21.
/// </summary>
/// <remarks>
/// The M-step is generalised (Dempster, Laird, Rubin 1977, §3): a Newton step d with H d = g, taken t = ln(1 + S)/S times, S being the largest |x'd|
/// over all rows, or a bound on it. As |b‴| ≤ b″ of both, b(η + s) ≤ b + b′s + b″ (e^|s| − |s| − 1), so that t d gains at least
/// g'd (t − (e^(tS) − tS − 1)/S²), which such a t makes largest; it is above 0 and t goes to 1. Source: Bach (2010), Electronic Journal of Statistics
/// 4:384, §2. For S the range of the covariates must be known: the family of <see cref="Families.MixtureData"/> knows it.
/// </remarks>
public readonly struct Regression<TResponse>
    : IFamily<Regression<TResponse>>,
        IHasFit,
        IHasResiduals,
        IHasDiagnostics,
        IHasCovariates,
        ICarriesSums
    where TResponse : struct, IResponse
{
    const int MostSteps = 25;

    // Coefficients of standard error 30 over half the range: between them any rows look alike.
    const double LeastKnown = 1e-3;

    readonly Covariates? _covariates;
    readonly bool _isSeen;
    readonly Vector _theta;

    /// <summary>On a number of covariates.</summary>
    /// <param name="covariates">q ≥ 1.</param>
    public Regression(int covariates)
        : this(Covariates.Unknown(covariates), false, Vector.Empty) => ArgumentOutOfRangeException.ThrowIfLessThan(covariates, 1);

    Regression(Covariates covariates, bool isSeen, Vector theta) => (_covariates, _isSeen, _theta) = (covariates, isSeen, theta);

    // The default value is on one.
    Covariates Given => _covariates ?? Covariates.Unknown(1);

    /// <inheritdoc/>
    public FamilyShape Shape =>
        new(
            TResponse.Name,
            Arr.create(Given.Coefficients((_, _) => 1)),
            Given.Columns(new Column("y", TResponse.Domain) { IsDiscrete = true }),
            Sums: Given.Products + Given.Size
        )
        {
            IsGeneralised = true,
        };

    /// <inheritdoc/>
    public Regression<TResponse> At(ReadOnlySpan<double> theta) => new(Given, _isSeen, Vector.Create(theta));

    double Predictor(ReadOnlySpan<double> row) => Covariates.Predictor(_theta.Span, row[1..]);

    int IHasResiduals.Orders => Given.Orders;

    double IHasResiduals.ResidualOf(ReadOnlySpan<double> x, int order) =>
        TResponse.Moments(Predictor(x)) is var (mean, variance) && variance > 0
            ? (x[0] - mean) / Math.Sqrt(variance) * Given.Standard(x[1..], order)
            : 0;

    /// <inheritdoc/>
    public double LogDensity(double from, ReadOnlySpan<double> x) => from + TResponse.Log(x[0], Predictor(x));

    /// <inheritdoc/>
    public double LogMeasure(ReadOnlySpan<double> x) => TResponse.LogMeasure(x[0]);

    /// <summary>H = Σ r b″ u u' and g = Σ r (y − b′) u, u being the covariates in halves of their range.</summary>
    /// <inheritdoc/>
    public void Add(ReadOnlySpan<double> x, double r, Span<double> sums)
    {
        var (mean, variance) = TResponse.Moments(Predictor(x));
        Given.AddProducts(x[1..], r * variance, sums);
        Given.AddStandard(x[1..], r * (x[0] - mean), sums[Given.Products..]);
    }

    /// <summary>The Newton step, so often that it cannot lower what it is to raise.</summary>
    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The family has not seen the rows.</exception>
    public double? Maximise(Expected expected, Span<double> theta)
    {
        if (!_isSeen)
            throw new InvalidOperationException(
                $"{TResponse.Name} must know the rows: make the model of the family of the data, data.Family"
            );
        var given = Given;
        var step = given.Solve(expected.Sums[..given.Products], expected.Sums[given.Products..], expected.Held, new double[given.Size]);
        var reach = Covariates.Reach(step);
        if (reach > 0 && double.IsFinite(reach))
            given.Add(step, Elementary.Log1p(reach) / reach, expected.Held, theta);
        return null;
    }

    /// <summary>From 0, some Newton steps: as many as lead to the end where there is one.</summary>
    /// <inheritdoc/>
    public double? Fit(ReadOnlySpan<double> rows, ReadOnlySpan<double> weights, Span<double> theta)
    {
        theta.Clear();
        return Repeated.Fit(this, rows, weights, theta, MostSteps);
    }

    /// <summary>Not at all: its sums are the slope and the bend of the likelihood at its coefficients.</summary>
    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">Always.</exception>
    void ICarriesSums.Carry(ReadOnlySpan<double> from, ReadOnlySpan<double> to, double mass, Span<double> sums) =>
        throw new NotSupportedException();

    bool ICarriesSums.CanCarry => false;

    /// <summary>y for the covariates that stand in the row: the family says nothing of how they come about.</summary>
    /// <inheritdoc/>
    public void Draw(Seed seed, Span<double> row) => row[0] = TResponse.Draw(seed, TResponse.Moments(Predictor(row)).Mean);

    Arr<int> IHasDiagnostics.Undetermined(Expected expected) => Regressions.Undetermined(Given, expected, LeastKnown);

    Either<EmError, Family> IHasCovariates.Seen(Arr<string> names, ReadOnlySpan<double> rows) =>
        Covariates.Of(names, rows).Map(seen => Family.Of(new Regression<TResponse>(seen, true, Vector.Empty)));
}

static class Regressions
{
    /// <summary>The coefficients of which the rows say nothing, or less than a least.</summary>
    public static Arr<int> Undetermined(Covariates given, Expected expected, double least)
    {
        var spread = new double[given.Size];
        given.Solve(expected.Sums[..given.Products], expected.Sums.Slice(given.Products, given.Size), expected.Held, spread);
        return System.Linq.Enumerable.ToArray(
            System.Linq.Enumerable.Where(System.Linq.Enumerable.Range(0, given.Size), j => spread[j] <= least)
        );
    }
}
