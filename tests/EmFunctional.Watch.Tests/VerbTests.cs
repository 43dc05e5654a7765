using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Text.Json;
using System.Threading.Tasks;
using EmFunctional.Watching.Tests.Support;
using Xunit;

namespace EmFunctional.Watching.Tests;

/// <summary>The verb as it is called.</summary>
public sealed class VerbTests(Recordings recordings) : IClassFixture<Recordings>, IDisposable
{
    readonly Tool _tool = new();
    readonly HttpClient _client = new();

    public void Dispose()
    {
        _client.Dispose();
        _tool.Dispose();
    }

    [Theory]
    [InlineData("nosuch/run.clef", "nosuch/run.clef: there is no such folder; check the path")]
    [InlineData(".", ".: this is a folder; name a file in it")]
    [InlineData("/dev/null", "/dev/null: this is a pipe or a device, and a file is followed; replay it, or copy it to a file")]
    [InlineData("app-.clef", "app-.clef: these are the files of a rolling log")]
    [InlineData("table.csv", "table.csv: line 1, byte 1: JSON cannot be read")]
    [InlineData("other.json", "other.json: line 1: Schema cannot be read")]
    [InlineData("plain.clef --port 65536", "port '65536' must be a whole number from 0 to 65535")]
    [InlineData("plain.clef --port http", "port 'http' must be a whole number from 0 to 65535")]
    [InlineData("plain.clef --listen here", "listen 'here' must be a numeric address of this machine")]
    [InlineData("plain.clef --listen 203.0.113.7", "listen '203.0.113.7' must be an address of this machine")]
    [InlineData("plain.clef --data nosuch.csv", "nosuch.csv: there is no such file; check the path")]
    [InlineData("plain.clef --data @iris", "unknown column 'waiting'")]
    [InlineData("plain.clef --data other.csv", "plain.clef: the data are not those of the journal")]
    [InlineData("", "JOURNAL is missing")]
    public async Task What_cannot_be_watched_is_refused(string call, string error)
    {
        File.Copy(recordings.Plain, _tool.PathTo("plain.clef"));
        File.Copy(recordings.Plain, _tool.PathTo("app-20260131.clef"));
        File.WriteAllText(_tool.PathTo("table.csv"), "x,y\n1,2\n");
        File.WriteAllText(_tool.PathTo("other.csv"), "waiting\n1\n2\n5\n7\n");
        File.WriteAllText(_tool.PathTo("other.json"), "{\"a\":1}\n");
        var run = await _tool.RunAsync(["watch", .. call.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
        Assert.Equal((2, ""), (run.Code, run.Out));
        Assert.StartsWith(error, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_in_use_is_refused()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        var run = await _tool.RunAsync("watch", recordings.Plain, "--port", $"{port}");
        Assert.Equal(2, run.Code);
        Assert.StartsWith($"port '{port}' must be one that no other program uses", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_address_is_printed_and_Ctrl_C_ends_it_with_the_exit_code_of_the_run()
    {
        using var ended = _tool.Start("watch", recordings.Plain);
        var address = await ended.StandardOutput.ReadLineAsync();
        Assert.Matches("^http://127\\.0\\.0\\.1:[0-9]+/[0-9a-f]{32}/$", address);
        Assert.Contains("<h1>", await _client.GetStringAsync(address));
        await LastAsync(address!, 24);
        Assert.Equal(0, await Tool.InterruptAsync(ended));

        using var awaited = _tool.Start("watch", "later.clef");
        Assert.NotNull(await awaited.StandardOutput.ReadLineAsync());
        Assert.Equal(130, await Tool.InterruptAsync(awaited));
        Assert.StartsWith("later.clef is not there yet", await awaited.StandardError.ReadToEndAsync());
    }

    [Theory]
    [InlineData("--journal", "run.clef")]
    [InlineData("--quiet", "--quiet")]
    public async Task A_fit_shows_itself_and_stays_until_Ctrl_C(string option, string value)
    {
        string[] more = option == value ? [option] : [option, value];
        using var fit = _tool.Start(["fit", "normal-mixture", "@faithful", "--column", "waiting", "--watch", .. more]);
        var said = (await fit.StandardError.ReadLineAsync())!;
        Assert.StartsWith("The run is seen at http://127.0.0.1:", said, StringComparison.Ordinal);
        var address = said.Split(' ')[^1];
        await LastAsync(address, 24);
        using var at = JsonDocument.Parse(await _client.GetStringAsync($"{address}runs/0/at/5"));
        Assert.Equal(3, at.RootElement.GetProperty("figures").GetArrayLength()); // over the data of the fit
        Assert.Equal(0, await Tool.InterruptAsync(fit));
        Assert.Contains("trace digest 86245aef5b14d1cc", await fit.StandardOutput.ReadToEndAsync());
        Assert.Equal(option == value ? [] : [value], Directory.GetFiles(_tool.Folder).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("--port 8080", "watch must be given with --port and --listen")]
    [InlineData("--watch --port x", "port 'x' must be a whole number")]
    [InlineData("--watch --journal sqlite:runs.db", "watch must be left out where the journal is in a store")]
    public async Task A_fit_that_cannot_show_itself_is_refused(string options, string error)
    {
        var run = await _tool.RunAsync(["fit", "coins", "@do-batzoglou", .. options.Split(' ')]);
        Assert.Equal((2, ""), (run.Code, run.Out));
        Assert.StartsWith(error, run.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_tool.Folder));
    }

    [Fact]
    public async Task A_file_that_the_journal_names_is_not_opened_unless_it_is_given()
    {
        File.WriteAllLines(_tool.PathTo("secret.csv"), Enumerable.Range(1, 40).Select(i => $"{i % 7}.5").Prepend("x"));
        await _tool.RecordAsync("run.clef", "normal-mixture", "secret.csv");
        var (notes, pictures) = await LookedAtAsync("run.clef");
        Assert.Equal((1, 0), (notes, pictures));
        (notes, pictures) = await LookedAtAsync("run.clef", "--data", "secret.csv");
        Assert.Equal(0, notes);
        Assert.True(pictures > 0);
    }

    async Task<(int Notes, int Pictures)> LookedAtAsync(params string[] call)
    {
        using var watch = _tool.Start(["watch", .. call]);
        var address = (await watch.StandardOutput.ReadLineAsync())!;
        var run = await LastAsync(address, 0);
        using var at = JsonDocument.Parse(await _client.GetStringAsync($"{address}runs/0/at/0"));
        await Tool.InterruptAsync(watch);
        return (run.GetProperty("notes").GetArrayLength(), at.RootElement.GetProperty("figures").GetArrayLength());
    }

    // How the run stands when it has come to an iteration.
    async Task<JsonElement> LastAsync(string address, int iteration)
    {
        using var reader = new StreamReader(await _client.GetStreamAsync(address + "events"));
        while (await reader.ReadLineAsync() is { } line)
            if (
                line.StartsWith("data: {", StringComparison.Ordinal)
                && JsonDocument.Parse(line["data: ".Length..]).RootElement is var run
                && run.GetProperty("last").GetInt32() >= iteration
                && !run.GetProperty("notes").ToString().Contains("being read", StringComparison.Ordinal)
            )
                return run;
        throw new InvalidOperationException("the server ended the events");
    }
}
