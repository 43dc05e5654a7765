using System.Linq;
using System.Text.Json.Nodes;
using EmFunctional.Tests.Support;

namespace EmFunctional.Tests.Cli;

/// <summary>em fit --bootstrap.</summary>
public sealed class BootstrapVerbTests : IDisposable
{
    readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    [Fact]
    public void An_interval_stands_beside_every_number()
    {
        string[] call = ["fit", "normal-mixture", "@faithful", "--column", "waiting", "--bootstrap", "100", "--quiet"];
        var printed = _tool.Done(call).Out;
        Assert.Contains("\nmean                   54.615 [", printed, StringComparison.Ordinal);
        Assert.Contains("[low, high] is the 95 % BCa interval by 100 samples of rows drawn anew.", printed, StringComparison.Ordinal);
        var numbers = JsonNode.Parse(_tool.Done([.. call, "--format", "json", "--threads", "1"]).Out)!["bootstrap"]!;
        Assert.Equal("bca", (string)numbers["interval"]!);
        var mean = numbers["values"]!["mean[0]"]!;
        Assert.Contains($"54.615 [{(double)mean["low"]!:F3}, {(double)mean["high"]!:F3}]", printed, StringComparison.Ordinal);
        // By the observed information it is 0.70.
        Assert.InRange((double)mean["error"]!, 0.5, 0.95);
    }

    [Fact]
    public void What_is_held_at_a_saddle_or_told_by_no_row_is_said_and_not_numbered()
    {
        string[] call = ["fit", "coins", "@do-batzoglou", "--bootstrap", "20", "--quiet"];
        var held = JsonNode.Parse(_tool.Done([.. call, "--hold", "theta[0]=0.5", "--format", "json"]).Out)!["bootstrap"]!;
        Assert.Null(held["values"]!["theta[0]"]);
        Assert.Equal("same", (string)held["without"]!["theta[0]"]!);
        Assert.NotNull(held["values"]!["theta[1]"]);
        string[] alike = [.. call, "--start", """{"theta":[0.6,0.6]}"""];
        foreach (var kind in new[] { "bca", "percentile" })
        {
            var printed = _tool.Done([.. alike, "--intervals", kind]).Out.ReplaceLineEndings(" ");
            Assert.Contains("[none] No interval, since the objective rises from here", printed, StringComparison.Ordinal);
            Assert.Contains("a saddle: theta[0], theta[1].", printed, StringComparison.Ordinal);
        }
        var json = JsonNode.Parse(_tool.Done([.. alike, "--format", "json"]).Out)!["bootstrap"]!;
        Assert.Null(json["values"]!["theta[0]"]);
        Assert.Equal("saddle", (string)json["without"]!["theta[0]"]!);
    }

    [Fact]
    public void Standard_input_is_read_once()
    {
        var result = _tool.Feed(
            "x\n1\n2\n4\n7\n11\n",
            "fit",
            "normal-mixture",
            "-",
            "-k",
            "1",
            "--bootstrap",
            "50",
            "--intervals",
            "percentile",
            "--level",
            "0.9"
        );
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("the 90 % percentile interval by 50 samples", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Degenerate_samples_are_counted_and_told()
    {
        _tool.Write("few.csv", "x,y\n0,0\n1,0\n0,1\n9,9\n8,9\n9,8\n");
        var printed = _tool
            .Done("fit", "gaussian-mixture", "few.csv", "-k", "2", "--bootstrap", "40", "--quiet")
            .Out.ReplaceLineEndings(" ");
        Assert.Contains(" of 40 samples are degenerate and left out: ", printed, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_has_not_converged_is_told()
    {
        var printed = _tool.Done("fit", "coins", "@do-batzoglou", "--stop", "iterations(1)", "--bootstrap", "20", "--quiet").Out;
        Assert.Contains("a point that is no maximum yet", printed, StringComparison.Ordinal);
        Assert.Contains("20 of 20 samples the run did not converge", printed.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bootstrap '0' must be", "--bootstrap", "0")]
    [InlineData("bootstrap '1' must be", "--bootstrap", "1")]
    [InlineData("bootstrap 'many' must be", "--bootstrap", "many")]
    [InlineData("parametric must be given with --bootstrap", "--parametric")]
    [InlineData("level '0.9' must be given with --bootstrap", "--level", "0.9")]
    [InlineData("level '95' must be a number between 0 and 1", "--bootstrap", "9", "--level", "95")]
    [InlineData("bootstrap must be left out where --online is given", "--bootstrap", "9", "--online")]
    [InlineData("sandwich must be left out where --online is given", "--sandwich", "--online")]
    [InlineData("unknown intervals 'bc'; did you mean bca?", "--bootstrap", "9", "--intervals", "bc")]
    public void A_wrong_option_is_refused(string message, params string[] options)
    {
        var result = _tool.Run(["fit", "coins", "@do-batzoglou", .. options]);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
        Assert.Equal("", result.Out);
    }

    [Fact]
    public void A_model_whose_data_cannot_be_drawn_anew_is_told()
    {
        var printed = _tool.Done("fit", "linkage", "@linkage", "--bootstrap", "9", "--quiet").Out;
        Assert.Contains("There are no intervals: linkage cannot be fitted to rows drawn anew", printed, StringComparison.Ordinal);
    }

    [Fact]
    public void The_sandwich_form_is_named()
    {
        var printed = _tool
            .Done("fit", "poisson-mixture", "@times-deaths", "--column", "deaths", "--weight-column", "days", "--sandwich", "--quiet")
            .Out;
        Assert.Contains("± is one standard error, by the sandwich form", printed, StringComparison.Ordinal);
        var none = _tool.Done("fit", "hmm", "@ice-cream", "--sandwich", "--quiet").Out;
        Assert.Contains(
            "There are no standard errors: hmm cannot tell how sequences vary, of which there is one.",
            none,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void An_interrupt_keeps_the_samples_so_far()
    {
        using var process = _tool.Start("fit", "normal-mixture", "@faithful", "--column", "waiting", "--bootstrap", "10000000");
        string? line;
        while ((line = process.StandardError.ReadLine()) is not null && !line.Contains("samples are done", StringComparison.Ordinal)) { }
        Tool.Interrupt(process);
        var result = Tool.End(process);
        Assert.Equal(130, result.ExitCode);
        Assert.Contains(" of 10000000 samples are done.", result.Out, StringComparison.Ordinal);
        Assert.Contains(" samples of rows drawn anew.", result.Out, StringComparison.Ordinal);
    }
}
