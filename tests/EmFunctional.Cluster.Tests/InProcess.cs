using System;
using System.Collections.Generic;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using EmFunctional.Cluster.Hosting;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Cluster.Tests;

/// <summary>A coordinator and workers in this process, on ports of the loopback address.</summary>
sealed class InProcess : IAsyncDisposable
{
    const string Secret = "in process";
    static readonly IPEndPoint _anywhere = new(IPAddress.Loopback, 0);

    readonly List<(EmWorker Worker, OpenedJobs Jobs)> _workers = [];
    readonly Func<string, Either<EmError, OpenedJob>> _open;

    InProcess(EmCluster cluster, Func<string, Either<EmError, OpenedJob>> open) => (Cluster, _open) = (cluster, open);

    public EmCluster Cluster { get; }

    /// <summary>What a worker opens, by its number.</summary>
    public static async Task<InProcess> Start(
        int workers,
        Func<string, Either<EmError, OpenedJob>> open,
        Func<Membership, Membership>? agreed = null
    )
    {
        var membership = new Membership(new MembershipPlace.Fit(_anywhere), Secret);
        var cluster = await EmCluster.Join(agreed?.Invoke(membership) ?? membership, _anywhere);
        var all = new InProcess(cluster.OrThrow(), open);
        for (var i = 0; i < workers; i++)
            await all.Add();
        return all;
    }

    public static Task<InProcess> Start(int workers, Func<Problem<Vector>> open) =>
        Start(workers, _ => Prelude.Right<EmError, OpenedJob>(new OpenedJob(open())));

    public async Task Add()
    {
        Assert.True((await Join(Cluster.Membership, CancellationToken.None)).IsRight);
        Assert.True(await Cluster.Await(_workers.Count, TimeSpan.FromSeconds(30)));
    }

    /// <summary>A worker that agrees on something joins, if it is let in before the end.</summary>
    public async Task<Either<EmError, Unit>> Join(Membership membership, CancellationToken end)
    {
        var jobs = new OpenedJobs(_open, threads: 1);
        var joined = await EmWorker.Join(membership, _anywhere, jobs, end);
        if (joined.Case is EmWorker worker)
            _workers.Add((worker, jobs));
        else
            jobs.Dispose();
        return joined.Map(_ => Prelude.unit);
    }

    /// <summary>A worker leaves and hands over what it has.</summary>
    public Task Leave(int index) => Remove(index, isCrash: false);

    /// <summary>A worker stops without a word.</summary>
    public Task Crash(int index) => Remove(index, isCrash: true);

    async Task Remove(int index, bool isCrash)
    {
        var (worker, jobs) = _workers[index];
        _workers.RemoveAt(index);
        if (isCrash)
            worker.GivenUp.OnFatalException(null, null, null);
        await worker.DisposeAsync();
        jobs.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await Cluster.DisposeAsync();
        while (_workers.Count > 0)
            await Crash(0);
    }
}
