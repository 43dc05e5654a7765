using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Reactive.Linq;
using System.Threading;
using EmFunctional.Journal;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Recorder;
using EmFunctional.Runs;
using EmFunctional.Stores.Tests.Support;
using Xunit;
using Xunit.Abstractions;
using Sample = EmFunctional.Stores.Tests.Support.Sample;

namespace EmFunctional.Stores.Tests;

/// <summary>
/// A process that records into a store is killed at random moments: nothing that its subscriber saw is lost, nobody holds its claim any more, and each run is
/// resumed to the same bits. <c>EM_STORE_KILLS=200</c> asks for more kills.
/// </summary>
public abstract class KillTests(Keep keep, ITestOutputHelper output) : IDisposable
{
    static int Kills => int.TryParse(Environment.GetEnvironmentVariable("EM_STORE_KILLS"), out var kills) ? kills : 5;

    public void Dispose()
    {
        keep.Dispose();
        GC.SuppressFinalize(this);
    }

    [StoreFact]
    public void No_iteration_that_a_subscriber_saw_is_lost_and_each_run_is_resumed_to_the_same_digest()
    {
        var (random, between) = (new Random(20_261_127), 0);
        for (var kill = 0; kill < Kills; kill++)
        {
            var model = Problems.Names[kill % Problems.Names.Length];
            var (problem, start) = Problems.Of(model);
            var seen = RecordAndKill(model, random);
            // A kill before the first event leaves no run.
            if (keep.Store.Runs().OrThrow().IsEmpty)
            {
                Assert.Equal(-2, seen);
                continue;
            }
            var run = keep.Store.Runs().OrThrow().Single();
            var recovered = Recovery.Of(keep.Place, problem.Chart, Seals.Checked).OrThrow();
            Assert.True(recovered.Run.Last.Map(last => last.State.Iteration).IfNone(-1) >= seen, $"kill {kill}: iteration {seen} is lost");
            Assert.NotEqual(RunStanding.Running, run.Standing);
            between += recovered.Run.Ending.IsNone ? 1 : 0;
            if (recovered.Run.Ending.IsNone)
                Recorded.Resume(keep.Place, problem).Wait();
            Assert.Equal(Sample.TraceOf(Em.Events(problem, start, Problems.Rule)), Sample.TraceOf(keep.Place));
            keep.Store.Delete(run.Id).OrThrow();
        }
        Assert.InRange(between, Kills / 2, Kills);
        output.WriteLine($"{Kills} kills, {between} of them before the end of the run");
    }

    // The last iteration that the process's subscriber saw; −1 where it saw the start, −2 where it saw nothing.
    int RecordAndKill(string model, Random random)
    {
        var call = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "EmFunctional.Recorder.dll"), model, keep.Name])
        {
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(call)!;
        var (seen, until) = (-2, random.Next(-2, 195));
        while (seen < until && process.StandardOutput.ReadLine() is { } line)
            seen = Next(seen, line);
        Thread.SpinWait(random.Next(20_000));
        process.Kill(); // SIGKILL
        while (process.StandardOutput.ReadLine() is { } line)
            seen = Next(seen, line);
        process.WaitForExit();
        return seen;
    }

    static int Next(int seen, string line) =>
        line == "started" ? -1
        : int.TryParse(line, out var iteration) ? iteration
        : seen;
}

public sealed class SqliteKillTests(ITestOutputHelper output) : KillTests(new SqliteKeep(), output);

[Collection(ServerTests.Name)]
public sealed class PostgresKillTests(PostgresServer server, ITestOutputHelper output) : KillTests(new PostgresKeep(server), output);
