using System.IO;
using System.Linq;
using EmFunctional.Numerics;
using EmFunctional.Tests.Support;

namespace EmFunctional.Tests.Cli;

/// <summary>A table in parts is the table: the same data id, the same bits, in memory and in blocks; a part that was changed is named.</summary>
public sealed class PartitionTests : IDisposable
{
    const string List = "parts/rows.parts.json";

    readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    // Names that are no number, weights, and a hole here and there.
    void WriteData(bool hasHoles = false)
    {
        var seed = new Seed(3);
        var lines = Enumerable
            .Range(0, 13_000)
            .Select(i =>
                $"n{i},{NumberText.Shortest(seed.Normal(i) + 5 * (i % 2))},{(hasHoles && i % 97 == 0 ? "" : NumberText.Shortest(seed.Uniform(i)))},{i % 4},{i * 7 % 23}"
            );
        _tool.Write("data.csv", "name,x,y,w,count\n" + string.Join('\n', lines) + "\n");
    }

    ToolResult Partition(params string[] more) => _tool.Run(["partition", "data.csv", "--parts", "3", "-o", "parts", "--quiet", .. more]);

    [Theory]
    [InlineData(false, "gaussian-mixture", "--columns x,y --init random-rows")]
    [InlineData(false, "gaussian-mixture", "--columns x,y --init random-rows", "--read blocks")]
    [InlineData(false, "gaussian-mixture", "--columns x,y --weight-column w --init random-rows")]
    [InlineData(true, "gaussian-mixture", "--columns x,y --init random-rows")]
    [InlineData(false, "poisson-mixture", "--column count -k 2 --weight-column w")]
    public void A_run_over_the_whole_file_is_proved_over_its_parts(bool hasHoles, string model, string options, string way = "")
    {
        WriteData(hasHoles);
        Assert.Equal(new ToolResult(0, $"{List}: 13000 rows of 4 columns in 3 parts\n", ""), Partition());
        string[] asked = options.Split(' ');
        _tool.Done(["fit", model, "data.csv", .. asked, "--stop", "iterations(4)", "--journal", "whole.clef"]);
        string[] read = way.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("identical, 4 iterations", _tool.Done(["verify", "whole.clef", List, .. read]).Out, StringComparison.Ordinal);
        _tool.Done(["fit", model, List, .. asked, "--stop", "iterations(4)", "--journal", "parts.clef", .. read]);
        Assert.StartsWith("identical, 4 iterations", _tool.Done("verify", "parts.clef", "data.csv").Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("--read blocks")]
    public void A_part_that_was_changed_is_named(string way)
    {
        WriteData();
        Partition();
        using (var part = new FileStream(Path.Combine(_tool.Folder, "parts/part-00002.npy"), FileMode.Open, FileAccess.ReadWrite))
        {
            part.Position = part.Length - 3;
            part.WriteByte(0x3f);
        }
        string[] fit =
        [
            "fit",
            "gaussian-mixture",
            List,
            "--columns",
            "x,y",
            "--quiet",
            .. way.Split(' ', StringSplitOptions.RemoveEmptyEntries),
        ];
        var result = _tool.Run(fit);
        Assert.Equal((2, ""), (result.ExitCode, result.Out));
        Assert.Contains(
            "part-00002.npy: must be the part that parts/rows.parts.json lists, and its rows 1 to 4096 were changed; write the parts anew",
            result.Error,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void What_is_wrong_is_said()
    {
        WriteData();
        Assert.Equal(
            "parts '0' must be from 1 to 99999; choose another value\n",
            _tool.Run("partition", "data.csv", "--parts", "0", "-o", "p").Error
        );
        Assert.Equal(0, Partition().ExitCode);
        Assert.Contains("must be the name of a new file, or --force given", Partition().Error, StringComparison.Ordinal);
        Assert.Equal(0, Partition("--force", "--columns", "x,y").ExitCode);
        var list = File.ReadAllText(Path.Combine(_tool.Folder, List));
        void Refused(string text, string words)
        {
            _tool.Write(List, text);
            var result = _tool.Run("fit", "gaussian-mixture", List, "--quiet");
            Assert.Equal(2, result.ExitCode);
            Assert.Contains(words, result.Error, StringComparison.Ordinal);
        }
        Refused("{\n1}", "must be a list of parts as em partition writes it, in JSON; line 2 is not");
        Refused("{\"Format\":\"em-parts\",\"Version\":2}", "must be of version 1, and it is of version 2: a newer em wrote it");
        Refused(list.Replace("part-00002.npy", "../part-00002.npy"), "'../part-00002.npy' is no name of a file beside it");
        Refused(list.Replace("\"Rows\": 13000", "\"Rows\": 13001"), "the parts have other rows than all together");
        Refused(list.Replace("part-00002.npy", "part-00004.npy"), "part-00004.npy: there is no such file");
        Refused(list.Replace("part-00002.npy", "part-00003.npy"), "part-00003.npy: must be of 4096 rows of 2 columns");
    }

    [Fact]
    public void There_are_not_more_parts_than_blocks()
    {
        WriteData();
        Assert.Equal(
            new ToolResult(0, "new/parts/rows.parts.json: 13000 rows of 1 column in 4 parts\n", ""),
            _tool.Run("partition", "data.csv", "--parts", "64", "-o", "new/parts", "--columns", "x", "--quiet")
        );
    }
}
