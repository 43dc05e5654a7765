using System.Linq;

namespace EmFunctional.Families;

/// <summary>
/// A family whose sums depend on θ, such as those about its mean: it can say what they are about another θ. The sums of other families are the same about any:
/// counts, and what is expected of what is hidden. A stream adds up sums of different θ, and needs them about one.
/// </summary>
public interface ICarriesSums
{
    /// <summary>Σ r t(x) about θ becomes Σ r t′(x) about θ′; linear in the sums and the mass.</summary>
    /// <param name="from">θ [p].</param>
    /// <param name="to">θ′ [p].</param>
    /// <param name="mass">Σ r.</param>
    /// <param name="sums">The sums about θ, which become those about θ′ [m].</param>
    void Carry(ReadOnlySpan<double> from, ReadOnlySpan<double> to, double mass, Span<double> sums);

    /// <summary>Whether it can: sums that are slopes of a density at θ are not those of any other.</summary>
    bool CanCarry => true;
}

// Of a family that is made from another.
static class Carrying
{
    public static bool CanCarry<TFamily>(TFamily family)
        where TFamily : struct => family is not ICarriesSums own || own.CanCarry;

    public static void Carry<TFamily>(TFamily family, ReadOnlySpan<double> from, ReadOnlySpan<double> to, double mass, Span<double> sums)
        where TFamily : struct
    {
        if (family is ICarriesSums own)
            own.Carry(from, to, mass, sums);
    }

    /// <summary>Σ r (x − μ) and Σ r (x − μ)² about μ′: with δ = μ′ − μ they fall by n δ and by 2δ Σ r (x − μ) − n δ².</summary>
    public static void Shift(double shift, double mass, Span<double> sums)
    {
        sums[1] += shift * (mass * shift - 2 * sums[0]);
        sums[0] -= mass * shift;
    }

    /// <summary>The same of rows: Σ r y and Σ r y yᵀ, as a lower triangle, its diagonal or its trace by how many numbers there are.</summary>
    /// <param name="from">μ [d].</param>
    /// <param name="to">μ′ [d].</param>
    /// <param name="mass">n.</param>
    /// <param name="first">Σ r y [d].</param>
    /// <param name="second">Σ r y yᵀ.</param>
    public static void Shift(ReadOnlySpan<double> from, ReadOnlySpan<double> to, double mass, Span<double> first, Span<double> second)
    {
        var d = from.Length;
        var shift = new double[d];
        for (var j = 0; j < d; j++)
            shift[j] = to[j] - from[j];
        for (var (i, at) = (0, 0); i < d; i++)
        {
            double Of(int j, ReadOnlySpan<double> sums) => mass * shift[i] * shift[j] - shift[i] * sums[j] - shift[j] * sums[i];
            if (second.Length == d)
                second[i] += Of(i, first);
            else if (second.Length == 1)
                second[0] += Of(i, first);
            else
                for (var j = 0; j <= i; j++)
                    second[at++] += Of(j, first);
        }
        for (var j = 0; j < d; j++)
            first[j] -= mass * shift[j];
    }
}
