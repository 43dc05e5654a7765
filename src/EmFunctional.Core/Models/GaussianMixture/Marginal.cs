using EmFunctional.Numerics;

namespace EmFunctional.Models.GaussianMixture;

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
        var (o, m) = (pattern.Observed.Count, pattern.Missing.Count);
        double Sigma(int i, int j) => covariance.At(i, j);
        var l = new double[Triangle.Count(o)];
        for (var i = 0; i < o; i++)
        for (var j = 0; j <= i; j++)
            l[Triangle.At(i, j)] = Sigma(pattern.Observed[i], pattern.Observed[j]);
        Triangle.Factor(l, o, l); // of a positive definite matrix, every such part is
        var factor = new double[l.Length];
        Triangle.Invert(l, o, factor);
        var logScale = -o * GaussianMixtureExpectation.HalfLogTwoPi;
        for (var i = 0; i < o; i++)
            logScale -= Elementary.Log(l[Triangle.At(i, i)]);
        var half = new double[m * o]; // Σ_mo Uᵀ
        for (var a = 0; a < m; a++)
        for (var i = 0; i < o; i++)
        for (var j = 0; j <= i; j++)
            half[a * o + i] += Sigma(pattern.Missing[a], pattern.Observed[j]) * factor[Triangle.At(i, j)];
        var regression = new double[m * o]; // Σ_mo UᵀU
        var conditional = new double[Triangle.Count(m)]; // Σ_mm − (Σ_mo Uᵀ)(Σ_mo Uᵀ)ᵀ
        for (var a = 0; a < m; a++)
        {
            for (var i = 0; i < o; i++)
            for (var j = 0; j <= i; j++)
                regression[a * o + j] += half[a * o + i] * factor[Triangle.At(i, j)];
            for (var b = 0; b <= a; b++)
            {
                var sum = Sigma(pattern.Missing[a], pattern.Missing[b]);
                for (var i = 0; i < o; i++)
                    sum -= half[a * o + i] * half[b * o + i];
                conditional[Triangle.At(a, b)] = sum;
            }
        }
        return new(pattern, Vector.Create(factor), logScale, Vector.Create(regression), Vector.Create(conditional));
    }

    /// <summary>ln N(x_o | μ_o, Σ_oo), given y = x_o − μ_o.</summary>
    public double LogDensity(ReadOnlySpan<double> y) => LogScale - 0.5 * Scatter.Triangular.Square(y, Factor.Span);

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
        var (o, m) = (Pattern.Observed.Count, Pattern.Missing.Count);
        var d = o + m;
        into[0] += mass;
        for (var i = 0; i < o; i++)
            into[1 + Pattern.Observed[i]] += first[i];
        for (var a = 0; a < m; a++)
            into[1 + Pattern.Missing[a]] += Predict(a, first);
        var whole = new double[d * d];
        var across = new double[m * o]; // B (Σ r y yᵀ)
        for (var i = 0; i < o; i++)
        for (var j = 0; j < o; j++)
        {
            var at = second[Triangle.At(Math.Max(i, j), Math.Min(i, j))];
            whole[Pattern.Observed[i] * d + Pattern.Observed[j]] = at;
            for (var a = 0; a < m; a++)
                across[a * o + j] += Regression[a * o + i] * at;
        }
        for (var a = 0; a < m; a++)
        {
            for (var j = 0; j < o; j++)
                whole[Pattern.Missing[a] * d + Pattern.Observed[j]] = whole[Pattern.Observed[j] * d + Pattern.Missing[a]] = across[
                    a * o + j
                ];
            for (var b = 0; b <= a; b++)
            {
                var sum = mass * Conditional[Triangle.At(a, b)];
                for (var j = 0; j < o; j++)
                    sum += across[a * o + j] * Regression[b * o + j];
                whole[Pattern.Missing[a] * d + Pattern.Missing[b]] = whole[Pattern.Missing[b] * d + Pattern.Missing[a]] = sum;
            }
        }
        AddSecond(whole, d, shape, into[(1 + d)..]);
    }

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
