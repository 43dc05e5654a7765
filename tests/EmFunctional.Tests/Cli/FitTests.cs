using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using EmFunctional.Families;
using EmFunctional.Mixtures;
using EmFunctional.Numerics;
using EmFunctional.Tests.Support;

namespace EmFunctional.Tests.Cli;

public sealed class FitTests : IDisposable
{
    readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    [Fact]
    public Task The_report_for_people() =>
        Snapshot.Match(_tool.Done("fit", "normal-mixture", "@faithful", "--column", "waiting").Out.TrimEnd('\n'));

    [Fact]
    public Task The_trace_for_people() =>
        Snapshot.Match(_tool.Done("fit", "coins", "@do-batzoglou", "--trace", "--stop", "iterations(3)").Out.TrimEnd('\n'));

    [Fact]
    public void Json_has_the_whole_result_and_its_parameters_are_a_start()
    {
        var result = _tool.Done(
            "fit",
            "coins",
            "@do-batzoglou",
            "--start",
            "{\"theta\":[0.6,0.5]}",
            "--format",
            "json",
            "--trace",
            "--quiet"
        );
        Assert.Equal("", result.Error);
        using var json = JsonDocument.Parse(result.Out);
        var fitted = Em.Fit(Mixture.Of<Coin>(2), Sample.DoBatzoglou, Sample.ArticleStart).OrThrow();
        Assert.Equal(
            "version model options run data iterations evaluations objective converged freedom size traceDigest software parameters chart stop read findings trace".Split(
                ' '
            ),
            json.RootElement.EnumerateObject().Select(p => p.Name)
        );
        Assert.Equal(fitted.State.Objective, json.RootElement.GetProperty("objective").GetDouble());
        Assert.Equal(fitted.Trace.ToString(), json.RootElement.GetProperty("traceDigest").GetString());
        Assert.Equal("converged", json.RootElement.GetProperty("stop").GetProperty("reason").GetString());
        Assert.Equal(
            fitted.State.Parameters.Theta,
            json.RootElement.GetProperty("parameters").GetProperty("theta").EnumerateArray().Select(x => x.GetDouble())
        );
        Assert.Equal(11, json.RootElement.GetProperty("trace").GetArrayLength());
        _tool.Write("start.json", json.RootElement.GetProperty("parameters").GetRawText());
        var again = _tool
            .Done("fit", "coins", "@do-batzoglou", "--start", "start.json", "--format", "csv", "--stop", "iterations(0)")
            .Out.Split('\n');
        Assert.Equal(NumberText.Shortest(fitted.State.Objective), again[1].Split(',')[2]);
    }

    [Fact]
    public void Csv_has_a_row_for_each_iteration_and_reads_back_to_the_same_bits()
    {
        var lines = _tool
            .Done("fit", "coins", "@do-batzoglou", "--start", "{\"theta\":[0.6,0.5]}", "--format", "csv", "--quiet")
            .Out.TrimEnd('\n')
            .Split('\n');
        Assert.Equal("iteration,evaluations,objective,residual,theta[0],theta[1],mixingWeight[0],mixingWeight[1]", lines[0]);
        foreach (var (line, iterate) in lines[1..].Zip(Em.Iterate(Mixture.Of<Coin>(2), Sample.DoBatzoglou, Sample.ArticleStart)))
        {
            var state = iterate.OrThrow().State;
            double[] expected = [state.Iteration, state.Evaluations, state.Objective, state.Residual, .. state.Parameters.Theta, 0.5, 0.5];
            Assert.Equal(expected, line.Split(',').Select(cell => NumberText.TryRead(cell, out var value) ? value : double.NaN));
        }
    }

    [Fact]
    public void Standard_input_and_files_with_tabs_quotes_and_a_byte_order_mark()
    {
        _tool.Write("points.tsv", "\uFEFFname\tx\r\n\"a\tb\"\t1\r\n\r\nc\t2.5\r\nd\t4\r\n");
        var file = _tool.Done("fit", "normal-mixture", "points.tsv", "-k", "1", "--format", "json", "--quiet").Out;
        var input = _tool.Feed("x\n1\n2.5\n4\n", "fit", "normal-mixture", "-", "-k", "1", "--format", "json", "--quiet");
        Assert.Contains("2.5", file, StringComparison.Ordinal);
        Assert.Equal(0, input.ExitCode);
        Assert.Equal(BeforeRead(file), BeforeRead(input.Out)); // what was read has another name and shape
    }

    static string BeforeRead(string json) => json[..json.IndexOf("\"read\"", StringComparison.Ordinal)];

    [Fact]
    public void Exit_codes_tell_convergence_and_failure()
    {
        Assert.Equal(0, _tool.Run("fit", "coins", "@do-batzoglou", "--stop", "iterations(1)").ExitCode);
        Assert.Equal(1, _tool.Run("fit", "coins", "@do-batzoglou", "--stop", "iterations(1)", "--require-convergence").ExitCode);
        _tool.Write("x.csv", "x\n1\n4\n5\n6\n7\n");
        var failed = _tool.Run(
            "fit",
            "normal-mixture",
            "x.csv",
            "--start",
            "{\"mean\":[1,5],\"standardDeviation\":[0.01,2]}",
            "--format",
            "json"
        );
        Assert.Equal(1, failed.ExitCode);
        Assert.Contains("\"reason\": \"failed\"", failed.Out, StringComparison.Ordinal);
        Assert.Contains("component 0 has collapsed", failed.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_interrupt_ends_with_the_best_state()
    {
        _tool.Write("points.csv", string.Join('\n', Enumerable.Range(0, 50_000).Select(i => $"{i * 7919 % 10007}").Prepend("x")));
        using var process = _tool.Start("fit", "normal-mixture", "points.csv", "--stop", "iterations(2000000000)");
        // The first line of progress says that it is running.
        while (process.StandardError.ReadLine() is { } line && !line.StartsWith("iteration", StringComparison.Ordinal)) { }
        // Some send it to the process and to its group.
        Tool.Interrupt(process);
        Tool.Interrupt(process);
        var result = Tool.End(process);
        Assert.Equal(130, result.ExitCode);
        Assert.Contains("Interrupted. The state shown is the best so far.", result.Out, StringComparison.Ordinal);
        Assert.Contains("trace digest", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Models_samples_version_help_and_completion()
    {
        Assert.Contains("\ncoins ", _tool.Done("models").Out, StringComparison.Ordinal);
        Assert.Contains("@faithful", _tool.Done("samples").Out, StringComparison.Ordinal);
        Assert.StartsWith("eruptions,waiting\n3.6,79\n", _tool.Done("samples", "faithful").Out, StringComparison.Ordinal);
        Assert.Equal("0.1.0", _tool.Shell("\"$@\"", "--version").Out.TrimEnd('\n'));
        Assert.Contains("--require-convergence", _tool.Done("fit", "--help").Out, StringComparison.Ordinal);
        Assert.Contains("complete -o default -F _em em", _tool.Done("completion", "bash").Out, StringComparison.Ordinal);
        Assert.Contains("@do-batzoglou", _tool.Done("[suggest:14]", "em fit coins @").Out, StringComparison.Ordinal);
    }
}
