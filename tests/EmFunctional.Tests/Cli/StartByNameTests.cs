using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using EmFunctional.Tables;
using EmFunctional.Tests.Support;

namespace EmFunctional.Tests.Cli;

/// <summary>A start that is given as numbers: completed from itself, of the right shape, found by name.</summary>
public sealed class StartByNameTests : IDisposable
{
    readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    JsonNode At(string start, params string[] fit)
    {
        var result = _tool.Run(["fit", .. fit, "--start", start, "--stop", "iterations(0)", "--format", "json", "--quiet"]);
        Assert.Equal("", result.Error);
        return JsonNode.Parse(result.Out)!;
    }

    static double[] Numbers(JsonNode result, string group) =>
        [.. result["parameters"]![group]!.AsArray().Select(value => value!.GetValue<double>())];

    void Refused(string message, string start, params string[] fit)
    {
        var result = _tool.Run(["fit", .. fit, "--start", start]);
        Assert.Equal((2, "", message), (result.ExitCode, result.Out, result.Error.TrimEnd('\n')));
    }

    // Thirty points about 2 with a deviation near 0.1, ten about 50 with one near 3.
    string Two()
    {
        var points = Enumerable.Range(0, 40).Select(i => i < 30 ? 2 + 0.01 * (i * 7 % 30 - 15) : 50 + (i * 3 % 10 - 4.5));
        return _tool.Write("two.csv", "x\n" + string.Join('\n', points.Select(x => x.ToString(CultureInfo.InvariantCulture))) + "\n");
    }

    [Theory]
    [InlineData("[2,50]", 0, 1)]
    [InlineData("[50,2]", 1, 0)]
    public void The_rest_of_a_start_follows_from_what_is_given(string means, int narrow, int wide)
    {
        var start = At($"{{\"mean\":{means}}}", "normal-mixture", Two());
        var (weights, deviations) = (Numbers(start, "mixingWeight"), Numbers(start, "standardDeviation"));
        Close.To(0.75, weights[narrow], 1e-9, "weight");
        Assert.InRange(deviations[narrow], 0.05, 0.15);
        Assert.InRange(deviations[wide], 2, 4);
        var plane = At(
            $"{{\"mean\":[[{means.Trim('[', ']').Replace(",", "],[", StringComparison.Ordinal)}]]}}",
            "gaussian-mixture",
            "two.csv"
        );
        Close.To(0.75, Numbers(plane, "mixingWeight")[narrow], 1e-9, "weight");
    }

    [Fact]
    public void What_does_not_tell_components_apart_is_laid_on_the_default()
    {
        var start = At("{\"mixingWeight\":[0.4,0.6]}", "normal-mixture", Two());
        Assert.Equal([0.4, 0.6], Numbers(start, "mixingWeight"));
        Assert.True(Numbers(start, "mean")[0] < Numbers(start, "mean")[1]);
    }

    [Fact]
    public void Another_shape_is_refused_with_both()
    {
        string[] fit = ["gaussian-mixture", "@iris", "-k", "3", "--columns", "sepal_length,petal_length"];
        Refused("mean has the shape 2×3, where the model has 3×2; give 3×2", "{\"mean\":[[1,2,3],[4,5,6]]}", fit);
        Refused(
            "mean has the shape 6 numbers in rows of different lengths, where the model has 3×2; give 3×2",
            "{\"mean\":[[1,2,3],[4,5],[6]]}",
            fit
        );
        Refused("4 values for mixingWeight, where the model has 3; give 3", "{\"mixingWeight\":[0.25,0.25,0.25,0.25]}", fit);
        Refused(
            "responsibilities has the shape 2×40, where the model has 40×2; give 40×2",
            $"{{\"responsibilities\":[[{string.Join(',', Enumerable.Repeat("0.5", 40))}],[{string.Join(',', Enumerable.Repeat("0.5", 40))}]]}}",
            "gaussian-mixture",
            Two()
        );
    }

    [Fact]
    public void A_covariance_may_be_whole_or_a_triangle()
    {
        string[] fit = ["gaussian-mixture", "@faithful", "-k", "1"];
        const string Rest = "\"mixingWeight\":[1],\"mean\":[[3,70]],\"covariance\":";
        Assert.Equal(
            At($"{{{Rest}[[[2],[0.75,90]]]}}", fit)["objective"]!.ToJsonString(),
            At($"{{{Rest}[[[2,0.75],[0.75,90]]]}}", fit)["objective"]!.ToJsonString()
        );
        Refused(
            "covariance[0][0][1] = 0.5 must be 0.75 like covariance[0][1][0], for a covariance is symmetric (its lower triangle alone will do); "
                + "choose another value",
            $"{{{Rest}[[[2,0.5],[0.75,90]]]}}",
            fit
        );
        Refused(
            "covariance has the shape 1×2, where the model has 1×2×2 or its lower triangle; give 1×2×2 or its lower triangle",
            $"{{{Rest}[[2,90]]}}",
            fit
        );
    }

    [Fact]
    public void A_result_is_laid_on_columns_symbols_and_labels_by_name()
    {
        string[] fit = ["fit", "gaussian-mixture", "@iris", "-k", "3", "--form", "full", "--columns"];
        Assert.Equal(0, _tool.Run([.. fit, "petal_width,sepal_width,sepal_length", "--save", "m.json", "--quiet"]).ExitCode);
        var saved = JsonNode.Parse(File.ReadAllText(Path.Combine(_tool.Folder, "m.json")))!;
        var again = At("m.json", "gaussian-mixture", "@iris", "-k", "3", "--columns", "sepal_length,petal_width,sepal_width");
        Close.To(saved["objective"]!.GetValue<double>(), again["objective"]!.GetValue<double>(), 1e-12, "objective");
        Assert.NotEqual(saved["parameters"]!["mean"]![0]![0]!.GetValue<double>(), again["parameters"]!["mean"]![0]![0]!.GetValue<double>());
        Assert.StartsWith(
            "unknown column of the start 'petal_length'",
            _tool.Run([.. fit, "sepal_length,petal_width,petal_length", "--start", "m.json"]).Error,
            StringComparison.Ordinal
        );
        Refused(
            "start 'a result of 3 components' must be of 2, as many as are asked for; choose another value",
            "m.json",
            "gaussian-mixture",
            "@iris",
            "--columns",
            "sepal_length,petal_width,sepal_width"
        );
        Refused(
            "start 'a result of gaussian-mixture' must be one of normal-mixture; choose another value",
            "m.json",
            "normal-mixture",
            "@notebook-points"
        );
        _tool.Write("abc.csv", "s\na\nb\nb\nc\na\nb\n");
        _tool.Write("abd.csv", "s\na\nb\nb\nd\na\nb\n");
        Assert.Equal(0, _tool.Run("fit", "hmm", "abc.csv", "--save", "h.json", "--quiet").ExitCode);
        Refused("unknown symbol of the start 'd'; choose a, b, c", "h.json", "hmm", "abd.csv");
    }

    [Fact]
    public void A_row_that_cannot_be_has_no_label()
    {
        Assert.Equal(0, _tool.Run("fit", "normal-mixture", Two(), "--save", "m.json", "--quiet").ExitCode);
        _tool.Write("new.csv", "x\n2\n-3e200\n49\n");
        var predicted = _tool.Run("predict", "m.json", "new.csv");
        Assert.Equal(",,,-Infinity", predicted.Out.Split('\n')[2]);
        Assert.Contains("\n1 row has probability 0", predicted.Error, StringComparison.Ordinal);
        Assert.Contains("{\"label\": null, ", _tool.Run("predict", "m.json", "new.csv", "--format", "json").Out, StringComparison.Ordinal);
        Assert.Equal(0, _tool.Run("predict", "m.json", "new.csv", "-o", "l.npz").ExitCode);
        Assert.Equal([0, -1, 1], NumPyFile.Read(Path.Combine(_tool.Folder, "l.npz:label")).OrThrow().Values.ToArray());
    }

    [Fact]
    public void Arrays_and_JSON_are_converted_as_what_they_are()
    {
        double[] values = [1, 2, double.NaN, 4, 5, 6];
        string In(string name) => Path.Combine(_tool.Folder, name);
        NumPyFile.Write(In("x.npy"), NumPyArray.Matrix(3, values)).OrThrow();
        NumPyFile
            .Write(In("x.npz"), ("a", NumPyArray.Vector(new double[] { 1, 5 })), ("b", NumPyArray.Vector(new double[] { 2, 6 })))
            .OrThrow();
        _tool.Write("x.json", "[{\"a\":1,\"b\":2},{\"a\":5,\"b\":6}]");
        Assert.Equal("y.f64: 3 rows of 2 columns: column1 column1, column2 column2\n", _tool.Run("convert", "x.npy", "-o", "y.f64").Out);
        Assert.Equal(values, NumPyFile.ReadRaw(In("y.f64"), 2).OrThrow().Values.ToArray());
        Assert.Equal(0, _tool.Run("convert", "y.f64", "--raw-columns", "2", "-o", "z.npy").ExitCode);
        Assert.Equal(File.ReadAllBytes(In("x.npy")), File.ReadAllBytes(In("z.npy")));
        foreach (var (file, to) in new[] { ("x.npz", "n.npy"), ("x.json", "j.npy") })
        {
            Assert.Equal($"{to}: 2 rows of 2 columns: column1 a, column2 b\n", _tool.Run("convert", file, "-o", to).Out);
            Assert.Equal([1, 2, 5, 6], NumPyFile.Read(In(to)).OrThrow().Values.ToArray());
        }
    }
}
