using System.IO;
using System.Linq;
using EmFunctional.Tests.Support;

namespace EmFunctional.Tests.Cli;

/// <summary>A selection that takes its time.</summary>
public sealed class SelectTests : IDisposable
{
    readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    [Fact]
    public void Each_fit_is_said_in_order_when_it_is_done()
    {
        var result = _tool.Run("select", "normal-mixture", "@faithful", "--column", "waiting", "-k", "1-3", "--format", "csv");
        var said = result.Error.Split('\n').Where(line => line.StartsWith("k = ", StringComparison.Ordinal)).ToArray();
        Assert.Equal(["k = 1: BIC ", "k = 2: BIC ", "k = 3: BIC "], said.Select(line => line[..11]));
        Assert.All(said, line => Assert.EndsWith(", converged", line, StringComparison.Ordinal));
        Assert.Equal(4, result.Out.TrimEnd('\n').Split('\n').Length);
    }

    [Fact]
    public void A_person_sees_each_row_of_the_table_when_it_is_done()
    {
        _tool.Write("points.csv", string.Join('\n', Enumerable.Range(0, 20_000).Select(i => $"{i * 7919 % 10007}").Prepend("x")));
        using var process = _tool.Start("select", "normal-mixture", "points.csv", "-k", "1,40", "--stop", "residual(0)", "--quiet");
        Assert.StartsWith(" k  log-likelihood", process.StandardOutput.ReadLine(), StringComparison.Ordinal);
        Assert.StartsWith(" 1  ", process.StandardOutput.ReadLine(), StringComparison.Ordinal);
        Assert.False(process.HasExited); // the other takes hours
        Tool.Interrupt(process);
        Assert.Contains("\nThe smallest BIC: k = 1.", Tool.End(process).Out, StringComparison.Ordinal);
    }

    [Fact]
    public void An_interrupt_leaves_the_table_so_far_and_saves_the_best_so_far()
    {
        // The first is done at once, and many are to come.
        _tool.Write("points.csv", string.Join('\n', Enumerable.Range(0, 20_000).Select(i => $"{i * 7919 % 10007}").Prepend("x")));
        using var process = _tool.Start(
            "select",
            "normal-mixture",
            "points.csv",
            "-k",
            "1-60",
            "--stop",
            "residual(0)",
            "--save",
            "best.json"
        );
        while (process.StandardOutput.ReadLine() is { } line && !line.TrimStart().StartsWith("1 ", StringComparison.Ordinal)) { }
        Tool.Interrupt(process);
        Tool.Interrupt(process);
        var result = Tool.End(process);
        Assert.Equal(130, result.ExitCode);
        Assert.Contains(" of 60 fits are done.", result.Error, StringComparison.Ordinal);
        Assert.Contains("\nThe smallest BIC: k = ", result.Out, StringComparison.Ordinal);
        Assert.Contains(
            "\"model\": \"normal-mixture\"",
            File.ReadAllText(Path.Combine(_tool.Folder, "best.json")),
            StringComparison.Ordinal
        );
    }
}
