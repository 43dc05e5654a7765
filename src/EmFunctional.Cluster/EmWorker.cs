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
    bool _isLost;

    EmWorker(IHost host, GivenUp givenUp, IPEndPoint listens) => (_host, GivenUp, Listens) = (host, givenUp, listens);

    internal GivenUp GivenUp { get; }

    /// <summary>Where it listens.</summary>
    public IPEndPoint Listens { get; }

    /// <summary>
    /// Works for the fits of a cluster until it is told to end: waits for the list of all, joins, and joins anew where that list
    /// was lost, or the others have given this process up.
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
        if ((await membership.Place.Fault(end)).Case is EmError fault)
            return fault;
        using var jobs = new OpenedJobs(open, threads);
        try
        {
            for (; ; )
            {
                tell($"waits for {membership.Place}");
                await membership.Place.Comes(end);
                var joined = await Join(membership, listen, jobs, end);
                if (joined.Case is not EmWorker worker)
                    return joined.Map(_ => Prelude.unit);
                tell($"joined {membership.Place}, listens on {worker.Listens}");
                await using (worker)
                    tell(await worker.Lost(membership.Place, end));
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
                    return new EmError.Recorded("Join", $"{membership.Place}: cannot be joined; {Reason(membership.Place)}");
            }
        }
    }

    static string Reason(MembershipPlace place) =>
        place.IsStore
            ? "a process that it lists as alive cannot be connected to"
            : "what listens there is no fit of a cluster, or one with another secret";

    // Until it has to join anew: the reason, in words.
    async Task<string> Lost(MembershipPlace place, CancellationToken end)
    {
        await Task.WhenAny(place.Goes(_host, end), GivenUp.Heard).Unwrap();
        // Nobody is left to hand anything to, or to tell that this process goes.
        _isLost = place.IsStore;
        return GivenUp.Heard.IsCompleted ? "was given up by the others"
            : place.IsStore ? $"{place} does not know this process any more: it was begun anew"
            : $"the fit at {place} is over";
    }

    /// <summary>Leaves the cluster; what it kept goes to the others.</summary>
    public async ValueTask DisposeAsync() => await Ending.Of(_host, _isLost || GivenUp.Heard.IsCompleted ? TimeSpan.Zero : _soon);
}
