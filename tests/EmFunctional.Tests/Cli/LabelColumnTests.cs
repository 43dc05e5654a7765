using EmFunctional.Numerics;
using EmFunctional.Tests.Support;

namespace EmFunctional.Tests.Cli;

/// <summary>Labels known for some rows, through the tool.</summary>
public sealed class LabelColumnTests : IDisposable
{
    readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    [Fact]
    public void Labels_by_name_are_read_recorded_and_shown()
    {
        _tool.Write("points.csv", "x,colour\n1,red\n2,\n1.5,red\n8,\n9,blue\n9.5,NA\n2.5,?\n");
        string[] fit = ["fit", "normal-mixture", "points.csv", "--label-column", "colour", "--missing", "?"];
        var fitted = _tool.Run([.. fit, "--journal", "run.clef"]);
        Assert.Equal(0, fitted.ExitCode);
        const string Shown = "By label: component 0 is blue, component 1 is red.";
        Assert.Contains(Shown, fitted.Out, StringComparison.Ordinal);
        Assert.Contains(Shown, _tool.Run("replay", "run.clef").Out, StringComparison.Ordinal);
        Assert.StartsWith("identical, ", _tool.Run("verify", "run.clef", "points.csv").Out, StringComparison.Ordinal);
        _tool.Write("other.csv", "x,colour\n1,red\n2,\n1.5,\n8,\n9,blue\n9.5,NA\n2.5,?\n");
        Assert.Equal(3, _tool.Run("verify", "run.clef", "other.csv").ExitCode);
        Assert.Contains("\"labels\": [", _tool.Run([.. fit, "--format", "json"]).Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("kind", "unknown column 'kind'; choose x, colour\n")]
    [InlineData("colour", "3 labels for 2 components; ask for at least 3 components (-k 3), or join labels\n")]
    public void Labels_that_do_not_fit_are_refused(string column, string message)
    {
        _tool.Write("points.csv", "x,colour\n1,red\n2,green\n3,blue\n4,\n");
        var result = _tool.Run("fit", "normal-mixture", "points.csv", "--label-column", column);
        Assert.Equal((2, message, ""), (result.ExitCode, result.Error, result.Out));
    }

    [Fact]
    public void A_model_of_no_rows_refuses_them() =>
        Assert.Equal(
            "linkage cannot have labels of rows; see 'em models' for what each model offers\n",
            _tool.Run("fit", "linkage", "@linkage", "--label-column", "x").Error
        );
}
