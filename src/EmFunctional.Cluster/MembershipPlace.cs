using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using EmFunctional.Cluster.Hosting;
using EmFunctional.Cluster.Stores;
using EmFunctional.Modelling;
using EmFunctional.Stores.Postgres;
using LanguageExt;
using Microsoft.Extensions.Hosting;
using Orleans.Hosting;

namespace EmFunctional.Cluster;

/// <summary>Where the list of all processes of a cluster is kept.</summary>
public abstract record MembershipPlace
{
    const string RedisScheme = "redis:";

    MembershipPlace() { }

    /// <summary>A place in a store, by its name.</summary>
    /// <param name="text"><c>redis:HOST:PORT</c>, with options as StackExchange.Redis writes them, or <c>postgres://USER@HOST:PORT/DATABASE</c>.</param>
    /// <returns>Nothing where the text names no store.</returns>
    public static Option<MembershipPlace> OfStore(string text) =>
        text.Length > RedisScheme.Length && text.StartsWith(RedisScheme, StringComparison.Ordinal) ? new Redis(text[RedisScheme.Length..])
        : PostgresDatabase.Schemes.Any(scheme => text.StartsWith(scheme, StringComparison.Ordinal)) ? new Postgres(text)
        : Option<MembershipPlace>.None;

    /// <summary>Whether a store keeps it.</summary>
    internal bool IsStore => this is Store;

    /// <summary>Why the list cannot be read, if it cannot.</summary>
    internal abstract Task<Option<EmError>> Fault(CancellationToken end);

    /// <summary>Tells Orleans of it.</summary>
    internal abstract void AddTo(ISiloBuilder silo);

    /// <summary>What all processes of one cluster are known by, and no others.</summary>
    internal abstract string Cluster(string secret);

    /// <summary>Waits until there is a list.</summary>
    internal abstract Task Comes(CancellationToken end);

    /// <summary>Waits until the list is lost, or this process is not on it any more.</summary>
    internal abstract Task Goes(IHost process, CancellationToken end);

    /// <summary>The process that runs the fit keeps the list: nothing else is needed, and the list ends with the fit.</summary>
    /// <param name="At">Where it listens.</param>
    public sealed record Fit(IPEndPoint At) : MembershipPlace
    {
        /// <summary>Where it listens.</summary>
        public override string ToString() => $"{At}";

        internal override Task<Option<EmError>> Fault(CancellationToken end) => Task.FromResult(Option<EmError>.None);

        internal override void AddTo(ISiloBuilder silo) => silo.UseDevelopmentClustering(At);

        internal override string Cluster(string secret) => secret;

        internal override Task Comes(CancellationToken end) => Keeper.Comes(At, end);

        internal override Task Goes(IHost process, CancellationToken end) => Keeper.Goes(At, end);
    }

    /// <summary>A store keeps the list: workers outlive a fit that dies, with the rows that they have in memory.</summary>
    public abstract record Store : MembershipPlace
    {
        internal override string Cluster(string secret) => Kept.NameOf(secret);

        internal override Task Comes(CancellationToken end) => Kept.Comes(this, end);

        internal override Task Goes(IHost process, CancellationToken end) => Kept.Goes(process, end);
    }

    /// <summary>Redis.</summary>
    /// <param name="Configuration">Where it is and how it is opened, as StackExchange.Redis writes it, such as <c>host:6379,ssl=true</c>.</param>
    public sealed record Redis(string Configuration) : Store
    {
        /// <summary>Where it is, without its password.</summary>
        public override string ToString() => RedisScheme + RedisMembers.Shown(Configuration);

        internal override Task<Option<EmError>> Fault(CancellationToken end) => RedisMembers.Fault($"{this}", Configuration);

        internal override void AddTo(ISiloBuilder silo) => RedisMembers.AddTo(silo, Configuration);
    }

    /// <summary>PostgreSQL, in two tables of its own.</summary>
    /// <param name="Url">Its address, as libpq writes it.</param>
    public sealed record Postgres(string Url) : Store
    {
        readonly PostgresUrl _url = PostgresUrl.Parse(Url);

        /// <summary>Where it is, without its password.</summary>
        public override string ToString() => _url.Name;

        internal override Task<Option<EmError>> Fault(CancellationToken end) => PostgresMembers.Fault(_url, end);

        internal override void AddTo(ISiloBuilder silo) => PostgresMembers.AddTo(silo, _url);
    }
}
