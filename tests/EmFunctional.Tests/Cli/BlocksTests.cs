using System.IO;
using System.Linq;
using EmFunctional.Numerics;
using EmFunctional.Tests.Support;

namespace EmFunctional.Tests.Cli;

/// <summary>Data that stay in their file, through the tool: the same journal, and a message for each wrong use.</summary>
public sealed class BlocksTests : IDisposable
{
    readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    void WriteData()
    {
        var seed = new Seed(3);
        var lines = Enumerable
            .Range(0, 9000)
            .Select(i => $"{NumberText.Shortest(seed.Normal(i) + 5 * (i % 2))},{NumberText.Shortest(seed.Uniform(i))}");
        _tool.Write("data.csv", "x,y\n" + string.Join('\n', lines) + "\n");
        Assert.Equal(
            new ToolResult(0, "data.npy: 9000 rows of 2 columns: column1 x, column2 y\n", ""),
            _tool.Run("convert", "data.csv", "-o", "data.npy", "--quiet")
        );
        Assert.Equal(0, _tool.Run("convert", "data.csv", "-o", "data.f64").ExitCode);
    }

    // Text stays text: its numbers go to a temporary file, weights and labels beside them.
    [Theory]
    [InlineData("")]
    [InlineData("--weight-column w")]
    [InlineData("--label-column l --init random-rows")]
    [InlineData("--label-column l --weight-column w --form diagonal --without y")]
    public void A_text_is_fitted_in_blocks_to_the_same_bits(string more)
    {
        var seed = new Seed(3);
        var lines = Enumerable
            .Range(0, 9000)
            .Select(i =>
                $"n{i},{NumberText.Shortest(seed.Normal(i) + 5 * (i % 2))},{NumberText.Shortest(seed.Uniform(i))},{1 + i % 3},{(i % 50 == 0 ? $"{"ab"[i / 50 % 2]}" : "")}"
            );
        _tool.Write("text.csv", "name,x,y,w,l\n" + string.Join('\n', lines) + "\n");
        string[] fit =
        [
            "fit",
            "gaussian-mixture",
            "text.csv",
            "--stop",
            "iterations(4)",
            "--format",
            "json",
            .. more.Split(' ', System.StringSplitOptions.RemoveEmptyEntries),
        ];
        var blocks = _tool.Done([.. fit, "--read", "blocks", "--journal", "run.clef"]);
        Assert.Equal(_tool.Done(fit).Out, blocks.Out);
        Assert.StartsWith(
            "identical, 4 iterations",
            _tool.Done("verify", "run.clef", "text.csv", "--read", "blocks").Out,
            StringComparison.Ordinal
        );
        Assert.StartsWith("identical, 4 iterations", _tool.Done("verify", "run.clef", "text.csv").Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_converted_file_is_fitted_resumed_and_verified_in_blocks_to_the_same_bits()
    {
        WriteData();
        string Digest(params string[] arguments)
        {
            var result = _tool.Run(["fit", "gaussian-mixture", .. arguments, "--stop", "iterations(4)"]);
            Assert.Equal(0, result.ExitCode);
            return result.Out.TrimEnd().Split(' ')[^1];
        }
        var digest = Digest("data.csv");
        Assert.Equal(digest, Digest("data.npy", "--read", "memory"));
        Assert.Equal(digest, Digest("data.npy", "--read", "blocks", "--journal", "run.clef", "--threads", "3"));
        Assert.Equal(digest, Digest("data.npy", "--read", "map", "--threads", "1"));
        Assert.Equal(digest, Digest("data.f64", "--raw-columns", "2"));
        Assert.Equal(digest, Digest("data.f64", "--raw-columns", "2", "--read", "blocks"));
        Assert.StartsWith(
            "identical, 4 iterations",
            _tool.Run("verify", "run.clef", "data.npy", "--read", "memory").Out,
            StringComparison.Ordinal
        );
        Assert.StartsWith(
            "identical, 4 iterations",
            _tool.Run("verify", "run.clef", "data.npy", "--read", "blocks").Out,
            StringComparison.Ordinal
        );
        Assert.Equal(Digest("data.csv", "--column", "y"), Digest("data.npy", "--column", "column2", "--read", "blocks"));
        Assert.Contains(
            "data.npy: 9000 rows of 2 columns, read in 3 blocks in every pass",
            _tool.Run("resume", "run.clef", "data.npy", "--read", "blocks", "--stop", "iterations(6)").Error
                + _tool.Run("fit", "gaussian-mixture", "data.npy", "--read", "blocks").Error,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void What_cannot_be_done_is_said()
    {
        WriteData();
        void Refused(string message, params string[] arguments) =>
            Assert.Equal(new ToolResult(2, "", message + "\n"), _tool.Run(arguments));
        Refused(
            "read 'map' must be memory or blocks where the data are a text; choose another value",
            ["fit", "gaussian-mixture", "data.csv", "--read", "map"]
        );
        Refused(
            "read 'blocks' must be memory for this model; choose another value",
            ["fit", "hmm", "data.npy", "--emission", "normal(column1)", "--read", "blocks"]
        );
        Refused(
            "column2 in row 1 = 0.45260441403080537 must be a whole number, 0 or more; choose another value",
            ["fit", "poisson-mixture", "data.npy", "--column", "column2", "--read", "blocks", "--quiet"]
        );
        Refused(
            "data.npy: columns column1, column2 all hold numbers; choose one with --column",
            ["fit", "normal-mixture", "data.npy", "--read", "blocks", "--quiet"]
        );
        Refused("unknown read 'block'; did you mean blocks?", ["fit", "gaussian-mixture", "data.npy", "--read", "block"]);
        Refused(
            "raw-columns 'left out' must be the number of columns of data.f64, which has no header: 1 or more; choose another value",
            ["fit", "gaussian-mixture", "data.f64"]
        );
        Refused(
            "raw-columns '2' must be left out where the data are no .f64 or .bin file; choose another value",
            ["fit", "gaussian-mixture", "data.npy", "--raw-columns", "2"]
        );
        Refused(
            "data.f64: must be whole rows of 56 bytes, 7 doubles each, and there are 144000 bytes",
            ["fit", "gaussian-mixture", "data.f64", "--raw-columns", "7", "--read", "blocks"]
        );
        Refused(
            "data.f64: must be whole rows of 56 bytes, 7 doubles each, and there are 144000 bytes",
            ["fit", "gaussian-mixture", "data.f64", "--raw-columns", "7"]
        );
        Refused(
            "unknown column 'x'; choose column1, column2",
            ["fit", "gaussian-mixture", "data.npy", "--columns", "x", "--read", "blocks", "--quiet"]
        );
    }

    [Fact]
    public void Convert_refuses_what_is_wrong_and_writes_nothing()
    {
        WriteData();
        _tool.Write("bad.csv", "x,y\n1,2\n3,two\n");
        var files = _tool.Files.Count();
        void Refused(string message, params string[] arguments) =>
            Assert.Equal(new ToolResult(2, "", message + "\n"), _tool.Run(["convert", .. arguments, "--quiet"]));
        Refused("bad.csv:3:3: 'two' in y must be a finite number; correct this cell", "bad.csv", "-o", "new.npy");
        Refused("no.csv: there is no such file; check the path", "no.csv", "-o", "new.npy");
        Refused("output 'new.csv' must be the name of a .npy, .f64 or .bin file; choose another value", "bad.csv", "-o", "new.csv");
        Refused("output 'data.npy' must be the name of a new file, or --force given; choose another value", "data.csv", "-o", "data.npy");
        Assert.Equal(files, _tool.Files.Count());
        Assert.Equal(
            "new.f64: 2 rows of 1 column: column1 b\n",
            _tool.Feed("a,b\n1,2\n3,none\n", "convert", "-", "-o", "new.f64", "--column", "b", "--missing", "none", "--quiet").Out
        );
        Assert.Equal(16, new FileInfo(Path.Combine(_tool.Folder, "new.f64")).Length);
    }
}
