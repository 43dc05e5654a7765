using System.Net;
using System.Threading;
using System.Threading.Tasks;
using EmFunctional.Cluster.Hosting;
using EmFunctional.Modelling;
using LanguageExt;
using Microsoft.Extensions.Hosting;
using Orleans.Runtime;

namespace EmFunctional.Cluster;

/// <summary>A process that keeps rows and computes parts of passes for others.</summary>
public sealed class EmWorker : IAsyncDisposable
{
    const int Attempts = 3;
    static readonly TimeSpan _attempt = TimeSpan.FromSeconds(10);
    static readonly TimeSpan _soon = TimeSpan.FromSeconds(5);

    readonly IHost _host;

    EmWorker(IHost host, GivenUp givenUp, IPEndPoint listens) => (_host, GivenUp, Listens) = (host, givenUp, listens);

    internal GivenUp GivenUp { get; }

    /// <summary>Where it listens.</summary>
    public IPEndPoint Listens { get; }

    /// <summary>
    /// Works for the fits of a cluster until it is told to end: waits for the process that keeps the list of all, joins, and joins anew where that
    /// process went and came again, or has given this one up.
    /// </summary>
    /// <param name="membership">Which cluster.</param>
    /// <param name="listen">Where this process listens; a port of 0 is a free one.</param>
    /// <param name="threads">On how many threads it computes.</param>
    /// <param name="open">Opens what a job of the cluster names: the text that <see cref="EmCluster.Spread"/> was given.</param>
    /// <param name="tell">Is told what happens, in lines.</param>
    /// <param name="end">Ends it.</param>
    /// <returns>An error where it cannot listen or join.</returns>
    public static async Task<Either<EmError, Unit>> Serve(
        Membership membership,
        IPEndPoint listen,
        int threads,
        Func<string, Either<EmError, OpenedJob>> open,
        Action<string> tell,
        CancellationToken end
    )
    {
        using var jobs = new OpenedJobs(open, threads);
        try
        {
            for (; ; )
            {
                tell($"waits for {membership.Keeper}");
                await Keeper.Comes(membership.Keeper, end);
                var joined = await Join(membership, listen, jobs, end);
                if (joined.Case is not EmWorker worker)
                    return joined.Map(_ => Prelude.unit);
                tell($"joined {membership.Keeper}, listens on {worker.Listens}");
                await using (worker)
                    await worker.IsLost(membership.Keeper, end);
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            return Prelude.unit;
        }
    }

    /// <summary>Joins a cluster that is there.</summary>
    /// <param name="membership">Which.</param>
    /// <param name="listen">Where this process listens; a port of 0 is a free one.</param>
    /// <param name="jobs">What it computes.</param>
    /// <param name="end">Ends the attempt.</param>
    internal static async Task<Either<EmError, EmWorker>> Join(
        Membership membership,
        IPEndPoint listen,
        OpenedJobs jobs,
        CancellationToken end
    )
    {
        var free = Ports.Free(listen);
        if (free.Case is not IPEndPoint own)
            return free.Map<EmWorker>(_ => null!);
        for (var attempt = 1; ; attempt++)
        {
            var givenUp = new GivenUp();
            var host = SiloSettings.HostOf($"{SiloSettings.Worker}-{own.Port}-{Environment.ProcessId}", membership, own, jobs, givenUp);
            using var attempting = CancellationTokenSource.CreateLinkedTokenSource(end);
            attempting.CancelAfter(_attempt);
            try
            {
                await host.StartAsync(attempting.Token);
                return new EmWorker(host, givenUp, own);
            }
            catch (Exception) when (!end.IsCancellationRequested)
            {
                host.Dispose();
                if (attempt == Attempts)
                    return new EmError.Recorded(
                        "Join",
                        $"{membership.Keeper}: cannot be joined; what listens there is no fit of a cluster, or one with another secret"
                    );
            }
        }
    }

    Task IsLost(IPEndPoint keeper, CancellationToken end) => Task.WhenAny(Keeper.Goes(keeper, end), GivenUp.Heard).Unwrap();

    /// <summary>Leaves the cluster; what it kept goes to the others.</summary>
    public async ValueTask DisposeAsync()
    {
        using var soon = new CancellationTokenSource(GivenUp.Heard.IsCompleted ? TimeSpan.Zero : _soon);
        try
        {
            await _host.StopAsync(soon.Token);
        }
        catch (Exception error) when (error is OperationCanceledException or OrleansException) { }
        _host.Dispose();
    }
}
