using System.IO;
using EmFunctional.Cli.Input;
using EmFunctional.Cli.Output;
using EmFunctional.Journal;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Watching.Serving;
using LanguageExt;
using Command = System.CommandLine.Command;
using ParseResult = System.CommandLine.ParseResult;

namespace EmFunctional.Cli.Verbs;

/// <summary><c>em fit … --watch</c>: the page of a fit while it goes on and after it, without a second terminal.</summary>
sealed class FitWatch
{
    readonly System.CommandLine.Option<bool> _watch = new("--watch")
    {
        Description = "show the run as it goes, on a page for the browser, which stays when it has ended; Ctrl-C ends it",
    };
    readonly ServingOptions _serving = new();

    public void AddTo(Command command)
    {
        command.Add(_watch);
        _serving.AddTo(command);
    }

    /// <summary>What is wrong with the options.</summary>
    /// <param name="parsed">The call.</param>
    /// <param name="journal">The journal, if there is one.</param>
    public Validation<EmError, Unit> Check(ParseResult parsed, string? journal) =>
        !parsed.GetValue(_watch)
            ? _serving.AreGiven(parsed)
                ? new EmError.BadOption("watch", "", new("given with --port and --listen", _ => false))
                : Prelude.unit
            : journal is not null && JournalNames.IsInStore(journal)
                ? new EmError.BadOption(
                    "watch",
                    "",
                    new("left out where the journal is in a store; 'em watch STORE#RUN' shows it", _ => false)
                )
                : _serving.Place(parsed).Map(_ => Prelude.unit);

    /// <summary>Fits, with the page beside it if that is asked for.</summary>
    /// <param name="parsed">The call.</param>
    /// <param name="terminal">Where the address is written.</param>
    /// <param name="journal">The journal; where there is none, the page gets one that goes with it.</param>
    /// <param name="model">The model with its data.</param>
    /// <param name="fit">Fits with a journal.</param>
    /// <returns>The exit code of the fit.</returns>
    public int Around(ParseResult parsed, Terminal terminal, string? journal, OpenedModel model, Func<string?, int> fit)
    {
        if (!parsed.GetValue(_watch))
            return fit(journal);
        using var interrupted = Signals.Hear();
        using var folder = journal is null ? new TemporaryFolder() : null;
        var path = journal ?? Path.Combine(folder!.Path, "run");
        using var page = new WatchPage(
            _serving.Place(parsed).IfFail(Place.Default),
            [path],
            // A run in the place of one that failed may be of another model.
            (name, run) =>
                JournalResume
                    .Same(run.Specification, run.Hashes, model.Problem, name)
                    .Match(Right: _ => Prelude.Some(model), Left: _ => Option<OpenedModel>.None)
        );
        return page.Started.Match(
            Left: error => terminal.Refuse([error]),
            Right: server =>
            {
                // Standard output is for the result.
                terminal.Error.WriteLine($"The run is seen at {server.Address}");
                page.Warn(terminal);
                var code = fit(path);
                if (code is not (ExitCode.BadInput or ExitCode.Interrupted))
                {
                    terminal.Say("The page stays until Ctrl-C.");
                    interrupted.Token.WaitHandle.WaitOne();
                }
                return code;
            }
        );
    }

    // A folder that nobody else can read. It goes too where a second interrupt ends the process.
    sealed class TemporaryFolder : IDisposable
    {
        public TemporaryFolder() => AppDomain.CurrentDomain.ProcessExit += Remove;

        public string Path { get; } = Directory.CreateTempSubdirectory("em-watch-").FullName;

        public void Dispose()
        {
            AppDomain.CurrentDomain.ProcessExit -= Remove;
            Remove(null, EventArgs.Empty);
        }

        void Remove(object? sender, EventArgs e)
        {
            try
            {
                Directory.Delete(Path, recursive: true);
            }
            catch (IOException) { } // it is in the folder for what is temporary
        }
    }
}
