using System.CommandLine;
using System.Globalization;
using System.Linq;
using EmFunctional.Cli.Input;
using EmFunctional.Cli.Output;
using EmFunctional.Modelling;
using EmFunctional.Stores;
using LanguageExt;
using Command = System.CommandLine.Command;

namespace EmFunctional.Cli.Verbs;

/// <summary><c>em runs STORE</c>: what a store of journals has, and the way to delete from it.</summary>
static class RunsVerb
{
    public static Command Create()
    {
        var command = new Command("runs", "list the runs of a store, or delete some");
        var name = new Argument<string>("STORE")
        {
            Description = "sqlite:FILE or postgres://…, where 'em fit --journal' recorded runs; STORE#RUN for one",
            HelpName = "STORE",
        };
        var (choice, format, quiet) = (new RunChoice(), Formats(), new QuietOption());
        var delete = new System.CommandLine.Option<bool>("--delete") { Description = "delete what is listed, once you have said yes" };
        var yes = new System.CommandLine.Option<bool>("--yes") { Description = "delete without being asked" };
        command.Add(name);
        choice.AddTo(command);
        command.Add(format);
        command.Add(delete);
        command.Add(yes);
        quiet.AddTo(command);
        command.SetAction(parsed =>
        {
            var terminal = quiet.Terminal(parsed);
            return (
                from chosen in Usage.Choose("format", parsed.GetValue(format)!, "table", "csv", "json")
                from filter in choice.Of(parsed)
                from deletes in parsed.GetValue(yes) && !parsed.GetValue(delete)
                    ? new EmError.BadOption("yes", "", new("given with --delete", _ => false))
                    : Prelude.Success<EmError, bool>(parsed.GetValue(delete))
                from found in JournalStore
                    .Find(parsed.GetRequiredValue(name))
                    .ToValidation<EmError>(
                        new EmError.Recorded(
                            "store",
                            $"'{parsed.GetRequiredValue(name)}' is no store of runs; one is named sqlite:FILE or postgres://HOST/DATABASE"
                        )
                    )
                select (Format: chosen, Filter: filter, Deletes: deletes, found.Store, found.Run)
            ).Match(
                asked =>
                    asked
                        .Store.Runs(asked.Run)
                        .Map(runs => runs.Filter(asked.Filter))
                        .Match(
                            Right: runs =>
                            {
                                RunsList.Write(terminal, runs, asked.Format);
                                return !asked.Deletes ? ExitCode.Done
                                    : runs.IsEmpty ? Nothing(terminal)
                                    : parsed.GetValue(yes) || Agrees(terminal, runs) ? Delete(terminal, asked.Store, runs)
                                    : Nothing(terminal);
                            },
                            Left: terminal.Refuse
                        ),
                errors => terminal.Refuse(errors)
            );
        });
        return command;
    }

    static System.CommandLine.Option<string> Formats() =>
        new("--format")
        {
            Description = "table, csv or json",
            DefaultValueFactory = _ => "table",
            HelpName = "FORMAT",
        };

    // Whoever cannot answer has not said yes.
    static bool Agrees(Terminal terminal, Arr<StoredRun> runs)
    {
        terminal.Error.WriteLine($"delete {Count(runs.Count)} with all events? There is no way back. Say yes:");
        return Console.In.ReadLine()?.Trim() is "yes" or "y";
    }

    static int Nothing(Terminal terminal)
    {
        terminal.Error.WriteLine("nothing was deleted");
        return ExitCode.NotFitted;
    }

    static int Delete(Terminal terminal, JournalStore store, Arr<StoredRun> runs)
    {
        var faults = runs.Map(run => (run, Fault: store.Delete(run.Id))).Filter(done => done.Fault.IsLeft);
        foreach (var (run, fault) in faults)
            fault.IfLeft(error => terminal.Error.WriteLine($"{run.Name} was not deleted: {error.Advised()}"));
        terminal.Say($"{Count(runs.Count - faults.Count)} deleted");
        return faults.IsEmpty ? ExitCode.Done : ExitCode.BadInput;
    }

    static string Count(int count) => count == 1 ? "one run" : count.ToString(CultureInfo.InvariantCulture) + " runs";
}
