using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using System.Reactive.Linq;
using EmFunctional.Cli.Input;
using EmFunctional.Cli.Output;
using EmFunctional.Iterating;
using EmFunctional.Journal;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using EmFunctional.Streams;
using LanguageExt;
using Command = System.CommandLine.Command;

namespace EmFunctional.Cli.Verbs;

/// <summary><c>em resume JOURNAL DATA</c>: takes up an interrupted run to the same bits, or goes on from a finished one under another rule.</summary>
static class ResumeVerb
{
    public static Command Create()
    {
        var command = new Command("resume", "take up an interrupted run from its journal, or go on from its end with --stop");
        var (arguments, results) = (new JournalArguments(), new Results());
        var stop = new System.CommandLine.Option<string?>("--stop")
        {
            Description = "go on under another rule, as a child run",
            HelpName = "RULE",
        };
        arguments.AddTo(command);
        command.Add(stop);
        results.AddTo(command);
        command.SetAction(parsed =>
        {
            var terminal = Terminal.OfProcess(results.IsQuiet(parsed));
            var journal = arguments.Journal(parsed);
            return Recovery
                .FindStart(journal)
                .Match(
                    Right: started =>
                        results
                            .Format(parsed)
                            .Bind(_ => RuleOf(parsed.GetValue(stop)))
                            .Bind(rule => arguments.Open(parsed, started).Map(model => (rule, model)))
                            .Bind(ok => OptionsOf(arguments, parsed, started, ok.model).Map(options => (ok.rule, options, ok.model)))
                            .Match(
                                ok => Run(journal, started, ok.model, ok.rule, ok.options, terminal, parsed, results),
                                errors => terminal.Refuse(errors)
                            ),
                    Left: terminal.Refuse
                );
        });
        return command;
    }

    // What is left of the run, and what takes its place where it fails, or has failed.
    static Either<JournalError, IEnumerable<RunEvent<Vector>>> Left(
        OpenedModel model,
        Recovery<Vector> recovered,
        Problem<Vector> problem,
        LanguageExt.Option<StopRule> rule,
        RunOptions<Vector> options,
        string journal
    )
    {
        var succeed = model.Succeed(new Seed(options.Seed.IfNone(0)));
        if (rule.IsSome || succeed.Case is not Succeed<Vector> follow)
            return recovered.Events(problem, rule, options, journal);
        IEnumerable<RunEvent<Vector>> After(RunState<Vector> run, IEnumerable<RunEvent<Vector>> events) =>
            Succession.After(run, events, run.Watch.Rule, options, follow, recovered.Failures);
        if (!recovered.Run.Ending.Exists(ending => ending is RunEvent<Vector>.Failed))
            return recovered.Events(problem, rule, options, journal).Map(events => After(recovered.Run, events));
        var error = ErrorOf(recovered, problem, options);
        return follow(error, recovered.Run.Last.Map(last => last.State.Parameters), recovered.Failures).IsSome
            ? Prelude.Right<JournalError, IEnumerable<RunEvent<Vector>>>(
                After(recovered.Run with { Ending = new RunEvent<Vector>.Failed(error) }, [])
            )
            : new JournalError.Ended(journal);
    }

    // A journal has the words of an error; computed again from the last iterate it is the error itself.
    static EmError ErrorOf(Recovery<Vector> recovered, Problem<Vector> problem, RunOptions<Vector> options)
    {
        var algorithm = options.Algorithm(problem.Evaluate, problem.Chart);
        return recovered
            .Run.Last.ToEither(EmError () => new EmError.Recorded("", ""))
            .Bind(last => Iterates.Restore(problem, last.State, last.Memory))
            .Bind(algorithm.Step)
            .Match(Right: _ => new EmError.Recorded("", ""), Left: error => error);
    }

    static Validation<EmError, LanguageExt.Option<StopRule>> RuleOf(string? text) =>
        text is null ? LanguageExt.Option<StopRule>.None : StopRule.Parse(text).Map(Prelude.Some).ToValidation();

    static Validation<EmError, RunOptions<Vector>> OptionsOf(
        JournalArguments arguments,
        ParseResult parsed,
        RunEvent<Vector>.Started started,
        OpenedModel model
    ) =>
        Algorithm
            .Find<Vector>(started.Specification.Algorithm)
            .Map(algorithm => new RunOptions<Vector>
            {
                Algorithm = algorithm,
                Seed = started.Specification.Seed,
                Environment = ModelArguments.EnvironmentOf(arguments.Data(parsed), arguments.Chosen(parsed, started), model),
            })
            .ToValidation();

    static int Run(
        string journal,
        RunEvent<Vector>.Started started,
        OpenedModel model,
        LanguageExt.Option<StopRule> rule,
        RunOptions<Vector> options,
        Terminal terminal,
        ParseResult parsed,
        Results results
    )
    {
        var problem = model.Problem;
        var ready =
            from recovered in Recovery.Of(journal, problem.Chart)
            from events in Left(model, recovered, problem, rule, options, journal)
            from file in JournalFile.Append(journal, recovered.Length, recovered.Seal)
            select (file, recovered, events);
        return ready.Match(
            Right: all =>
                Recorded(all.file, all.recovered, all.events)
                    .Match(
                        fit =>
                        {
                            results.Write(parsed, terminal, Subject.Of(fit.Run.Started.IfNone(started)), fit.Run, fit.Trace);
                            return Fitting.ExitCodeOf(fit.Run, results.RequiresConvergence(parsed));
                        },
                        error => terminal.Fail(error)
                    ),
            Left: terminal.Refuse
        );

        Either<JournalError, (RunState<Vector> Run, IReadOnlyList<IterationState<Vector>> Trace)> Recorded(
            JournalFile file,
            Recovery<Vector> recovered,
            IEnumerable<RunEvent<Vector>> events
        )
        {
            using (file)
                return Fitting.Run(
                    events.ToObservable(Fitting.Scheduler),
                    problem.Chart,
                    rule.IfNone(recovered.Run.Watch.Rule),
                    terminal,
                    results.NeedsTrace(parsed),
                    file,
                    started.Run,
                    recovered.Run
                );
        }
    }
}
