using System.Linq;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Testing.Laws;

/// <summary>What one more row could be, for <see cref="LawOptions{TData, TParams}.Support"/>.</summary>
public static class LawSupport
{
    // How many widths on each side of a centre are looked at: beyond ten a normal density has less than 1e-22 of its mass.
    const int Widths = 10;

    // The nodes and weights of Gauss and Legendre on −1 … 1, of which those above 0. Source: Abramowitz, Stegun (1964), table 25.4, n = 8.
    static readonly (double Node, double Weight)[] _half =
    [
        (0.1834346424956498, 0.3626837833783620),
        (0.5255324099163290, 0.3137066458778873),
        (0.7966664774136267, 0.2223810344533745),
        (0.9602898564975363, 0.1012285362903763),
    ];

    /// <summary>
    /// A number on a line: ∫ p(x) dx by eight nodes of Gauss and Legendre between all points cₖ + j·wₖ, j = −10 … 10. An even grid misses a component
    /// that is narrower than its step, and one that is wider than its ends.
    /// </summary>
    /// <param name="centres">cₖ: where the density has its peaks, such as the means at θ [K].</param>
    /// <param name="widths">wₖ above 0: how wide they are, such as the standard deviations at θ [K].</param>
    /// <param name="with">The data with one more row x.</param>
    public static Arr<(TData With, double Measure)> OnLine<TData>(Vector centres, Vector widths, Func<double, TData> with)
    {
        var marks = centres
            .Zip(widths, (centre, width) => Enumerable.Range(-Widths, 2 * Widths + 1).Select(j => centre + j * width))
            .SelectMany(points => points)
            .Order()
            .ToArray();
        return (
            from part in marks.Zip(marks.Skip(1), (low, high) => (Middle: low + (high - low) / 2, Half: (high - low) / 2))
            where part.Half > 0
            from node in _half
            from side in new[] { -1, 1 }
            select (with(part.Middle + side * node.Node * part.Half), node.Weight * part.Half)
        ).ToArray();
    }
}
