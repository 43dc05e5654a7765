using System.Collections.Generic;
using System.Linq;
using System.Threading;
using EmFunctional.Cli.Input;
using EmFunctional.Cli.Output;
using EmFunctional.Journal;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using EmFunctional.Watching.Following;
using EmFunctional.Watching.Serving;
using LanguageExt;

namespace EmFunctional.Cli.Verbs;

/// <summary>Serves the page of some journals.</summary>
sealed class WatchPage : IDisposable
{
    readonly FollowedJournal[] _journals;
    readonly WatchServer? _server;

    readonly Place _place;

    /// <summary>Begins to serve.</summary>
    /// <param name="place">Where.</param>
    /// <param name="paths">The journals, which may appear later.</param>
    /// <param name="open">Opens the model of a run of a journal.</param>
    public WatchPage(
        Place place,
        IReadOnlyList<string> paths,
        Func<string, RunEvent<Vector>.Started, Validation<EmError, Option<OpenedModel>>> open
    )
    {
        _place = place;
        JournalPlace[] places = [.. paths.Select(JournalNames.At)];
        string[] names = [.. places.Select(at => at.Name)]; // without what is secret
        _journals = [.. places.Select(at => new FollowedJournal(at, PlotArguments.NameOf(at.Name, names), With(at.Name)))];
        Started = WatchServer.Start(_journals, place);
        _server = Started.MatchUnsafe<WatchServer?>(server => server, _ => null);

        WatchedWith With(string name) =>
            new(
                started => open(name, started),
                (run, contest) => [.. Verdict.Lines(run), .. Verdict.Lines(contest)],
                error => Terminal.Named(name, error)
            );
    }

    /// <summary>The server, or why there is none.</summary>
    public Either<EmError, WatchServer> Started { get; }

    /// <summary>Serves until somebody ends it.</summary>
    /// <param name="ended">Says so.</param>
    /// <param name="place">Where.</param>
    /// <param name="paths">The journals, which may appear later.</param>
    /// <param name="open">Opens the model of a run of a journal.</param>
    /// <param name="terminal">Where the address is written.</param>
    /// <returns>The exit code: that of the worst run, 130 where one has not ended.</returns>
    public static int Until(
        Signals.Hearing ended,
        Place place,
        IReadOnlyList<string> paths,
        Func<string, RunEvent<Vector>.Started, Validation<EmError, Option<OpenedModel>>> open,
        Terminal terminal
    )
    {
        using var page = new WatchPage(place, paths, open);
        return page.Started.Match(
            Left: error => terminal.Refuse([error]),
            Right: server =>
            {
                terminal.Out.WriteLine(server.Address);
                terminal.Out.Flush();
                terminal.Say("Open this address in a browser; Ctrl-C ends the page.");
                page.Warn(terminal);
                ended.Token.WaitHandle.WaitOne();
                return page.ExitCode;
            }
        );
    }

    /// <summary>Says who can see the page besides.</summary>
    public void Warn(Terminal terminal)
    {
        if (!_place.IsPrivate)
            terminal.Say("Whoever reaches this machine and has the address sees the runs, and nothing is encrypted on the way.");
    }

    // How the runs stand when the page is taken away.
    int ExitCode => _journals.Max(journal => CodeOf(journal.State));

    static int CodeOf(WatchedState state) =>
        state.Standing switch
        {
            Standing.Ended => state.Run.Match(run => Fitting.ExitCodeOf(run, requireConvergence: false), () => Output.ExitCode.Interrupted),
            Standing.Broken { Error.IsAlteration: true } => Output.ExitCode.Different,
            Standing.Broken { Error: not JournalError.Interrupted } => Output.ExitCode.BadInput,
            _ => Output.ExitCode.Interrupted,
        };

    public void Dispose()
    {
        _server?.Dispose();
        foreach (var journal in _journals)
            journal.Dispose();
    }
}
