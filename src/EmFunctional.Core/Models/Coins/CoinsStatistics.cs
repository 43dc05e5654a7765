using EmFunctional.Modelling;
using EmFunctional.Numerics;

namespace EmFunctional.Models.Coins;

/// <summary>What the M-step needs to know of the rows: expected counts for each coin.</summary>
/// <param name="Rows">Σᵢ rᵢₖ, the rows that coin k is responsible for [K].</param>
/// <param name="Heads">Σᵢ rᵢₖ hᵢ, its expected heads [K].</param>
/// <param name="Tails">Σᵢ rᵢₖ tᵢ, its expected tails [K].</param>
public sealed record CoinsStatistics(Vector Rows, Vector Heads, Vector Tails)
{
    /// <summary>How they add up: number by number.</summary>
    public static Statistics<CoinsStatistics> Algebra { get; } =
        Statistics.Additive(s => Vector.Concat(s.Rows, s.Heads, s.Tails), FromFlat);

    internal static CoinsStatistics FromFlat(Vector flat)
    {
        var k = flat.Count / 3;
        return new(flat.Slice(0, k), flat.Slice(k, k), flat.Slice(2 * k, k));
    }
}
