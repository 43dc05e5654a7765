using System.Collections.Generic;
using System.Linq;
using EmFunctional.Models;
using EmFunctional.Narration;
using EmFunctional.Numerics;

namespace EmFunctional.Plotting;

/// <summary>Where curves are computed: evenly, at their centres, and where they bend.</summary>
static class Sampling
{
    const int Even = 96;
    const int MostCounts = 400;
    const int Deepest = 9;
    const double Tolerance = 0.002; // of the height

    /// <summary>The part of the line that is seen: all rows, with room beside them.</summary>
    public static (double Low, double High) Range(ModelShape.OnLine shape)
    {
        if (shape.Kind == CurveKind.Likelihood)
            return (0, 1);
        var seen = shape.Values.Where(double.IsFinite).ToArray();
        var (low, high) = (seen.Min(), seen.Max());
        if (shape.Kind == CurveKind.Probability)
            return (Math.Max(0, low) - 0.5, Math.Ceiling(high) + 0.5);
        var room = high > low ? 0.12 * (high - low) : 1;
        return (low - room, high + room);
    }

    /// <summary>The places and the heights of all curves there.</summary>
    public static (Vector X, IReadOnlyList<Vector> Heights) Of(ModelShape.OnLine shape, Curves curves, (double Low, double High) range)
    {
        if (shape.Kind == CurveKind.Probability)
        {
            var (first, count) = (Math.Ceiling(range.Low), range.High - range.Low);
            var every = Math.Max(1, Math.Ceiling(count / MostCounts));
            var counts = Vector.Of((int)(count / every), i => first + i * every);
            return (counts, [.. counts.Select(curves.Heights)]);
        }
        var even = Enumerable.Range(0, Even + 1).Select(i => range.Low + (range.High - range.Low) * ((double)i / Even));
        var places = even.Concat(curves.Centres.Where(x => x > range.Low && x < range.High)).Distinct().Order().ToArray();
        var samples = places.Select(x => (X: x, Heights: curves.Heights(x))).ToArray();
        var tolerance = Tolerance * samples.Max(sample => sample.Heights.Where(double.IsFinite).DefaultIfEmpty(0).Max());
        var bent = samples
            .Take(samples.Length - 1)
            .SelectMany((sample, i) => Between(sample, samples[i + 1], curves.Heights, tolerance, Deepest).Prepend(sample))
            .Append(samples[^1])
            .ToArray();
        return (Vector.Of(bent.Select(sample => sample.X)), [.. bent.Select(sample => sample.Heights)]);
    }

    // Halves a stretch as long as the middle is not on the straight line.
    static IEnumerable<(double X, Vector Heights)> Between(
        (double X, Vector Heights) a,
        (double X, Vector Heights) b,
        Func<double, Vector> heights,
        double tolerance,
        int depth
    )
    {
        var x = a.X / 2 + b.X / 2;
        if (depth == 0 || x <= a.X || x >= b.X)
            return [];
        var middle = (X: x, Heights: heights(x));
        var isStraight = Enumerable
            .Range(0, middle.Heights.Count)
            .All(k => !(Math.Abs(middle.Heights[k] - (a.Heights[k] + b.Heights[k]) / 2) > tolerance));
        return isStraight
            ? []
            : Between(a, middle, heights, tolerance, depth - 1).Append(middle).Concat(Between(middle, b, heights, tolerance, depth - 1));
    }
}
