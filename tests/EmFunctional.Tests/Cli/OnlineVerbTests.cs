using System.IO;
using System.Linq;
using EmFunctional.Cli.Output;
using EmFunctional.Families;
using EmFunctional.Mixtures;
using EmFunctional.Numerics;
using EmFunctional.Tests.Support;

namespace EmFunctional.Tests.Cli;

/// <summary><c>em fit … --online</c>.</summary>
public sealed class OnlineVerbTests : IDisposable
{
    readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    static string Text(int rows)
    {
        var mixture = Mixture.Of<Normal>(2);
        var truth = mixture.At(("mean", [0, 6]), ("standardDeviation", [1, 1.5])).OrThrow();
        return "wait\n" + string.Join('\n', mixture.Sample(truth, new Seed(1), rows).Values.Select(NumberText.Shortest)) + "\n";
    }

    [Fact]
    public void Standard_input_and_a_file_give_the_same_and_a_cut_journal_goes_on_to_it()
    {
        var text = Text(3000);
        _tool.Write("rows.csv", text);
        string[] asked = ["--online", "--batch", "100", "--average", "5", "--first", "500", "--quiet"];
        var whole = _tool.Succeeded(["fit", "normal-mixture", "rows.csv", .. asked, "--journal", "run.clef", "--format", "json"]);
        var piped = _tool.Feed(text, ["fit", "normal-mixture", "-", .. asked]);
        Assert.Equal(ExitCode.Done, piped.ExitCode);
        Assert.Contains("The stream ended after 30 batches.", piped.Out, StringComparison.Ordinal);
        var digest = DigestOf(piped.Out);
        Assert.Contains(digest, whole, StringComparison.Ordinal);

        var lines = File.ReadAllLines(Path.Combine(_tool.Folder, "run.clef"));
        _tool.Write("cut.clef", string.Concat(lines.Take(12).Select(line => line + "\n")));
        Assert.Equal(digest, DigestOf(_tool.Done("resume", "cut.clef", "rows.csv", "--quiet").Out));
        Assert.Equal(digest, DigestOf(_tool.Done("replay", "cut.clef", "--quiet").Out));
    }

    [Fact]
    public void Whoever_has_kept_the_rows_proves_the_journal()
    {
        var text = Text(3000);
        _tool.Write("rows.csv", text);
        _tool.Done(
            "fit",
            "normal-mixture",
            "rows.csv",
            "--online",
            "--batch",
            "100",
            "--report",
            "4",
            "--average",
            "5",
            "--journal",
            "run.clef"
        );
        var lines = File.ReadAllLines(Path.Combine(_tool.Folder, "run.clef"));
        _tool.Write("cut.clef", string.Concat(lines.Take(4).Select(line => line + "\n")));
        _tool.Done("resume", "cut.clef", "rows.csv");
        _tool.Write("interrupted.clef", string.Concat(lines.Take(4).Select(line => line + "\n")));
        // One row of the 13th batch is another: the fourth iterate tells.
        var rows = text.Split('\n');
        rows[1250] = "3.5";
        _tool.Write("other.csv", string.Join('\n', rows));
        _tool.Write("short.csv", string.Join('\n', rows.Take(1001)) + "\n");

        rows[50] = "abc";
        _tool.Write("bad.csv", string.Join('\n', rows));

        foreach (var journal in new[] { "run.clef", "cut.clef" })
            Assert.StartsWith(
                "identical, 8 iterations, trace digest ",
                _tool.Done("verify", journal, "rows.csv").Out,
                StringComparison.Ordinal
            );
        Assert.EndsWith(", interrupted\n", _tool.Done("verify", "interrupted.clef", "rows.csv").Out, StringComparison.Ordinal);
        AssertDifferent("different: iteration 4, ", "other.csv");
        AssertDifferent("different: iteration 3, evaluations: recorded 13, recomputed 11", "short.csv");
        AssertDifferent("different: recorded is a success, recomputed: rows 1 to 100 of the stream: bad.csv:51:1: ", "bad.csv");
        AssertDifferent("different: iteration 0, objective: recorded ", "@faithful", "--column", "waiting");
    }

    void AssertDifferent(string words, params string[] data)
    {
        var result = _tool.Run(["verify", "run.clef", .. data]);
        Assert.Equal((ExitCode.Different, true), (result.ExitCode, result.Out.StartsWith(words, StringComparison.Ordinal)));
    }

    static string DigestOf(string printed) =>
        printed.Split('\n').Single(line => line.StartsWith("trace digest ", StringComparison.Ordinal))[13..];

    [Theory]
    [InlineData("the schedule's kappa = 0.4 must be above 0.5 and at most 1", "--online", "--steps", "power(0.4)")]
    [InlineData("online must be given with --batch", "--batch", "10")]
    [InlineData("batch '0' must be a whole number, 1 or more", "--online", "--batch", "0")]
    [InlineData("starts '4' must be left out where --online is given", "--online", "--starts", "4")]
    [InlineData("errors must be left out where --online is given", "--online", "--errors")]
    [InlineData("leave-saddles must be left out where --online is given", "--online", "--leave-saddles")]
    public void What_cannot_be_asked_for(string message, params string[] options)
    {
        var result = _tool.Run(["fit", "normal-mixture", "@faithful", "--column", "waiting", .. options]);
        Assert.Equal(ExitCode.BadInput, result.ExitCode);
        Assert.StartsWith(message, result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hmm cannot learn single rows as they come, which are parts of sequences", "hmm", "@ice-cream")]
    [InlineData("linkage cannot learn rows as they come, for one row is all of its data", "linkage", "@linkage")]
    public void Models_without_rows_of_their_own_say_why_they_learn_none(string message, string model, string data)
    {
        var result = _tool.Run("fit", model, data, "--online");
        Assert.Equal(ExitCode.BadInput, result.ExitCode);
        Assert.StartsWith(message, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stream_that_ends_after_one_row()
    {
        var result = _tool.Feed("x\n1\n", ["fit", "normal-mixture", "-", "--online"]);
        Assert.Equal((ExitCode.BadInput, "standard input: 1 row of data; give at least 2\n"), (result.ExitCode, result.Error));
    }

    [Fact]
    public void A_cell_that_is_no_number_ends_the_run_with_its_line_and_what_was_learned_is_shown()
    {
        var result = _tool.Feed(Text(2000) + "abc\n5\n", ["fit", "normal-mixture", "-", "--online", "--quiet"]);
        Assert.Equal(ExitCode.NotFitted, result.ExitCode);
        Assert.Contains(
            "standard input:2002:1: 'abc' in wait must be a finite number",
            result.Out.ReplaceLineEndings(" "),
            StringComparison.Ordinal
        );
        Assert.Contains("component", result.Out, StringComparison.Ordinal);
    }
}
