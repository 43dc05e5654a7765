using System.Collections.Generic;
using System.Linq;
using System.Text;
using EmFunctional.Numerics;

namespace EmFunctional.Pictures;

/// <summary>Draws a panel: what stands, and what may move.</summary>
static class PanelDrawing
{
    // A quarter of a circle as a cubic curve: the distance of its inner points.
    const double Quarter = 0.5522847498;

    static readonly Ink _grid = new(Colour.Grid) { Width = 1 };

    /// <summary>Title, legend, grid, ticks and the axes' titles.</summary>
    public static string Frame(PanelLayout at, double x0, double y0)
    {
        var text = new StringBuilder();
        var (left, top, bottom, right) = (x0 + at.Left, y0 + at.Top, y0 + at.Top + at.PlotHeight, x0 + at.Left + at.PlotWidth);
        if (at.Panel.Title.Length > 0)
            text.Append(
                Draw.Text(
                    left,
                    y0 + 22,
                    Words.Fit(at.Panel.Title, PanelLayout.TitleFont, at.PlotWidth),
                    Colour.Plain,
                    $"font-size=\"{PanelLayout.TitleFont:F0}\" font-weight=\"600\""
                )
            );
        var legendTop = top - 16 * at.Keys.Count;
        foreach (var (line, n) in at.Keys.Select((line, n) => (line, n)))
        foreach (var entry in line)
            text.Append(Entry(entry, left + entry.Left, legendTop + 16 * n));
        foreach (var tick in at.YTicks.All)
        {
            var y = Crisp(bottom - tick.At * at.PlotHeight);
            text.Append(Draw.Line(left, y, right, y, _grid))
                .Append(
                    Draw.Text(left - 6, y + 4, Words.Fit(tick.Text, PanelLayout.Font, at.Left - 26), Colour.Muted, "text-anchor=\"end\"")
                );
        }
        foreach (var tick in at.XTicks.All)
        {
            var x = Crisp(left + tick.At * at.PlotWidth);
            text.Append(Draw.Line(x, top, x, bottom, _grid))
                .Append(Draw.Text(x, bottom + 15, tick.Text, Colour.Muted, "text-anchor=\"middle\""));
        }
        text.Append(Title(at.X, at.XTicks, at.PlotWidth, "", (left + right) / 2, bottom + 31));
        var (tx, ty) = (x0 + 14, (top + bottom) / 2);
        return text.Append(Title(at.Y, at.YTicks, at.Height, $" transform=\"rotate(-90 {Trail.Text(tx)} {Trail.Text(ty)})\"", tx, ty))
            .ToString();
    }

    static string Title(Scale scale, Ticks ticks, double room, string turn, double x, double y)
    {
        var text = ticks.Remark.Length == 0 ? scale.Axis.Title : $"{scale.Axis.Title}, {ticks.Remark}";
        return text.Length == 0
            ? ""
            : Draw.Text(x, y, Words.Fit(text, PanelLayout.Font, room), Colour.Plain, $"text-anchor=\"middle\"{turn}");
    }

    // A line goes through the middle of pixels.
    static double Crisp(double at) => Math.Floor(at) + 0.5;

    static string Entry(LegendEntry entry, double x, double y)
    {
        var sample = entry.Mark?.Match(
            line: m => Draw.Line(x, y + 4, x + 18, y + 4, m.Ink),
            dots: m => Draw.Path($"M{Trail.Text(x + 9)} {Trail.Text(y + 4)}h0", Dot(m)),
            boxes: m => Swatch(m, x, y),
            ellipse: m => Draw.Line(x, y + 4, x + 18, y + 4, m.Ink),
            rule: m => Draw.Line(x, y + 4, x + 18, y + 4, m.Ink),
            label: _ => ""
        );
        return sample + Draw.Text(x + (entry.Mark is null ? 0 : LegendEntry.Swatch), y + 8, entry.Text, Colour.Plain);
    }

    static string Swatch(Mark mark, double x, double y) =>
        Draw.Path($"M{Trail.Text(x + 2)} {Trail.Text(y - 1)}h14v10h-14z", $"{Draw.Fill(mark.Ink.Colour)}{Draw.Opacity(mark.Ink)}");

    static string Dot(Mark.Dots mark) =>
        Draw.Pen(mark.Ink with { Width = 2 * mark.Radius, Dash = Dash.Solid }) + " stroke-linecap=\"round\"";

    /// <summary>The marks, cut off at the edge of the plot.</summary>
    public static string Marks(PanelLayout at, double x0, double y0, IEnumerable<Mark> marks)
    {
        var (w, h) = (at.PlotWidth, at.PlotHeight);
        double X(double x) => at.X.At(x) * w;
        double Y(double y) => h - at.Y.At(y) * h;
        var all = marks.ToArray();
        // The inner svg cuts off without a name that another picture in the same page could have.
        return $"<svg x=\"{Trail.Text(x0 + at.Left)}\" y=\"{Trail.Text(y0 + at.Top)}\" width=\"{Trail.Text(w)}\" height=\"{Trail.Text(h)}\" overflow=\"hidden\">\n"
            + string.Concat(all.Select(mark => One(mark, X, Y, w, h)))
            + Labels(all, X, Y, w, h)
            + "</svg>\n";
    }

    static string One(Mark mark, Func<double, double> x, Func<double, double> y, double w, double h) =>
        mark.Match(
            line: m =>
                Draw.Path(
                    Lines(m.X, m.Y, x, y),
                    $"{Draw.Pen(m.Ink)} stroke-linejoin=\"round\" stroke-linecap=\"{(m.Ink.Dash == Dash.Solid ? "round" : "butt")}\""
                ),
            dots: m => Draw.Path(Points(m, x, y), Dot(m)),
            boxes: m => Draw.Path(Rectangles(m, x, y), $"{Draw.Fill(m.Ink.Colour)}{Draw.Opacity(m.Ink)}"),
            ellipse: m => Draw.Path(Oval(m, x, y), Draw.Pen(m.Ink)),
            rule: m => Across(m, x, y, w, h),
            label: _ => "" // they are drawn last, where no line is
        );

    static string Labels(Mark[] marks, Func<double, double> x, Func<double, double> y, double w, double h)
    {
        var labels = marks.OfType<Mark.Label>().Where(label => double.IsFinite(x(label.X) + y(label.Y))).ToArray();
        if (labels.Length == 0)
            return "";
        var boxes = labels.Select(label => new LabelPlaces.Box(x(label.X), y(label.Y), Words.Width(label.Text, PanelLayout.Font)));
        var places = LabelPlaces.Of(boxes, [.. marks.SelectMany(mark => LinePieces.Of(mark, x, y, w, h))], w, h);
        // A text stands on its line, which is below its middle.
        return string.Concat(labels.Zip(places, (label, place) => Draw.Tag(place.X, place.Y + 4, label.Text, label.Ink.Colour)));
    }

    static string Across(Mark.Rule m, Func<double, double> x, Func<double, double> y, double w, double h)
    {
        var at = m.IsVertical ? x(m.At) : y(m.At);
        return !double.IsFinite(at) ? ""
            : m.IsVertical ? Draw.Line(at, 0, at, h, m.Ink)
            : Draw.Line(0, at, w, at, m.Ink);
    }

    static string Lines(Vector xs, Vector ys, Func<double, double> x, Func<double, double> y)
    {
        var (path, run) = (new StringBuilder(), new List<(int, int)>());
        for (var i = 0; i <= xs.Count; i++)
        {
            var (px, py) = i < xs.Count ? (x(xs[i]), y(ys[i])) : (double.NaN, double.NaN);
            if (double.IsFinite(px) && double.IsFinite(py))
                run.Add((Trail.Grid(px), Trail.Grid(py)));
            else
            {
                Trail.Add(path, run);
                run = [];
            }
        }
        return path.ToString();
    }

    // A stroke of no length with a round end is a dot. Those that fall on one place are one.
    static string Points(Mark.Dots m, Func<double, double> x, Func<double, double> y)
    {
        var path = new StringBuilder();
        var seen = Enumerable
            .Range(0, m.X.Count)
            .Select(i => (X: x(m.X[i]), Y: y(m.Y[i])))
            .Where(p => double.IsFinite(p.X) && double.IsFinite(p.Y))
            .Select(p => (X: Trail.Grid(p.X), Y: Trail.Grid(p.Y)))
            .Distinct();
        foreach (var p in seen)
            path.Append($"M{Trail.Text(p.X)} {Trail.Text(p.Y)}h0");
        return path.ToString();
    }

    static string Rectangles(Mark.Boxes m, Func<double, double> x, Func<double, double> y)
    {
        var path = new StringBuilder();
        for (var i = 0; i < m.Left.Count; i++)
        {
            var (left, right, low, high) = (x(m.Left[i]), x(m.Right[i]), y(m.Low[i]), y(m.High[i]));
            if (!double.IsFinite(left + right + low + high) || Trail.Grid(low) == Trail.Grid(high))
                continue;
            var gap = right - left > 6 ? 0.5 : 0; // so that neighbours can be told apart
            path.Append($"M{Trail.Text(left + gap)} {Trail.Text(low)}V{Trail.Text(high)}H{Trail.Text(right - gap)}V{Trail.Text(low)}z");
        }
        return path.ToString();
    }

    // The circle under the Cholesky factor of Σ, whose inner points go with it.
    static string Oval(Mark.Ellipse m, Func<double, double> x, Func<double, double> y)
    {
        var a = Math.Sqrt(m.Xx);
        var c = a > 0 ? m.Xy / a : 0;
        var b = Math.Sqrt(Math.Max(0, m.Yy - c * c));
        string At(double u, double v)
        {
            var (px, py) = (x(m.X + a * u), y(m.Y + c * u + b * v));
            return double.IsFinite(px + py) ? $"{Trail.Text(px)} {Trail.Text(py)}" : "";
        }
        string[] points = [At(1, 0), .. Arc(1, 0, 0, 1, At), .. Arc(0, 1, -1, 0, At), .. Arc(-1, 0, 0, -1, At), .. Arc(0, -1, 1, 0, At)];
        return points.Contains("") ? "" : $"M{points[0]}C{string.Join(' ', points.Skip(1))}z";
    }

    static string[] Arc(double u, double v, double u2, double v2, Func<double, double, string> at) =>
        [at(u + Quarter * u2, v + Quarter * v2), at(u2 + Quarter * u, v2 + Quarter * v), at(u2, v2)];
}
