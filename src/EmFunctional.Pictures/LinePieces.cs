using System.Collections.Generic;
using System.Linq;
using EmFunctional.Numerics;

namespace EmFunctional.Pictures;

/// <summary>The lines of marks as straight pieces in pixels, coarse enough to be gone through for every label.</summary>
static class LinePieces
{
    const int OfOval = 24;

    /// <summary>The pieces of a mark; dots and boxes have none.</summary>
    /// <param name="mark">The mark.</param>
    /// <param name="x">Where a number lies on the axis below, in pixels.</param>
    /// <param name="y">Where it lies on the axis to the left.</param>
    /// <param name="width">Of the plot.</param>
    /// <param name="height">Of the plot.</param>
    public static IEnumerable<LabelPlaces.Piece> Of(
        Mark mark,
        Func<double, double> x,
        Func<double, double> y,
        double width,
        double height
    ) =>
        mark.Match(
            line: m => Joined([.. Enumerable.Range(0, m.X.Count).Select(i => (x(m.X[i]), y(m.Y[i])))]),
            dots: _ => [],
            boxes: _ => [],
            ellipse: m => Oval(m, x, y),
            rule: m => m.IsVertical ? [new(x(m.At), 0, x(m.At), height)] : [new(0, y(m.At), width, y(m.At))],
            label: _ => []
        );

    static IEnumerable<LabelPlaces.Piece> Joined((double X, double Y)[] points) =>
        points
            .Zip(points.Skip(1), (a, b) => new LabelPlaces.Piece(a.X, a.Y, b.X, b.Y))
            .Where(piece => double.IsFinite(piece.X1 + piece.Y1 + piece.X2 + piece.Y2));

    // The circle under the Cholesky factor of Σ, as it is drawn.
    static IEnumerable<LabelPlaces.Piece> Oval(Mark.Ellipse m, Func<double, double> x, Func<double, double> y)
    {
        var a = Math.Sqrt(m.Xx);
        var c = a > 0 ? m.Xy / a : 0;
        var b = Math.Sqrt(Math.Max(0, m.Yy - c * c));
        return Joined([
            .. Enumerable
                .Range(0, OfOval + 1)
                .Select(n => 2 * Math.PI * n / OfOval)
                .Select(angle => (U: Elementary.Cos(angle), V: Elementary.Sin(angle)))
                .Select(p => (x(m.X + a * p.U), y(m.Y + c * p.U + b * p.V))),
        ]);
    }
}
