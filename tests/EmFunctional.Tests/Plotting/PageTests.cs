using System.Linq;
using System.Text.RegularExpressions;
using EmFunctional.Pictures;
using EmFunctional.Plotting;

namespace EmFunctional.Tests.Plotting;

/// <summary>Pictures that are read by somebody who has not seen the code.</summary>
public class PageTests
{
    static Figure Drawn(string kind, PlottedRun run) =>
        Plots.Draw(kind, [run]).IfLeft(error => throw new Xunit.Sdk.XunitException($"{error}"));

    [Fact]
    public void Quantities_have_panels_by_name_and_lines_by_component()
    {
        var figure = Drawn("parameters", PlotTests.RunOf("gaussian-mixture", "@faithful"));
        Assert.Equal(
            [
                "mixing weight",
                "mean of eruptions",
                "mean of waiting",
                "standard deviation of eruptions",
                "standard deviation of waiting",
                "eruptions with waiting (correlation)",
            ],
            figure.Panels.Select(panel => panel.Title)
        );
        Assert.All(figure.Panels, panel => Assert.Equal(["component 0", "component 1"], panel.Marks.Select(mark => mark.Key)));
    }

    [Fact]
    public void What_is_held_has_no_panel_and_the_caption_says_so()
    {
        var figure = Drawn("parameters", PlotTests.RunOf("coins", "@do-batzoglou"));
        Assert.Equal("theta", Assert.Single(figure.Panels).Title);
        Assert.Contains("stay as they were: mixing weight.", figure.Caption, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("coins", "@do-batzoglou", "")]
    [InlineData("normal-mixture", "@faithful", "waiting")]
    [InlineData("gaussian-mixture", "@iris", "")]
    public void The_line_of_estimates_stays_in_the_frame(string model, string data, string columns)
    {
        var panel = Assert.Single(Drawn("objective", PlotTests.RunOf(model, data, columns)).Panels);
        var line = panel.Marks.OfType<Mark.Line>().Single(mark => mark.Key.Contains("Aitken", StringComparison.Ordinal));
        Assert.Contains(line.Y, double.IsFinite);
        Assert.All(line.Y.Where(double.IsFinite), y => Assert.InRange(y, panel.Y.Low!.Value, panel.Y.High!.Value));
    }

    [Fact]
    public void The_overview_of_many_columns_is_a_page_and_says_what_is_left_out()
    {
        var figure = Drawn(Plots.Overview, PlotTests.RunOf("gaussian-mixture", "@iris", components: 3, rule: "iterations(5)"));
        var size = Regex.Match(Svg.Of(figure), "width=\"([0-9]+)\" height=\"([0-9]+)\"");
        Assert.InRange(int.Parse(size.Groups[1].Value, null), 1000, 1600);
        Assert.InRange(int.Parse(size.Groups[2].Value, null), 1000, 1600);
        var all = Plots
            .Figures([PlotTests.RunOf("gaussian-mixture", "@iris", components: 3, rule: "iterations(5)")])
            .Sum(kind => kind.Figure.Panels.Count);
        Assert.Equal(Math.Min(all, Figure.MostPanels), figure.Panels.Count);
        var left = all - figure.Panels.Count;
        Assert.Equal(left > 0, figure.Caption.Contains($" {left} panels of parameters are left out", StringComparison.Ordinal));
    }

    [Fact]
    public void Of_panels_for_which_there_is_no_room_those_that_say_least_go()
    {
        var run = PlotTests.RunOf("gaussian-mixture", "@iris", components: 3, rule: "iterations(5)");
        var figure = ParameterPlots.Parameters(run, 11).IfNone(() => throw new Xunit.Sdk.XunitException("nothing is drawn"));
        // A weight, four means, four deviations, and of six correlations the strongest two.
        Assert.Equal(11, figure.Panels.Count);
        Assert.Equal(2, figure.Panels.Count(panel => panel.Title.EndsWith("(correlation)", StringComparison.Ordinal)));
        Assert.Contains("4 of 15 panels are left out", figure.Caption, StringComparison.Ordinal);
    }

    [Fact]
    public void A_slow_run_is_on_a_logarithmic_axis_and_says_so()
    {
        var slow = Drawn("objective", PlotTests.RunOf("poisson-mixture", "@times-deaths", "deaths", rule: "iterations(500)"));
        var quick = Drawn("objective", PlotTests.RunOf("coins", "@do-batzoglou"));
        Assert.Equal((true, false), (slow.Panels[0].X.IsLogarithmic, quick.Panels[0].X.IsLogarithmic));
        Assert.Contains("logarithmic axis", slow.Caption, StringComparison.Ordinal);
        Assert.DoesNotContain("logarithmic axis", quick.Caption, StringComparison.Ordinal);
    }

    [Fact]
    public void Steps_that_are_not_even_are_said()
    {
        var run = PlotTests.RunOf("normal-mixture", "@notebook-points", "x", rule: "iterations(90)");
        Assert.Contains("the steps between them grow", Drawn("responsibilities", run).Caption, StringComparison.Ordinal);
    }
}
