using EmFunctional.Fuzz.Walking;

namespace EmFunctional.Tests.Fuzzing;

/// <summary>Every verb with every model, sample and kind of file succeeds, or refuses and says why.</summary>
public class WalkTests
{
    [Fact]
    public void Every_call_succeeds_or_refuses()
    {
        var (calls, faults) = Walk.Go(isWhole: false);
        Assert.Empty(faults);
        Assert.True(calls > 1000, $"{calls} calls");
    }

    [Theory]
    [InlineData(0, "1.5", "", null)]
    [InlineData(1, "the objective fell", "", null)]
    [InlineData(2, "", "x:1:2: must be a number", null)]
    [InlineData(3, "", "iteration 7 differs", null)]
    [InlineData(0, "", "something was read", "nothing is printed")]
    [InlineData(2, " \n", "", "nothing is said")]
    [InlineData(4, "1.5", "", "exit code 4")]
    [InlineData(130, "1.5", "", "exit code 130")]
    [InlineData(1, "", "Unhandled\n   at EmFunctional.Cli.Main()", "at EmFunctional")]
    public void What_is_a_fault(int exitCode, string output, string error, string? fault)
    {
        var found = Walk.FaultOf(output, new(exitCode, error, Crash: null));
        Assert.Equal(fault is null, found is null);
        Assert.Contains(fault ?? "", found ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void A_crash_is_a_fault_and_the_next_call_is_answered()
    {
        using var tool = new ToolServer();
        var folder = System.IO.Path.GetTempPath();
        var crashed = tool.Run(new(System.IO.Path.Combine(folder, "no such folder"), ["models"], null));
        Assert.NotNull(crashed.Ending.Crash);
        var (output, ending) = tool.Run(new(folder, ["models"], null));
        Assert.Null(Walk.FaultOf(output, ending));
        Assert.Contains("coins", output, StringComparison.Ordinal);
    }
}
