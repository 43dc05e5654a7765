using System.IO;
using System.Linq;
using EmFunctional.Tests.Support;

namespace EmFunctional.Tests.Cli;

/// <summary>Files that the tool writes: nothing is destroyed that it did not write itself.</summary>
public sealed class WrittenFileTests : IDisposable
{
    readonly Tool _tool = new();

    public WrittenFileTests() => _tool.Write("data.csv", "x\n1\n2\n3\n7\n8\n9.5\n");

    public void Dispose() => _tool.Dispose();

    string PathTo(string name) => Path.Combine(_tool.Folder, name);

    void Refused(string message, params string[] arguments)
    {
        var before = _tool.Files.Order(StringComparer.Ordinal).ToArray();
        var result = _tool.Run(arguments);
        Assert.Equal((2, ""), (result.ExitCode, result.Out));
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
        Assert.Equal(before, _tool.Files.Order(StringComparer.Ordinal));
    }

    void Done(params string[] arguments)
    {
        var result = _tool.Run(arguments);
        Assert.True(result.ExitCode == 0, result.Error);
    }

    [Theory]
    [InlineData("fit", "normal-mixture", "data.csv", "--journal")]
    [InlineData("fit", "normal-mixture", "data.csv", "--save")]
    [InlineData("select", "normal-mixture", "data.csv", "--save")]
    [InlineData("explain", "normal-mixture", "data.csv", "--format", "md", "-o")]
    public void What_is_no_name_of_a_file_is_refused(params string[] arguments)
    {
        Refused("must be the name of a file", [.. arguments, ""]);
        Refused("which standard output is not", [.. arguments, "-"]);
        Refused("must be another file than those that are read", [.. arguments, "./data.csv"]);
        Refused("must be a file, not a folder", [.. arguments, "."]);
        Refused("must be a file in a folder that there is", [.. arguments, "no/file"]);
        if (!OperatingSystem.IsWindows())
            Refused("this is a device, a pipe or a socket, no file", [.. arguments, "/dev/null"]);
    }

    [Fact]
    public void The_data_are_not_overwritten_under_another_name_or_through_a_link()
    {
        File.CreateSymbolicLink(PathTo("link.csv"), "data.csv");
        Done("fit", "normal-mixture", "data.csv", "--save", "model.json");
        Refused("another file than those that are read", "predict", "model.json", "data.csv", "-o", "link.csv", "--force");
        Refused("another file than the others", "fit", "normal-mixture", "data.csv", "--save", "run", "--journal", "run");
        Refused("this is no journal", "fit", "normal-mixture", "data.csv", "--journal", "model.json", "--force");
        Refused("it is no saved model", "fit", "normal-mixture", "@faithful", "--column", "waiting", "--save", "data.csv");
    }

    [Fact]
    public void Modes_and_links_of_what_is_overwritten_are_kept()
    {
        if (OperatingSystem.IsWindows())
            return;
        Done("fit", "normal-mixture", "data.csv", "--save", "model.json", "--journal", "run.clef");
        Done("predict", "model.json", "data.csv", "-o", "labels.csv");
        var secret = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        foreach (var name in new[] { "model.json", "run.clef", "labels.csv" })
        {
            File.SetUnixFileMode(PathTo(name), secret);
            File.CreateSymbolicLink(PathTo("to-" + name), name);
        }
        string[] again = ["--stop", "iterations(2)", "--save", "to-model.json", "--journal", "to-run.clef", "--force", "--durable"];
        Done(["fit", "normal-mixture", "data.csv", .. again]);
        Done("predict", "to-model.json", "data.csv", "-o", "to-labels.csv", "--force");
        foreach (var name in new[] { "model.json", "run.clef", "labels.csv" })
        {
            Assert.Equal(secret, File.GetUnixFileMode(PathTo(name)));
            Assert.Equal(name, new FileInfo(PathTo("to-" + name)).LinkTarget);
        }
        Assert.Contains("\"iterations\": 2", File.ReadAllText(PathTo("model.json")), StringComparison.Ordinal);
        Assert.Equal(7, _tool.Files.Count());
    }

    [Fact]
    public void A_file_beside_the_journal_stays()
    {
        _tool.Write("run.lock", "x\n1\n2\n3\n7\n8\n9.5\n");
        Done("fit", "normal-mixture", "run.lock", "--journal", "run");
        Assert.Equal(File.ReadAllText(PathTo("data.csv")), File.ReadAllText(PathTo("run.lock")));
        Refused("run exists", "fit", "normal-mixture", "run.lock", "--journal", "run");
    }

    [Fact]
    public void A_file_that_may_not_grow_is_said_and_nothing_half_written_stays()
    {
        Done("fit", "normal-mixture", "data.csv", "--save", "model.json");
        _tool.Write("many.csv", string.Join('\n', Enumerable.Range(0, 3000).Select(i => $"{i % 97}").Prepend("x")));
        foreach (var output in new[] { "labels.csv", "labels.npz" })
        {
            var result = _tool.Bounded(4096, "predict", "model.json", "many.csv", "-o", output, "--quiet");
            Assert.Equal(
                (
                    2,
                    $"{output}: cannot be written: the file would be larger than the system allows; nothing else is lost, name another file\n"
                ),
                (result.ExitCode, result.Error)
            );
        }
        Assert.Equal(3, _tool.Files.Count());
    }
}
