using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Families;

/// <summary>
/// Numbers y that depend linearly on covariates: y = β₀ + β₁x₁ + … + e, e normal of deviation σ; f(y | x, β, σ) = e^(−(y − x'β)²/(2σ²)) / (σ √(2π)).
/// The covariates are given: they add nothing to the likelihood, and which component a row is from does not depend on them but through y. Source of
/// its mixture: Quandt (1972), Journal of the American Statistical Association 67:306; DeSarbo, Cron (1988), Journal of Classification 5:249.
/// </summary>
/// <remarks>
/// Written <c>linear-regression(y, x1, x2)</c>, the response first: a list of columns as every other family has it, so that no second grammar is
/// needed; powers and products are columns that one adds to the table. σ² = Σ r e²/Σ r is the maximum of the likelihood; R's flexmix divides by less
/// (Σ r less the number of coefficients), which is another step and need not raise the likelihood.
/// </remarks>
public readonly struct LinearRegression
    : IFamily<LinearRegression>,
        IHasFit,
        IHasConditions,
        IHasResiduals,
        IHasDiagnostics,
        IHasCovariates,
        ICarriesSums
{
    readonly Covariates? _covariates;
    readonly Vector _theta;
    readonly double _log;
    readonly double _inverse;

    /// <summary>On a number of covariates.</summary>
    /// <param name="covariates">q ≥ 1.</param>
    public LinearRegression(int covariates)
        : this(Covariates.Unknown(covariates), Vector.Empty) => ArgumentOutOfRangeException.ThrowIfLessThan(covariates, 1);

    LinearRegression(Covariates covariates, Vector theta)
    {
        (_covariates, _theta) = (covariates, theta);
        if (theta.Count > 0)
            (_log, _inverse) = (-SpecialFunctions.HalfLogTwoPi - Elementary.Log(theta[^1]), 1 / theta[^1]);
    }

    // The default value is on one.
    Covariates Given => _covariates ?? Covariates.Unknown(1);

    /// <inheritdoc/>
    public FamilyShape Shape =>
        new(
            "linear-regression",
            Arr.create(
                Given.Coefficients((at, k) => at["standardDeviation"][k]),
                new Parameter("standardDeviation", Coordinates.Deviation)
            ),
            Given.Columns(new Column("y", Domain.Finite)),
            Sums: Given.Products + Given.Size + 1
        )
        {
            NeedsVariety = true,
            NeedsRows = true,
        };

    /// <inheritdoc/>
    public LinearRegression At(ReadOnlySpan<double> theta) => new(Given, Vector.Create(theta));

    double Residual(ReadOnlySpan<double> x) => x[0] - Covariates.Predictor(_theta.Span, x[1..]);

    int IHasResiduals.Orders => Given.Orders;

    double IHasResiduals.ResidualOf(ReadOnlySpan<double> x, int order) => Residual(x) * Given.Standard(x[1..], order);

    /// <inheritdoc/>
    public double LogDensity(double from, ReadOnlySpan<double> x)
    {
        var z = _inverse * Residual(x);
        return from + _log - 0.5 * z * z;
    }

    /// <summary>r u u', r e u and r e², where e = y − x'β is about the line as it is, so that nothing cancels, and u are the covariates in halves of their range.</summary>
    /// <inheritdoc/>
    public void Add(ReadOnlySpan<double> x, double r, Span<double> sums)
    {
        var e = Residual(x);
        Given.AddProducts(x[1..], r, sums);
        Given.AddStandard(x[1..], r * e, sums[Given.Products..]);
        sums[^1] += r * e * e;
    }

    /// <summary>Weighted least squares: β′ = β + d with Σ r u u' d = Σ r e u, exactly; σ′² = Σ r (e − u'd)²/n, about the line that is held if it is.</summary>
    /// <inheritdoc/>
    public double? Maximise(Expected expected, Span<double> theta)
    {
        var (given, size) = (Given, Given.Size);
        var products = expected.Sums[..given.Products];
        var gradient = expected.Sums.Slice(given.Products, size);
        var step = given.Solve(products, gradient, expected.Held, new double[size]);
        given.Add(step, 1, expected.Held, theta);
        var squares = expected.Sums[^1] + given.Square(products, step);
        for (var j = 0; j < size; j++)
            squares -= 2 * step[j] * gradient[j];
        return expected.Held[size] ? null : Normal.Widen(squares / expected.Mass, 0, ref theta[size]);
    }

    /// <summary>With d = β′ − β in u: Σ r e′ u = Σ r e u − Σ r u u' d, and Σ r e′² = Σ r e² − 2 d'Σ r e u + d'Σ r u u' d.</summary>
    /// <inheritdoc/>
    public void Carry(ReadOnlySpan<double> from, ReadOnlySpan<double> to, double mass, Span<double> sums)
    {
        var products = sums[..Given.Products];
        var gradient = sums.Slice(Given.Products, Given.Size);
        var step = Given.StepOf(from, to);
        var squares = Given.Square(products, step);
        for (var j = 0; j < step.Length; j++)
            squares -= 2 * step[j] * gradient[j];
        sums[^1] += squares;
        for (var (i, at) = (0, 0); i < step.Length; i++)
        for (var j = 0; j <= i; j++, at++)
        {
            gradient[i] -= products[at] * step[j];
            if (j < i)
                gradient[j] -= products[at] * step[i];
        }
    }

    /// <summary>From 0, twice: the second step takes what rounding left of the first.</summary>
    /// <inheritdoc/>
    public double? Fit(ReadOnlySpan<double> rows, ReadOnlySpan<double> weights, Span<double> theta)
    {
        theta.Clear();
        theta[^1] = 1;
        return Repeated.Fit(this, rows, weights, theta, most: 2);
    }

    /// <summary>y for the covariates that stand in the row: the family says nothing of how they come about.</summary>
    /// <inheritdoc/>
    public void Draw(Seed seed, Span<double> row) => row[0] = Covariates.Predictor(_theta.Span, row[1..]) + _theta[^1] * seed.Normal(1);

    Option<EmError> IHasConditions.Fault(int column, string name, Vector values) => Scale.Fault(name, values);

    Arr<int> IHasDiagnostics.Undetermined(Expected expected) => Regressions.Undetermined(Given, expected, least: 0);

    Either<EmError, Family> IHasCovariates.Seen(Arr<string> names, ReadOnlySpan<double> rows) =>
        Covariates.Of(names, rows).Map(seen => Family.Of(new LinearRegression(seen, Vector.Empty)));
}
