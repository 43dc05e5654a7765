using System.Linq;
using EmFunctional.Families.Gaussian.Kernels;
using EmFunctional.Numerics;

namespace EmFunctional.Families.Gaussian;

/// <summary>
/// A normal distribution as rows of one pattern see it: the distribution of what was observed (o), and that of what is missing (m) given it,
/// x_m | x_o ~ N(μ_m + B (x_o − μ_o), C) with B = Σ_mo Σ_oo⁻¹ and C = Σ_mm − B Σ_om. Source: Ghahramani, Jordan (1994), NIPS 6, eq. 12 to 14.
/// </summary>
/// <param name="Pattern">Which columns were observed.</param>
/// <param name="Factor">U with UᵀU = Σ_oo⁻¹, lower triangular.</param>
/// <param name="LogScale">−½ o ln 2π − ½ ln |Σ_oo|.</param>
/// <param name="Regression">B [m×o, row by row].</param>
/// <param name="Conditional">C, its lower triangle.</param>
sealed record Marginal(MissingPattern Pattern, Vector Factor, double LogScale, Vector Regression, Vector Conditional)
{
    public static Marginal Of(Covariance covariance, MissingPattern pattern)
    {
        var (observed, missing) = (pattern.Observed.ToArray(), pattern.Missing.ToArray());
        var (o, m) = (observed.Length, missing.Length);
        var l = new double[Triangle.Count(o)];
        for (var i = 0; i < o; i++)
        for (var j = 0; j <= i; j++)
            l[Triangle.At(i, j)] = covariance.At(observed[i], observed[j]);
        Triangle.Factor(l, o, l); // of a positive definite matrix, every such part is
        var factor = new double[l.Length];
        Triangle.Invert(l, o, factor);
        var logScale = -o * SpecialFunctions.HalfLogTwoPi;
        for (var i = 0; i < o; i++)
            logScale -= Elementary.Log(l[Triangle.At(i, i)]);
        var half = new double[m * o]; // Σ_mo Uᵀ
        var regression = new double[m * o]; // Σ_mo UᵀU
        var conditional = new double[Triangle.Count(m)]; // Σ_mm − (Σ_mo Uᵀ)(Σ_mo Uᵀ)ᵀ
        var sigma = new double[o];
        for (var a = 0; a < m; a++)
        {
            var mine = half.AsSpan(a * o, o);
            var of = regression.AsSpan(a * o, o);
            for (var j = 0; j < o; j++)
                sigma[j] = covariance.At(missing[a], observed[j]);
            for (var i = 0; i < o; i++)
            {
                var row = factor.AsSpan(Triangle.At(i, 0), i + 1);
                var sum = 0.0;
                for (var j = 0; j < row.Length; j++)
                    sum += sigma[j] * row[j];
                mine[i] = sum;
                for (var j = 0; j < row.Length; j++)
                    of[j] += sum * row[j];
            }
            for (var b = 0; b <= a; b++)
            {
                var other = half.AsSpan(b * o, o);
                var sum = covariance.At(missing[a], missing[b]);
                for (var i = 0; i < o; i++)
                    sum -= mine[i] * other[i];
                conditional[Triangle.At(a, b)] = sum;
            }
        }
        return new(pattern, Vector.Create(factor), logScale, Vector.Create(regression), Vector.Create(conditional));
    }

    /// <summary>ln N(x_o | μ_o, Σ_oo), given y = x_o − μ_o.</summary>
    public double LogDensity(ReadOnlySpan<double> y) => LogScale - 0.5 * Scatter.Triangular.Square(y, Factor.Span);

    /// <summary>How ill-conditioned what was observed is (<see cref="KernelParameters"/>).</summary>
    public double ConditionOf(Covariance covariance, Vector mean)
    {
        var observed = Pattern.Observed;
        var factor = Factor.Span;
        var condition = 0.0;
        for (var j = 0; j < observed.Count; j++)
            condition += KernelParameters.ConditionOf(
                j,
                factor,
                observed.Count,
                covariance.At(observed[j], observed[j]),
                mean[observed[j]]
            );
        return condition;
    }

    /// <summary>B·y, for one missing column.</summary>
    public double Predict(int missing, ReadOnlySpan<double> y)
    {
        var sum = 0.0;
        for (var i = 0; i < y.Length; i++)
            sum += Regression[missing * y.Length + i] * y[i];
        return sum;
    }

    /// <summary>
    /// Adds what rows of this pattern say of the whole: with A = (I, B), the first moment A Σ r y and the second A (Σ r y yᵀ) Aᵀ + (Σ r) C.
    /// </summary>
    /// <param name="mass">Σ r.</param>
    /// <param name="first">Σ r y [o].</param>
    /// <param name="second">Σ r y yᵀ, its lower triangle [o].</param>
    /// <param name="shape">How the second moment is laid out.</param>
    /// <param name="into">Mass, first moment [d], second moment.</param>
    public void Complete(double mass, ReadOnlySpan<double> first, ReadOnlySpan<double> second, CovarianceShape shape, Span<double> into)
    {
        var (observed, missing) = (Pattern.Observed, Pattern.Missing);
        var (o, m, d) = (observed.Count, missing.Count, observed.Count + missing.Count);
        into[0] += mass;
        for (var i = 0; i < o; i++)
            into[1 + observed[i]] += first[i];
        for (var a = 0; a < m; a++)
            into[1 + missing[a]] += Predict(a, first);
        var whole = new double[d * d];
        var across = new double[o]; // a row of B (Σ r y yᵀ)
        for (var i = 0; i < o; i++)
        for (var j = 0; j <= i; j++)
            Set(whole, d, observed[i], observed[j], second[Triangle.At(i, j)]);
        for (var a = 0; a < m; a++)
        {
            var regression = Regression.Span.Slice(a * o, o);
            for (var j = 0; j < o; j++)
            {
                var sum = 0.0;
                for (var i = 0; i < j; i++)
                    sum += regression[i] * second[Triangle.At(j, i)];
                for (var i = j; i < o; i++)
                    sum += regression[i] * second[Triangle.At(i, j)];
                across[j] = sum;
                Set(whole, d, missing[a], observed[j], sum);
            }
            for (var b = 0; b <= a; b++)
            {
                var other = Regression.Span.Slice(b * o, o);
                var sum = mass * Conditional[Triangle.At(a, b)];
                for (var j = 0; j < o; j++)
                    sum += across[j] * other[j];
                Set(whole, d, missing[a], missing[b], sum);
            }
        }
        AddSecond(whole, d, shape, into[(1 + d)..]);
    }

    static void Set(double[] whole, int d, int i, int j, double value) => whole[i * d + j] = whole[j * d + i] = value;

    static void AddSecond(double[] whole, int d, CovarianceShape shape, Span<double> into)
    {
        for (var i = 0; i < d; i++)
            switch (shape)
            {
                case CovarianceShape.Triangular:
                    for (var j = 0; j <= i; j++)
                        into[Triangle.At(i, j)] += whole[i * d + j];
                    break;
                case CovarianceShape.Diagonal:
                    into[i] += whole[i * d + i];
                    break;
                default:
                    into[0] += whole[i * d + i];
                    break;
            }
    }
}
