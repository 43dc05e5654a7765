using System.Collections.Generic;
using System.Linq;
using EmFunctional.Numerics;

namespace EmFunctional.Pictures;

/// <summary>Where the parts of a panel lie, in pixels from the corner of its cell.</summary>
/// <param name="Panel">The panel, with all marks that are ever seen in it.</param>
/// <param name="X">The scale below.</param>
/// <param name="Y">The scale to the left.</param>
/// <param name="Keys">The lines of the legend.</param>
sealed record PanelLayout(Panel Panel, Scale X, Scale Y, IReadOnlyList<IReadOnlyList<LegendEntry>> Keys)
{
    public const double Font = 11;
    public const double TitleFont = 13;
    const double Line = 16;
    const double Right = 16;
    const double Below = 38;
    const int MostLegendLines = 4;

    public double Width { get; private init; }
    public double Height { get; private init; }
    public double Left { get; private init; }
    public double Top { get; private init; }
    public double PlotWidth => Width - Left - Right;
    public double PlotHeight => Height - Top - Below;
    public Ticks XTicks { get; private init; } = new([], "");
    public Ticks YTicks { get; private init; } = new([], "");

    /// <summary>The layout of a panel in a cell.</summary>
    public static PanelLayout Of(Panel panel, double width, double height)
    {
        var (x, y) = (Scale.Of(panel.X, panel.Marks.SelectMany(XsOf)), Scale.Of(panel.Y, panel.Marks.SelectMany(YsOf)));
        var yTicks = Ticks.Of(y, (int)((height - 90) / (panel.Y.Names.Count > 0 ? 13 : 42)));
        var widest = yTicks.All.Select(tick => Words.Width(tick.Text, Font)).DefaultIfEmpty(0).Max();
        var left = Line + 12 + Math.Min(widest, width / 4);
        var keys = Legend(panel, width - left - Right);
        return new(panel, x, y, keys)
        {
            Width = width,
            Height = height,
            Left = left,
            Top = (panel.Title.Length > 0 ? 32 : 10) + keys.Count * Line,
            YTicks = yTicks,
        };
    }

    /// <summary>The same with margins that others need too, so that panels stand in line.</summary>
    public PanelLayout Aligned(double left, double top)
    {
        var moved = this with { Left = left, Top = top };
        var ticks = Enumerable.Range(0, 4).Select(n => Ticks.Of(X, (int)(moved.PlotWidth / 65) >> n)).ToArray();
        return moved with { XTicks = ticks.FirstOrDefault(t => HasRoom(t, moved.PlotWidth)) ?? ticks[^1] };
    }

    static bool HasRoom(Ticks ticks, double width) =>
        ticks
            .All.Zip(ticks.All.Skip(1), (a, b) => (b.At - a.At) * width - (Words.Width(a.Text, Font) + Words.Width(b.Text, Font)) / 2)
            .All(room => room > 8);

    static List<IReadOnlyList<LegendEntry>> Legend(Panel panel, double width)
    {
        var entries = panel.Marks.Where(mark => mark.Key.Length > 0).DistinctBy(mark => mark.Key).ToArray();
        var lines = new List<List<LegendEntry>>();
        var right = double.PositiveInfinity;
        foreach (var (mark, index) in entries.Select((mark, index) => (mark, index)))
        {
            var text = Words.Fit(mark.Key, Font, width - LegendEntry.Swatch);
            var needed = LegendEntry.Swatch + Words.Width(text, Font) + 12;
            if (right + needed > width + 12)
            {
                if (lines.Count == MostLegendLines)
                {
                    lines[^1][^1] = lines[^1][^1] with { Mark = null, Text = $"… and {entries.Length - index + 1} more" };
                    break;
                }
                lines.Add([]);
                right = 0;
            }
            lines[^1].Add(new(mark, right, text));
            right += needed;
        }
        return [.. lines];
    }

    static IEnumerable<double> XsOf(Mark mark) =>
        mark.Match<IEnumerable<double>>(
            line: m => m.X,
            dots: m => m.X,
            boxes: m => m.Left.Concat(m.Right),
            ellipse: m => [m.X - Math.Sqrt(m.Xx), m.X + Math.Sqrt(m.Xx)],
            rule: m => m.IsVertical ? [m.At] : [],
            label: m => [m.X]
        );

    static IEnumerable<double> YsOf(Mark mark) =>
        mark.Match<IEnumerable<double>>(
            line: m => m.Y,
            dots: m => m.Y,
            boxes: m => m.Low.Concat(m.High),
            ellipse: m => [m.Y - Math.Sqrt(m.Yy), m.Y + Math.Sqrt(m.Yy)],
            rule: m => m.IsVertical ? [] : [m.At],
            label: m => [m.Y]
        );
}

/// <summary>An entry of a legend.</summary>
/// <param name="Mark">What it explains; nothing where it says that there are more.</param>
/// <param name="Left">Where it begins.</param>
/// <param name="Text">What it says.</param>
sealed record LegendEntry(Mark? Mark, double Left, string Text)
{
    public const double Swatch = 24;
}
