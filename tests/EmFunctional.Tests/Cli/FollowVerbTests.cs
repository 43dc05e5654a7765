using System.IO;
using System.Linq;
using System.Threading;
using EmFunctional.Tests.Support;

namespace EmFunctional.Tests.Cli;

/// <summary><c>em replay --follow</c>: in one terminal a fit, in the other what it does.</summary>
public sealed class FollowVerbTests : IDisposable
{
    readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    [Fact]
    public void A_run_is_followed_from_before_its_start_to_its_end()
    {
        using var follower = _tool.Start("replay", "run.clef", "--follow", "--quiet");
        var fit = _tool.Succeeded("fit", "coins", "@do-batzoglou", "--quiet", "--journal", "run.clef");
        var result = Tool.End(follower);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Equal(Digest(fit), Digest(result.Out));
        Assert.Equal(_tool.Succeeded("replay", "run.clef", "--quiet"), result.Out);
    }

    [Fact]
    public void An_interrupted_run_is_told_and_shown_as_far_as_it_came()
    {
        _tool.Done("fit", "coins", "@do-batzoglou", "--quiet", "--journal", "whole.clef");
        var lines = File.ReadAllLines(Path.Combine(_tool.Folder, "whole.clef"));
        _tool.Write("run.clef", string.Concat(lines.Take(5).Select(line => line + "\n")));
        var result = _tool.Run("replay", "run.clef", "--follow");
        Assert.Equal(130, result.ExitCode);
        Assert.Contains("run.clef: the run was interrupted after iteration 3", result.Error, StringComparison.Ordinal);
        Assert.Contains("after 3 iterations", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void An_altered_journal_is_told_as_without_following()
    {
        _tool.Done("fit", "coins", "@do-batzoglou", "--quiet", "--journal", "run.clef");
        var path = Path.Combine(_tool.Folder, "run.clef");
        File.WriteAllText(path, File.ReadAllText(path).Replace("\"Iteration\":5", "\"Iteration\":6", StringComparison.Ordinal));
        Assert.Equal(_tool.Run("replay", "run.clef"), _tool.Run("replay", "run.clef", "--follow"));
        Assert.Equal(3, _tool.Run("replay", "run.clef", "--follow").ExitCode);
    }

    [Fact]
    public void A_rolling_log_is_shown_and_it_is_told_that_nobody_can_follow_it()
    {
        _tool.Done("fit", "coins", "@do-batzoglou", "--quiet", "--journal", "app-20260131.clef");
        var result = _tool.Run("replay", "app-.clef", "--follow", "--quiet");
        Assert.Equal(2, result.ExitCode);
        Assert.Equal(_tool.Succeeded("replay", "app-20260131.clef", "--quiet"), result.Out);
        Assert.Contains("app-.clef: these are the files of a rolling log", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_interrupt_ends_the_wait()
    {
        if (!OperatingSystem.IsLinux())
            return; // there is no kill elsewhere
        using var follower = _tool.Start("replay", "never.clef", "--follow");
        for (var i = 0; i < 40 && !follower.HasExited; i++)
        {
            Thread.Sleep(100);
            Tool.Interrupt(follower);
        }
        var result = Tool.End(follower);
        Assert.Equal("", result.Out);
        Assert.Equal(130, result.ExitCode);
    }

    [Fact]
    public void What_goes_back_in_time_is_not_followed()
    {
        foreach (var option in new[] { "--at", "--speed" })
        {
            var result = _tool.Run("replay", "run.clef", "--follow", option, "1");
            Assert.Equal(2, result.ExitCode);
            Assert.Contains("--at and --speed", result.Error, StringComparison.Ordinal);
        }
    }

    static string Digest(string text) => text.Split('\n').Single(line => line.StartsWith("trace digest", StringComparison.Ordinal));
}
