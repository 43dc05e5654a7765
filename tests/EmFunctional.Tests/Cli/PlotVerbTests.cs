using System.IO;
using System.Linq;
using System.Xml.Linq;
using EmFunctional.Tests.Support;

namespace EmFunctional.Tests.Cli;

public sealed class PlotVerbTests : IDisposable
{
    readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    string PathTo(string name) => Path.Combine(_tool.Folder, name);

    void Fit(string journal, params string[] arguments) =>
        Assert.Equal(0, _tool.Run(["fit", .. arguments, "--journal", journal, "--quiet"]).ExitCode);

    void FitCoins() => Fit("run.clef", "coins", "@do-batzoglou", "--start", "{\"theta\":[0.6,0.5]}");

    (int ExitCode, string Error) Plot(params string[] arguments)
    {
        var result = _tool.Run(["plot", .. arguments]);
        Assert.Equal("", result.Out);
        // What was read has tests of its own.
        var lines = result
            .Error.Split('\n')
            .Where(line => !line.StartsWith("  ", StringComparison.Ordinal) && !line.Contains(": read ", StringComparison.Ordinal));
        return (result.ExitCode, string.Join('\n', lines));
    }

    string TitleOf(string svg) => XDocument.Load(PathTo(svg)).Root!.Elements().First().Value;

    [Fact]
    public void A_sample_needs_no_data_and_a_file_does()
    {
        FitCoins();
        Assert.Equal((0, ""), Plot("run.clef", "-o", "all.svg"));
        Assert.Equal("coins on @do-batzoglou", TitleOf("all.svg"));
        _tool.Write("flips.csv", "sequence\nHHTH\nTTTH\nHHHH\n");
        Fit("file.clef", "coins", "flips.csv");
        const string Hint = "the data of file.clef are not at hand: with --data flips.csv there are pictures of them too\n";
        Assert.Equal((0, Hint), Plot("file.clef", "-o", "few.svg"));
        Assert.Equal(
            (
                2,
                Hint
                    + "what 'likelihood' must be one of overview, objective, gap, parameters where the data are not given with --data; choose another value\n"
            ),
            Plot("file.clef", "--what", "likelihood", "-o", "no.svg")
        );
        Assert.Equal((0, ""), Plot("file.clef", "--what", "likelihood", "--data", "flips.csv", "-o", "likelihood.svg"));
        Assert.Equal("coins on flips.csv: likelihood", TitleOf("likelihood.svg"));
        Assert.False(File.Exists(PathTo("no.svg")));
    }

    [Fact]
    public void Several_journals_are_compared_if_they_are_of_the_same_data()
    {
        string[] deaths = ["poisson-mixture", "@times-deaths", "--column", "deaths", "--weight-column", "days"];
        Fit("plain.clef", [.. deaths, "--stop", "iterations(30)"]);
        Fit("squarem.clef", [.. deaths, "--algorithm", "squarem"]);
        Assert.Equal((0, ""), Plot("plain.clef", "squarem.clef", "-o", "both.svg"));
        Assert.Equal("2 runs on @times-deaths, column deaths", TitleOf("both.svg"));
        Assert.Contains(">squarem.clef<", File.ReadAllText(PathTo("both.svg")), StringComparison.Ordinal);
        FitCoins();
        Assert.Equal(
            (2, "run.clef: a run on other data than that of plain.clef, so their objectives cannot be compared; plot them one by one\n"),
            Plot("plain.clef", "run.clef", "-o", "no.svg")
        );
        Assert.Contains(
            "overview, objective, gap for several journals",
            Plot("plain.clef", "squarem.clef", "--what", "density", "-o", "no.svg").Error,
            StringComparison.Ordinal
        );
        Assert.Equal(2, Plot("plain.clef", "squarem.clef", "--animate", "-o", "no.svg").ExitCode);
        Assert.Equal(2, Plot("plain.clef", "squarem.clef", "--data", "@times-deaths", "-o", "no.svg").ExitCode);
        Assert.False(File.Exists(PathTo("no.svg")));
    }

    [Fact]
    public void What_cannot_be_drawn_is_said_and_nothing_is_written()
    {
        FitCoins();
        var before = _tool.Files.Count();
        void Refused(string error, params string[] arguments)
        {
            var result = Plot(arguments);
            Assert.Equal(2, result.ExitCode);
            Assert.StartsWith(error, result.Error, StringComparison.Ordinal);
        }
        Refused("output 'x.jpg' must be a file whose name ends in .svg or .png", "run.clef", "-o", "x.jpg");
        Refused("output 'run.clef' must be another file than those that are read", "run.clef", "-o", "run.clef", "--force");
        Refused("unknown what 'likelyhood'; did you mean likelihood?", "run.clef", "--what", "likelyhood", "-o", "x.svg");
        Refused(
            "what 'points' must be one of overview, objective, gap, parameters, likelihood, responsibilities, errors for this model",
            "run.clef",
            "--what",
            "points",
            "-o",
            "x.svg"
        );
        Refused("run.clef: the data are not those of the journal", "run.clef", "--data", "@notebook-coins", "-o", "x.svg");
        Refused("none.clef: ", "none.clef", "-o", "x.svg");
        Refused("Option '--output' is required", "run.clef");
        Refused("output 'no/x.svg' must be a file in a folder that there is", "run.clef", "-o", "no/x.svg");
        Assert.Equal(before, _tool.Files.Count());
        var lines = File.ReadAllLines(PathTo("run.clef"));
        _tool.Write("started.clef", lines[0] + "\n");
        Refused("started.clef: its run has no iterate yet", "started.clef", "-o", "x.svg");
        _tool.Write("empty.clef", "");
        Refused("empty.clef: no run starts in it", "empty.clef", "-o", "x.svg");
        _tool.Write(
            "changed.clef",
            File.ReadAllText(PathTo("run.clef")).Replace("\"Iteration\":3", "\"Iteration\":4", StringComparison.Ordinal)
        );
        Refused("changed.clef: line 5 is not what was written", "changed.clef", "-o", "x.svg");
        Assert.False(File.Exists(PathTo("x.svg")));
    }

    [Fact]
    public void A_picture_is_overwritten_only_by_force_and_a_journal_that_was_cut_is_drawn_as_far_as_it_goes()
    {
        FitCoins();
        var text = File.ReadAllText(PathTo("run.clef"));
        _tool.Write("cut.clef", text[..(text.Length / 2)]);
        var cut = Plot("cut.clef", "-o", "x.svg");
        Assert.Equal(0, cut.ExitCode);
        Assert.Matches("^cut.clef: line [0-9]+ is cut off", cut.Error);
        var drawn = File.ReadAllText(PathTo("x.svg"));
        Assert.StartsWith(
            "output 'x.svg' must be the name of a new file, or --force given",
            Plot("run.clef", "-o", "x.svg").Error,
            StringComparison.Ordinal
        );
        Assert.Equal(drawn, File.ReadAllText(PathTo("x.svg")));
        Assert.Equal(0, Plot("run.clef", "-o", "x.svg", "--force").ExitCode);
        Assert.NotEqual(drawn, File.ReadAllText(PathTo("x.svg")));
    }
}
