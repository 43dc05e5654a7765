using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using EmFunctional.Explaining;
using EmFunctional.Families;
using EmFunctional.Mixtures;
using EmFunctional.Numerics;
using EmFunctional.Tests.Support;

namespace EmFunctional.Tests.Cli;

public sealed class ExplainTests : IDisposable
{
    const string ArticleStart = "{\"theta\":[0.6,0.5]}";

    readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    [Theory]
    [InlineData("table")]
    [InlineData("md")]
    [InlineData("html")]
    public Task The_article(string format) => Match(format, "coins", "@do-batzoglou", "--start", ArticleStart);

    [Theory]
    [InlineData("table")]
    [InlineData("md")]
    [InlineData("html")]
    public Task The_notebooks_points(string format) =>
        Match(
            format,
            "normal-mixture",
            "@notebook-points",
            "--mixing",
            "equal",
            "--m-step",
            "notebook",
            "--start",
            "{\"mean\":[9,1.1],\"standardDeviation\":[1.7,2]}"
        );

    [Theory]
    [InlineData("hmm", "@ice-cream", "")]
    [InlineData("linkage", "@linkage", "")]
    [InlineData("poisson-mixture", "@times-deaths", "--column deaths --weight-column days")]
    [InlineData("gaussian-mixture", "@iris", "-k 3")]
    public Task Other_models(string model, string data, string options)
    {
        var settings = new VerifySettings();
        settings.UseParameters(model);
        return Snapshot.Match(Told([model, data, .. Words(options)]).TrimEnd('\n'), settings);
    }

    [Fact]
    public void The_articles_numbers()
    {
        var text = OnOneLine(Told("coins", "@do-batzoglou", "--start", ArticleStart));
        Assert.All(
            "0.000796 0.000977 0.45 0.55 2.2 21.3 8.6 11.7 8.4 0.80000 0.45000".Split(' ').Concat(["= 0.71", "= 0.58"]),
            number => Assert.Contains(number, text, StringComparison.Ordinal)
        );
        Assert.Contains("equal prior weights", text, StringComparison.Ordinal);
        Assert.DoesNotContain("in another order", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("coins", "@notebook-coins", "0.75714 0.39394")]
    [InlineData("normal-mixture", "@notebook-points", "2.81321 0.80011 6.97255 2.03884")]
    public void The_closing_table_has_the_notebooks_actual_values(string model, string data, string actual)
    {
        var text = Told(model, data);
        Assert.All(actual.Split(' '), number => Assert.Contains(number, text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("coins", "@do-batzoglou", "theta[0]")]
    [InlineData("normal-mixture", "@notebook-points", "mean[1]")]
    [InlineData("hmm", "@ice-cream", "transition[0][0]")]
    public void The_iterations_told_are_those_of_the_fit(string model, string data, string followed)
    {
        var told = Told(model, data).Split('\n');
        var heading = Array.FindIndex(
            told,
            line => line.Contains("iteration ", StringComparison.Ordinal) && line.EndsWith("gain", StringComparison.Ordinal)
        );
        var column = Array.IndexOf(Words(told[heading]), followed);
        var rows = told.Skip(heading + 1).TakeWhile(line => line.Length > 0).Select(Words).ToArray();
        using var json = JsonDocument.Parse(_tool.Done("fit", model, data, "--format", "json", "--trace", "--quiet").Out);
        var trace = json.RootElement.GetProperty("trace").EnumerateArray().ToArray();
        Assert.True(rows.Length >= 5);
        Assert.Equal($"{trace.Length - 1}", rows[^1][0]);
        foreach (var row in rows)
        {
            var state = trace[int.Parse(row[0], CultureInfo.InvariantCulture)];
            Assert.Contains(NumberFormat.Fixed(state.GetProperty("objective").GetDouble(), 4), row);
            Assert.Equal(row[column], NumberFormat.Significant(Parameter(state, followed), 5));
        }
    }

    // Of the five rows with the platform's functions: ln ½ (0.6ʰ 0.4ᵗ + 0.5¹⁰), and what 0.713 and its neighbours score for coin 0.
    [Fact]
    public void The_log_likelihood_and_the_scores_are_worked_out()
    {
        var (data, from) = (Sample.DoBatzoglou, Sample.ArticleStart);
        var each = Enumerable.Range(0, data.Rows).ToArray();
        var rows = each.Select(i => Math.Log((Math.Pow(0.6, data.Heads[i]) * Math.Pow(0.4, data.Tails[i]) + Math.Pow(0.5, 10)) / 2));
        var counts = each.Select(i => Make.Flipping(data, i, from)).ToArray();
        var (heads, tails) = (counts.Sum(row => row.ExpectedHeads[0]), counts.Sum(row => row.ExpectedTails[0]));
        var best = heads / (heads + tails);
        string Score(double theta) => NumberFormat.Fixed(heads * Math.Log(theta) + tails * Math.Log(1 - theta), 2);
        var text = OnOneLine(Told("coins", "@do-batzoglou", "--start", ArticleStart));
        Assert.Contains(
            $"{string.Join(" - ", rows.Select(row => NumberFormat.Fixed(-row, 2)))} = -33.0939",
            text,
            StringComparison.Ordinal
        );
        Assert.Contains(
            $"0.713 scores {Score(best)}; the old guess 0.6 scores {Score(0.6)}; as far on the other side, 0.826 scores {Score(2 * best - 0.6)}. No value",
            text,
            StringComparison.Ordinal
        );
    }

    // Other starts may end with exchanged numbers; beside this run's they are in its order.
    [Fact]
    public void Ends_of_other_starts_are_numbered_as_this_run()
    {
        var text = Told("coins", "@do-batzoglou", "--start", ArticleStart);
        Assert.Matches(@"\n    8  +-31\.5702  +0\.79\d+  +0\.5\d+\n", text);
    }

    // Σᵢ Σₖ rᵢₖ (ln πₖ p(xᵢ | θₖ′) − ln rᵢₖ), written out with the platform's logarithm.
    [Fact]
    public void The_floor_under_the_log_likelihood_is_Jensens()
    {
        var (data, from) = (Sample.DoBatzoglou, Sample.ArticleStart);
        var rows = Enumerable.Range(0, data.Rows).Select(i => Make.Flipping(data, i, from)).ToArray();
        double Theta(int k) => rows.Sum(row => row.ExpectedHeads[k]) / rows.Sum(row => row.ExpectedHeads[k] + row.ExpectedTails[k]);
        double Floor(Func<int, double> theta) =>
            rows.Select(
                    (row, i) =>
                        Enumerable
                            .Range(0, 2)
                            .Sum(k =>
                                row.Responsibilities[k]
                                * (
                                    Math.Log(0.5)
                                    + data.Heads[i] * Math.Log(theta(k))
                                    + data.Tails[i] * Math.Log(1 - theta(k))
                                    - Math.Log(row.Responsibilities[k])
                                )
                            )
                )
                .Sum();
        var text = OnOneLine(Told("coins", "@do-batzoglou", "--start", ArticleStart));
        Assert.Contains($"the floor touches at {NumberFormat.Fixed(Floor(k => from.Theta[k]), 4)}.", text, StringComparison.Ordinal);
        Assert.Contains($"the floor is at {NumberFormat.Fixed(Floor(Theta), 4)},", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gaussian-mixture @iris", "7 end lower: where EM ends depends on where it begins")]
    [InlineData("gaussian-mixture @iris", "Few other starts end where this run does.")]
    [InlineData("gaussian-mixture @iris", "4 rows that EM takes for component 2's own, with a responsibility of 0.9 or more")]
    [InlineData("gaussian-mixture @iris -k 2", "The data have 3 labels, and the run was asked for 2 components.")]
    [InlineData("gaussian-mixture @faithful", "The usual start (k-means++) would be all but at the end already")]
    [InlineData("gaussian-mixture @faithful", "'em fit --trace' with --init random-rows --seed")]
    [InlineData("gaussian-mixture @airquality -k 1", "What is hidden is what the missing numbers would have been.")]
    [InlineData("coins @do-batzoglou --start {\"theta\":[0.5,0.5]}", "This one is: chapter 7 tells what becomes of it.")]
    [InlineData("coins @do-batzoglou --stop iterations(2)", "The budget was spent: no rule was content. The last gain was")]
    [InlineData(
        "poisson-mixture @times-deaths --column deaths --weight-column days -k 3",
        "Components 1 and 2 share every value in nearly the same proportion"
    )]
    [InlineData("coins @do-batzoglou --start {\"theta\":[0.5,0.5]}", "A higher end was found")]
    [InlineData("coins @do-batzoglou --start {\"theta\":[0.5,0.5]}", "The run ended with a diagnostic: components 0 and 1 coincide")]
    [InlineData("coins @do-batzoglou --stop iterations(2)", "In this run there is reason for caution: - The run did not converge.")]
    [InlineData("coins @do-batzoglou --stop iterations(2)", "this run, carried on")]
    [InlineData("coins @do-batzoglou --stop gain(1e-2)", "None ends higher or lower.")]
    [InlineData("coins @do-batzoglou -k 1", "its first iteration does the counting of chapter 1, and the next changes nothing")]
    [InlineData("coins @do-batzoglou -k 3", "The data have 2 labels, and the run was asked for 3 coins.")]
    [InlineData("coins @do-batzoglou --label-column coin", "The rows' labels were given")]
    [InlineData("coins @do-batzoglou --hold theta[0]=0.5", "theta[0] = 0.50 (what is held, tied or missing counts too)")]
    [InlineData("coins @do-batzoglou --algorithm squarem", "an accelerated EM")]
    [InlineData("normal-mixture @notebook-points --m-step notebook", "it may fall")]
    [InlineData("gaussian-mixture @iris -k 3 --on-degenerate prior", "logarithm of the prior")]
    [InlineData("coins @do-batzoglou", "The coins overlap: 3 of 5 rows")]
    [InlineData("coins @do-batzoglou", "0.60 are really of A")]
    [InlineData("linkage @linkage", "of 1 and 9, (ln 1 + ln 9) / 2 = 1.10, and ln 5 = 1.61")]
    [InlineData("gaussian-mixture @faithful", "Nothing that was checked speaks against this run.")]
    [InlineData(
        "normal-mixture @notebook-points",
        "3.51e-8 is a short way to write 3.51 with its decimal point moved 8 places to the left"
    )]
    [InlineData("coins @do-batzoglou --mixing estimated", "how large its share of the rows is")]
    [InlineData("gaussian-mixture @faithful -k 3 --starts 6", "on the highest hill that was found, but only 1 of 6 starts ended there.")]
    [InlineData("gaussian-mixture @faithful -k 3 --starts 6", "Of 6 starts the run is told that ended highest.")]
    [InlineData("gaussian-mixture @faithful -k 3 --starts 6", "'em fit --trace' with --starts 6")]
    [InlineData("hmm @ice-cream --starts 4", "The verdict: the run converged, and 3 of 4 starts ended there.")]
    public void What_is_so_of_this_run_is_said(string line, string sentence) =>
        Assert.Contains(sentence, OnOneLine(Told(Words(line))), StringComparison.Ordinal);

    // With numbers missing, and with a number held, the M-step's answer is not the one with the highest score.
    [Theory]
    [InlineData("gaussian-mixture @airquality -k 2")]
    [InlineData("coins @do-batzoglou --hold theta[0]=0.5")]
    public void Nothing_is_called_best_that_is_not(string line) =>
        Assert.DoesNotContain("No value scores higher", OnOneLine(Told(Words(line))), StringComparison.Ordinal);

    [Fact]
    public void A_run_that_fails_is_told_as_far_as_it_went()
    {
        var failed = _tool.Run("explain", "gaussian-mixture", "@iris", "-k", "9");
        Assert.Equal(1, failed.ExitCode);
        Assert.Contains("of the starts came to no end", failed.Out, StringComparison.Ordinal);
        Assert.Contains("The end of this run. Failed: component 5 has collapsed", OnOneLine(failed.Out), StringComparison.Ordinal);
    }

    [Fact]
    public void More_iterations_are_worked_on_request()
    {
        var text = Told("coins", "@do-batzoglou", "--start", ArticleStart, "--iterations", "3");
        Assert.Contains("\nIteration 3\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\nIteration 4\n", text, StringComparison.Ordinal);
        Assert.Contains("theta[0] = 19.4 / (19.4 + 5.9) = 0.77", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_name_of_a_file_says_the_format_and_nothing_is_overwritten_unasked()
    {
        Assert.Equal("", Told("coins", "@do-batzoglou", "-o", "story.md"));
        Assert.StartsWith("# EM explained", Read("story.md"), StringComparison.Ordinal);
        var refused = _tool.Run("explain", "coins", "@do-batzoglou", "-o", "story.md", "--format", "html");
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("--force", refused.Error, StringComparison.Ordinal);
        Assert.StartsWith("# EM explained", Read("story.md"), StringComparison.Ordinal);
        Told("coins", "@do-batzoglou", "-o", "story.md", "--format", "html", "--force");
        Assert.StartsWith("<!DOCTYPE html>", Read("story.md"), StringComparison.Ordinal);
        Assert.Single(_tool.Files);
    }

    [Theory]
    [InlineData("--format pdf", "unknown format 'pdf'")]
    [InlineData("-o story.pdf", "output 'story.pdf' must be the name of a .txt, .md or .html file, or --format given")]
    [InlineData("-o nowhere/story.md", "output 'nowhere/story.md' must be a file in a folder that there is")]
    public void What_is_wrong_is_said_and_nothing_is_written(string options, string message)
    {
        var refused = _tool.Run(["explain", "coins", "@do-batzoglou", .. Words(options)]);
        Assert.Equal((2, ""), (refused.ExitCode, refused.Out));
        Assert.Contains(message, refused.Error, StringComparison.Ordinal);
        Assert.Empty(_tool.Files);
    }

    [Fact]
    public void A_shell_completes_the_formats() =>
        Assert.Equal(
            ["html", "md", "table"],
            Words(_tool.Done("[suggest:40]", "em explain coins @do-batzoglou --format ").Out.Replace('\n', ' '))
        );

    Task Match(string format, params string[] arguments)
    {
        var settings = new VerifySettings();
        settings.UseParameters(format);
        return Snapshot.Match(WithoutPictures(Told([.. arguments, "--format", format])).TrimEnd('\n'), settings);
    }

    // What pictures look like is for the tests of em plot; which there are, and what is said of them, is the story's.
    static string WithoutPictures(string text) =>
        Regex.Replace(
            Regex.Replace(text, "<svg .*?</svg>(?=\\n<figcaption)", "<svg/>", RegexOptions.Singleline),
            "(data:image/svg\\+xml;base64,)[A-Za-z0-9+/=]+",
            "$1…"
        );

    // theta[0], transition[0][1]: a name with indices into arrays
    static double Parameter(JsonElement state, string name) =>
        name.Split('[', ']')
            .Skip(1)
            .Where(index => index.Length > 0)
            .Aggregate(
                state.GetProperty("parameters").GetProperty(name.Split('[')[0]),
                (array, index) => array[int.Parse(index, CultureInfo.InvariantCulture)]
            )
            .GetDouble();

    static string[] Words(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    static string OnOneLine(string text) => text.Replace("\n  ", " ", StringComparison.Ordinal).Replace('\n', ' ');

    string Read(string name) => File.ReadAllText(Path.Combine(_tool.Folder, name));

    string Told(params IEnumerable<string> arguments) => _tool.Done(["explain", .. arguments]).Out;
}
