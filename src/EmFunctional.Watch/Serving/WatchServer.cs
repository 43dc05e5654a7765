using System.Collections.Generic;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using EmFunctional.Modelling;
using EmFunctional.Watching.Following;
using EmFunctional.Watching.Views;
using LanguageExt;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace EmFunctional.Watching.Serving;

/// <summary>The page, served until it is disposed of. It is read only: it has no way to change anything.</summary>
sealed class WatchServer : IDisposable
{
    // How often a page is told of changes, and after how many times without one that the server is still there.
    static readonly TimeSpan _pace = TimeSpan.FromMilliseconds(100);
    const int Silences = 50;

    // Panels beside each other where a page does not say.
    const int Wide = 2;

    static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web);

    readonly CancellationTokenSource _stopping = new();
    readonly IReadOnlyList<FollowedJournal> _journals;
    readonly WebApplication _app;

    WatchServer(IReadOnlyList<FollowedJournal> journals, Place place, string token)
    {
        _journals = journals;
        _app = Listener.Build(place);
        var guard = new Guard(token, place.Names, place.IsEverywhere);
        _app.Use(next => context => guard.Pass(context, next));
        _app.UseRouting();
        Map(_app.MapGroup($"/{token}"));
    }

    /// <summary>The address of the page.</summary>
    public string Address { get; private set; } = "";

    /// <summary>Serves the page of some journals.</summary>
    /// <param name="journals">The journals; they are disposed of by the caller, after the server.</param>
    /// <param name="place">Where.</param>
    /// <param name="token">The token in the address; a new one if null.</param>
    /// <returns>The server; why it could not listen there.</returns>
    public static Either<EmError, WatchServer> Start(IReadOnlyList<FollowedJournal> journals, Place place, string? token = null)
    {
        var known = token ?? Guard.NewToken();
        var server = new WatchServer(journals, place, known);
        return Listener
            .Start(server._app, place)
            .Map(address =>
            {
                server.Address = $"{address}{known}/";
                return server;
            })
            .MapLeft(error =>
            {
                server.Dispose();
                return error;
            });
    }

    /// <summary>Takes the page away; whoever has it open keeps what it shows.</summary>
    public void Dispose()
    {
        _stopping.Cancel();
        _app.StopAsync().GetAwaiter().GetResult();
        ((IDisposable)_app).Dispose();
        _stopping.Dispose();
    }

    void Map(Microsoft.AspNetCore.Routing.RouteGroupBuilder at)
    {
        // What the page asks for is relative to its folder.
        at.MapGet(
            "/",
            (HttpRequest request) =>
                request.Path.Value!.EndsWith('/')
                    ? Results.Text(PagePart.Page.Text, PagePart.Page.Kind)
                    : Results.LocalRedirect($"{request.Path.Value}/")
        );
        Part("/watch.css", PagePart.Style);
        Part("/watch.js", PagePart.Script);
        Part("/watch.svg", PagePart.Icon);
        at.MapGet("/events", (CancellationToken gone) => TypedResults.ServerSentEvents(Events(gone)));
        at.MapGet(
            "/runs/{index:int}/at/{iteration:int}",
            (int index, int iteration, int? columns) =>
                Json(Journal(index).Bind(journal => IterateView.Of(journal, iteration, columns ?? Wide)))
        );
        at.MapGet(
            "/runs/{index:int}/course",
            (int index, int? columns) =>
                Json(Journal(index).Map(journal => new { figures = Course.Of(journal, columns ?? Wide), why = "" }))
        );
        at.MapGet(
            "/course",
            (int? columns) =>
                Json(
                    Course
                        .Of(_journals, columns ?? Wide)
                        .Match(
                            Right: figures => Prelude.Some(new { figures, why = "" }),
                            Left: why => new { figures = (IReadOnlyList<FigureView>)[], why }
                        )
                )
        );

        void Part(string path, PagePart part) => at.MapGet(path, () => Results.Text(part.Text, part.Kind));
    }

    Option<FollowedJournal> Journal(int index) => index >= 0 && index < _journals.Count ? _journals[index] : Option<FollowedJournal>.None;

    static IResult Json<T>(Option<T> view) =>
        view.Match(
            found => Results.Text(JsonSerializer.Serialize(found, _json), "application/json; charset=utf-8"),
            () =>
                Results.Text(
                    "There is no such run, or no such iterate.\n",
                    "text/plain; charset=utf-8",
                    null,
                    StatusCodes.Status404NotFound
                )
        );

    // First how all runs stand, so that a page that lost the server needs to know nothing; then each that has changed.
    async IAsyncEnumerable<SseItem<string>> Events([EnumeratorCancellation] CancellationToken gone)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(gone, _stopping.Token);
        var (sent, silences) = (new long[_journals.Count], 0);
        Array.Fill(sent, -1);
        yield return new($"{_journals.Count}", "runs");
        while (!either.IsCancellationRequested)
        {
            silences++;
            for (var i = 0; i < _journals.Count; i++)
            {
                var version = VersionOf(_journals[i]);
                if (version == sent[i])
                    continue;
                (sent[i], silences) = (version, 0);
                yield return new(JsonSerializer.Serialize(RunView.Of(_journals[i], i), _json), "run");
            }
            if (silences >= Silences)
            {
                silences = 0;
                yield return new("", "still-here");
            }
            await Task.Delay(_pace, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // The data may be there after the line that asked for them.
    static long VersionOf(FollowedJournal journal) => 2 * journal.State.Version + (journal.State.Model?.IsCompleted == true ? 1 : 0);
}
