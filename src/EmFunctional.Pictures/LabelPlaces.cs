using System.Collections.Generic;
using System.Linq;

namespace EmFunctional.Pictures;

/// <summary>Where labels go: near what they name, and off every line, so that both can be read.</summary>
static class LabelPlaces
{
    const double Height = 11;
    const double Clear = 2;
    const int Directions = 16;
    const int Rings = 12;
    const double Step = 6;

    // A place in the middle of a label's line of text.
    internal readonly record struct Box(double X, double Y, double Width)
    {
        public double Left => X - Width / 2 - Clear;
        public double Right => X + Width / 2 + Clear;
        public double Top => Y - Height / 2 - Clear;
        public double Bottom => Y + Height / 2 + Clear;
    }

    /// <summary>A piece of a line, in pixels.</summary>
    internal readonly record struct Piece(double X1, double Y1, double X2, double Y2);

    /// <summary>The places of labels, each chosen after those before it: the nearest that no line crosses.</summary>
    /// <param name="labels">Where they would be, and how wide they are.</param>
    /// <param name="lines">What they must not lie on.</param>
    /// <param name="width">Of the plot.</param>
    /// <param name="height">Of the plot.</param>
    public static IReadOnlyList<Box> Of(IEnumerable<Box> labels, IReadOnlyList<Piece> lines, double width, double height)
    {
        var placed = new List<Box>();
        foreach (var label in labels)
            placed.Add(
                Near(label)
                    .Where(box => box.Left >= 0 && box.Right <= width && box.Top >= 0 && box.Bottom <= height)
                    .Where(box => !placed.Any(other => Overlap(box, other)))
                    .DefaultIfEmpty(label)
                    .FirstOrMin(box => lines.Count(line => Crosses(line, box)))
            );
        return placed;
    }

    // The first that no line crosses, or the one that the fewest do.
    static Box FirstOrMin(this IEnumerable<Box> boxes, Func<Box, int> crossings)
    {
        var (best, least) = (default(Box), int.MaxValue);
        foreach (var box in boxes)
        {
            var count = crossings(box);
            if (count < least)
                (best, least) = (box, count);
            if (least == 0)
                break;
        }
        return best;
    }

    // Around a place, farther and farther: eight eighths and between them, begun above.
    static IEnumerable<Box> Near(Box label) =>
        from ring in Enumerable.Range(1, Rings)
        from direction in Enumerable.Range(0, Directions)
        let at = Direction(direction)
        select label with
        {
            X = label.X + at.X * (ring * Step + label.Width / 2),
            Y = label.Y + at.Y * (ring * Step + Height / 2),
        };

    // On the square around: no circle is needed.
    static (double X, double Y) Direction(int n)
    {
        var along = n % 4 / 4.0 * 2 - 1;
        return (n / 4) switch
        {
            0 => (along, -1),
            1 => (1, along),
            2 => (-along, 1),
            _ => (-1, -along),
        };
    }

    static bool Overlap(Box a, Box b) => a.Left < b.Right && b.Left < a.Right && a.Top < b.Bottom && b.Top < a.Bottom;

    /// <summary>Whether a piece of a line goes through a box: the part of it within each side, after Liang and Barsky (1984).</summary>
    internal static bool Crosses(Piece line, Box box)
    {
        var (from, to) = (0.0, 1.0);
        bool Within(double step, double room)
        {
            if (step == 0)
                return room >= 0;
            var at = room / step;
            if (step < 0)
                from = Math.Max(from, at);
            else
                to = Math.Min(to, at);
            return from <= to;
        }
        var (dx, dy) = (line.X2 - line.X1, line.Y2 - line.Y1);
        return Within(-dx, line.X1 - box.Left)
            && Within(dx, box.Right - line.X1)
            && Within(-dy, line.Y1 - box.Top)
            && Within(dy, box.Bottom - line.Y1);
    }
}
