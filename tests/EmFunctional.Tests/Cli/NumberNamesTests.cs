using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using EmFunctional.Tests.Support;

namespace EmFunctional.Tests.Cli;

/// <summary>One name for one number: what people read has the names of the page of concepts, and none of those that lost.</summary>
public sealed partial class NumberNamesTests : IDisposable
{
    readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    // What once was called so, and what is called that way now.
    static readonly (Regex Lost, string Won)[] _names =
    [
        (new(@"\bobjective:? -?\d"), "log-likelihood"),
        (new(@"\bslack\b", RegexOptions.IgnoreCase), "rounding tolerance"),
        (new("rounding explains"), "rounding tolerance"),
        (new(@"\bfree (numbers|parameters)\b"), "degrees of freedom"),
        (new(@"\bpasses\b"), "evaluations"),
        (new(@"\b[Ff]indings?\b"), "diagnostic"),
        (new("numbers that are held"), "fixed parameters"),
    ];

    [Theory]
    [InlineData("fit normal-mixture @faithful --column waiting --trace --errors")]
    [InlineData("fit normal-mixture @faithful --column waiting --online --batch 16")]
    [InlineData("fit gaussian-mixture @iris -k 6 --on-degenerate prior")]
    [InlineData("fit coins @do-batzoglou --hold theta[0]=0.5 --stop residual(0) --algorithm auto")]
    [InlineData("select coins @do-batzoglou -k 1-2")]
    [InlineData("explain normal-mixture @notebook-points")]
    [InlineData("explain coins @do-batzoglou --format html")]
    [InlineData("fit --help")]
    [InlineData("select --help")]
    public void A_call_says_no_name_that_lost(string call)
    {
        var run = _tool.Run(call.Split(' '));
        Assert.Equal(0, run.ExitCode);
        Assert.Empty(Lost(run.Out + run.Error));
    }

    [Theory]
    [InlineData("coins @do-batzoglou", "log-likelihood -31.57020083599467 nats after 6 iterations, 7 evaluations")]
    [InlineData(
        "gaussian-mixture @iris -k 6 --on-degenerate prior",
        @"log-posterior [\d.]+ nats, up to a constant, after \d+ iterations, \d+ evaluations"
    )]
    [InlineData(
        "normal-mixture @faithful --column waiting --online",
        @"log-likelihood per row -[\d.]+ nats after \d+ iterations, \d+ evaluations"
    )]
    public void The_last_number_of_a_run_is_called_what_it_is(string call, string line)
    {
        _tool.Done(["fit", .. call.Split(' '), "--journal", "run.clef"]);
        Assert.Matches($"(?m)^{line}$", _tool.Done("replay", "run.clef").Out);
    }

    [Fact]
    public void A_list_of_runs_says_what_the_number_of_each_is()
    {
        string Heading() => _tool.Done("runs", "sqlite:runs.db").Out.Split('\n')[0];
        _tool.Done("fit", "coins", "@do-batzoglou", "--journal", "sqlite:runs.db");
        Assert.Matches("iterations +log-likelihood +verdict$", Heading());
        _tool.Done("fit", "gaussian-mixture", "@iris", "-k", "6", "--on-degenerate", "prior", "--journal", "sqlite:runs.db");
        Assert.Matches("iterations +log-likelihood or log-posterior +verdict$", Heading());
        Assert.Contains(",objective,", _tool.Done("runs", "sqlite:runs.db", "--format", "csv").Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_picture_says_what_it_draws()
    {
        _tool.Done("fit", "coins", "@do-batzoglou", "--journal", "run.clef");
        _tool.Done("plot", "run.clef", "--what", "objective", "-o", "run.svg");
        var picture = File.ReadAllText(Path.Combine(_tool.Folder, "run.svg"));
        Assert.Contains("The log-likelihood of each iterate", picture, StringComparison.Ordinal);
        Assert.DoesNotContain(">objective", picture, StringComparison.Ordinal);
    }

    [Fact]
    public void What_tests_keep_of_the_screen_says_no_name_that_lost() =>
        Assert.Empty(
            new[] { "ExplainTests", "FitTests", "ErrorWordsTests", "JournalErrorTests", "RunTests" }.SelectMany(kept =>
                Directory
                    .EnumerateFiles(Repository.PathTo("snapshots"), $"{kept}.*.verified.txt")
                    .SelectMany(file => Lost(File.ReadAllText(file)).Select(lost => $"{Path.GetFileName(file)}: {lost}"))
            )
        );

    [Fact]
    public void Fields_of_the_glossary_are_in_the_files()
    {
        var json = _tool
            .Done(
                "fit",
                "coins",
                "@do-batzoglou",
                "--hold",
                "theta[0]=0.5",
                "--mixing",
                "estimated",
                "--errors",
                "--trace",
                "--format",
                "json",
                "--journal",
                "run.clef"
            )
            .Out;
        var files = json + File.ReadAllText(Path.Combine(_tool.Folder, "run.clef"));
        var page = File.ReadAllText(Repository.PathTo("src/Site/index.md"));
        var fields = page[page.IndexOf("| name | what it is | in files |", StringComparison.Ordinal)..]
            .Split('\n')
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Where(cells => cells.Length == 5)
            .SelectMany(cells => Field().Matches(cells[3]).Select(match => match.Groups[1].Value))
            .Distinct()
            .ToArray();
        Assert.True(fields.Length > 6);
        Assert.All(fields, field => Assert.Contains(field, files, StringComparison.Ordinal));
    }

    static IEnumerable<string> Lost(string text) =>
        _names.SelectMany(name => name.Lost.Matches(text).Select(match => $"'{match.Value}' is called {name.Won}"));

    [GeneratedRegex("`([A-Za-z]+)`")]
    private static partial Regex Field();
}
