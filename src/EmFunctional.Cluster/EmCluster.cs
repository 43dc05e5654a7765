using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Reactive.Linq;
using System.Reactive.Subjects;
using System.Threading;
using System.Threading.Tasks;
using EmFunctional.Cluster.Hosting;
using EmFunctional.Cluster.Nodes;
using EmFunctional.Iterating;
using EmFunctional.Journal;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Sharding;
using LanguageExt;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Runtime;

namespace EmFunctional.Cluster;

/// <summary>
/// Workers that compute the passes of a run, seen from the process that runs it and keeps the list of all. The bits of a run are those of one
/// machine, whoever comes and goes meanwhile.
/// </summary>
public sealed class EmCluster : IAsyncDisposable
{
    readonly IHost _host;
    readonly IGrainFactory _grains;
    readonly IClusterMembershipService _membership;
    readonly Roster _roster;
    readonly Subject<WorkerNote> _news = new();
    readonly CancellationTokenSource _end = new();
    readonly Task _watching;
    readonly Task _listed;
    readonly Lock _gate = new();
    readonly Lock _seeing = new();
    readonly Dictionary<string, Job> _jobs = new(StringComparer.Ordinal);
    readonly Openings _openings = new(); // Orleans does not hold it
    readonly IOpenings _reference;
    IReadOnlyList<SiloAddress> _seen = [];

    EmCluster(IHost host, Membership membership, GivenUp givenUp)
    {
        (_host, Membership, GivenUp) = (host, membership, givenUp);
        _grains = host.Services.GetRequiredService<IGrainFactory>();
        _membership = host.Services.GetRequiredService<IClusterMembershipService>();
        _roster = host.Services.GetRequiredService<Roster>();
        _reference = _grains.CreateObjectReference<IOpenings>(_openings);
        _watching = Task.Run(Watch);
        _listed = Task.Run(() =>
            membership.Place.IsStore ? membership.Place.Goes(host, _end.Token) : Task.Delay(Timeout.Infinite, _end.Token)
        );
    }

    internal GivenUp GivenUp { get; }

    /// <summary>What workers must know to join.</summary>
    public Membership Membership { get; }

    /// <summary>How long a pass waits where there is no worker at all.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How many workers there are.</summary>
    public int Workers => _roster.Workers().Count;

    /// <summary>Who comes and goes; those that are there are told first.</summary>
    public IObservable<WorkerNote> News =>
        Observable.Create<WorkerNote>(observer =>
        {
            lock (_seeing)
            {
                for (var i = 0; i < _seen.Count; i++)
                    observer.OnNext(Came(_seen[i], i + 1));
                return _news.Subscribe(observer);
            }
        });

    /// <summary>How long the slowest leaf of the last pass has computed.</summary>
    public TimeSpan Slowest { get; private set; }

    /// <summary>How many rows the workers had in memory in the last pass, each with its own part; 0 where all of them have all rows.</summary>
    public long Kept { get; private set; }

    /// <summary>Begins a cluster without workers, which this process keeps the list of.</summary>
    /// <param name="listen">Where this process listens; a port of 0 is a free one.</param>
    /// <param name="secret">What workers must know.</param>
    public static Task<Either<EmError, EmCluster>> Listen(IPEndPoint listen, string secret) =>
        Join(new(new MembershipPlace.Fit(listen), secret), listen);

    /// <summary>
    /// Joins a cluster whose list a store keeps: workers may be there already, and stay when this process ends. Where the place is no store, this process
    /// begins the cluster and keeps the list.
    /// </summary>
    /// <param name="membership">Which cluster.</param>
    /// <param name="listen">Where this process listens; a port of 0 is a free one.</param>
    /// <returns>An error where the store cannot be reached, or this process cannot listen there.</returns>
    public static async Task<Either<EmError, EmCluster>> Join(Membership membership, IPEndPoint listen)
    {
        if ((await membership.Place.Fault(CancellationToken.None)).Case is EmError fault)
            return fault;
        var free = Ports.Free(listen);
        return free.Case is IPEndPoint own
            ? await Begin(membership.Place.IsStore ? membership : membership with { Place = new MembershipPlace.Fit(own) }, own)
            : free.Map<EmCluster>(_ => null!);
    }

    static async Task<EmCluster> Begin(Membership membership, IPEndPoint own)
    {
        var jobs = new OpenedJobs(_ => new EmError.Recorded("Worker", "this process is no worker"), threads: 0);
        var givenUp = new GivenUp();
        var host = SiloSettings.HostOf(SiloSettings.Coordinator, membership, own, jobs, givenUp);
        await host.StartAsync();
        return new EmCluster(host, membership, givenUp);
    }

    /// <summary>Waits until so many workers are there.</summary>
    /// <param name="workers">How many.</param>
    /// <param name="patience">How long.</param>
    /// <returns>Whether they are.</returns>
    public async Task<bool> Await(int workers, TimeSpan patience)
    {
        for (var begun = Environment.TickCount64; Workers < workers; await Task.Delay(20))
            if (Environment.TickCount64 - begun > patience.TotalMilliseconds)
                return false;
        return true;
    }

    /// <summary>The same problem with its passes computed by the workers: the same run, the same bits.</summary>
    /// <param name="problem">The model with its data.</param>
    /// <param name="opening">What the workers open to have the same, in the words of their program.</param>
    public Problem<Vector> Spread(Problem<Vector> problem, string opening)
    {
        var data = problem.Identify().Match(hash => hash.ToString(), () => "");
        var job = Job.Of(opening, data, problem.Blocks);
        _openings.Add(job, opening);
        lock (_gate)
            _jobs[job.Key] = job;
        return problem.From(at => Pass(problem, job, at));
    }

    Either<EmError, Vector> Pass(Problem<Vector> problem, Job job, Vector at)
    {
        var answer = Task.Run(() => Ask(job, at)).GetAwaiter().GetResult();
        (Slowest, Kept) = (TimeSpan.FromMilliseconds(answer.Slowest), answer.Kept);
        ClusterTelemetry.OfPass(Workers, Kept, Slowest);
        if (answer.Kind is null)
            return Numbers.OfBytes(answer.Sums);
        // An error ends the pass: computed here, it is the one that the model itself has for it, unless only the worker meets it.
        return problem
            .Pass.Sums(at, Root(job), InOrder.Executor)
            .Match(Right: _ => Prelude.Left<EmError, Vector>(new EmError.Recorded(answer.Kind, answer.Error ?? "")), Left: error => error);
    }

    static TreeNode Root(Job job) => new(Math.Max(TreeNode.Root(job.Blocks).Level, job.Leaf), 0);

    async Task<Answer> Ask(Job job, Vector at)
    {
        using var given = CancellationTokenSource.CreateLinkedTokenSource(_end.Token);
        var alone = 0L;
        void Lost(Exception _)
        {
            alone =
                Workers > 0 ? 0
                : alone == 0 ? Environment.TickCount64
                : alone;
            if (
                GivenUp.Heard.IsCompleted
                || _listed.IsCompleted
                || (alone > 0 && Environment.TickCount64 - alone > Patience.TotalMilliseconds)
            )
                given.Cancel();
        }
        try
        {
            return await Asking.Until(_grains, new(job, Numbers.ToBytes(at), _reference), Root(job), Lost, given.Token);
        }
        catch (OperationCanceledException) when (given.IsCancellationRequested)
        {
            throw new ClusterException(
                _end.IsCancellationRequested ? "the cluster was closed while a run went on"
                : _listed.IsCompleted
                    ? $"{Membership.Place} does not know this process any more: it was begun anew; resume the run from its journal"
                : GivenUp.Heard.IsCompleted
                    ? "the workers have given this process up, as it did not answer for some seconds; resume the run from its journal"
                : $"no worker for {Patience.TotalSeconds:0} seconds; start workers, and resume the run from its journal, which has every iterate that was seen"
            );
        }
    }

    // Who comes takes a share of the rows; who goes has them taken over when they are next asked for.
    async Task Watch()
    {
        try
        {
            await foreach (var _ in _membership.MembershipUpdates.WithCancellation(_end.Token))
                await Seen(_roster.Workers());
        }
        catch (OperationCanceledException) { }
    }

    async Task Seen(IReadOnlyList<SiloAddress> now)
    {
        var (before, came) = (_seen, now.Except(_seen).ToArray());
        lock (_seeing)
        {
            _seen = now;
            var count = before.Count;
            foreach (var gone in before.Except(now))
                Tell(new(DateTimeOffset.UtcNow, $"{gone.Endpoint}", IsThere: false, --count));
            foreach (var worker in came)
                Tell(Came(worker, ++count));
        }
        try
        {
            if (came.Length > 0 && before.Count > 0)
                await Task.WhenAll(Nodes().Select(key => _grains.GetGrain<INodeGrain>(key).Settle()));
        }
        // A node that cannot be asked stays where it is.
        catch (Exception error) when (error is TimeoutException or OrleansException) { }
    }

    void Tell(WorkerNote note)
    {
        ClusterTelemetry.OfChange(note.IsThere);
        _news.OnNext(note);
    }

    static WorkerNote Came(SiloAddress worker, int workers) => new(DateTimeOffset.UtcNow, $"{worker.Endpoint}", IsThere: true, workers);

    // Of all jobs, from the leaves up.
    IEnumerable<string> Nodes()
    {
        Job[] jobs;
        lock (_gate)
            jobs = [.. _jobs.Values];
        foreach (var job in jobs)
        {
            var root = Root(job);
            for (var level = job.Leaf; level < root.Level; level += Job.Fan)
                foreach (var node in root.At(level, job.Blocks))
                    yield return NodeKey.Of(job.Key, node, job.Blocks);
            yield return NodeKey.Of(job.Key, root, job.Blocks);
        }
    }

    /// <summary>Ends the cluster; workers that were started for it end with it.</summary>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _watching;
        await _listed.ContinueWith(_ => { }, TaskScheduler.Default);
        await Ending.Of(_host, TimeSpan.FromSeconds(2));
        _news.OnCompleted();
        _end.Dispose();
    }
}
