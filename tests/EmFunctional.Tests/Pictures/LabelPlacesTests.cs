using System.Linq;
using EmFunctional.Pictures;

namespace EmFunctional.Tests.Pictures;

/// <summary>Labels that can be read, and lines too.</summary>
public class LabelPlacesTests
{
    static LabelPlaces.Piece[] Grid(double step) =>
        [
            .. Enumerable
                .Range(0, (int)(300 / step))
                .SelectMany(i => new LabelPlaces.Piece[] { new(i * step, 0, i * step, 300), new(0, i * step, 300, i * step) }),
        ];

    [Fact]
    public void A_label_lies_on_no_line_and_on_no_other_label()
    {
        var lines = Grid(40);
        var boxes = LabelPlaces.Of([new(160, 160, 8), new(160, 160, 8), new(161, 160, 8), new(299, 1, 8)], lines, 300, 300);
        Assert.All(boxes, box => Assert.DoesNotContain(lines, line => LabelPlaces.Crosses(line, box)));
        Assert.All(boxes, box => Assert.True(box.Left >= 0 && box.Right <= 300 && box.Top >= 0 && box.Bottom <= 300));
        Assert.All(
            from a in boxes.Index()
            from b in boxes.Index()
            where a.Index < b.Index
            select (a.Item, b.Item),
            pair => Assert.True(Math.Abs(pair.Item1.X - pair.Item2.X) > 8 || Math.Abs(pair.Item1.Y - pair.Item2.Y) > 11)
        );
        Assert.All(boxes.Take(3), box => Assert.True(Math.Abs(box.X - 160) < 60 && Math.Abs(box.Y - 160) < 60));
    }

    [Fact]
    public void Where_lines_are_everywhere_a_label_is_still_drawn() => Assert.Single(LabelPlaces.Of([new(150, 150, 8)], Grid(5), 300, 300));

    [Theory]
    [InlineData(0, 10, 40, 10, true)]
    [InlineData(0, 30, 40, 30, false)]
    [InlineData(20, 0, 20, 40, true)]
    [InlineData(0, 0, 40, 20, true)]
    [InlineData(0, 0, 8, 40, false)]
    [InlineData(18, 9, 22, 11, true)]
    public void A_line_crosses_a_box_or_not(double x1, double y1, double x2, double y2, bool crosses) =>
        Assert.Equal(crosses, LabelPlaces.Crosses(new(x1, y1, x2, y2), new(20, 10, 8)));
}
