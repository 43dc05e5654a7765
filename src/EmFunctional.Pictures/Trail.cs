using System.Collections.Generic;
using System.Text;

namespace EmFunctional.Pictures;

/// <summary>Lines on a grid of tenths of a pixel, with no more points than can be seen.</summary>
static class Trail
{
    // In tenths of a pixel, squared: what is left out lies no farther from the line.
    const double Tolerance = 1.2 * 1.2;

    const int Pixel = 10;

    /// <summary>A coordinate on the grid.</summary>
    public static int Grid(double pixels) => (int)Math.Floor(pixels * Pixel + 0.5);

    /// <summary>A coordinate of the grid as text.</summary>
    public static string Text(int tenths)
    {
        var (whole, part) = (Math.Abs(tenths) / Pixel, Math.Abs(tenths) % Pixel);
        return $"{(tenths < 0 ? "-" : "")}{whole}{(part == 0 ? "" : $".{part}")}";
    }

    /// <summary>A number of pixels as text, rounded to the grid.</summary>
    public static string Text(double pixels) => Text(Grid(pixels));

    /// <summary>Adds a line to a path.</summary>
    public static void Add(StringBuilder path, IReadOnlyList<(int X, int Y)> points)
    {
        var kept = Simplified(Thinned(points));
        for (var i = 0; i < kept.Count; i++)
            path.Append(
                    i == 0 ? 'M'
                    : i == 1 ? 'L'
                    : ' '
                )
                .Append(Text(kept[i].X))
                .Append(' ')
                .Append(Text(kept[i].Y));
        if (kept.Count == 1)
            path.Append("h0");
    }

    // Of points that follow each other in one column of pixels: the first, the lowest, the highest, the last.
    static List<(int X, int Y)> Thinned(IReadOnlyList<(int X, int Y)> points)
    {
        var kept = new List<(int X, int Y)>();
        for (int i = 0, end; i < points.Count; i = end)
        {
            var (low, high) = (i, i);
            for (end = i + 1; end < points.Count && points[end].X / Pixel == points[i].X / Pixel; end++)
                (low, high) = (points[end].Y < points[low].Y ? end : low, points[end].Y > points[high].Y ? end : high);
            var before = -1;
            foreach (var at in new[] { i, Math.Min(low, high), Math.Max(low, high), end - 1 })
            {
                if (at > before)
                    kept.Add(points[at]);
                before = at;
            }
        }
        return kept;
    }

    // Source: Douglas, Peucker (1973), Cartographica 10:112.
    static List<(int X, int Y)> Simplified(List<(int X, int Y)> points)
    {
        if (points.Count < 3)
            return points;
        var isKept = new bool[points.Count];
        (isKept[0], isKept[^1]) = (true, true);
        var open = new Stack<(int From, int To)>([(0, points.Count - 1)]);
        while (open.TryPop(out var part))
        {
            var (farthest, distance) = (part.From, Tolerance);
            for (var i = part.From + 1; i < part.To; i++)
                if (Distance(points[i], points[part.From], points[part.To]) is var d && d > distance)
                    (farthest, distance) = (i, d);
            if (farthest == part.From)
                continue;
            isKept[farthest] = true;
            open.Push((part.From, farthest));
            open.Push((farthest, part.To));
        }
        return [.. Kept(points, isKept)];
    }

    static IEnumerable<(int X, int Y)> Kept(List<(int X, int Y)> points, bool[] isKept)
    {
        for (var i = 0; i < points.Count; i++)
            if (isKept[i])
                yield return points[i];
    }

    // The square of the distance from a stretch.
    static double Distance((int X, int Y) p, (int X, int Y) a, (int X, int Y) b)
    {
        double dx = b.X - a.X,
            dy = b.Y - a.Y,
            px = p.X - a.X,
            py = p.Y - a.Y;
        var length = dx * dx + dy * dy;
        if (length == 0)
            return px * px + py * py;
        var along = Math.Clamp((px * dx + py * dy) / length, 0, 1);
        var (ex, ey) = (px - along * dx, py - along * dy);
        return ex * ex + ey * ey;
    }
}
