using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using EmFunctional.Cli.Input;
using EmFunctional.Cli.Output;
using EmFunctional.Cluster;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Cli.Verbs;

/// <summary>A cluster that computes the passes of a run; the workers that it started end with it.</summary>
sealed class RunningCluster : IDisposable
{
    static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    // Nobody else can join workers that were started for one run.
    static readonly TimeSpan _patienceOfLocal = TimeSpan.FromSeconds(5);

    readonly EmCluster _cluster;
    readonly List<Process> _started = [];
    readonly IDisposable _told;

    RunningCluster(EmCluster cluster, Terminal terminal) =>
        (_cluster, _told) = (cluster, cluster.News.Subscribe(news => terminal.Say($"{news}")));

    /// <summary>Does something with the cluster that was asked for, if one was.</summary>
    /// <returns>The exit code.</returns>
    public static int Use(
        Validation<EmError, Option<AskedCluster>> asked,
        Terminal terminal,
        Func<Option<RunningCluster>, Terminal, int> work
    ) =>
        asked
            .Bind(cluster =>
                cluster.Match(
                    some => Start(some, terminal).Map(Prelude.Some).ToValidation(),
                    () => Prelude.Success<EmError, Option<RunningCluster>>(Option<RunningCluster>.None)
                )
            )
            .Match(
                running =>
                {
                    try
                    {
                        return work(running, running.Match(some => terminal with { Beside = some.Beside }, () => terminal));
                    }
                    finally
                    {
                        running.IfSome(some => some.Dispose());
                    }
                },
                faults => terminal.Refuse(faults)
            );

    // Begins a cluster and waits for its workers.
    static Either<EmError, RunningCluster> Start(AskedCluster asked, Terminal terminal) =>
        EmCluster
            .Join(asked.Agreed, asked.Listen)
            .GetAwaiter()
            .GetResult()
            .Bind(cluster => Joined(new(cluster, terminal), asked, terminal));

    static Either<EmError, RunningCluster> Joined(RunningCluster running, AskedCluster asked, Terminal terminal)
    {
        if (asked.IsLocal)
            running._cluster.Patience = _patienceOfLocal;
        var call = asked.Call(running._cluster.Membership.Place);
        if (asked.IsLocal)
            running.StartWorkers(asked.Workers, asked.Words);
        else if (running._cluster.Workers < asked.Workers)
            terminal.Say($"waiting for {(asked.Workers == 1 ? "a worker" : $"{asked.Workers} workers")} to join: {call}");
        if (running._cluster.Await(asked.Workers, _patience).GetAwaiter().GetResult())
            return running;
        var there = running._cluster.Workers;
        running.Dispose();
        return new EmError.Recorded(
            "Workers",
            $"{there} of {asked.Workers} workers after {_patience.TotalSeconds:0} seconds; start each by: {call}"
        );
    }

    void StartWorkers(int count, string[] agreed)
    {
        var (tool, words) = ThisProgram.Command;
        var threads = Math.Max(1, Environment.ProcessorCount / count);
        for (var i = 0; i < count; i++)
        {
            var start = new ProcessStartInfo(
                tool,
                [
                    .. words,
                    "worker",
                    "--join",
                    $"{_cluster.Membership.Place}",
                    "--threads",
                    $"{threads}",
                    .. agreed,
                    WorkerVerb.EndsWithInput,
                    "--quiet",
                ]
            )
            {
                RedirectStandardInput = true,
            };
            start.Environment[ClusterOption.SecretVariable] = _cluster.Membership.Secret;
            _started.Add(Process.Start(start)!);
        }
    }

    Beside Beside => new(Line, _cluster.News);

    string Line()
    {
        var (workers, kept, slowest) = (_cluster.Workers, _cluster.Kept, _cluster.Slowest.TotalMilliseconds);
        return $"{workers} {(workers == 1 ? "worker" : "workers")}"
            + (kept > 0 ? $" with {kept} rows" : "")
            + (slowest > 0 ? $", slowest leaf {NumberFormat.Significant(slowest, 2)} ms" : "");
    }

    /// <summary>The same model with its passes computed by the workers.</summary>
    public OpenedModel Spread(OpenedModel model, string data, DataAccess access, long limit) =>
        model with
        {
            Problem = _cluster.Spread(model.Problem, $"{WorkerOpening.Of(model.Problem, data, access, limit)}"),
        };

    public void Dispose()
    {
        _told.Dispose();
        foreach (var worker in _started)
            worker.StandardInput.Close();
        _cluster.DisposeAsync().AsTask().GetAwaiter().GetResult();
        foreach (var worker in _started)
        {
            if (!worker.WaitForExit(TimeSpan.FromSeconds(5)))
                worker.Kill();
            worker.Dispose();
        }
    }
}
