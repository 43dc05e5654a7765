using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Net.ServerSentEvents;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using EmFunctional.Cli.Output;
using EmFunctional.Journal;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using EmFunctional.Watching.Following;
using EmFunctional.Watching.Serving;
using LanguageExt;
using Xunit;

namespace EmFunctional.Watching.Tests.Support;

/// <summary>The page of some journals, served within the process of the tests.</summary>
sealed class Served : IDisposable
{
    /// <summary>How long to wait for what must come.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    readonly FollowedJournal[] _journals;
    readonly WatchServer _server;

    public Served(params JournalPlace[] journals)
        : this(Serving.Place.Default, null, null, journals) { }

    public Served(
        Serving.Place where,
        string? token,
        Func<RunEvent<Vector>.Started, Validation<EmError, Option<OpenedModel>>>? open,
        params JournalPlace[] journals
    )
    {
        var with = new WatchedWith(
            open ?? (_ => Option<OpenedModel>.None),
            (run, contest) => [.. Verdict.Lines(run), .. Verdict.Lines(contest)],
            error => error.ToString()
        );
        _journals = [.. journals.Select(place => new FollowedJournal(place, Path.GetFileName(place.Name), with))];
        _server = WatchServer.Start(_journals, where, token).IfLeft(error => throw new InvalidOperationException(error.ToString()));
    }

    public HttpClient Client { get; } = new();

    public string Address => _server.Address;

    public int Port => new Uri(Address).Port;

    public string Token => new Uri(Address).AbsolutePath.Trim('/');

    public FollowedJournal Journal => _journals[0];

    public async Task<JsonElement> JsonAsync(string path) => JsonDocument.Parse(await Client.GetStringAsync(Address + path)).RootElement;

    /// <summary>The messages that a page gets from now on.</summary>
    public async IAsyncEnumerable<SseItem<string>> EventsAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        await using var stream = await Client.GetStreamAsync(Address + "events", patience.Token);
        await foreach (var item in SseParser.Create(stream).EnumerateAsync(patience.Token))
            yield return item;
    }

    /// <summary>How a run stands as soon as something holds of it.</summary>
    public async Task<JsonElement> UntilAsync(Func<JsonElement, bool> holds)
    {
        await foreach (var item in EventsAsync())
            if (item.EventType == "run" && JsonDocument.Parse(item.Data).RootElement is var run && holds(run))
                return run;
        throw new Xunit.Sdk.XunitException("the server ended the events");
    }

    public Task<JsonElement> UntilAsync(string standing) => UntilAsync(run => run.GetProperty("standing").GetString() == standing);

    public void Dispose()
    {
        _server.Dispose();
        foreach (var journal in _journals)
            journal.Dispose();
        Client.Dispose();
    }
}
