using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using EmFunctional.Tests.Support;

namespace EmFunctional.Tests.Cli;

/// <summary>Ctrl-C, and a request to end, wherever a verb is: it ends with 130, says so, and leaves nothing half-written.</summary>
public sealed class InterruptTests : IDisposable
{
    const string Model = "m.json";

    readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    static string Row(int i) => i % 10 == 0 ? $"{i % 7},\n" : $"{(i * 7919 % 10007 / 1000) + (i % 3 * 20)},{i * 104729 % 10009 / 1000.0}\n";

    static string Rows(int count) => string.Concat(Enumerable.Range(0, count).Select(Row).Prepend("x,y\n"));

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public void A_story_ends_while_other_starts_are_tried(string signal)
    {
        _tool.Write("rows.csv", Rows(200_000));
        using var process = _tool.Start("explain", "gaussian-mixture", "rows.csv", "-k", "6", "-o", "story.md");
        Until(process, "other starts are tried");
        Ended(process, signal, "Interrupted. The story was not told to its end, and nothing was written.\n");
        Assert.Equal(["rows.csv"], Names());
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public void A_story_ends_while_its_run_goes_on(string signal)
    {
        _tool.Write("rows.csv", Rows(20_000));
        using var process = _tool.Start("explain", "gaussian-mixture", "rows.csv", "--stop", "iterations(2000000000)", "-o", "story.md");
        Until(process, "columns");
        Thread.Sleep(500); // now the run goes on, or it has not begun: the end is the same
        Ended(process, signal, "and nothing was written.\n");
        Assert.Equal(["rows.csv"], Names());
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public void Tables_that_are_filled_in_stay_and_none_is_half_there(string signal)
    {
        _tool.Write("rows.csv", Rows(5_000));
        using var process = _tool.Start("impute", "gaussian-mixture", "rows.csv", "--imputations", "100000", "-o", "t.csv");
        while (!File.Exists(At("t-2.csv")) && !process.HasExited)
            Thread.Sleep(1);
        Ended(process, signal, " of 100000 tables are written.\n", "Interrupted. ");
        var tables = Names().Where(name => name.StartsWith("t-", StringComparison.Ordinal)).ToArray();
        Assert.InRange(tables.Length, 2, 99_999);
        Assert.Equal(["rows.csv", .. tables], Names());
        Assert.All(tables, name => Assert.Equal(5_001, File.ReadLines(At(name)).Count()));
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public void A_table_is_not_filled_in_by_half_a_fit(string signal)
    {
        _tool.Write("rows.csv", Rows(50_000));
        using var process = _tool.Start("impute", "gaussian-mixture", "rows.csv", "--stop", "iterations(2000000000)", "-o", "t.csv");
        Until(process, "iteration");
        Ended(process, signal, "", "Interrupted. Nothing was written: the fit was not at its end.");
        Assert.Equal(["rows.csv"], Names());
    }

    [Theory]
    [InlineData("INT", "t.csv")]
    [InlineData("TERM", "t.csv")]
    [InlineData("INT", "t.npy")]
    public void A_table_of_predictions_is_whole_or_not_there(string signal, string output)
    {
        Save();
        using var process = _tool.Start("predict", Model, "-", "-o", output);
        using var input = new EndlessRows(process);
        while (!Names().Any(name => name.StartsWith(".em-", StringComparison.Ordinal)) && !process.HasExited)
            Thread.Sleep(1);
        Ended(process, signal, $"Interrupted. {output} was not written.\n");
        Assert.Equal([Model, "rows.csv"], Names());
    }

    [Fact]
    public async Task Predictions_that_are_printed_end_with_a_whole_row()
    {
        Save();
        using var process = _tool.Start("predict", Model, "-");
        using var input = new EndlessRows(process);
        var first = await process.StandardOutput.ReadLineAsync();
        var second = await process.StandardOutput.ReadLineAsync();
        var rest = process.StandardOutput.ReadToEndAsync();
        Send("INT", process);
        Assert.True(process.WaitForExit(TimeSpan.FromSeconds(60)));
        Assert.Equal(
            (130, true),
            (process.ExitCode, process.StandardError.ReadToEnd().Contains("Interrupted. ", StringComparison.Ordinal))
        );
        var printed = await rest;
        Assert.Equal("label,responsibility[0],responsibility[1],logDensity", first);
        Assert.All(printed.Split('\n')[..^1].Prepend(second!), row => Assert.Equal(4, row.Split(',').Length));
        Assert.EndsWith("\n", printed, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("INT", "select", "gaussian-mixture", "-", "-k", "1-3")]
    [InlineData("TERM", "select", "gaussian-mixture", "-", "-k", "1-3")]
    [InlineData("INT", "fit", "gaussian-mixture", "-")]
    [InlineData("TERM", "fit", "gaussian-mixture", "-", "--journal", "run.clef", "--save", "m.json")]
    [InlineData("INT", "explain", "gaussian-mixture", "-")]
    [InlineData("TERM", "impute", "gaussian-mixture", "-", "-o", "t.csv")]
    public void Whoever_still_reads_ends_at_once(string signal, params string[] call)
    {
        using var process = _tool.Start(call);
        using var input = new EndlessRows(process);
        if (call[0] == "impute")
            input.Wait(200_000); // which keeps the text before it reads it
        else
            Until(process, "rows read");
        var result = Ended(process, signal, "", "Interrupted.");
        Assert.Equal("", result.Out);
        Assert.Empty(Names());
    }

    [Fact]
    public void A_step_of_a_training_that_takes_its_time_is_not_waited_for()
    {
        var words = Enumerable.Range(0, 20_000).Select(i => Convert.ToHexString(BitConverter.GetBytes(i * 2654435761L))[..8]).ToArray();
        _tool.Write(
            "text.txt",
            string.Concat(
                Enumerable
                    .Range(0, 60_000)
                    .Select(line =>
                        string.Join(' ', Enumerable.Range(0, 9).Select(i => words[(line * 7919 + i * 104729) % words.Length])) + "\n"
                    )
            )
        );
        using var process = _tool.Start("tokenise", "train", "text.txt", "--vocab", "8000", "-o", "x.model");
        Thread.Sleep(1000); // it reads, or is within its first steps
        Send("INT", process);
        var result = Tool.End(process);
        Assert.Equal(130, result.ExitCode);
        Assert.Contains("nterrupted", result.Error, StringComparison.Ordinal);
        Assert.Equal(["text.txt"], Names());
    }

    [Fact]
    public void A_call_of_which_nobody_reads_what_it_says_ends_too()
    {
        Save();
        using var process = _tool.Start("predict", Model, "-");
        using var input = new EndlessRows(process);
        // Rows fill the pipe, and the call waits in the middle of a write.
        input.Wait(20_000);
        Thread.Sleep(1000);
        Send("INT", process);
        Assert.True(process.WaitForExit(TimeSpan.FromSeconds(60)));
        Assert.Equal(130, process.ExitCode);
    }

    void Save()
    {
        _tool.Write("rows.csv", Rows(500));
        _tool.Done("fit", "gaussian-mixture", "rows.csv", "--save", Model);
    }

    string At(string name) => Path.Combine(_tool.Folder, name);

    string[] Names() => [.. _tool.Files.Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    static void Until(Process process, string word)
    {
        while (process.StandardError.ReadLine() is { } line && !line.Contains(word, StringComparison.Ordinal)) { }
    }

    static void Send(string signal, Process process)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]);
        kill.WaitForExit();
    }

    static ToolResult Ended(Process process, string signal, string ending, string contained = "Interrupted. ")
    {
        Send(signal, process);
        var result = Tool.End(process);
        Assert.Equal((130, true), (result.ExitCode, result.Error.EndsWith(ending, StringComparison.Ordinal)));
        Assert.Contains(contained, result.Error, StringComparison.Ordinal);
        return result;
    }

    // Standard input that goes on until the call ends, at a pace that no limit is reached.
    sealed class EndlessRows : IDisposable
    {
        readonly CancellationTokenSource _over = new();
        readonly Task _writing;
        int _written;

        public EndlessRows(Process process) =>
            _writing = Task.Run(() =>
            {
                try
                {
                    process.StandardInput.Write("x,y\n");
                    for (; !_over.IsCancellationRequested; Thread.Sleep(2))
                    for (var last = _written + 500; _written < last; _written++)
                        process.StandardInput.Write(Row(_written));
                }
                catch (IOException) { }
            });

        public void Wait(int rows)
        {
            while (Volatile.Read(ref _written) < rows && !_writing.Wait(1)) { }
        }

        public void Dispose()
        {
            _over.Cancel();
            _writing.Wait();
            _over.Dispose();
        }
    }
}
