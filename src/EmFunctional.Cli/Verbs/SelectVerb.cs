using System.Collections.Generic;
using System.CommandLine;
using System.Diagnostics;
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
using EmFunctional.Telemetry;
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
        var cluster = new ClusterOption();
        var arguments = new ModelArguments(registry, selects: true, isSpread: cluster.IsGiven);
        arguments.AddTo(command);
        cluster.AddTo(command);
        var criterion = new System.CommandLine.Option<string>("--criterion")
        {
            Description =
                "what the best has the smallest of: bic, aic, icl (rows shared out) or icl-hard (rows given whole); or cv, with --folds the largest",
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
        var contrasts = new Contrasts();
        contrasts.AddTo(command);
        command.Add(format);
        command.Add(save);
        command.SetAction(parsed =>
        {
            var terminal = quiet.Terminal(parsed);
            return Usage
                .Choose("criterion", parsed.GetValue(criterion)!, [.. Criteria.Names, Contrasts.Criterion])
                .Bind(_ => contrasts.Of(parsed, parsed.GetValue(criterion)!))
                .Bind(_ => Usage.Choose("format", parsed.GetValue(format)!, _formats))
                .Bind(_ => FileNames.Model("save", parsed.GetValue(save), arguments.Data(parsed)))
                .Bind(_ => cluster.Of(parsed, arguments.Data(parsed)))
                .Bind(_ => arguments.ReadAll(parsed, table => Progress.Reading(table, terminal)))
                .Match(
                    candidates =>
                        RunningCluster.Use(
                            cluster.Of(parsed, arguments.Data(parsed)),
                            terminal,
                            (running, told) =>
                                Compare(parsed, told, running.Match(workers => Spread(parsed, workers, candidates), () => candidates))
                        ),
                    errors => terminal.Refuse(errors)
                );
        });
        return command;

        Arr<Candidate> Spread(ParseResult parsed, RunningCluster workers, Arr<Candidate> candidates) =>
            candidates.Map(candidate =>
                candidate with
                {
                    Fit = candidate.Fit.Map(fit =>
                        fit with
                        {
                            Model = workers.Spread(
                                fit.Model,
                                arguments.Data(parsed),
                                arguments.Access(parsed, fit.Entry),
                                arguments.Limit(parsed)
                            ),
                        }
                    ),
                }
            );

        int Compare(ParseResult parsed, Terminal terminal, Arr<Candidate> candidates)
        {
            var read = candidates
                .Bind(candidate => candidate.Fit.SuccessAsEnumerable().ToArr())
                .HeadOrNone()
                .Map(fit => fit.Model.Problem.Describe());
            read.IfSome(terminal.Tell);
            var forPeople = parsed.GetValue(format) == "table";
            var shown = forPeople
                ? Rows(candidates, terminal, parsed.GetValue(criterion)!, Asked(parsed))
                : fit => Progress.Keep(terminal, new Comparison([fit], parsed.GetValue(criterion)!).Line);
            var comparison = new Comparison(
                Fits(candidates, terminal, parsed.GetValue(criterion)!, shown, Asked(parsed), new(arguments.SeedOf(parsed))),
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
            using (terminal.Out)
                if (forPeople)
                    Conclude(terminal.Out, comparison);
                else
                    comparison.Write(terminal.Data, parsed.GetValue(format)!);
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
        }

        // It was checked.
        ContrastRequest Asked(ParseResult parsed) =>
            contrasts.Of(parsed, parsed.GetValue(criterion)!).IfFail(faults => throw new UnreachableException($"{faults.Head}"));
    }

    // A line of the table for each fit; the headings come with the first.
    static Action<ComparedFit> Rows(Arr<Candidate> candidates, Terminal terminal, string criterion, ContrastRequest asked)
    {
        var rows = LanguageExt.Option<ComparisonRows>.None;
        return fit =>
        {
            var table = rows.IfNone(() =>
                ComparisonRows.Of(
                    candidates.Map(candidate => candidate.Options),
                    fit,
                    criterion,
                    terminal.Out.Look.TableWidth,
                    asked.Folds.IsSome,
                    asked.Samples.IsSome
                )
            );
            Progress.Clear(terminal);
            if (rows.IsNone)
                terminal.Out.WriteToned(table.Heading, Tone.Heading);
            rows = table;
            terminal.Out.WriteToned(table.Of(fit), fit.Criteria.IsNone ? Tone.Doubtful : Tone.Plain);
            terminal.Out.Flush();
        };
    }

    static void Conclude(PlainWriter to, Comparison comparison)
    {
        to.WriteLine();
        foreach (var (line, i) in comparison.Conclusion().Select((line, i) => (line, i)))
            to.WriteProse(line, i == 0 ? (comparison.Best.IsSome ? Tone.Good : Tone.Doubtful) : Tone.Plain);
    }

    // Each is shown when it and those before it are done; an interrupt leaves those that are.
    static IReadOnlyList<ComparedFit> Fits(
        Arr<Candidate> candidates,
        Terminal terminal,
        string criterion,
        Action<ComparedFit> show,
        ContrastRequest asked,
        Seed seed
    )
    {
        using var heard = Signals.Hear();
        var interrupted = heard.Token;
        // A test needs the next smaller fit, whoever comes to it first.
        var runs = candidates.Select(candidate => new Lazy<CandidateFit>(() => candidate.Run(events => events.Watched()))).ToArray();
        var fits = candidates
            .Select((candidate, i) => new Task<ComparedFit>(() => asked.Beside(candidate, runs[i].Value, () => Smaller(i), seed)))
            .ToArray();
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
                show(fit.WaitAsync(interrupted).GetAwaiter().GetResult());
        }
        catch (OperationCanceledException) { }
        return Done();

        LanguageExt.Option<(Candidate, CandidateFit)> Smaller(int i) =>
            Contrasts.NextSmaller(candidates, i).Map(j => (candidates[j], runs[j].Value));
    }
}
