using EmFunctional.Numerics;

namespace EmFunctional.Pictures;

/// <summary>Elements and attributes of SVG. A colour is an attribute, for renderers that know no styles, and a class, by which it is another in the dark.</summary>
static class Draw
{
    public static string Fill(Colour colour) => $"class=\"em-f{colour.Name}\" fill=\"{colour.Light}\"";

    public static string Stroke(Colour colour) => $"class=\"em-s{colour.Name}\" stroke=\"{colour.Light}\" fill=\"none\"";

    public static string Opacity(Ink ink) => ink.Opacity >= 1 ? "" : $" opacity=\"{Hundredths(ink.Opacity)}\"";

    /// <summary>What a line is drawn with.</summary>
    public static string Pen(Ink ink) =>
        $"{Stroke(ink.Colour)} stroke-width=\"{Hundredths(ink.Width)}\""
        + (
            ink.Dash switch
            {
                Dash.Dashed => " stroke-dasharray=\"6 3\"",
                Dash.Dotted => " stroke-dasharray=\"1.5 3\"",
                _ => "",
            }
        )
        + Opacity(ink);

    public static string Line(double x1, double y1, double x2, double y2, Ink ink) =>
        $"<path {Pen(ink)} d=\"M{Trail.Text(x1)} {Trail.Text(y1)}L{Trail.Text(x2)} {Trail.Text(y2)}\"/>\n";

    public static string Path(string d, string attributes) => d.Length == 0 ? "" : $"<path {attributes} d=\"{d}\"/>\n";

    /// <summary>A text whose beginning is at a place, unless the attributes say otherwise.</summary>
    public static string Text(double x, double y, string text, Colour colour, string attributes = "") =>
        $"<text x=\"{Trail.Text(x)}\" y=\"{Trail.Text(y)}\" {Fill(colour)}{(attributes.Length > 0 ? " " : "")}{attributes}>{Words.Escape(text)}</text>\n";

    /// <summary>A text in the middle of a place, in a halo of the ground's colour, so that it can be read over other marks.</summary>
    public static string Tag(double x, double y, string text, Colour colour)
    {
        const string Middle = "text-anchor=\"middle\" font-weight=\"600\"";
        var (ground, at) = (Colour.Paper, $"x=\"{Trail.Text(x)}\" y=\"{Trail.Text(y)}\"");
        return $"<text {at} class=\"em-f{ground.Name} em-s{ground.Name}\" fill=\"{ground.Light}\" stroke=\"{ground.Light}\" stroke-width=\"3\" {Middle}>"
            + $"{Words.Escape(text)}</text>\n{Text(x, y, text, colour, Middle)}";
    }

    static string Hundredths(double value) => NumberText.Shortest(Math.Floor(value * 100 + 0.5) / 100);
}
