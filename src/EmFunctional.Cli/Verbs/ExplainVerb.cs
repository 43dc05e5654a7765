using System.CommandLine;
using System.Diagnostics;
using System.Linq;
using System.Reactive.Linq;
using EmFunctional.Cli.Input;
using EmFunctional.Cli.Output;
using EmFunctional.Explaining;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Narration;
using EmFunctional.Numerics;
using EmFunctional.Plotting;
using EmFunctional.Runs;
using LanguageExt;
using Command = System.CommandLine.Command;

namespace EmFunctional.Cli.Verbs;

/// <summary><c>em explain MODEL DATA …</c>: tells the story of a run from the beginning, to readers who have never met EM.</summary>
static class ExplainVerb
{
    public static Command Create(Registry registry)
    {
        var command = new Command("explain", "tell what EM does, step by step, with the numbers of a run");
        var (arguments, results) = (new ModelArguments(registry, labelsSayComponents: true), new StoryResults());
        arguments.AddTo(command);
        results.AddTo(command);
        var iterations = new System.CommandLine.Option<int>("--iterations")
        {
            Description = "how many iterations to work out",
            DefaultValueFactory = _ => 1,
            HelpName = "N",
        };
        command.Add(iterations);
        command.SetAction(parsed =>
        {
            var terminal = results.Terminal(parsed);
            if (parsed.GetValue(iterations) < 1)
                return terminal.Refuse([new EmError.OutsideDomain("iterations", parsed.GetValue(iterations), Domain.WholeNumberFrom(1))]);
            return results
                .Check(parsed, arguments.Data(parsed))
                .Bind(_ => arguments.Read(parsed, table => Progress.Reading(table, terminal)))
                .Match(
                    request =>
                    {
                        terminal.Tell(request.Model.Problem.Describe());
                        var opening = arguments.SaysStart(parsed)
                            ? Opening.Of(request, arguments.AccessOf(parsed, request.Model))
                            : Opening.Telling(request, arguments.SeedOf(parsed));
                        using var interrupted = Signals.Tell(() => "The story was not told to its end, and nothing was written.");
                        var (told, exitCode) = Run(request, opening, terminal with { IsQuiet = true }, parsed.GetValue(iterations));
                        if (exitCode == ExitCode.Interrupted)
                        {
                            terminal.Error.WriteLine(
                                "Interrupted. The run was not at its end: there is no story yet, and nothing was written."
                            );
                            return exitCode;
                        }
                        var story = Tell(told, terminal);
                        interrupted.Dispose();
                        return results
                            .Write(parsed, terminal, story)
                            .Match(
                                Right: _ =>
                                {
                                    if (terminal.IsWatched)
                                        terminal.Error.WriteProse(
                                            "'em serve --playground' lets you make these steps yourself, in the browser."
                                        );
                                    return exitCode;
                                },
                                Left: error => terminal.Refuse([error])
                            );
                    },
                    errors => terminal.Refuse(errors)
                );
        });
        return command;
    }

    static Story Tell(ExplainedRun told, Terminal terminal)
    {
        var since = Stopwatch.StartNew();
        using var shown = Progress.Of(
            terminal,
            () => $"explain: the run is over, other starts are tried ({since.Elapsed.TotalSeconds:F0} s)"
        );
        return Storyteller.Tell(told, StoryPictures.Of);
    }

    static (ExplainedRun Run, int ExitCode) Run(FitRequest request, Opening opening, Terminal terminal, int iterations)
    {
        var (problem, starts) = (request.Model.Problem, request.Fit.Starts.Count > 1 ? request.Fit.Starts : Arr.create(opening.Start));
        var events = Tournament
            .Events(problem, starts, request.Fit.Rule, request.Fit.Options, request.Fit.Compute)
            .ToObservable(Fitting.Scheduler);
        var (run, trace) = Fitting
            .Run(events, RunState.Begin(problem.Chart, request.Fit.Rule), terminal, keepTrace: true)
            .IfLeft(_ => throw new UnreachableException());
        var start = run.Started.Map(started => started.Specification.Start).IfNone(opening.Start);
        var reason = run.Ending.Bind(ending => ending is RunEvent<Vector>.Stopped stopped ? Prelude.Some(stopped.Reason) : Prelude.None);
        var options = starts.Count > 1 ? $"--starts {starts.Count}" : opening.Options;
        return (
            new(request.Model, request.Data, start, trace.ToArray(), reason, Verdict.Lines(run).ToArray(), request.Fit.Options.Algorithm)
            {
                Truth = request.Sample.Bind(sample => sample.TrueLabels.Map(labels => new TrueLabels(sample.Labels, labels))),
                Worked = iterations,
                StartMethod = start == opening.Start ? opening.StartMethod : Prelude.None,
                Starts = starts.Count > 1 ? starts : Arr<Vector>.Empty,
                Hints = new(
                    starts.Count > 1 ? $"Of {starts.Count} starts the run is told that ended highest." : opening.Why,
                    $"'em fit --trace'{(options.Length == 0 ? "" : $" with {options}")} prints all iterations with all parameters.",
                    "The command 'em select' tries several numbers.",
                    "The option --start takes a guess."
                ),
            },
            Fitting.ExitCodeOf(run, requireConvergence: false)
        );
    }
}
