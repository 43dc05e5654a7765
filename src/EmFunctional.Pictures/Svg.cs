using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace EmFunctional.Pictures;

/// <summary>
/// Figures as SVG that stands alone: light or dark as the viewer prefers, readable by screen readers, without names that another in the same page could
/// have too. Coordinates are rounded to a tenth of a pixel, so that the same figure has the same bytes everywhere.
/// </summary>
public static class Svg
{
    const string Fonts = "system-ui,-apple-system,'Segoe UI','Helvetica Neue',Arial,'DejaVu Sans',sans-serif";

    /// <summary>A figure.</summary>
    /// <param name="figure">What is drawn.</param>
    /// <param name="mostColumns">How many panels stand beside each other at the most: 1 is for a narrow screen, 368 pixels wide, and 2 for 916 pixels.</param>
    public static string Of(Figure figure, int mostColumns = int.MaxValue)
    {
        var layout = FigureLayout.Of(figure, mostColumns);
        return Whole(figure, layout, "", Drawn(layout, figure));
    }

    /// <summary>Figures one after the other on the same axes, as a film that begins anew; viewers who prefer no motion see the last.</summary>
    /// <param name="frames">The figures, at least one, with the same panels.</param>
    /// <param name="seconds">How long each is seen.</param>
    public static string Animated(IReadOnlyList<Figure> frames, double seconds)
    {
        var layout = FigureLayout.Of(Joined(frames));
        // What is the same in all frames is drawn once.
        var stills = layout
            .Panels.Select((_, p) => frames.Select(frame => frame.Panels[p].Marks.AsEnumerable()).Aggregate(Enumerable.Intersect).ToArray())
            .ToArray();
        var body = new StringBuilder(Marks(layout, stills));
        for (var i = 0; i < frames.Count; i++)
            body.Append(
                $"<g class=\"em-{(i < frames.Count - 1 ? "frame\" visibility=\"hidden" : "last")}\" "
                    + $"style=\"animation-delay:{Trail.Text(i * seconds - Total(frames.Count, seconds))}s\">"
                    + Title(frames[i], layout)
                    + $"{Marks(layout, frames[i].Panels.Zip(stills, (panel, still) => panel.Marks.Except(still)))}</g>\n"
            );
        return Whole(frames[^1], layout, Motion(frames.Count, seconds), body.ToString());
    }

    /// <summary>Figures on the same axes, each for itself: what a film is made of.</summary>
    /// <param name="frames">The figures, at least one, with the same panels.</param>
    public static IReadOnlyList<string> Frames(IReadOnlyList<Figure> frames)
    {
        var layout = FigureLayout.Of(Joined(frames));
        return [.. frames.Select(frame => Whole(frame, layout, "", Drawn(layout, frame)))];
    }

    // All that is ever seen, on axes that are long enough for it.
    static Figure Joined(IReadOnlyList<Figure> frames) =>
        frames[^1] with
        {
            Panels = [.. Enumerable.Range(0, frames[^1].Panels.Count).Select(p => Joined([.. frames.Select(frame => frame.Panels[p])]))],
        };

    static Panel Joined(Panel[] panels) =>
        panels[^1] with
        {
            X = Joined([.. panels.Select(panel => panel.X)]),
            Y = Joined([.. panels.Select(panel => panel.Y)]),
            Marks = [.. panels.SelectMany(panel => panel.Marks)],
        };

    static Axis Joined(Axis[] axes) => axes[^1] with { Low = axes.Min(axis => axis.Low), High = axes.Max(axis => axis.High) };

    // The last is seen for as long as five.
    static double Total(int frames, double seconds) => (frames + 4) * seconds;

    static string Motion(int frames, double seconds)
    {
        var total = Total(frames, seconds);
        string Share(double part) => Trail.Text(100 * part / total);
        return $"@keyframes em-frame{{0%{{visibility:visible}}{Share(seconds)}%,to{{visibility:hidden}}}}"
            + $"@keyframes em-last{{0%{{visibility:visible}}{Share(5 * seconds)}%,to{{visibility:hidden}}}}"
            + $".em-frame{{animation:em-frame {Trail.Text(total)}s step-end infinite}}"
            + $".em-last{{animation:em-last {Trail.Text(total)}s step-end infinite}}"
            + "@media (prefers-reduced-motion:reduce){.em-frame,.em-last{animation:none}}";
    }

    static string Drawn(FigureLayout layout, Figure figure) =>
        Title(figure, layout) + Marks(layout, figure.Panels.Select(panel => panel.Marks));

    static string Title(Figure figure, FigureLayout layout) =>
        Draw.Text(16, 24, Words.Fit(figure.Title, 15, layout.Width - 32), Colour.Plain, "font-size=\"15\" font-weight=\"600\"");

    static string Marks(FigureLayout layout, IEnumerable<IEnumerable<Mark>> marks) =>
        string.Concat(layout.Panels.Zip(marks, (place, of) => PanelDrawing.Marks(place.Layout, place.X, place.Y, of)));

    static string Whole(Figure figure, FigureLayout layout, string motion, string body)
    {
        var text = new StringBuilder();
        text.Append($"<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"{layout.Width:F0}\" height=\"{layout.Height:F0}\" ")
            .Append($"viewBox=\"0 0 {layout.Width:F0} {layout.Height:F0}\" font-family=\"{Fonts}\" font-size=\"{PanelLayout.Font:F0}\">\n")
            .Append($"<title>{Words.Escape(figure.Title)}</title>\n<desc>{Words.Escape(figure.Caption)}</desc>\n")
            .Append($"<style>{Dark}{motion}</style>\n")
            .Append($"<rect width=\"100%\" height=\"100%\" {Draw.Fill(Colour.Paper)}/>\n");
        foreach (var place in layout.Panels)
            text.Append(PanelDrawing.Frame(place.Layout, place.X, place.Y));
        text.Append(body);
        for (var i = 0; i < layout.Caption.Count; i++)
            text.Append(Draw.Text(16, layout.Height - 10 - 15 * (layout.Caption.Count - 1 - i), layout.Caption[i], Colour.Muted));
        return text.Append("</svg>\n").ToString();
    }

    static string Dark { get; } =
        $"@media (prefers-color-scheme:dark){{{string.Concat(Colour.All.Select(c => $".em-f{c.Name}{{fill:{c.Dark}}}.em-s{c.Name}{{stroke:{c.Dark}}}"))}}}";
}
