using System.Text.Json.Nodes;
using EmFunctional.Tests.Support;

namespace EmFunctional.Tests.Cli;

/// <summary>em fit --errors.</summary>
public sealed class StandardErrorTests : IDisposable
{
    readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    [Fact]
    public void A_standard_error_stands_beside_every_number()
    {
        var printed = _tool.Done("fit", "gaussian-mixture", "@iris", "-k", "3", "--starts", "5", "--errors", "--quiet").Out;
        Assert.Contains(" 5.0060 ± 0.049 ", printed, StringComparison.Ordinal);
        Assert.Contains("± is one standard error, by the observed information", printed, StringComparison.Ordinal);
    }

    [Fact]
    public void A_program_gets_numbers_and_what_has_none()
    {
        var errors = JsonNode.Parse(_tool.Done("fit", "coins", "@do-batzoglou", "--errors", "--quiet", "--format", "json").Out)![
            "standardErrors"
        ]!;
        Assert.Equal(0.1308, (double)errors["values"]!["theta[0]"]!, 4);
        Assert.Null(errors["values"]!["mixingWeight[0]"]);
        Assert.Equal("fixed", (string)errors["without"]!["mixingWeight[0]"]!);
        Assert.False((bool)errors["isSaddle"]!);
    }

    [Fact]
    public void An_edge_is_said_and_a_saddle_is_left()
    {
        Assert.Contains(
            "(edge) No error, since the number is at the edge of its domain: initial[0].",
            _tool.Done("fit", "hmm", "@faithful", "--emission", "normal(waiting)", "--errors", "--quiet").Out,
            StringComparison.Ordinal
        );
        var left = _tool.Done("fit", "coins", "@do-batzoglou", "--start", """{"theta":[0.6,0.6]}""", "--errors", "--quiet").Out;
        Assert.Contains("ended at a saddle, from where the objective still rises.", left, StringComparison.Ordinal);
        Assert.Contains("theta          0.51949 ± 0.13     0.79679 ± 0.1", left, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_has_not_converged_is_told_from_one_that_has() =>
        Assert.Contains(
            "The standard errors are those of a point that is no maximum yet",
            _tool.Done("fit", "coins", "@do-batzoglou", "--stop", "iterations(2)", "--errors", "--quiet").Out,
            StringComparison.Ordinal
        );
}
