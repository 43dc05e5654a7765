using System.Collections.Generic;
using System.Linq;

namespace EmFunctional.Pictures;

/// <summary>A panel's place in a figure.</summary>
readonly record struct PanelPlace(PanelLayout Layout, double X, double Y);

/// <summary>Where the panels of a figure lie, in pixels.</summary>
/// <param name="Width">Of the whole.</param>
/// <param name="Height">Of the whole.</param>
/// <param name="Panels">The panels.</param>
/// <param name="Caption">The lines of the caption.</param>
sealed record FigureLayout(double Width, double Height, IReadOnlyList<PanelPlace> Panels, IReadOnlyList<string> Caption)
{
    const double Head = 36;
    const double Margin = 8;

    /// <summary>
    /// One panel alone is large; several stand in two columns, and the more there are the smaller they are. Where there is room for few columns there are no
    /// more; for one alone it is that of a narrow screen.
    /// </summary>
    public static FigureLayout Of(Figure figure, int mostColumns = int.MaxValue)
    {
        var (columns, width, height) = (mostColumns, figure.Panels.Count) switch
        {
            (<= 1, _) => (1, 352.0, 300.0),
            (_, <= 1) => (1, 704.0, 420.0),
            (2, _) or (_, <= 6) => (2, 450.0, 316.0),
            (3, _) or (_, <= 12) => (3, 450.0, 316.0),
            _ => (4, 390.0, 240.0),
        };
        // The title of the whole is enough where there is one.
        var cells = figure
            .Panels.Select(panel => PanelLayout.Of(figure.Panels.Count <= 1 ? panel with { Title = "" } : panel, width, height))
            .ToArray();
        var left = cells.Select(cell => cell.Left).DefaultIfEmpty(0).Max();
        var places = cells.Select(
            (cell, i) =>
                new PanelPlace(
                    cell.Aligned(left, cells.Skip(i / columns * columns).Take(columns).Max(other => other.Top)),
                    Margin + i % columns * width,
                    Head + i / columns * height
                )
        );
        var whole = columns * width + 2 * Margin;
        var caption = Words.Wrap(figure.Caption, PanelLayout.Font, whole - 32);
        var rows = (cells.Length + columns - 1) / columns;
        return new(whole, Head + rows * height + (caption.Count == 0 ? Margin : 15 * caption.Count + 14), [.. places], caption);
    }
}
