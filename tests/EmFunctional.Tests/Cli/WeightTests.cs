using System.Linq;
using EmFunctional.Tests.Support;

namespace EmFunctional.Tests.Cli;

/// <summary>Rows with weights, through the tool: an integer weight is a repeated row, default start included.</summary>
public sealed class WeightTests : IDisposable
{
    readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    // Each row with a weight, and the same rows as often as the weight says.
    void Write(string header, params (string Row, int Weight)[] rows)
    {
        _tool.Write("weighted.csv", string.Join('\n', rows.Select(r => $"{r.Row},{r.Weight}").Prepend($"{header},w")) + "\n");
        _tool.Write("repeated.csv", string.Join('\n', rows.SelectMany(r => Enumerable.Repeat(r.Row, r.Weight)).Prepend(header)) + "\n");
    }

    [Theory]
    [InlineData("coins", "sequence", "HHHHT;HTTTT;HHTHH;TTTTT;THTHH")]
    [InlineData("normal-mixture", "x", "1;2;2.5;8;9;10;3")]
    [InlineData("poisson-mixture", "count", "0;1;2;9;12;15;3")]
    public void An_integer_weight_is_a_repeated_row(string model, string header, string rows)
    {
        Write(header, [.. rows.Split(';').Select((row, i) => (row, (i + 1) % 4))]);
        string[] rule = ["--stop", "residual(1e-10) | iterations(2000)"];
        var weighted = _tool.Run(["fit", .. model.Split(' '), "weighted.csv", "--weight-column", "w", .. rule, "--format", "csv"]);
        var repeated = _tool.Run(["fit", model, "repeated.csv", .. rule, "--format", "csv"]);
        Assert.Equal((0, 0), (weighted.ExitCode, repeated.ExitCode));
        var (one, other) = (Last(weighted), Last(repeated));
        foreach (var (a, b) in one.Skip(2).Zip(other.Skip(2)))
            Close.To(b, a, 1e-9, header);
    }

    static double[] Last(ToolResult result) =>
        [
            .. result
                .Out.TrimEnd('\n')
                .Split('\n')[^1]
                .Split(',')
                .Where((_, i) => i != 3)
                .Select(x => double.Parse(x, System.Globalization.CultureInfo.InvariantCulture)),
        ];

    [Fact]
    public void Sequences_have_a_weight_each()
    {
        _tool.Write("w.csv", "sequence,x,w\na,1,2\na,2,2\nb,2,1\nb,2,1\n");
        _tool.Write("r.csv", "sequence,x\na,1\na,2\nc,1\nc,2\nb,2\nb,2\n");
        var weighted = _tool.Run(
            "fit",
            "hmm",
            "w.csv",
            "--column",
            "x",
            "--weight-column",
            "w",
            "--format",
            "csv",
            "--stop",
            "iterations(5)"
        );
        var repeated = _tool.Run("fit", "hmm", "r.csv", "--format", "csv", "--stop", "iterations(5)");
        foreach (var (a, b) in Last(weighted).Zip(Last(repeated)))
            Close.To(b, a, 1e-12, "hmm");
        _tool.Write("bad.csv", "sequence,x,w\na,1,2\na,2,3\n");
        Assert.Equal(
            (2, "bad.csv:3:5: '3' in w must be 2, as in the rows before of this sequence; correct this cell\n"),
            (
                _tool.Run("fit", "hmm", "bad.csv", "--column", "x", "--weight-column", "w").ExitCode,
                _tool.Run("fit", "hmm", "bad.csv", "--column", "x", "--weight-column", "w").Error
            )
        );
    }

    [Theory]
    [InlineData("x,w\n1,1\n2,-1\n", "weighted.csv:3:3: '-1' in w must be 0 or a number above it; correct this cell\n")]
    [InlineData("x,w\n1,1\n2,NaN\n", "weighted.csv:3:3: 'NaN' in w must be 0 or a number above it; correct this cell\n")]
    [InlineData("x,w\n1,0\n2,0\n", "weighted.csv: all weights are 0, so no row counts; give at least one row a weight above 0\n")]
    [InlineData("x,v\n1,0\n2,0\n", "unknown column 'w'; choose x, v\n")]
    public void Bad_weights_are_refused(string text, string message)
    {
        _tool.Write("weighted.csv", text);
        var result = _tool.Run("fit", "normal-mixture", "weighted.csv", "--column", "x", "--weight-column", "w");
        Assert.Equal((2, message, ""), (result.ExitCode, result.Error, result.Out));
    }

    [Fact]
    public void A_journal_remembers_the_weights()
    {
        Write("x", ("1", 2), ("2", 1), ("8", 3), ("9", 1));
        Assert.Equal(0, _tool.Run("fit", "normal-mixture", "weighted.csv", "--weight-column", "w", "--journal", "run.clef").ExitCode);
        Assert.StartsWith("identical, ", _tool.Run("verify", "run.clef", "weighted.csv").Out, StringComparison.Ordinal);
        Assert.Equal(3, _tool.Run("verify", "run.clef", "weighted.csv", "--weight-column", "x", "--column", "w").ExitCode);
    }
}
