using System.Globalization;
using System.Linq;
using EmFunctional.Pictures;

namespace EmFunctional.Tests.Pictures;

/// <summary>How people see colours who lack one kind of cone: Machado, Oliveira and Fernandes (2009), IEEE TVCG 15:1291, severity 1.</summary>
static class ColourVision
{
    /// <summary>From linear RGB to what is seen.</summary>
    public static (string Name, double[][] Matrix)[] Kinds { get; } =
    [
        (
            "all cones",
            [
                [1, 0, 0],
                [0, 1, 0],
                [0, 0, 1],
            ]
        ),
        (
            "no long ones",
            [
                [0.152286, 1.052583, -0.204868],
                [0.114503, 0.786281, 0.099216],
                [-0.003882, -0.048116, 1.051998],
            ]
        ),
        (
            "no middle ones",
            [
                [0.367322, 0.860646, -0.227968],
                [0.280085, 0.672501, 0.047413],
                [-0.011820, 0.042940, 0.968881],
            ]
        ),
        (
            "no short ones",
            [
                [1.255528, -0.076749, -0.178779],
                [-0.078411, 0.930809, 0.147602],
                [0.004733, 0.691367, 0.303900],
            ]
        ),
    ];

    /// <summary>The distance between two colours as they are seen, CIE 1976: about 2 can just be told apart side by side.</summary>
    public static double Difference(string one, string other, double[][] matrix) =>
        Math.Sqrt(Lab(one, matrix).Zip(Lab(other, matrix), (a, b) => (a - b) * (a - b)).Sum());

    /// <summary>How much lighter one is than the other, as WCAG 2 has it: from 1 to 21.</summary>
    public static double Contrast(string one, string other)
    {
        double[] lights = [Light(one), Light(other)];
        return (lights.Max() + 0.05) / (lights.Min() + 0.05);
    }

    static double Light(string colour) => Linear(colour) is var c ? 0.2126 * c[0] + 0.7152 * c[1] + 0.0722 * c[2] : 0;

    static double[] Linear(string colour) =>
        [
            .. new[] { 1, 3, 5 }
                .Select(at => int.Parse(colour.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0)
                .Select(c => c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4)),
        ];

    static double[] Lab(string colour, double[][] matrix)
    {
        var from = Linear(colour);
        var c = matrix.Select(row => Math.Clamp(row.Zip(from, (m, x) => m * x).Sum(), 0, 1)).ToArray();
        var x = Root((0.4124 * c[0] + 0.3576 * c[1] + 0.1805 * c[2]) / 0.95047);
        var y = Root(0.2126 * c[0] + 0.7152 * c[1] + 0.0722 * c[2]);
        var z = Root((0.0193 * c[0] + 0.1192 * c[1] + 0.9505 * c[2]) / 1.08883);
        return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
    }

    static double Root(double t) => t > 0.008856 ? Math.Cbrt(t) : 7.787 * t + 16.0 / 116;
}

/// <summary>The colours of components.</summary>
public class ColourVisionTests
{
    // Farther apart than twice what can be told in lines that do not touch.
    const double Apart = 20;

    static readonly Colour[] _series = [.. Enumerable.Range(0, Colour.Series).Select(Colour.Of)];

    [Fact]
    public void Everybody_can_tell_any_two_apart_on_both_grounds()
    {
        foreach (var (name, matrix) in ColourVision.Kinds)
        foreach (var (i, j) in from i in Enumerable.Range(0, _series.Length) from j in Enumerable.Range(0, i) select (i, j))
        {
            var (light, dark) = (
                ColourVision.Difference(_series[i].Light, _series[j].Light, matrix),
                ColourVision.Difference(_series[i].Dark, _series[j].Dark, matrix)
            );
            Assert.True(Math.Min(light, dark) > Apart, $"{name}: {i} and {j} differ by {light:F1} and {dark:F1}");
        }
    }

    [Fact]
    public void Each_stands_out_from_its_ground()
    {
        Assert.All(_series, colour => Assert.True(ColourVision.Contrast(colour.Light, Colour.Paper.Light) > 2.5, colour.Light));
        Assert.All(_series, colour => Assert.True(ColourVision.Contrast(colour.Dark, Colour.Paper.Dark) > 4, colour.Dark));
    }

    [Fact]
    public void The_simulation_knows_red_and_green()
    {
        // As light as each other to those without middle cones, and far apart for others.
        double Between(int kind) => ColourVision.Difference("#bb5500", "#777700", ColourVision.Kinds[kind].Matrix);
        Assert.True(Between(2) < Between(0) / 3);
    }

    [Fact]
    public void A_story_has_the_ground_of_its_pictures()
    {
        var page = EmFunctional.Explaining.StoryHtml.Of(new("title", LanguageExt.Arr<EmFunctional.Narration.Chapter>.Empty));
        Assert.Contains($"background: {Colour.Paper.Light}; }}", page, StringComparison.Ordinal);
        Assert.Contains($"background: {Colour.Paper.Dark}; }}", page, StringComparison.Ordinal);
    }
}
