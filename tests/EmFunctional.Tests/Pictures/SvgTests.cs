using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using System.Xml.Linq;
using EmFunctional.Numerics;
using EmFunctional.Pictures;
using EmFunctional.Tests.Support;

namespace EmFunctional.Tests.Pictures;

public class SvgTests
{
    static readonly XNamespace _svg = "http://www.w3.org/2000/svg";

    static Figure Of(params Mark[] marks) => Of(new Axis("x"), new Axis("y"), marks);

    static Figure Of(Axis x, Axis y, params Mark[] marks) => new("title", "caption", [new("panel", x, y, marks)]);

    // The numbers of a file are all there is to a picture: none may be no number.
    static XElement Drawn(Figure figure)
    {
        var text = Svg.Of(figure);
        Assert.DoesNotMatch(new Regex("NaN|Infinity|∞|[0-9]E[+-]"), text);
        return XDocument.Parse(text).Root!;
    }

    static string[] Texts(XElement svg, string anchor) =>
        [.. svg.Descendants(_svg + "text").Where(text => (string?)text.Attribute("text-anchor") == anchor).Select(text => text.Value)];

    [Fact]
    public Task Every_mark_on_every_axis() =>
        Snapshot.Match(
            Svg.Of(
                new(
                    "Every mark",
                    "A caption that is long enough to be wrapped where the picture ends, so that there are two lines of it, the second of which is shorter than the first of them by far.",
                    [
                        new(
                            "numbers",
                            new("time (s)") { IsWhole = true },
                            new("length (m)"),
                            [
                                new Mark.Line([0, 1, double.NaN, 2], [1, 3, 3, 2]) { Ink = Ink.Of(1), Key = "line with a gap" },
                                new Mark.Dots([0.5, 1.5], [2, 2.5], 3) { Ink = Ink.Of(2), Key = "dots" },
                                new Mark.Ellipse(1, 2, 0.25, 0.1, 0.5) { Ink = Ink.Of(3) with { Dash = Dash.Dashed }, Key = "ellipse" },
                                new Mark.Rule(1, IsVertical: true) { Ink = Ink.Muted with { Dash = Dash.Dotted } },
                                new Mark.Rule(2, IsVertical: false),
                                new Mark.Label(1, 2, "<&>"),
                            ]
                        ),
                        new(
                            "decades and names",
                            new("which")
                            {
                                Names = [new(0, "first"), new(1, "second")],
                                Low = -0.5,
                                High = 1.5,
                            },
                            new("how much") { IsLogarithmic = true },
                            [new Mark.Boxes([-0.4, 0.6], [0.4, 1.4], [1e-3, 1e-3], [1, 1e5]) { Key = "boxes" }]
                        ),
                    ]
                )
            )
        );

    [Theory]
    [InlineData(0, 1, "0 0.2 0.4 0.6 0.8 1.0", "")]
    [InlineData(-34.2, -31.5, "−34.0 −33.5 −33.0 −32.5 −32.0 −31.5", "")]
    [InlineData(0, 20, "0 5 10 15 20", "")]
    [InlineData(-3e300, 4e300, "−2 0 2 4", "in 10³⁰⁰")]
    [InlineData(1e-320, 9e-320, "2 4 6 8", "in 10⁻³²⁰")]
    [InlineData(-1.7e308, 1.7e308, "−1 0 1", "in 10³⁰⁸")]
    [InlineData(1e9 - 0.2, 1e9 + 0.3, "998 999 1000 1001 1002 1003", "in 10⁻¹ from 999999900")]
    [InlineData(-1034.00176, -1034.00174, "240 245 250 255 260", "in 10⁻⁶ from −1034.002")]
    [InlineData(7, 7, "4 6 8 10", "")]
    public void Ticks_are_round_numbers(double low, double high, string texts, string remark)
    {
        var ticks = Ticks.Of(Scale.Of(new Axis("x"), [low, high]), 6);
        Assert.Equal((texts, remark), (string.Join(' ', ticks.All.Select(tick => tick.Text)), ticks.Remark));
        Assert.All(ticks.All, tick => Assert.InRange(tick.At, -1e-6, 1 + 1e-6));
        Assert.Equal(ticks.All.Select(tick => tick.At).Order(), ticks.All.Select(tick => tick.At));
    }

    [Theory]
    [InlineData(1e-7, 20, "10⁻⁶ 10⁻⁴ 10⁻² 1")]
    [InlineData(1e-300, 1e300, "10⁻²⁰⁰ 1 10²⁰⁰")]
    [InlineData(2.5, 7, "3 4 5 6 7")]
    [InlineData(2.5e-7, 7e-7, "3×10⁻⁷ 4×10⁻⁷ 5×10⁻⁷ 6×10⁻⁷ 7×10⁻⁷")]
    [InlineData(0.3, 4, "0.5 1 2")]
    public void Ticks_of_factors_are_powers_of_ten(double low, double high, string texts)
    {
        var ticks = Ticks.Of(Scale.Of(new Axis("x") { IsLogarithmic = true }, [low, high, 0, -1]), 5);
        Assert.Equal(texts, string.Join(' ', ticks.All.Select(tick => tick.Text)));
    }

    [Fact]
    public void A_line_of_very_many_points_is_small_and_keeps_its_shape()
    {
        var x = Vector.Of(1_000_000, i => i);
        var y = Vector.Of(x.Count, i => i == 700_000 ? 5 : 1000.0 / (1000 + i));
        var path = Drawn(Of(new Mark.Line(x, y) { Ink = Ink.Of(1) })).Descendants(_svg + "svg").Single().Elements().Single();
        var d = (string)path.Attribute("d")!;
        Assert.InRange(d.Length, 100, 2000);
        var heights = Regex
            .Matches(d, " ([0-9.]+)")
            .Select(m => double.Parse(m.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture));
        Assert.InRange(heights.Min(), 10, 20); // the one high point
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.MaxValue)]
    [InlineData(-double.MaxValue)]
    [InlineData(double.Epsilon)]
    [InlineData(1e300)]
    [InlineData(0)]
    public void Extreme_numbers_are_drawn_or_left_out(double value)
    {
        foreach (var isLogarithmic in new[] { false, true })
        {
            var axis = new Axis("x") { IsLogarithmic = isLogarithmic };
            Vector both = [value, 1];
            Drawn(
                Of(
                    axis,
                    axis,
                    new Mark.Line(both, both),
                    new Mark.Dots(both, both, 3),
                    new Mark.Boxes(both, both, both, both),
                    new Mark.Ellipse(value, value, value, value, value),
                    new Mark.Rule(value, IsVertical: true),
                    new Mark.Label(value, value, "here")
                )
            );
        }
    }

    [Fact]
    public void Nothing_to_draw_is_an_empty_panel()
    {
        var svg = Drawn(Of(new Mark.Line(Vector.Empty, Vector.Empty), new Mark.Dots([double.NaN], [1], 2)));
        Assert.Empty(svg.Descendants(_svg + "svg").Single().Elements());
        Assert.Contains("x", Texts(svg, "middle"));
    }

    [Fact]
    public void Names_of_any_letters_are_shown_and_cut_where_they_are_long()
    {
        var name = "Größe & \"Höhe\" <cm> 日本 \u0001 \ud800";
        var svg = Drawn(Of(new Axis(name), new Axis(new string('y', 1000)), new Mark.Line([0, 1], [0, 1]) { Key = name }));
        Assert.Contains("Größe & \"Höhe\" <cm> 日本 ? �", Texts(svg, "middle"));
        Assert.Contains(
            Texts(svg, "middle"),
            text => text.StartsWith("yyy", StringComparison.Ordinal) && text.EndsWith('…') && text.Length < 80
        );
    }

    [Fact]
    public void A_legend_that_would_fill_the_panel_says_how_many_more_there_are()
    {
        var marks = Enumerable.Range(0, 60).Select(Mark (k) => new Mark.Line([0, 1], [k, k]) { Ink = Ink.Of(k), Key = $"component {k}" });
        var texts = Drawn(Of([.. marks])).Descendants(_svg + "text").Select(text => text.Value).ToArray();
        var shown = texts.Count(text => text.StartsWith("component", StringComparison.Ordinal));
        Assert.InRange(shown, 10, 40);
        Assert.Contains($"… and {60 - shown} more", texts);
    }

    [Fact]
    public void A_film_has_a_group_for_each_frame_on_axes_that_hold_all_and_ends_on_the_last()
    {
        var frames = Enumerable
            .Range(1, 3)
            .Select(n =>
                Of(new Mark.Dots([0], [0], 2), new Mark.Line([0, 1], [0, 10.0 * n]) { Ink = Ink.Of(0) }) with
                {
                    Title = $"frame {n}",
                }
            )
            .ToArray();
        var svg = XDocument.Parse(Svg.Animated(frames, 0.5)).Root!;
        var groups = svg.Elements(_svg + "g").ToArray();
        Assert.Equal(["hidden", "hidden", null], groups.Select(g => (string?)g.Attribute("visibility")));
        Assert.Equal(["frame 1", "frame 2", "frame 3"], groups.Select(g => g.Element(_svg + "text")!.Value));
        // The dot, which stays, is drawn once, and the ends of the lines are at a third, at two thirds, at the top.
        Assert.All(groups, g => Assert.Single(g.Descendants(_svg + "path")));
        var ends = groups
            .Select(g =>
                double.Parse(
                    ((string)g.Descendants(_svg + "path").Single().Attribute("d")!).Split(' ')[^1],
                    System.Globalization.CultureInfo.InvariantCulture
                )
            )
            .ToArray();
        Close.To(ends[0] - ends[1], ends[1] - ends[2], 0.01, "steps");
        var single = Svg.Frames(frames);
        Assert.Equal(3, single.Count);
        Assert.All(single, text => Assert.Equal("30", Texts(XDocument.Parse(text).Root!, "end")[^1]));
    }

    [Fact]
    public void Each_colour_is_another_in_the_dark_and_an_attribute_for_those_who_know_no_styles()
    {
        var svg = Drawn(Of(new Mark.Line([0, 1], [0, 1]) { Ink = Ink.Of(1) }));
        var style = svg.Element(_svg + "style")!.Value;
        var coloured = svg.Descendants().Where(element => element.Attribute("class") is not null).ToArray();
        Assert.NotEmpty(coloured);
        Assert.All(
            coloured,
            element => Assert.Contains($".{((string)element.Attribute("class")!).Split(' ')[0]}{{", style, StringComparison.Ordinal)
        );
        Assert.All(coloured, element => Assert.True(element.Attribute("fill") is not null));
    }

    [Fact]
    public void The_writer_knows_no_model() =>
        Assert.All(
            Directory.EnumerateFiles(Repository.PathTo("src/EmFunctional.Pictures"), "*.cs"),
            file => Assert.DoesNotContain("EmFunctional.Models", File.ReadAllText(file), StringComparison.Ordinal)
        );
}
