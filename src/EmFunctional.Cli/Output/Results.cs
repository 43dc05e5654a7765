using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using EmFunctional.Iterating;
using EmFunctional.Models;
using EmFunctional.Numerics;
using EmFunctional.Plotting;
using EmFunctional.Runs;

namespace EmFunctional.Cli.Output;

/// <summary>The options of how results are printed, and the printing: the same for every verb that shows a run.</summary>
/// <param name="registry">The models.</param>
sealed class Results(Registry registry)
{
    static readonly string[] _formats = ["table", "json", "csv"];

    readonly Option<string> _format = new("--format")
    {
        Description = "table, json or csv",
        DefaultValueFactory = _ => "table",
        HelpName = "FORMAT",
    };
    readonly Option<bool> _trace = new("--trace") { Description = "every iteration too" };
    readonly Option<bool> _require = new("--require-convergence") { Description = "exit with 1 unless it converged" };
    readonly QuietOption _quiet = new();

    public void AddTo(Command command)
    {
        _format.CompletionSources.Add(_ => _formats.Select(name => new System.CommandLine.Completions.CompletionItem(name)));
        command.Add(_format);
        command.Add(_trace);
        command.Add(_require);
        _quiet.AddTo(command);
    }

    public bool IsQuiet(ParseResult parsed) => _quiet.IsQuiet(parsed);

    public bool RequiresConvergence(ParseResult parsed) => parsed.GetValue(_require);

    public LanguageExt.Validation<Modelling.EmError, string> Format(ParseResult parsed) =>
        Usage.Choose("format", parsed.GetValue(_format)!, _formats);

    public bool NeedsTrace(ParseResult parsed) => parsed.GetValue(_trace) || parsed.GetValue(_format) == "csv";

    public void Write(
        ParseResult parsed,
        Terminal terminal,
        RunDescription description,
        RunState<Vector> run,
        IReadOnlyList<IterationState<Vector>> trace,
        Contest contest,
        IReadOnlyList<string>? remarks = null,
        System.Text.Json.Nodes.JsonObject? journal = null
    )
    {
        var format = parsed.GetValue(_format);
        using (terminal.Out)
            switch (format)
            {
                case "csv":
                    CsvReport.Write(terminal.Data, description.Names, trace);
                    break;
                case "json":
                    JsonReport.Write(
                        terminal.Data,
                        description with
                        {
                            DegreesOfFreedomOf = registry.DegreesOfFreedomOf,
                        },
                        run,
                        trace,
                        remarks ?? [],
                        contest,
                        journal
                    );
                    break;
                default:
                    Report.Write(terminal.Out, description, run, trace, contest);
                    foreach (var remark in remarks ?? [])
                        terminal.Out.WriteProse(remark, Tone.Doubtful);
                    break;
            }
        if (format != "table")
            foreach (var line in Verdict.Lines(run).Concat(Verdict.Lines(contest)))
                terminal.Say(line);
    }
}
