using System;
using System.Diagnostics;
using System.Linq;
using System.Threading.Tasks;
using EmFunctional.Cluster.Tests.Support;
using EmFunctional.Stores.Tests.Support;

namespace EmFunctional.Cluster.Tests;

/// <summary>Where a store keeps the list of all processes, the fit may die too: its workers stay, with their rows in memory.</summary>
public abstract class StoreTests : ToolTests
{
    protected async Task A_killed_fit_is_resumed_with_another_number_of_workers(string store)
    {
        var alone = await Digest(Fit);
        var workers = Enumerable.Range(0, 2).Select(_ => Start($"worker --store {store} --threads 1")).ToList();
        var ended = workers.Select(End).ToList();
        var fit = Start($"{Fit} --cluster {store} --workers 2 --journal fit.clef");
        await Recorded("fit.clef", 30, () => Signal("KILL", fit.Id));
        await fit.WaitForExitAsync();
        workers.Add(Start($"worker --store {store} --threads 1"));
        ended.Add(End(workers[2]));
        Assert.Equal(alone, await Digest($"resume fit.clef rows.npy --cluster {store} --workers 3 --quiet"));
        foreach (var worker in workers)
            Signal("INT", worker.Id);
        foreach (var (code, _, error) in await Task.WhenAll(ended))
        {
            Assert.Equal(0, code);
            // They did not lose each other.
            Assert.Single(error.Split('\n'), line => line.StartsWith("joined", StringComparison.Ordinal));
        }
    }
}

/// <summary>PostgreSQL keeps the list.</summary>
public sealed class PostgresTests : StoreTests
{
    [PostgresFact]
    public async Task A_fit_that_was_killed_is_resumed_by_the_workers_of_PostgreSQL()
    {
        using var postgres = new PostgresServer();
        await A_killed_fit_is_resumed_with_another_number_of_workers(postgres.Url(postgres.Create()));
    }
}

/// <summary>Redis keeps the list.</summary>
public sealed class RedisTests : StoreTests
{
    // As long as it takes to do something to it.
    static readonly string _long = FitOf(1000);

    readonly RedisServer _redis = new();

    public override void Dispose()
    {
        _redis.Dispose();
        base.Dispose();
    }

    [RedisFact]
    public Task A_fit_that_was_killed_is_resumed_by_the_workers_of_Redis()
    {
        _redis.Start();
        return A_killed_fit_is_resumed_with_another_number_of_workers(_redis.Store);
    }

    [RedisFact]
    public async Task A_run_goes_on_while_Redis_is_away_and_is_resumed_where_it_was_begun_anew()
    {
        var alone = await Digest(_long);
        _redis.Start();
        var workers = Enumerable.Range(0, 2).Select(_ => Start($"worker --store {_redis.Store} --threads 1")).ToArray();
        var ended = workers.Select(End).ToArray();
        var fit = Start($"{_long} --cluster {_redis.Store} --workers 2 --journal away.clef");
        await Recorded("away.clef", 10);
        _redis.Stop();
        await Recorded("away.clef", Count(System.IO.Path.Combine(Folder, "away.clef")) + 100);
        // It has forgotten all.
        _redis.Start();
        var (code, printed, error) = await End(fit);
        if (code != 0)
        {
            Assert.Contains("resume the run from its journal", error, StringComparison.Ordinal);
            printed = (await End(Start($"resume away.clef rows.npy --cluster {_redis.Store} --workers 2 --quiet"))).Out;
        }
        Assert.Equal(alone, DigestIn(printed));
        foreach (var worker in workers)
            Signal("INT", worker.Id);
        Assert.All(await Task.WhenAll(ended), end => Assert.Equal(0, end.Code));
    }

    [Theory]
    [InlineData("fit gaussian-mixture rows.npy -k 4 --cluster")]
    [InlineData("worker --store")]
    public async Task Redis_that_is_down_is_said(string call)
    {
        var (code, _, error) = await End(Start($"{call} {_redis.Store}"));
        Assert.Equal(2, code);
        Assert.Contains($"{_redis.Store}: cannot be reached: no Redis answers there", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fit coins @do-batzoglou --cluster redis:", "cluster 'redis:' must be a number of workers")]
    [InlineData("fit coins @do-batzoglou --cluster 2 --cluster-listen 127.0.0.1:1", "left out where --cluster names no store")]
    [InlineData("worker --store memcached:1", "store 'memcached:1' must be redis:HOST:PORT or postgres://")]
    [InlineData("worker", "join must be given, or --store, and not both")]
    public async Task Wrong_options_are_refused(string call, string words)
    {
        var (code, _, error) = await End(Start(call));
        Assert.Equal(2, code);
        Assert.Contains(words, error, StringComparison.Ordinal);
    }
}

/// <summary>A test that needs PostgreSQL; the build machine installs it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PostgresFactAttribute : FactAttribute
{
    public PostgresFactAttribute()
    {
        if (!PostgresServer.IsInstalled)
            Skip = "there is no PostgreSQL on this machine";
    }
}
