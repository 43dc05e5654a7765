using System.Linq;
using System.Reactive.Linq;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using EmFunctional.Cli.Input;
using EmFunctional.Cli.Output;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Narration;
using EmFunctional.Numerics;
using EmFunctional.Pictures;
using EmFunctional.Plotting;
using EmFunctional.Streams;
using EmFunctional.Tables;
using EmFunctional.Tests.Support;
using LanguageExt;

namespace EmFunctional.Tests.Plotting;

/// <summary>The pictures of a run of each model.</summary>
public class PlotTests
{
    internal static PlottedRun RunOf(
        string model,
        string data,
        string columns = "",
        int components = 2,
        string rule = "aitken(1e-6) | iterations(200)"
    )
    {
        var entry = Registry.Standard.Find(model).OrThrow();
        var given = entry.Options.Exists(option => option.Name == "components")
            ? Prelude.Seq1(new ModelOption("components", $"{components}"))
            : Seq<ModelOption>.Empty;
        var chosen = new ColumnChoice { Columns = columns.Split(',', StringSplitOptions.RemoveEmptyEntries) };
        var opened = ModelArguments
            .Open(
                entry,
                DataSource.Open(data, 0, TextFormat.Guessed, Table.DefaultMostCells).OrThrow(),
                table => table,
                chosen,
                entry.Resolve(given).OrThrow()
            )
            .OrThrow();
        var start = opened.Starting.Methods[0].Draw(new Seed(1)).OrThrow();
        var trace = Em.Run(opened.Problem, start, StopRule.Parse(rule).OrThrow(), new()).States().ToEnumerable().ToArray();
        var description = new RunDescription(opened.Problem.Model, data, opened.Problem.Chart.Names);
        return PlottedRun.Of("run", description, data, opened.Terms.Columns, Algorithm.PlainName, trace, opened);
    }

    [Theory]
    [InlineData("coins", "@do-batzoglou", "", "objective gap parameters likelihood responsibilities")]
    [InlineData("normal-mixture", "@notebook-points", "x", "objective gap parameters density histogram responsibilities")]
    [InlineData("gaussian-mixture", "@faithful", "waiting", "objective gap parameters density histogram responsibilities")]
    [InlineData("gaussian-mixture", "@faithful", "", "objective gap parameters points responsibilities")]
    [InlineData("gaussian-mixture", "@airquality", "", "objective gap parameters points responsibilities")]
    [InlineData("poisson-mixture", "@times-deaths", "deaths", "objective gap parameters density histogram responsibilities")]
    [InlineData("hmm", "@ice-cream", "", "objective gap parameters states")]
    [InlineData("linkage", "@linkage", "", "objective gap parameters likelihood")]
    public void Every_model_has_its_pictures(string model, string data, string columns, string kinds)
    {
        var run = RunOf(model, data, columns);
        var pictures = Plots.Figures([run]).ToArray();
        Assert.Equal(kinds, string.Join(' ', pictures.Select(picture => picture.Name)));
        Assert.All(
            pictures,
            picture =>
            {
                var svg = Svg.Of(picture.Figure);
                Assert.StartsWith($"{model} on {data}", picture.Figure.Title, StringComparison.Ordinal);
                Assert.NotEmpty(picture.Figure.Caption);
                Assert.DoesNotMatch(new Regex("NaN|Infinity|∞"), svg);
                Assert.InRange(svg.Length, 2000, 200_000);
                Assert.Equal("svg", XDocument.Parse(svg).Root!.Name.LocalName);
            }
        );
        Assert.Equal(pictures.Select(picture => Svg.Of(picture.Figure)), Plots.Figures([run]).Select(picture => Svg.Of(picture.Figure)));
        // Of names of pictures there are those that are offered.
        Assert.All(
            Plots.Names.Skip(1).Where(name => name != Plots.Errors),
            name => Assert.Equal(kinds.Split(' ').Contains(name), Plots.Draw(name, [run]).IsRight)
        );
        Assert.True(Plots.Draw(Plots.Errors, [run]).IsRight);
        Assert.All(kinds.Split(' ').Append(Plots.Overview), name => Assert.True(Plots.Film(name, [run]).IsRight));
    }

    [Theory]
    [InlineData("coins", "@do-batzoglou", "")]
    [InlineData("normal-mixture", "@faithful", "waiting")]
    [InlineData("poisson-mixture", "@times-deaths", "deaths")]
    public void The_curves_of_a_mixture_are_those_of_its_rows(string model, string data, string columns)
    {
        var run = RunOf(model, data, columns);
        var shape = Assert.IsType<ModelShape.OnLine>(run.Shape.IfNone(() => null!));
        var (at, next) = (run.Trace[1].Parameters, run.Trace[2].Parameters);
        var curves = shape.At(at);
        if (shape.Kind == CurveKind.Likelihood)
        {
            // The M-step moves each to the peak of its curve.
            var theta = ParameterGroups.Take(run.Description.Names, "theta", next);
            for (var k = 0; k < theta.Count; k++)
            {
                Close.To(1, curves.Heights(theta[k])[k], 1e-12, "peak");
                Assert.True(curves.Heights(theta[k] + 1e-3)[k] < 1 && curves.Heights(theta[k] - 1e-3)[k] < 1);
            }
            return;
        }
        // Shares of the density at a row are its responsibilities.
        foreach (var row in new[] { 0, 3, 7 })
        {
            var heights = curves.Heights(shape.Values[row]);
            var responsibilities = run.Responsibilities.IfNone(() => null!)(at, row);
            for (var k = 0; k < heights.Count; k++)
                Close.To(responsibilities[k], heights[k] / heights.Sum(), 1e-12, "share");
        }
        // And all of it is 1.
        var sum =
            shape.Kind == CurveKind.Probability
                ? Enumerable.Range(0, 200).Sum(y => curves.Heights(y).Sum())
                : Enumerable.Range(-1000, 4000).Sum(i => curves.Heights(i / 10.0).Sum()) / 10;
        Close.To(1, sum, 1e-6, "sum");
    }

    [Fact]
    public void Clouds_are_those_of_the_parameters()
    {
        var run = RunOf("gaussian-mixture", "@faithful");
        var shape = Assert.IsType<ModelShape.InSpace>(run.Shape.IfNone(() => null!));
        var (names, at) = (run.Description.Names.ToArray(), run.Last.Parameters);
        double Number(string name) => at[Array.IndexOf(names, name)];
        var clouds = shape.At(at);
        Assert.Equal(2, clouds.Count);
        Assert.Equal(Number("mean[1][0]"), clouds[1].Mean[0]);
        Assert.Equal(Number("covariance[1][1][0]"), clouds[1].Covariance(0, 1));
        Assert.Equal(Number("covariance[0][1][1]"), clouds[0].Covariance(1, 1));
    }

    [Fact]
    public void States_are_probabilities_at_each_place()
    {
        var run = RunOf("hmm", "@ice-cream");
        var shape = Assert.IsType<ModelShape.AlongSequences>(run.Shape.IfNone(() => null!));
        var posterior = shape.At(run.Last.Parameters, 0);
        Assert.Equal(2 * shape.Sequences[0].Count, posterior.Count);
        for (var t = 0; t < shape.Sequences[0].Count; t++)
            Close.To(1, posterior[2 * t] + posterior[2 * t + 1], 1e-12, "states");
    }

    [Fact]
    public void Of_many_iterates_the_first_the_last_and_most_early_ones_are_drawn_one_by_one()
    {
        var run = RunOf("poisson-mixture", "@times-deaths", "deaths", rule: "iterations(2000)");
        Assert.Equal(2001, run.Trace.Count);
        Assert.Equal((0, 2000), (run.Drawn[0], run.Drawn[^1]));
        Assert.InRange(run.Drawn.Count, 20, 30);
        Assert.True(run.Drawn[run.Drawn.Count / 2] < 600);
        Assert.Equal(run.Drawn.Distinct().Order(), run.Drawn);
        Assert.All(Plots.Figures([run]), picture => Assert.InRange(Svg.Of(picture.Figure).Length, 2000, 200_000));
    }

    [Fact]
    public void The_gap_is_to_where_aitken_sees_the_end()
    {
        var run = RunOf("coins", "@do-batzoglou", rule: "iterations(6)");
        var longer = RunOf("coins", "@do-batzoglou", rule: "residual(1e-12)");
        Close.To(longer.Last.Objective, run.End, 1e-5, "end");
        Assert.True(run.End > run.Last.Objective);
        Assert.True(double.IsNaN(run.Remaining[1]));
        Assert.Equal(run.End - run.Last.Objective, run.Remaining[^1], 1e-12);
    }

    [Fact]
    public void A_run_of_one_iterate_has_pictures_too()
    {
        var run = RunOf("normal-mixture", "@faithful", "waiting", rule: "iterations(0)");
        Assert.Single(run.Trace);
        Assert.Equal(
            ["objective", "parameters", "density", "histogram", "responsibilities"],
            Plots.Figures([run]).Select(picture => picture.Name)
        );
    }
}
