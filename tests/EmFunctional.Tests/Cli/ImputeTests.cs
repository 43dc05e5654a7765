using System.Globalization;
using System.Linq;
using EmFunctional.Tests.Support;

namespace EmFunctional.Tests.Cli;

public sealed class ImputeTests : IDisposable
{
    readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    static string[] Lines(ToolResult result)
    {
        Assert.Equal(0, result.ExitCode);
        return result.Out.TrimEnd('\n').Split('\n');
    }

    [Fact]
    public void Airquality_is_completed_and_what_was_observed_keeps_its_text()
    {
        var original = _tool.Run("samples", "airquality").Out.TrimEnd('\n').Split('\n').Select(line => line.Split(',')).ToArray();
        var lines = Lines(_tool.Run("impute", "gaussian-mixture", "@airquality", "-k", "1", "--stop", "residual(1e-10) | iterations(500)"));
        var completed = lines.Select(line => line.Split(',')).ToArray();
        Assert.Equal(original.Length, completed.Length);
        foreach (var (before, after) in original.Zip(completed))
            for (var i = 0; i < 4; i++)
                Assert.True(before[i] == after[i] || before[i].Length == 0, $"{before[i]} became {after[i]}");
        // Row 5 of the data, from the reference.
        Assert.Equal(-11.467574330138191, double.Parse(completed[5][0], CultureInfo.InvariantCulture), 1e-6);
        Assert.Equal(127.77660929973277, double.Parse(completed[5][1], CultureInfo.InvariantCulture), 1e-6);
    }

    [Fact]
    public void Other_columns_a_marker_quotes_and_no_header_are_kept()
    {
        _tool.Write("data.csv", "name,a,b\n\"x, y\",1.50,2\nz,-99,3\nu,2,-99\nv,4,5\nw,3.0,1\n");
        string[] impute = ["impute", "gaussian-mixture", "data.csv", "--columns", "a,b", "-k", "1", "--form", "diagonal"];
        var lines = Lines(_tool.Run([.. impute, "--missing", "-99"]));
        Assert.Equal(["name,a,b", "\"x, y\",1.50,2"], lines[..2]);
        Assert.Equal(["v,4,5", "w,3.0,1"], lines[4..]);
        Assert.DoesNotContain(lines, line => line.Contains("-99", StringComparison.Ordinal));
        _tool.Write("data.csv", "name,a,b\nx,1,2\nz,?,3\nu,2,4\n");
        Assert.Equal(2, _tool.Run(impute).ExitCode);
        _tool.Write("data.csv", "1,2\n3,\n4,7\n5,6\n");
        var bare = Lines(_tool.Run("impute", "gaussian-mixture", "data.csv", "-k", "1"));
        Assert.Equal((4, "1,2"), (bare.Length, bare[0]));
    }

    [Fact]
    public void Deviations_stand_beside_and_draws_below_each_other()
    {
        _tool.Write("data.csv", "a,b\n1,2\n2,\n3,5\n4,7\n,4\n");
        string[] impute = ["impute", "gaussian-mixture", "data.csv", "-k", "1"];
        var spread = Lines(_tool.Run([.. impute, "--deviations"]));
        Assert.Equal("a,a_deviation,b,b_deviation", spread[0]);
        Assert.StartsWith("2,,", spread[2], StringComparison.Ordinal);
        Assert.True(double.Parse(spread[2].Split(',')[3], CultureInfo.InvariantCulture) > 0);
        var drawn = Lines(_tool.Run([.. impute, "--draws", "3", "--seed", "5"]));
        Assert.Equal(1 + 3 * 5, drawn.Length);
        Assert.Equal(["draw", "1", "2", "3"], drawn.Select(line => line.Split(',')[0]).Distinct());
        Assert.Equal(drawn, Lines(_tool.Run([.. impute, "--draws", "3", "--seed", "5"])));
        Assert.Equal(3, drawn.Where(line => line.Split(',')[1] == "2").Select(line => line.Split(',')[2]).Distinct().Count());
    }

    // The column that was observed says which component made the row.
    [Fact]
    public void A_draw_is_from_the_component_that_the_rest_of_the_row_points_to()
    {
        var rows = Enumerable
            .Range(0, 20)
            .Select(i => $"{i % 5},{i % 7}")
            .Concat(Enumerable.Range(0, 20).Select(i => $"{100 + i % 5},{100 + i % 7}"));
        _tool.Write("data.csv", $"a,b\n{string.Join("\n", rows)}\n2.5,\n102.5,\n");
        var drawn = Lines(_tool.Run("impute", "mixture", "data.csv", "--family", "normal(a) * normal(b)", "-k", "2", "--draws", "8"));
        var holes = drawn.Where(line => line.Contains("2.5,", StringComparison.Ordinal)).Select(line => line.Split(',')).ToArray();
        Assert.Equal(16, holes.Length);
        Assert.All(
            holes,
            cells =>
                Assert.Equal(
                    double.Parse(cells[1], CultureInfo.InvariantCulture),
                    double.Parse(cells[2], CultureInfo.InvariantCulture),
                    30.0
                )
        );
    }

    [Fact]
    public void What_cannot_be_imputed_is_said()
    {
        var coins = _tool.Run("impute", "coins", "@do-batzoglou");
        Assert.Equal((2, "coins cannot impute; see 'em models' for what each model offers\n"), (coins.ExitCode, coins.Error));
        var marker = _tool.Run("fit", "linkage", "@linkage", "--missing", "?");
        Assert.Equal(
            (2, "linkage cannot have missing numbers; see 'em models' for what each model offers\n"),
            (marker.ExitCode, marker.Error)
        );
        _tool.Write("data.csv", "a,b\n1,2\n-1,\n3,5\n4,7\n?,4\n");
        Assert.Equal(
            0,
            _tool
                .Run("fit", "gaussian-mixture", "data.csv", "-k", "1", "--columns", "a,b", "--missing", "?", "--journal", "run.clef")
                .ExitCode
        );
        Assert.StartsWith("identical, ", _tool.Run("verify", "run.clef", "data.csv").Out, StringComparison.Ordinal);
    }
}
