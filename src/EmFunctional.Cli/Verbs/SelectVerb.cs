using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using System.Threading.Tasks;
using EmFunctional.Cli.Input;
using EmFunctional.Cli.Output;
using EmFunctional.Explaining;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using EmFunctional.Saving;
using LanguageExt;
using Command = System.CommandLine.Command;

namespace EmFunctional.Cli.Verbs;

/// <summary><c>em select MODEL DATA</c>: fits a model with different numbers of components and forms, and compares the fits.</summary>
static class SelectVerb
{
    static readonly string[] _formats = ["table", "csv", "json"];

    public static Command Create(Registry registry)
    {
        var command = new Command("select", "fit a model with different numbers of components and forms, and compare");
        var arguments = new ModelArguments(registry, selects: true);
        arguments.AddTo(command);
        var criterion = new System.CommandLine.Option<string>("--criterion")
        {
            Description = "what the best has the smallest of: bic, aic, icl (rows shared out) or icl-hard (rows given whole)",
            DefaultValueFactory = _ => "bic",
            HelpName = "NAME",
        };
        var format = new System.CommandLine.Option<string>("--format")
        {
            Description = "table, csv or json",
            DefaultValueFactory = _ => "table",
            HelpName = "FORMAT",
        };
        var save = new System.CommandLine.Option<string?>("--save")
        {
            Description = "write the best model to this file",
            HelpName = "FILE",
        };
        var quiet = new QuietOption();
        quiet.AddTo(command);
        command.Add(criterion);
        command.Add(format);
        command.Add(save);
        command.SetAction(parsed =>
        {
            var terminal = quiet.Terminal(parsed);
            return Usage
                .Choose("criterion", parsed.GetValue(criterion)!, [.. Criteria.Names])
                .Bind(_ => Usage.Choose("format", parsed.GetValue(format)!, _formats))
                .Bind(_ => FileNames.Model("save", parsed.GetValue(save), arguments.Data(parsed)))
                .Bind(_ => arguments.ReadAll(parsed, table => Progress.Reading(table, terminal)))
                .Match(
                    candidates =>
                    {
                        var read = candidates
                            .Bind(candidate => candidate.Fit.SuccessAsEnumerable().ToArr())
                            .HeadOrNone()
                            .Map(fit => fit.Model.Problem.Describe());
                        read.IfSome(terminal.Tell);
                        var comparison = new Comparison(
                            Fits(candidates, terminal, parsed.GetValue(criterion)!),
                            parsed.GetValue(criterion)!
                        )
                        {
                            Read = read,
                        };
                        var isWhole = comparison.Fits.Count == candidates.Count;
                        if (!isWhole)
                            terminal.Say($"Interrupted: {comparison.Fits.Count} of {candidates.Count} fits are done.");
                        if (comparison.Fits.Count == 0)
                            return ExitCode.Interrupted;
                        var to = parsed.GetValue(format) == "table" ? terminal.Out : terminal.Data;
                        using (to)
                            comparison.Write(to, parsed.GetValue(format)!);
                        return comparison
                            .Best.Bind(best => best.Saved)
                            .Match(
                                best => parsed.GetValue(save) is { } path ? ModelFile.Save(best, path) : Prelude.unit,
                                () => Prelude.Right<EmError, Unit>(Prelude.unit)
                            )
                            .Match(
                                Right: _ =>
                                    !isWhole ? ExitCode.Interrupted
                                    : comparison.Best.IsSome ? ExitCode.Done
                                    : ExitCode.NotFitted,
                                Left: error => terminal.Refuse([error])
                            );
                    },
                    errors => terminal.Refuse(errors)
                );
        });
        return command;
    }

    // Each is said when it and those before it are done; an interrupt leaves those that are.
    static IReadOnlyList<ComparedFit> Fits(Arr<Candidate> candidates, Terminal terminal, string criterion)
    {
        var interrupted = Signals.Hear();
        var fits = candidates.Select(candidate => new Task<ComparedFit>(() => ComparedFit.Of(candidate))).ToArray();
        var options = new ParallelOptions { CancellationToken = interrupted };
        _ = Parallel.ForEachAsync(
            fits,
            options,
            (fit, _) =>
            {
                fit.RunSynchronously();
                return ValueTask.CompletedTask;
            }
        );
        ComparedFit[] Done() => [.. fits.Where(fit => fit.IsCompletedSuccessfully).Select(fit => fit.Result)];
        using var shown = Progress.Of(
            terminal,
            () => $"{Done().Length} of {fits.Length} fits are done{new Comparison(Done(), criterion).BestSoFar}"
        );
        try
        {
            foreach (var fit in fits)
                Progress.Keep(terminal, new Comparison([fit.WaitAsync(interrupted).GetAwaiter().GetResult()], criterion).Line);
        }
        catch (OperationCanceledException) { }
        return Done();
    }
}
