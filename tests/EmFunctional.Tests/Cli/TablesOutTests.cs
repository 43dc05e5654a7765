using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using EmFunctional.Numerics;
using EmFunctional.Tables;
using EmFunctional.Tests.Support;

namespace EmFunctional.Tests.Cli;

/// <summary>What predict, score, impute and sample write: columns carried along, digits, files, rows that come part by part.</summary>
public sealed class TablesOutTests : IDisposable
{
    readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    string At(string name) => Path.Combine(_tool.Folder, name);

    static string[] Lines(string text) => text.TrimEnd('\n').Split('\n');

    string Saved(params string[] fit)
    {
        _tool.Done(["fit", .. fit, "--save", "m.json", "--quiet"]);
        return "m.json";
    }

    (int, string) Refused(params string[] call)
    {
        var result = _tool.Run(call);
        Assert.Equal("", result.Out);
        return (result.ExitCode, result.Error);
    }

    // More rows than a part has: label, numbers and score are those of parts that are read at once.
    string Many(int rows, Func<int, string> row) =>
        _tool.Write("many.csv", $"id,a,b,note\n{string.Concat(Enumerable.Range(0, rows).Select(i => row(i) + "\n"))}");

    string Line(int i)
    {
        var seed = new Seed(3).Split(i);
        return $"r{i},{(i % 11 == 5 ? "NA" : NumberText.Shortest(seed.Normal(0) + 6 * (i % 2)))},{NumberText.Shortest(seed.Normal(1))},\"x, {i}\"";
    }

    [Fact]
    public void Rows_come_part_by_part_and_are_the_same()
    {
        const int Rows = 70_000;
        Many(Rows, Line);
        var model = Saved("gaussian-mixture", "many.csv", "--columns", "a,b");
        var predicted = _tool.Done("predict", model, "many.csv", "--keep", "id,note");
        Assert.Contains($"many.csv: read {Rows} rows, ", predicted.Error, StringComparison.Ordinal);
        Assert.EndsWith($"standard output: {Rows} rows of 6 columns written\n", predicted.Error, StringComparison.Ordinal);
        var lines = Lines(predicted.Out);
        Assert.Equal(Rows + 1, lines.Length);
        // A few rows by themselves, from every part.
        int[] some = [0, 1, 2, 32_768, 43_690, 43_691, 43_692, 65_536, Rows - 1];
        _tool.Write("few.csv", $"id,a,b,note\n{string.Concat(some.Select(i => Line(i) + "\n"))}");
        Assert.Equal(Lines(_tool.Done("predict", model, "few.csv", "--keep", "id,note").Out)[1..], some.Select(i => lines[i + 1]));
        var scores = Lines(_tool.Done("score", model, "many.csv", "--rows").Out)[1..].Select(line => line.Split(',')).ToArray();
        Assert.Equal(Enumerable.Range(1, Rows).Select(i => $"{i}"), scores.Select(row => row[0]));
        var sum = scores.Aggregate(0.0, (sum, row) => sum + double.Parse(row[1], CultureInfo.InvariantCulture));
        Assert.Equal(NumberText.Shortest(sum), Lines(_tool.Done("score", model, "many.csv").Out)[1].Split(',')[1]);
        // Arrays and JSON have the same numbers.
        _tool.Done("predict", model, "many.csv", "-o", "p.npz");
        var densities = NumPyFile.Read(At("p.npz:logDensity")).OrThrow().Values.ToArray();
        Assert.Equal(lines[1..].Select(line => double.Parse(line.Split(',')[^1], CultureInfo.InvariantCulture)), densities);
        using var json = JsonDocument.Parse(_tool.Done("predict", model, "many.csv", "--format", "json").Out);
        Assert.Equal(Rows, json.RootElement.GetProperty("read").GetProperty("rows").GetInt32());
        Assert.Equal(
            densities,
            json.RootElement.GetProperty("rows").EnumerateArray().Select(row => row.GetProperty("logDensity").GetDouble())
        );
    }

    [Fact]
    public void An_error_behind_the_first_part_has_its_place_and_no_file_is_written()
    {
        var model = Saved("gaussian-mixture", "@iris", "--columns", "sepal_length,petal_length");
        Many(140_000, i => $"r{i},{i % 7},{(i == 130_000 ? "x" : "1")},y");
        var wrong = Refused("predict", model, "many.csv", "--columns", "a,b", "-o", "p.csv");
        Assert.Equal(2, wrong.Item1);
        Assert.EndsWith("many.csv:130002:11: 'x' in b must be a finite number; correct this cell\n", wrong.Item2, StringComparison.Ordinal);
        Assert.False(File.Exists(At("p.csv")));
    }

    [Fact]
    public void An_array_is_read_row_by_row_with_what_is_missing()
    {
        Many(10_000, Line);
        var model = Saved("gaussian-mixture", "many.csv", "--columns", "a,b");
        _tool.Done("convert", "many.csv", "--columns", "a,b", "-o", "many.npy");
        Assert.Equal(_tool.Done("predict", model, "many.csv").Out, _tool.Done("predict", model, "many.npy").Out);
        Assert.Equal(Lines(_tool.Done("predict", model, "many.npy", "--keep", "column2").Out)[2].Split(',')[0], Line(1).Split(',')[2]);
    }

    [Fact]
    public void Columns_are_carried_along_as_they_stand()
    {
        _tool.Write("points.csv", "id,x,empty,\"a, b\"\n007,1.50,,\"q\"\"\"\n8,,z,1\n9,9.5,\"l\n2\",x\n10,2,,\n");
        var model = Saved("normal-mixture", "points.csv", "--column", "x", "-k", "1");
        var all = Lines(_tool.Done("predict", model, "points.csv", "--keep", "all").Out);
        Assert.StartsWith("id,x,empty,\"a, b\",label,", all[0], StringComparison.Ordinal);
        Assert.StartsWith("007,1.50,,\"q\"\"\",0,1,", all[1], StringComparison.Ordinal);
        Assert.StartsWith("8,,z,1,0,1,0", all[2], StringComparison.Ordinal);
        Assert.Equal(
            ["\"a, b\",id,row,logDensity,outlierScore", "\"q\"\"\",007,1,-2.5,2.5"],
            Lines(_tool.Done("score", model, "points.csv", "--rows", "--keep", "\"A, B\",id", "--digits", "2").Out)[..2]
        );
        Assert.Equal(
            (2, "keep 'row' must be a column that is not called as one of the results; choose another value\n"),
            Refused("score", model, _tool.Write("r.csv", "row,x\n1,2\n"), "--rows", "--keep", "all")
        );
        Assert.StartsWith("unknown column 'no'", Refused("predict", model, "points.csv", "--keep", "no").Item2, StringComparison.Ordinal);
        Assert.StartsWith(
            "points.csv:3:4: 'z' in empty must be a number, since an array holds no text",
            Refused("predict", model, "points.csv", "--keep", "empty,x", "-o", "p.npz").Item2,
            StringComparison.Ordinal
        );
        _tool.Done("predict", model, "points.csv", "--keep", "id,x", "-o", "p.npz");
        Assert.Equal([7, 8, 9, 10], NumPyFile.Read(At("p.npz:id")).OrThrow().Values.ToArray());
        Assert.Equal([1.5, double.NaN, 9.5, 2], NumPyFile.Read(At("p.npz:x")).OrThrow().Values.ToArray());
        Assert.StartsWith(
            "digits '3' must be left out where an array is written",
            Refused("predict", model, "points.csv", "--digits", "3", "-o", "q.npy").Item2,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_saved_model_completes_a_table()
    {
        var model = Saved("gaussian-mixture", "@airquality", "-k", "1");
        var printed = _tool.Done("impute", "gaussian-mixture", "@airquality", "-k", "1").Out;
        Assert.Equal(printed, _tool.Done("impute", model, "@airquality").Out);
        var input = _tool.Run("samples", "airquality").Out;
        Assert.Equal(printed, _tool.Feed(input, "impute", "gaussian-mixture", "-", "-k", "1").Out);
        Assert.Equal(printed, _tool.Feed(input, "impute", model, "-").Out);
        _tool.Write("new.csv", "Temp;id;Ozone;Wind;Solar.R\n67;a;;7,5;190\n;b;36;8,0;118\n");
        var lines = Lines(_tool.Done("impute", model, "new.csv", "--decimal", ",", "--digits", "4", "--keep", "id").Out);
        Assert.Equal("Temp;id;Ozone;Wind;Solar.R", lines[0]);
        Assert.Matches(@"^67;a;\d+,\d+;7,5;190$", lines[1]);
        Assert.Matches(@"^\d+,\d+;b;36;8,0;118$", lines[2]);
        Assert.Equal("Temp;Ozone;Wind;Solar.R", Lines(_tool.Done("impute", model, "new.csv", "--decimal", ",", "--keep", "Temp").Out)[0]);
        var done = _tool.Done("impute", model, "@airquality", "-o", "c.json");
        Assert.EndsWith("c.json: 153 rows of 4 columns written\n", done.Error, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(File.ReadAllText(At("c.json")));
        Assert.All(
            json.RootElement.GetProperty("rows").EnumerateArray(),
            row => Assert.Equal(JsonValueKind.Number, row.GetProperty("Ozone").ValueKind)
        );
        Assert.Equal(
            (2, "k '2' must be left out with a saved model, which is fitted already; choose another value\n"),
            Refused("impute", model, "@airquality", "-k", "2")
        );
        Assert.StartsWith("unknown model 'no.json'", Refused("impute", "no.json", "@airquality").Item2, StringComparison.Ordinal);
    }

    // With what is between the draws of one model, and what is between models, the spread is that of the mean of a normal sample.
    [Fact]
    public void Imputations_vary_as_their_parameters_are_uncertain()
    {
        const int Count = 60;
        var seed = new Seed(4);
        _tool.Write(
            "d.csv",
            $"a,b\n{string.Concat(Enumerable.Range(0, 24).Select(i => $"{NumberText.Shortest(seed.Normal(i))},{(i < 12 ? "" : i)}\n"))}"
        );
        string[] impute = ["impute", "gaussian-mixture", "d.csv", "-k", "1", "--form", "diagonal"];
        _tool.Done([.. impute, "--imputations", $"{Count}", "--seed", "7", "-o", "t.csv"]);
        double[] Means(Func<int, string[]> table) =>
            [.. Enumerable.Range(1, Count).Select(m => table(m).Average(line => double.Parse(line, CultureInfo.InvariantCulture)))];
        static double Variance(double[] of) => of.Sum(x => (x - of.Average()) * (x - of.Average())) / (of.Length - 1);
        var proper = Means(m => [.. File.ReadLines(At($"t-{m}.csv")).Skip(1).Take(12).Select(line => line.Split(',')[1])]);
        var drawn = Lines(_tool.Done([.. impute, "--draws", $"{Count}"]).Out)[1..].Select(line => line.Split(',')).ToArray();
        var improper = Means(m => [.. drawn.Where(row => row[0] == $"{m}").Take(12).Select(row => row[2])]);
        // s²/12 with known parameters, s²/12 + s²/12 with estimated ones, for 12 were observed; s² = 143/12.
        Assert.Equal(143 / 12.0 / 12, Variance(improper), 0.5);
        Assert.Equal(2 * 143 / 12.0 / 12, Variance(proper), 0.9);
        Assert.True(Variance(proper) > 1.3 * Variance(improper), $"{Variance(proper)} {Variance(improper)}");
        // The same seed, the same files; what was observed keeps its text.
        _tool.Done([.. impute, "--imputations", "2", "--seed", "7", "-o", "u.csv"]);
        Assert.Equal(File.ReadAllText(At("t-2.csv")), File.ReadAllText(At("u-2.csv")));
        Assert.Equal(File.ReadLines(At("d.csv")).Skip(13), File.ReadLines(At("t-1.csv")).Skip(13));
        Assert.False(File.Exists(At("t.csv")));
        Assert.StartsWith(
            "output 't-1.csv' must be the name of a new file",
            Refused([.. impute, "--imputations", "2", "-o", "t.csv"]).Item2,
            StringComparison.Ordinal
        );
        Assert.StartsWith(
            "imputations '2' must be left out unless -o",
            Refused([.. impute, "--imputations", "2"]).Item2,
            StringComparison.Ordinal
        );
        Assert.StartsWith(
            "draws '2' must be left out beside",
            Refused([.. impute, "--imputations", "2", "--draws", "2", "-o", "v.csv"]).Item2,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Sequences_are_drawn_and_go_on_from_a_state()
    {
        _tool.Write("s.csv", $"sequence,symbol\n{string.Concat(Enumerable.Range(0, 40).Select(i => $"{i / 20},{"ab"[i / 5 % 2]}\n"))}");
        var model = Saved("hmm", "s.csv", "-k", "2");
        var drawn = Lines(_tool.Done("sample", model, "-n", "50", "--sequences", "3", "--components").Out);
        Assert.Equal("sequence,symbol,component", drawn[0]);
        Assert.Equal(Enumerable.Range(0, 150).Select(i => $"{1 + i / 50}"), drawn[1..].Select(line => line.Split(',')[0]));
        Assert.NotEqual(drawn[1..51].Select(line => line[1..]), drawn[51..101].Select(line => line[1..]));
        // One sequence alone is as it was, and numbered where that is asked for.
        var alone = Lines(_tool.Done("sample", model, "-n", "20").Out)[1..];
        Assert.Equal(alone.Select(line => $"1,{line}"), Lines(_tool.Done("sample", model, "-n", "20", "--sequences", "1").Out)[1..]);
        // The state before the first row says how likely its state is.
        using var saved = JsonDocument.Parse(File.ReadAllText(At(model)));
        double Share(string from) =>
            Lines(_tool.Done("sample", model, "-n", "1", "--sequences", "2000", "--components", "--from-state", from).Out)[1..]
                .Average(line => double.Parse(line.Split(',')[2], CultureInfo.InvariantCulture));
        Assert.True(Share("0") < 0.45 && Share("1") > 0.55, $"{Share("0")} {Share("1")}");
        Assert.StartsWith(
            "from-state '2' must be a whole number from 0 to 1",
            Refused("sample", model, "--from-state", "2").Item2,
            StringComparison.Ordinal
        );
        Assert.StartsWith("sequences = 0 must be", Refused("sample", model, "--sequences", "0").Item2, StringComparison.Ordinal);
        var other = Saved("normal-mixture", "@faithful", "--column", "waiting");
        Assert.StartsWith(
            "normal-mixture cannot draw sequences",
            Refused("sample", other, "--sequences", "2").Item2,
            StringComparison.Ordinal
        );
    }
}
