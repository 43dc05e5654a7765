using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Reactive.Linq;
using System.Threading;
using EmFunctional.Iterating;
using EmFunctional.Journal;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Recorder;
using EmFunctional.Runs;
using EmFunctional.Tests.Support;
using Xunit.Abstractions;

namespace EmFunctional.Tests.Journal;

/// <summary>
/// A real process is killed at random moments of a run: nothing that a subscriber saw is lost, and each run is resumed to the same bits.
/// <c>EM_JOURNAL_KILLS=200</c> asks for more kills.
/// </summary>
public sealed class KillTests(ITestOutputHelper output) : IDisposable
{
    static int Kills => int.TryParse(Environment.GetEnvironmentVariable("EM_JOURNAL_KILLS"), out var kills) ? kills : 110;

    // How many kills must fall inside the writing of a line. How often one does depends on the machine, so kills go on until there are as many.
    const int Torn = 10;

    readonly JournalFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void No_iteration_that_a_subscriber_saw_is_lost_and_each_run_is_resumed_to_the_same_digest()
    {
        var (random, between, torn, kill) = (new Random(20_261_121), 0, 0, 0);
        for (; kill < Kills || (torn < Torn && kill < 5 * Kills); kill++)
        {
            var (model, path) = (Problems.Names[kill % Problems.Names.Length], _folder.PathTo($"{kill}.clef"));
            var seen = RecordAndKill(model, path, random);
            var (problem, start) = Problems.Of(model);
            var recovered = Recovery.Of(path, problem.Chart).OrThrow();
            Assert.True(recovered.Run.Last.Map(last => last.State.Iteration).IfNone(-1) >= seen, $"kill {kill}: iteration {seen} is lost");
            between += recovered.Run.Ending.IsNone ? 1 : 0;
            torn += recovered.TornBytes > 0 ? 1 : 0;
            Assert.Equal(Digest(problem, start), recovered.Run.Ending.IsSome ? recovered.Run.Trace : Resumed(path, problem));
        }
        output.WriteLine($"{kill} kills: {between} between the first and the last event, {torn} inside the writing of a line");
        Assert.InRange(between, kill * 8 / 10, kill);
        Assert.InRange(torn, Torn, kill);
    }

    // The last iteration that the process's subscriber saw; −1 if none.
    static int RecordAndKill(string model, string path, Random random)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "EmFunctional.Recorder.dll"), model, path])
        {
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var (seen, until) = (-1, random.Next(0, 195));
        while (process.StandardOutput.ReadLine() is { } line)
        {
            if (int.TryParse(line, out var iteration))
                seen = iteration;
            if (seen >= until)
                break;
        }
        Thread.SpinWait(random.Next(20_000));
        process.Kill(); // SIGKILL
        while (process.StandardOutput.ReadLine() is { } line)
            seen = int.TryParse(line, out var iteration) ? iteration : seen;
        process.WaitForExit();
        return seen;
    }

    static TraceDigest Resumed(string path, Problem<Vector> problem)
    {
        Recorded.Resume(path, problem).Subscribe();
        return Recovery.Of(path, problem.Chart).OrThrow().Run.Trace;
    }

    static TraceDigest Digest(Problem<Vector> problem, Vector start) =>
        Fitted.From(Em.Events(problem, start, Problems.Rule)).OrThrow().Trace;
}
