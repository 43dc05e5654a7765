using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using EmFunctional.Cluster.Tests.Support;
using Xunit.Abstractions;

namespace EmFunctional.Cluster.Tests;

/// <summary>
/// Real processes that are killed, stopped and started anew: the run ends with the digest of one machine, or can be resumed to it. CLUSTER_KILLS says
/// how many random moments are tried.
/// </summary>
public sealed class ProcessTests(ITestOutputHelper output) : ToolTests
{
    static readonly int _kills = int.TryParse(Environment.GetEnvironmentVariable("CLUSTER_KILLS"), out var kills) ? kills : 8;

    [Fact]
    public async Task Workers_killed_at_any_moment_change_no_bit()
    {
        var alone = await Digest(Fit);
        var random = new Random(7);
        for (var killed = 0; killed < _kills; )
        {
            var journal = $"k{killed}.clef";
            var fit = Start($"{Fit} --cluster 3 --journal {journal}");
            // One alone, or two at once.
            var atOnce = killed % 3 == 2 ? 2 : 1;
            var victims = await Recorded(journal, 2 + random.Next(200), () => Signal("KILL", [.. Workers(fit).Take(atOnce)]));
            killed += victims.Count;
            var (code, printed, error) = await End(fit);
            Assert.True(code == 0, error);
            Assert.Equal(alone, DigestIn(printed));
        }
        output.WriteLine($"{_kills} workers killed");
        // One machine proves what the cluster did, and a cluster what one machine did.
        foreach (var call in new[] { "verify k0.clef rows.npy --quiet", "verify k0.clef rows.npy --quiet --cluster 2" })
            Assert.StartsWith("identical", (await End(Start(call))).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_worker_that_hangs_is_given_up_and_comes_back()
    {
        var alone = await Digest(Fit);
        var fit = Start($"{Fit.Replace(" --quiet", "")} --cluster 2 --journal hang.clef");
        var victim = await Recorded("hang.clef", 20, () => Signal("STOP", Workers(fit)[0]));
        // The pass in hand waits for it, and goes on without it.
        await Recorded("hang.clef", Count(Path.Combine(Folder, "hang.clef")) + 5);
        Signal("CONT", victim);
        var (code, printed, error) = await End(fit);
        Assert.True(code == 0, error);
        Assert.Equal(alone, DigestIn(printed));
        Assert.Contains(" is lost: 1 worker now, which goes on with its rows", error, StringComparison.Ordinal);
        Assert.Matches("workers? with 150000 rows, slowest leaf [0-9.]+ ms", error);
        // The journal has it too, and what is told there does not change what the run is.
        Assert.Contains("\"Happened\":\"lost\"", await File.ReadAllTextAsync(Path.Combine(Folder, "hang.clef")), StringComparison.Ordinal);
        var (_, _, replayed) = await End(Start("replay hang.clef"));
        Assert.Contains(" is lost: 1 worker now", replayed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_in_parts_are_the_whole_and_a_part_that_changed_is_named_where_it_is_read_again()
    {
        const string List = "parts/rows.parts.json";
        Assert.Equal(0, (await End(Start("partition rows.npy --parts 5 -o parts --quiet"))).Code);
        string Parted(int iterations) => $"{FitOf(iterations).Replace("rows.npy", List, StringComparison.Ordinal)} --cluster 2";
        Assert.Equal(await Digest(FitOf(100)), await Digest(Parted(100)));

        var fit = Start($"{Parted(5000)} --journal parts.clef");
        await Recorded("parts.clef", 10);
        foreach (var part in Directory.EnumerateFiles(Path.Combine(Folder, "parts"), "*.npy"))
        {
            await using var file = new FileStream(part, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            file.Position = file.Length / 2;
            file.WriteByte(0x3f);
            file.Position += 1 << 19;
            file.WriteByte(0x3f);
        }
        Signal("KILL", Workers(fit)[0]);
        var (code, printed, error) = await End(fit);
        Assert.True(code == 1, error);
        // As wide as it may be.
        Assert.Matches(
            @"Failed: parts/part-0000\d\.npy: was cut off or changed while it was read, at row \d+",
            string.Join(' ', printed.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        );
    }

    [Fact]
    public async Task Where_all_workers_are_gone_the_run_is_resumed_by_others()
    {
        var alone = await Digest(Fit);
        var fit = Start($"{Fit} --cluster 2 --journal all.clef");
        await Recorded("all.clef", 30, () => Signal("KILL", Workers(fit)));
        var (code, _, error) = await End(fit);
        Assert.Equal(1, code);
        Assert.Contains("resume the run from its journal", error, StringComparison.Ordinal);
        Assert.Equal(alone, await Digest("resume all.clef rows.npy --cluster 3 --quiet"));
    }

    [Fact]
    public async Task Where_the_fit_is_killed_its_workers_end_and_it_is_resumed()
    {
        var alone = await Digest(Fit);
        var fit = Start($"{Fit} --cluster 2 --journal fit.clef");
        var workers = await Recorded(
            "fit.clef",
            30,
            () =>
            {
                var workers = Workers(fit).Select(Process.GetProcessById).ToArray();
                Signal("KILL", fit.Id);
                return workers;
            }
        );
        await fit.WaitForExitAsync();
        foreach (var worker in workers)
            await worker.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Equal(alone, await Digest("resume fit.clef rows.npy --cluster 1 --quiet"));
    }

    [Fact]
    public async Task Workers_that_join_serve_one_fit_after_the_other()
    {
        var alone = await Digest(Fit);
        var port = FreePort();
        var workers = new[] { Start($"worker --join localhost:{port}"), Start($"worker --join 127.0.0.1:{port} --threads 1") };
        var ended = workers.Select(End).ToArray();
        for (var fit = 0; fit < 2; fit++)
            Assert.Equal(alone, await Digest($"{Fit} --cluster listen:127.0.0.1:{port} --workers 2"));
        foreach (var worker in workers)
            Signal("INT", worker.Id);
        foreach (var (code, _, error) in await Task.WhenAll(ended))
        {
            Assert.Equal(0, code);
            Assert.Equal(2, error.Split('\n').Count(line => line.StartsWith("joined", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public async Task Fits_are_compared_by_workers_as_by_one_machine()
    {
        const string Select = "select gaussian-mixture rows.npy -k 1-5 --form full --stop iterations(4) --format csv --quiet";
        var (code, alone, _) = await End(Start(Select));
        var spread = await End(Start($"{Select} --cluster 2"));
        Assert.True(spread.Code == code, spread.Error);
        Assert.Equal(alone, spread.Out);
        Assert.Equal(6, alone.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task A_worker_that_joins_and_one_that_leaves_meanwhile_change_no_bit()
    {
        var alone = await Digest(Fit);
        var port = FreePort();
        string Work() => $"worker --join 127.0.0.1:{port} --threads 1";
        var workers = new List<Process> { Start(Work()), Start(Work()) };
        var ended = workers.Select(End).ToList();
        var fit = Start($"{Fit.Replace(" --quiet", "")} --cluster listen:127.0.0.1:{port} --workers 2 --journal change.clef");
        var printed = End(fit);
        workers.Add(await Recorded("change.clef", 20, () => Start(Work())));
        ended.Add(End(workers[2]));
        // It hands over what it has.
        await Recorded("change.clef", 60, () => Signal("INT", workers[0].Id));
        Assert.Equal(0, (await ended[0]).Code);
        var (code, output, error) = await printed;
        Assert.True(code == 0, error);
        Assert.Equal(alone, DigestIn(output));
        foreach (var worker in workers.Skip(1))
            Signal("INT", worker.Id);
        Assert.All(await Task.WhenAll(ended), end => Assert.Equal(0, end.Code));
    }

    [Theory]
    [InlineData("--cluster 0", "cluster '0' must be a number of workers from 1 to 1024")]
    [InlineData("--cluster listen:0.0.0.0:7100", "must be an address of this machine alone")]
    [InlineData("--cluster listen:127.0.0.1", "must be an address and a port")]
    [InlineData("--cluster 2 --workers 3", "workers '3' must be left out where --cluster says how many")]
    [InlineData("--workers 3", "workers '3' must be left out where there is no --cluster")]
    [InlineData("--secret x", "secret 'x' must be left out where there is no --cluster")]
    [InlineData("--certificate c.pem", "certificate 'c.pem' must be left out where there is no --cluster")]
    [InlineData("--insecure", "insecure must be left out where there is no --cluster")]
    [InlineData("--lost-after 2", "lost-after '2' must be left out where there is no --cluster")]
    public async Task Wrong_options_are_refused(string options, string words)
    {
        var (code, printed, error) = await End(Start($"{Fit} {options}"));
        Assert.Equal((2, ""), (code, printed));
        Assert.Contains(words, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Standard_input_is_refused_since_every_worker_reads_the_data()
    {
        var (code, _, error) = await End(Start("fit coins - --cluster 2"));
        Assert.Equal(2, code);
        Assert.Contains("must be of data in a file, which every worker reads", error, StringComparison.Ordinal);
    }
}
