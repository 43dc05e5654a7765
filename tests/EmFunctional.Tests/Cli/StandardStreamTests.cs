using System.IO;
using System.Linq;
using EmFunctional.Cli.Output;
using EmFunctional.Tests.Support;

namespace EmFunctional.Tests.Cli;

/// <summary>Standard output and standard error that cannot be written, and names that would move a terminal's cursor.</summary>
public sealed class StandardStreamTests : IDisposable
{
    readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    [Theory]
    [InlineData(">/dev/full", "standard output: no space is left on the disk; nothing else is lost, write the results elsewhere\n")]
    [InlineData(">&-", "standard output: it is closed; nothing else is lost, write the results elsewhere\n")]
    [InlineData(">/dev/full 2>/dev/full", "")]
    [InlineData(">&- 2>&-", "")]
    public void Results_that_cannot_be_written_are_a_failure(string redirection, string message)
    {
        if (!OperatingSystem.IsLinux())
            return;
        string[] arguments = ["fit", "coins", "@do-batzoglou", "--quiet"];
        var result = _tool.Shell($"\"$@\" {redirection}", arguments);
        Assert.Equal((1, "", message), (result.ExitCode, result.Out, result.Error));
        Assert.Equal(1, _tool.Shell($"\"$@\" {redirection}", "--help").ExitCode);
        Assert.Equal(1, _tool.Shell($"\"$@\" {redirection}", "samples").ExitCode);
    }

    [Theory]
    [InlineData("2>/dev/full")]
    [InlineData("2>&-")]
    public void What_cannot_be_said_changes_no_result(string redirection)
    {
        if (!OperatingSystem.IsLinux())
            return;
        var result = _tool.Shell($"\"$@\" {redirection}", "impute", "gaussian-mixture", "@airquality", "-k", "1");
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(_tool.Run("impute", "gaussian-mixture", "@airquality", "-k", "1").Out, result.Out);
        Assert.Equal(2, _tool.Shell($"\"$@\" {redirection}", "fit", "coins", "none.csv").ExitCode);
        Assert.Equal(2, _tool.Shell($"\"$@\" {redirection}", "fot").ExitCode);
    }

    [Fact]
    public void A_reader_that_goes_away_is_no_crash()
    {
        if (!OperatingSystem.IsLinux())
            return;
        var result = _tool.Shell("\"$@\" | head -n 1; echo ${PIPESTATUS[0]}", "samples", "iris");
        Assert.Equal("", result.Error);
        Assert.EndsWith("\n0\n", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_are_shown_without_being_obeyed_and_kept_in_results_for_programs()
    {
        const string name = "a\u001b]0;title\u0007\u202e";
        _tool.Write("data.csv", $"\"{name}\",\"b\nc\"\n1,2\n2,4.5\n3,5\n5,9\n6,1\n7,7\n");
        foreach (
            var arguments in new string[][]
            {
                ["fit", "gaussian-mixture", "data.csv", "-k", "1"],
                ["fit", "gaussian-mixture", "data.csv", "--columns", "none\u001b[2J"],
                ["explain", "gaussian-mixture", "data.csv", "-k", "1"],
                ["explain", "gaussian-mixture", "data.csv", "-k", "1", "--format", "md"],
                ["convert", "data.csv", "-o", "data.npy", "--force"],
                ["fit", "gaussian-mixture", "no\u001b[2J.csv"],
                ["f\u001b[2J"],
            }
        )
        {
            var result = _tool.Run(arguments);
            Assert.DoesNotContain(result.Out + result.Error, c => (char.IsControl(c) && c != '\n') || c == '\u202e');
            Assert.Contains("\\u001b", result.Out + result.Error, StringComparison.Ordinal);
        }
        var imputed = _tool.Run("impute", "gaussian-mixture", "data.csv", "-k", "1");
        Assert.Equal(File.ReadAllText(Path.Combine(_tool.Folder, "data.csv")).Replace("\"" + name + "\"", name), imputed.Out);
    }

    [Theory]
    [InlineData("data.csv", "data.csv")]
    [InlineData("my data.csv", "'my data.csv'")]
    [InlineData("$(reboot)", "'$(reboot)'")]
    [InlineData("it's", "'it'\\''s'")]
    [InlineData("~x", "'~x'")]
    [InlineData("a\u001b", null)]
    [InlineData("a\nb", null)]
    [InlineData("", null)]
    public void A_name_that_may_be_pasted_is_one_word(string name, string? word) =>
        Assert.Equal(word, ShellWord.Of(name).MatchUnsafe<string?>(found => found, () => null));
}
