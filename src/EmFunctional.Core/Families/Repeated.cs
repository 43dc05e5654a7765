using EmFunctional.Numerics;

namespace EmFunctional.Families;

// The fit of rows that are all one member's own, of a family with something hidden inside: its own EM.
static class Repeated
{
    public const int Most = 500;
    const double Enough = 1e-14;

    /// <summary>E- and M-steps from θ until it moves no more.</summary>
    /// <param name="family">The family.</param>
    /// <param name="rows">Its rows [n×d].</param>
    /// <param name="weights">How often each counts [n].</param>
    /// <param name="theta">θ, from where it begins to where it ends.</param>
    /// <param name="most">The most steps: 1 where one leads to the end.</param>
    public static double? Fit<TFamily>(
        TFamily family,
        ReadOnlySpan<double> rows,
        ReadOnlySpan<double> weights,
        Span<double> theta,
        int most = Most
    )
        where TFamily : struct, IFamily<TFamily>
    {
        var (sums, d, mass) = (new double[family.Shape.Sums], family.Shape.Width, 0.0);
        foreach (var weight in weights)
            mass += weight;
        double[] from = [.. theta];
        for (var step = 0; step < most; step++)
        {
            System.Array.Clear(sums);
            theta.CopyTo(from);
            var member = family.At(theta);
            for (var i = 0; i < weights.Length; i++)
                member.Add(rows.Slice(i * d, d), weights[i], sums);
            if (family.Maximise(new(mass, sums, new bool[theta.Length]), theta) is { } width)
                return width;
            if (HasSettled(from, theta))
                break;
        }
        return null;
    }

    static bool HasSettled(ReadOnlySpan<double> from, ReadOnlySpan<double> to)
    {
        for (var q = 0; q < to.Length; q++)
            if (Math.Abs(to[q] - from[q]) > Enough * Math.Max(1e-3, Math.Abs(to[q])))
                return false;
        return true;
    }
}
