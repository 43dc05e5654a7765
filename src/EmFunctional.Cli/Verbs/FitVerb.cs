using System.CommandLine;
using System.Linq;
using EmFunctional.Cli.Input;
using EmFunctional.Cli.Output;

namespace EmFunctional.Cli.Verbs;

/// <summary><c>em fit MODEL DATA …</c>: fits a model and prints what it found.</summary>
static class FitVerb
{
    static readonly string[] _formats = ["table", "json", "csv"];

    public static Command Create()
    {
        var command = new Command("fit", "fit a model to data");
        var arguments = new ModelArguments();
        arguments.AddTo(command);
        var format = new Option<string>("--format")
        {
            Description = "table, json or csv [table]",
            DefaultValueFactory = _ => "table",
            HelpName = "FORMAT",
        };
        format.CompletionSources.Add(_ => _formats.Select(name => new System.CommandLine.Completions.CompletionItem(name)));
        var trace = new Option<bool>("--trace") { Description = "every iteration too" };
        var require = new Option<bool>("--require-convergence") { Description = "exit with 1 unless it converged" };
        var quiet = new Option<bool>("--quiet") { Description = "nothing on standard error but errors" };
        command.Add(format);
        command.Add(trace);
        command.Add(require);
        command.Add(quiet);
        command.SetAction(parsed =>
        {
            var terminal = Terminal.OfProcess(parsed.GetValue(quiet));
            return Usage
                .Choose("format", parsed.GetValue(format)!, _formats)
                .Bind(chosen => arguments.Read(parsed, table => Progress.Reading(table, terminal)).Map(request => (request, chosen)))
                .Match(
                    ok => Run(ok.request, terminal, ok.chosen, parsed.GetValue(trace), parsed.GetValue(require)),
                    errors => terminal.Refuse(errors)
                );
        });
        return command;
    }

    static int Run(FitRequest request, Terminal terminal, string format, bool wantsTrace, bool requireConvergence)
    {
        var (run, trace) = Fitting.Run(request, terminal, keepTrace: wantsTrace || format == "csv");
        using (terminal.Out)
            switch (format)
            {
                case "csv":
                    CsvReport.Write(terminal.Out, request.Model.Problem.Chart.Names, trace);
                    break;
                case "json":
                    JsonReport.Write(terminal.Out, request, run, trace);
                    break;
                default:
                    Report.Write(terminal.Out, request, run, trace);
                    break;
            }
        if (format != "table")
            foreach (var line in Verdict.Lines(run))
                terminal.Say(line);
        return Fitting.ExitCodeOf(run, requireConvergence);
    }
}
