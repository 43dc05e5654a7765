using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using EmFunctional.Tests.Support;

namespace EmFunctional.Tests.Cli;

/// <summary>Fit, save, and then select, predict, score and sample.</summary>
public sealed class UseTests : IDisposable
{
    readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    static string[][] Cells(ToolResult result) => [.. result.Out.TrimEnd('\n').Split('\n').Select(line => line.Split(','))];

    static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    [Theory]
    [InlineData("coins", "@do-batzoglou", "")]
    [InlineData("normal-mixture", "@faithful", "--column waiting")]
    [InlineData("gaussian-mixture", "@faithful", "")]
    [InlineData("gaussian-mixture", "@airquality", "--form diagonal")]
    [InlineData("poisson-mixture", "@times-deaths", "--column deaths --weight-column days --stop iterations(200)")]
    [InlineData("hmm", "@ice-cream", "")]
    public void A_model_and_its_journal_say_the_same(string model, string data, string more)
    {
        var options = more.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var weights = more.Contains("days", StringComparison.Ordinal) ? new[] { "--weight-column", "days" } : [];
        var fit = _tool.Run(["fit", model, data, .. options, "--save", "m.json", "--journal", "run.clef"]);
        Assert.Equal(0, fit.ExitCode);
        foreach (var rest in new string[][] { ["predict"], ["score"], ["score", "--rows"] })
        {
            var (ours, recorded) = (
                _tool.Run([rest[0], "m.json", data, "--quiet", .. rest[1..], .. weights]),
                _tool.Run([rest[0], "run.clef", data, .. rest[1..], .. weights])
            );
            Assert.Equal((0, ""), (ours.ExitCode, ours.Error));
            Assert.Equal(ours.Out, recorded.Out);
        }
        var objective = fit.Out.Split('\n').Single(line => line.StartsWith("log-likelihood ", StringComparison.Ordinal)).Split(' ')[1];
        Close.To(Number(objective), Number(Cells(_tool.Run(["score", "m.json", data, .. weights]))[1][1]), 1e-12, "score");
        foreach (var row in Cells(_tool.Run("predict", "m.json", data)).Skip(1))
        {
            var r = row[1..^1].Select(Number).ToArray();
            Close.To(1, r.Sum(), 1e-12, "responsibilities");
            Assert.Equal(Array.IndexOf(r, r.Max()), int.Parse(row[0], CultureInfo.InvariantCulture));
        }
        var drawn = _tool.Run("sample", "m.json", "-n", "5", "--seed", "9", "--components");
        Assert.Equal(6, Cells(drawn).Length);
        Assert.Equal(drawn.Out, _tool.Run("sample", "run.clef", "-n", "5", "--seed", "9", "--components").Out);
        Assert.NotEqual(drawn.Out, _tool.Run("sample", "m.json", "-n", "5", "--seed", "8", "--components").Out);
    }

    [Fact]
    public void A_name_with_a_comma_stands_in_quotes()
    {
        _tool.Write("x.csv", "\"a,b\",c,\"say \"\"d\"\"\"\n1,2,3\n2,3,1\n4,1,2\n3,3,5\n5,2,2\n");
        string[] fit = ["fit", "gaussian-mixture", "x.csv", "-k", "1", "--columns"];
        var fitted = _tool.Run([.. fit, " \"a,b\" , c", "--save", "m.json"]);
        Assert.True(fitted.ExitCode == 0, fitted.Error);
        Assert.Contains("columns: a,b, c", fitted.Error, StringComparison.Ordinal);
        // The saved model finds its columns by name again, also where others stand before them.
        _tool.Write("y.csv", "c,z,\"a,b\"\n2,9,1\n3,9,2\n");
        Assert.Equal(
            _tool.Run("score", "m.json", "x.csv", "--rows").Out.Split('\n')[1..3],
            _tool.Run("score", "m.json", "y.csv", "--rows").Out.Split('\n')[1..3]
        );
        var quoted = _tool.Run([.. fit, "\"say \"\"d\"\"\",c"]);
        Assert.Contains("columns: say \"d\", c", quoted.Error, StringComparison.Ordinal);
        Assert.Contains("unknown column 'a'", _tool.Run([.. fit, "a,b,c"]).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_by_name_are_predicted_by_name()
    {
        _tool.Write("points.csv", "x,colour\n1,red\n2,\n1.5,red\n8,\n9,blue\n9.5,\n");
        Assert.Equal(0, _tool.Run("fit", "normal-mixture", "points.csv", "--label-column", "colour", "--save", "m.json").ExitCode);
        _tool.Write("new.csv", "id,x\na,1.2\nb,9.1\nc,\n");
        var cells = Cells(_tool.Run("predict", "m.json", "new.csv"));
        Assert.Equal(["label", "red", "blue", "blue"], cells.Select(row => row[0]));
        Assert.Equal("0", cells[3][^1]); // nothing was observed
    }

    [Fact]
    public void What_cannot_be_used_is_said()
    {
        (int, string) Refused(params string[] arguments)
        {
            var result = _tool.Run(arguments);
            Assert.Equal("", result.Out);
            return (result.ExitCode, result.Error);
        }
        _tool.Run("fit", "linkage", "@linkage", "--save", "l.json", "--quiet");
        Assert.Equal((2, "linkage cannot predict; see 'em models' for what each model offers\n"), Refused("predict", "l.json", "@linkage"));
        _tool.Run("fit", "hmm", "@ice-cream", "--save", "h.json", "--quiet");
        _tool.Write("other.csv", "ice_creams\n1\n7\n");
        Assert.Equal((2, "unknown symbol '7'; choose 1, 2, 3\n"), Refused("score", "h.json", "other.csv"));
        _tool.Run("fit", "gaussian-mixture", "@iris", "--save", "m.json", "--quiet");
        Assert.StartsWith(
            "@faithful: no column sepal_length, which the model reads, among eruptions, waiting; name those",
            Refused("predict", "m.json", "@faithful").Item2,
            StringComparison.Ordinal
        );
        Assert.StartsWith(
            "2 values for the columns of @faithful, where the model has 4",
            Refused("predict", "m.json", "@faithful", "--columns", "eruptions,waiting").Item2,
            StringComparison.Ordinal
        );
        Assert.Equal("no.json: there is no such file; check the path\n", Refused("sample", "no.json").Item2);
        File.WriteAllText(
            Path.Combine(_tool.Folder, "b.json"),
            File.ReadAllText(Path.Combine(_tool.Folder, "m.json")).Replace("full", "tied", StringComparison.Ordinal)
        );
        Assert.StartsWith(
            "b.json: gaussian-mixture: chart must be mixingWeight[0], ",
            Refused("score", "b.json", "@iris").Item2,
            StringComparison.Ordinal
        );
        Assert.StartsWith(
            "Cannot parse argument 'x' for option '-n'; give a whole number",
            Refused("sample", "m.json", "-n", "x").Item2,
            StringComparison.Ordinal
        );
        Assert.Equal(
            "threads '9999' must be a whole number from 1 to 1024; choose another value\n",
            Refused("fit", "coins", "@do-batzoglou", "--threads", "9999").Item2
        );
        Assert.StartsWith("n = 0 must be", Refused("sample", "m.json", "-n", "0").Item2, StringComparison.Ordinal);
        Assert.StartsWith(
            "output 'm.json' must be another file",
            Refused("sample", "m.json", "-o", "m.json").Item2,
            StringComparison.Ordinal
        );
        Assert.StartsWith(
            "output 'x.txt' must be the name of a .csv",
            Refused("sample", "m.json", "-o", "x.txt").Item2,
            StringComparison.Ordinal
        );
        Assert.StartsWith(
            "save 'no/m.json' must be a file in a folder that there is",
            Refused("fit", "coins", "@do-batzoglou", "--save", "no/m.json").Item2,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Columns_are_found_by_name_and_two_of_one_name_are_refused()
    {
        _tool.Write("abc.csv", "a,b,c\n1,5,2\n2,4,2.5\n8,1,3\n9,2,1\n9.5,2.2,1.1\n1.5,4.4,2.2\n7,1.3,2\n2.2,5.1,3\n");
        _tool.Write("cab.csv", "c,a,b\n2,1,5\n2.5,2,4\n");
        string[] fit = ["fit", "gaussian-mixture", "abc.csv", "--form", "diagonal", "--save", "m.json", "--quiet"];
        Assert.Equal(0, _tool.Run(fit).ExitCode);
        var first = Cells(_tool.Run("score", "m.json", "abc.csv", "--rows"))[..3];
        Assert.Equal(first, Cells(_tool.Run("score", "m.json", "cab.csv", "--rows")));
        Assert.Equal(first, Cells(_tool.Run("score", "m.json", "cab.csv", "--rows", "--columns", "c,b,a")));
        _tool.Write("twice.csv", "a,a,c\n1,5,2\n2,4,2.5\n8,1,3\n");
        var refused = _tool.Run("fit", "gaussian-mixture", "twice.csv");
        Assert.Equal(2, refused.ExitCode);
        Assert.Equal(
            "twice.csv:1:1: 'a' in the header must be a name that no other column has; correct this cell\n"
                + "twice.csv:1:3: 'a' in the header must be a name that no other column has; correct this cell\n",
            refused.Error
        );
    }

    [Fact]
    public void A_file_that_is_there_is_not_overwritten()
    {
        Assert.Equal(0, _tool.Run("fit", "coins", "@do-batzoglou", "--save", "m.json", "--quiet").ExitCode);
        _tool.Write("mine.csv", "precious");
        var refused = _tool.Run("sample", "m.json", "-o", "mine.csv");
        Assert.Equal(
            (2, "output 'mine.csv' must be the name of a new file, or --force given; choose another value\n"),
            (refused.ExitCode, refused.Error)
        );
        Assert.Equal("precious", File.ReadAllText(Path.Combine(_tool.Folder, "mine.csv")));
        Assert.Equal(0, _tool.Run("sample", "m.json", "-o", "mine.csv", "--force").ExitCode);
        Assert.StartsWith("heads,tails\n", File.ReadAllText(Path.Combine(_tool.Folder, "mine.csv")), StringComparison.Ordinal);
        Assert.StartsWith(
            "seed '-5' must be a whole number",
            _tool.Run("sample", "m.json", "--seed", "-5").Error,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Select_says_where_components_were_dropped()
    {
        var cells = Cells(
            _tool.Run("select", "gaussian-mixture", "@iris", "-k", "7", "--form", "full", "--on-degenerate", "drop", "--format", "csv")
        );
        Assert.Matches("^converged, [1-6] left$", string.Join(',', cells[1][8..^1]).Trim('"'));
    }

    [Fact]
    public void Select_names_the_best_and_failures_are_rows()
    {
        var table = _tool.Run("select", "gaussian-mixture", "@iris", "-k", "1-6", "--form", "full,tied");
        Assert.Equal(0, table.ExitCode);
        Assert.Contains("The smallest BIC: k = 2, form = full.", table.Out, StringComparison.Ordinal);
        Assert.Single(table.Out.Split('\n'), line => line.EndsWith("failed; component 5 has collapsed", StringComparison.Ordinal));
        var cells = Cells(_tool.Run("select", "gaussian-mixture", "@iris", "-k", "1-6", "--form", "full,tied", "--format", "csv"));
        Assert.Equal(13, cells.Length);
        Assert.StartsWith("\"failed: component 5 has collapsed", cells[6][9], StringComparison.Ordinal);
        Assert.Equal("", cells[6][2]);
        var best = cells.Single(row => row[^1] == "best" && row[0] != "k");
        Close.To(574.017832269817, Number(best[4]), 1e-8, "mclust's BIC, with the other sign");
    }

    [Fact]
    public void Select_counts_rows_by_weight_and_leaves_out_those_that_are_missing()
    {
        _tool.Write("weighted.csv", "x,w\n1,2\n2,1\nNA,5\n8,3\n9,1\n2.5,1\n");
        _tool.Write("repeated.csv", "x\n1\n1\n2\n8\n8\n8\n9\n2.5\n");
        var weighted = Cells(_tool.Run("select", "normal-mixture", "weighted.csv", "--weight-column", "w", "-k", "1-2", "--format", "csv"));
        var repeated = Cells(_tool.Run("select", "normal-mixture", "repeated.csv", "-k", "1-2", "--format", "csv"));
        foreach (var (a, b) in weighted.Skip(1).Zip(repeated.Skip(1)))
            for (var j = 1; j < 7; j++)
                Close.To(Number(b[j]), Number(a[j]), 1e-9, weighted[0][j]);
    }

    [Fact]
    public void Select_saves_the_best_and_refuses_what_it_cannot_compare()
    {
        Assert.Equal(
            0,
            _tool.Run("select", "coins", "@notebook-coins", "-k", "1-3", "--mixing", "estimated", "--save", "best.json").ExitCode
        );
        Assert.Equal(0, _tool.Run("predict", "best.json", "@notebook-coins").ExitCode);
        Assert.Equal(
            "linkage cannot have several components to choose from; see 'em models' for what each model offers\n",
            _tool.Run("select", "linkage", "@linkage").Error
        );
        Assert.StartsWith(
            "components 'x' must be a whole number",
            _tool.Run("select", "coins", "@notebook-coins", "-k", "1,x").Error,
            StringComparison.Ordinal
        );
        Assert.StartsWith(
            "unknown value of form 'ful'",
            _tool.Run("select", "gaussian-mixture", "@iris", "--form", "ful").Error,
            StringComparison.Ordinal
        );
        Assert.StartsWith(
            "unknown criterion 'bci'",
            _tool.Run("select", "gaussian-mixture", "@iris", "--criterion", "bci").Error,
            StringComparison.Ordinal
        );
        Assert.StartsWith(
            "no.csv: there is no such file",
            _tool.Run("select", "gaussian-mixture", "no.csv").Error,
            StringComparison.Ordinal
        );
        Assert.Single(_tool.Files);
    }

    [Theory]
    [InlineData("predict m.json d.csv", 6)]
    [InlineData("score m.json d.csv", 1)]
    [InlineData("score m.json d.csv --rows", 6)]
    [InlineData("select gaussian-mixture d.csv -k 1-2 --form full,diagonal", 4)]
    public void What_was_read_is_in_the_json_beside_the_rows(string call, int count)
    {
        _tool.Write("d.csv", "town,x\nUlm,1\nJena,2.5\nKiel,3\nBonn,8\nHof,9.5\nGera,11\n");
        Assert.Equal(0, _tool.Run("fit", "gaussian-mixture", "d.csv", "--save", "m.json", "--quiet").ExitCode);
        var printed = _tool.Run([.. call.Split(' '), "--format", "json", "--quiet"]);
        Assert.Equal((0, ""), (printed.ExitCode, printed.Error));
        var json = JsonDocument.Parse(printed.Out).RootElement;
        Assert.Equal(["read", "rows"], json.EnumerateObject().Select(field => field.Name));
        Assert.Equal(count, json.GetProperty("rows").GetArrayLength());
        var read = json.GetProperty("read");
        Assert.Equal(("d.csv", 6), (read.GetProperty("source").GetString(), read.GetProperty("rows").GetInt32()));
        Assert.Equal("town", read.GetProperty("leftOut")[0].GetProperty("name").GetString());
        Assert.Equal("x", read.GetProperty("columns")[0].GetProperty("name").GetString());
    }

    [Fact]
    public void A_prior_is_no_part_of_the_likelihood_that_is_compared()
    {
        var cells = Cells(
            _tool.Run("select", "gaussian-mixture", "@iris", "-k", "2", "--form", "full", "--on-degenerate", "prior", "--format", "csv")
        );
        Assert.Equal(0, _tool.Run("fit", "gaussian-mixture", "@iris", "--on-degenerate", "prior", "--save", "m.json", "--quiet").ExitCode);
        Close.To(Number(Cells(_tool.Run("score", "m.json", "@iris"))[1][1]), Number(cells[1][2 - 1]), 1e-9, "log-likelihood");
    }
}
