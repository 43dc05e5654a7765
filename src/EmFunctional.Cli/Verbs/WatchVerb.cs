using System.Collections.Generic;
using System.Linq;
using EmFunctional.Cli.Input;
using EmFunctional.Cli.Output;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using EmFunctional.Watching.Serving;
using LanguageExt;
using Command = System.CommandLine.Command;
using ParseResult = System.CommandLine.ParseResult;

namespace EmFunctional.Cli.Verbs;

/// <summary><c>em watch JOURNAL…</c>: a page in which runs are seen as they go.</summary>
static class WatchVerb
{
    public static Command Create(Registry registry)
    {
        var command = new Command("watch", "show a run as it goes, on a page for the browser; Ctrl-C ends it");
        var journals = new System.CommandLine.Argument<string[]>("JOURNAL")
        {
            Description = "journals that 'em fit --journal' writes, wrote or will write; several are seen side by side",
            HelpName = "JOURNAL",
            Arity = System.CommandLine.ArgumentArity.OneOrMore,
        };
        var data = new GivenData(registry);
        var serving = new ServingOptions();
        var quiet = new QuietOption();
        command.Add(journals);
        data.AddTo(command);
        serving.AddTo(command);
        quiet.AddTo(command);
        command.SetAction(parsed =>
        {
            var terminal = quiet.Terminal(parsed);
            var paths = parsed.GetRequiredValue(journals);
            return (
                from place in serving.Place(parsed)
                from begun in paths.Select(path => BegunJournal.Find(path, terminal)).Sequence()
                select (Place: place, Journals: begun.SelectMany(one => one.ToArray()).ToArray())
            ).Match(asked => Watch(asked.Place, paths, asked.Journals, parsed, terminal), errors => terminal.Refuse(errors));
        });
        return command;

        int Watch(Place place, string[] paths, BegunJournal[] begun, ParseResult parsed, Terminal terminal)
        {
            var models = new OpenedOnce((path, run) => data.Open(parsed, path, run));
            // What can be known to be wrong is said before anybody opens a page.
            var opened = begun.Select(journal => models.Open(journal.Path, journal.Started)).ToArray();
            if (data.File(parsed) is not null && opened.Length > 0 && opened.All(model => model.IsFail))
                return terminal.Refuse(opened.SelectMany(model => model.FailAsEnumerable()));
            using var interrupted = Signals.Hear();
            return WatchPage.Until(interrupted, place, paths, models.Open, terminal);
        }
    }

    /// <summary>Models that are opened once for all runs of one model on the same data.</summary>
    /// <param name="open">Opens the model of a run.</param>
    sealed class OpenedOnce(Func<string, RunEvent<Vector>.Started, Validation<EmError, Option<OpenedModel>>> open)
    {
        readonly Dictionary<(ModelName, Option<Hash256>), Validation<EmError, Option<OpenedModel>>> _opened = [];

        public Validation<EmError, Option<OpenedModel>> Open(string path, RunEvent<Vector>.Started run)
        {
            lock (_opened)
            {
                var key = (run.Specification.Model, run.Specification.Data);
                if (!_opened.TryGetValue(key, out var model))
                    _opened[key] = model = open(path, run);
                return model;
            }
        }
    }
}
