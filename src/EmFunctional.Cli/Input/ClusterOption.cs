using System.Globalization;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using EmFunctional.Cli.Output;
using EmFunctional.Cluster;
using EmFunctional.Modelling;
using LanguageExt;
using CliOption = System.CommandLine.Option<string?>;
using Command = System.CommandLine.Command;
using ParseResult = System.CommandLine.ParseResult;

namespace EmFunctional.Cli.Input;

/// <summary>Whether other processes compute the passes over the data, and which.</summary>
sealed class ClusterOption
{
    /// <summary>The variable of the environment that has the secret.</summary>
    public const string SecretVariable = "EM_CLUSTER_SECRET";

    const int Most = 1024;
    const string Listen = "listen:";
    const string NoStore = "--cluster names no store";
    const string NoCluster = "there is no --cluster";

    static readonly IPEndPoint _anywhere = new(IPAddress.Loopback, 0);

    static readonly Domain _domain = new(
        $"a number of workers from 1 to {Most} to start on this machine, {Listen}ADDRESS:PORT to wait for workers that join, or {StoreOption.Form} for those of a store",
        _ => false
    );

    readonly CliOption _cluster = new("--cluster")
    {
        Description =
            "compute on several processes, the same bits for any number: N workers on this machine, listen:ADDRESS:PORT for those that join by 'em worker --join', or the store of those that 'em worker --store' began",
        HelpName = "N|listen:ADDRESS:PORT|STORE",
    };
    readonly AgreedOptions _agreed = new();
    readonly CliOption _workers = new("--workers") { Description = "wait for so many workers to join [default: 1]", HelpName = "N" };
    readonly CliOption _listen = new("--cluster-listen")
    {
        Description =
            "where this process listens, if a store keeps the list of all [default: 127.0.0.1:0, a free port of this machine alone]",
        HelpName = "ADDRESS:PORT",
    };

    public void AddTo(Command command)
    {
        command.Add(_cluster);
        command.Add(_workers);
        command.Add(_listen);
        _agreed.AddTo(command);
    }

    public bool IsGiven(ParseResult parsed) => parsed.GetValue(_cluster) is not null;

    /// <summary>The cluster that was asked for, if any.</summary>
    /// <param name="parsed">The call.</param>
    /// <param name="data">The data, which every worker reads.</param>
    public Validation<EmError, Option<AskedCluster>> Of(ParseResult parsed, string data) =>
        from asked in Of(parsed)
        from readable in asked.IsSome && data == "-"
            ? Prelude.Fail<EmError, Unit>(
                new EmError.BadOption("cluster", data, new("of data in a file, which every worker reads", _ => false))
            )
            : Prelude.unit
        select asked;

    Validation<EmError, Option<AskedCluster>> Of(ParseResult parsed) =>
        parsed.GetValue(_cluster) is { } text
            ? Asked(parsed, text).Map(Prelude.Some)
            : from workers in Usage.LeftOut(parsed, _workers, NoCluster)
            from listen in Usage.LeftOut(parsed, _listen, NoCluster)
            from agreed in _agreed.LeftOut(parsed, NoCluster)
            select Option<AskedCluster>.None;

    Validation<EmError, AskedCluster> Asked(ParseResult parsed, string text) =>
        Whole(text) is { } local
            ? from workers in Usage.LeftOut(parsed, _workers, "--cluster says how many")
            from listen in Usage.LeftOut(parsed, _listen, NoStore)
            from agreed in _agreed.Of(parsed, new MembershipPlace.Fit(_anywhere), "cluster", _anywhere)
            select new AskedCluster(local, IsLocal: true, _anywhere, agreed with { Secret = RandomSecret() })
            {
                Words = _agreed.Words(parsed),
            }
        : text.StartsWith(Listen, StringComparison.Ordinal)
            ? from listen in Usage.LeftOut(parsed, _listen, NoStore)
            from asked in Waiting(parsed, "cluster", text[Listen.Length..], at => new MembershipPlace.Fit(at))
            select asked
        : MembershipPlace.OfStore(text).Case is MembershipPlace store
            ? Waiting(parsed, "cluster-listen", parsed.GetValue(_listen) ?? $"{_anywhere}", _ => store)
        : new EmError.BadOption("cluster", text, _domain);

    Validation<EmError, AskedCluster> Waiting(ParseResult parsed, string option, string listen, Func<IPEndPoint, MembershipPlace> place) =>
        from at in EndPoints.Read(option, listen)
        from agreed in _agreed.Of(parsed, place(at), option, at)
        from workers in Workers(parsed.GetValue(_workers))
        select new AskedCluster(workers, IsLocal: false, at, agreed);

    // Nobody else joins workers that are started for one run.
    static string RandomSecret() => Convert.ToHexString(RandomNumberGenerator.GetBytes(16));

    static Validation<EmError, int> Workers(string? text) =>
        text is null ? 1
        : Whole(text) is { } count ? count
        : new EmError.BadOption("workers", text, new($"a whole number from 1 to {Most}", _ => false));

    static int? Whole(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is >= 1 and <= Most ? count : null;
}

/// <summary>A cluster that was asked for.</summary>
/// <param name="Workers">How many workers.</param>
/// <param name="IsLocal">Whether they are started on this machine, and end with the run.</param>
/// <param name="Listen">Where this process listens.</param>
/// <param name="Agreed">Where the list of all is kept, and what they agree on.</param>
sealed record AskedCluster(int Workers, bool IsLocal, IPEndPoint Listen, Membership Agreed)
{
    /// <summary>What workers are told that are started on this machine, so that they agree.</summary>
    public string[] Words { get; init; } = [];

    /// <summary>How a worker is started for it.</summary>
    public string Call(MembershipPlace place)
    {
        var same = string.Join(
            " and ",
            new[]
            {
                Agreed.Secret != Membership.NoSecret ? "secret" : null,
                Agreed.Certificate is not null ? "certificate" : null,
            }.OfType<string>()
        );
        return $"em worker {(place is MembershipPlace.Store ? "--store" : "--join")} {place}{(IsLocal || same.Length == 0 ? "" : $", with the same {same}")}";
    }
}

/// <summary>Stores that keep the list of the processes of a cluster.</summary>
static class StoreOption
{
    public const string Form = "redis:HOST:PORT or postgres://USER@HOST:PORT/DATABASE";

    public static Validation<EmError, MembershipPlace> Read(string option, string text) =>
        MembershipPlace.OfStore(text).ToValidation<EmError>(new EmError.BadOption(option, text, new(Form, _ => false)));
}

/// <summary>Where processes listen.</summary>
static class EndPoints
{
    /// <summary><c>ADDRESS:PORT</c>, of which the address may be a name.</summary>
    public static Validation<EmError, IPEndPoint> Read(string option, string text)
    {
        EmError Bad(string what) => new EmError.BadOption(option, text, new(what, _ => false));
        if (IPEndPoint.TryParse(text, out var at) && text.Contains(':', StringComparison.Ordinal))
            return at;
        var cut = text.LastIndexOf(':');
        if (cut <= 0 || !ushort.TryParse(text[(cut + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port))
            return Bad("an address and a port, such as 127.0.0.1:7100");
        try
        {
            var addresses = Dns.GetHostAddresses(text[..cut]);
            return addresses.OrderBy(address => address.AddressFamily == AddressFamily.InterNetwork ? 0 : 1).FirstOrDefault() is { } found
                ? new IPEndPoint(found, port)
                : Bad("a host that is known");
        }
        catch (SocketException)
        {
            return Bad("a host that is known");
        }
    }
}
