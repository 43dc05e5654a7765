namespace EmFunctional.Numerics;

// Gauss–Legendre quadrature at 16 points: exact for polynomials up to degree 31. Its terms have the sign of what is integrated, so that nothing
// cancels. Source: Abramowitz, Stegun (1964), Handbook of Mathematical Functions, §25.4.29; points and weights computed with 60 digits.
static class GaussLegendre
{
    /// <summary>How many points there are.</summary>
    public const int Count = 16;

    static ReadOnlySpan<double> Points =>
        [
            0.09501250983763744,
            0.2816035507792589,
            0.45801677765722737,
            0.6178762444026438,
            0.755404408355003,
            0.8656312023878318,
            0.9445750230732326,
            0.9894009349916499,
        ];

    static ReadOnlySpan<double> Weights =>
        [
            0.1894506104550685,
            0.18260341504492358,
            0.16915651939500254,
            0.14959598881657674,
            0.12462897125553388,
            0.09515851168249279,
            0.062253523938647894,
            0.027152459411754096,
        ];

    /// <summary>A point of an interval around 0, and its weight: the weights add up to 1.</summary>
    /// <param name="i">Which, from 0.</param>
    /// <param name="half">Half the interval's width.</param>
    public static (double Offset, double Weight) At(int i, double half) =>
        i < Count / 2 ? (-Points[i] * half, 0.5 * Weights[i]) : (Points[i - Count / 2] * half, 0.5 * Weights[i - Count / 2]);
}
