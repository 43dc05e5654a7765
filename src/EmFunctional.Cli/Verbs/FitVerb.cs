using System.CommandLine;
using System.Reactive.Linq;
using EmFunctional.Cli.Input;
using EmFunctional.Cli.Output;
using EmFunctional.Journal;
using EmFunctional.Modelling;
using LanguageExt;
using Command = System.CommandLine.Command;

namespace EmFunctional.Cli.Verbs;

/// <summary><c>em fit MODEL DATA …</c>: fits a model and prints what it found.</summary>
static class FitVerb
{
    public static Command Create()
    {
        var command = new Command("fit", "fit a model to data");
        var (arguments, results) = (new ModelArguments(), new Results());
        arguments.AddTo(command);
        results.AddTo(command);
        var journal = new System.CommandLine.Option<string?>("--journal")
        {
            Description = "record every event in this file",
            HelpName = "FILE",
        };
        var force = new System.CommandLine.Option<bool>("--force") { Description = "overwrite a journal of that name" };
        var durable = new System.CommandLine.Option<bool>("--durable")
        {
            Description = "flush the journal to the disk at every event, against loss of power",
        };
        command.Add(journal);
        command.Add(force);
        command.Add(durable);
        command.SetAction(parsed =>
        {
            var terminal = Terminal.OfProcess(results.IsQuiet(parsed));
            return results
                .Format(parsed)
                .Bind(_ =>
                    JournalName(parsed.GetValue(journal), arguments.Data(parsed), parsed.GetValue(force) || parsed.GetValue(durable))
                )
                .Bind(_ => arguments.Read(parsed, table => Progress.Reading(table, terminal)))
                .Match(
                    request =>
                        parsed.GetValue(journal) is { } path
                            ? JournalFile
                                .Create(path, parsed.GetValue(force), parsed.GetValue(durable))
                                .Match(Right: file => Run(request, terminal, parsed, results, file), Left: terminal.Refuse)
                            : Run(request, terminal, parsed, results, null),
                    errors => terminal.Refuse(errors)
                );
        });
        return command;
    }

    // A journal never takes the place of the data.
    static Validation<EmError, Unit> JournalName(string? journal, string data, bool isNeeded) =>
        journal is null
            ? isNeeded
                ? new EmError.BadOption("journal", "", new("given with --force and --durable", _ => false))
                : Prelude.unit
            : journal.Trim().Length == 0
                ? new EmError.BadOption("journal", journal, new("the name of a file", _ => false))
                : System.IO.Path.GetFullPath(journal) == System.IO.Path.GetFullPath(data)
                    ? new EmError.BadOption("journal", journal, new("another file than the data", _ => false))
                    : Prelude.unit;

    static int Run(FitRequest request, Terminal terminal, ParseResult parsed, Results results, JournalFile? journal)
    {
        using (journal)
        {
            var problem = request.Model.Problem;
            var events = request.Events.ToObservable(Fitting.Scheduler);
            return Fitting
                .Run(events, problem.Chart, request.Rule, terminal, results.NeedsTrace(parsed), journal)
                .Match(
                    fit =>
                    {
                        results.Write(parsed, terminal, Subject.Of(request, fit.Run), fit.Run, fit.Trace);
                        return Fitting.ExitCodeOf(fit.Run, results.RequiresConvergence(parsed));
                    },
                    error => terminal.Fail(error)
                );
        }
    }
}
