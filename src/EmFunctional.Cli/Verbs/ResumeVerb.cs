using System.Collections.Generic;
using System.CommandLine;
using System.Diagnostics;
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
    public static Command Create(Registry registry)
    {
        var command = new Command("resume", "take up an interrupted run from its journal, or go on from its end with --stop");
        var (arguments, results) = (new JournalArguments(registry), new Results(registry));
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
            return JournalFile
                .Reopen(arguments.Journal(parsed))
                .Match(
                    Right: file =>
                    {
                        using (file)
                            return Resume(file, arguments, parsed, parsed.GetValue(stop), terminal, results);
                    },
                    Left: terminal.Refuse
                );
        });
        return command;
    }

    // The file is locked before it is read, and until the last event is written.
    static int Resume(JournalFile file, JournalArguments arguments, ParseResult parsed, string? stop, Terminal terminal, Results results) =>
        Recovery
            .Find(file.Path, file.Read())
            .Bind(Recovery.Whole)
            .Bind(Named(file.Path))
            .Match(
                Right: found =>
                    (
                        from _ in results.Format(parsed)
                        from rule in RuleOf(stop, found)
                        let started = found.Run.Started.IfNone(() => throw new UnreachableException())
                        from model in arguments.Open(parsed, started)
                        from options in OptionsOf(started)
                        select (started, rule, model, options)
                    ).Match(
                        ok =>
                            found
                                .Start.Match(
                                    start => Tournament(file, found, ok.started, start, arguments, parsed, ok.model, ok.options),
                                    () => Alone(file, found, ok.model, ok.rule, ok.options)
                                )
                                .Match(
                                    events => Run(file, found, ok.model, ok.rule, events, terminal, parsed, results),
                                    errors => terminal.Refuse(errors)
                                ),
                        errors => terminal.Refuse(errors)
                    ),
                Left: error => terminal.Refuse(file.Path, error)
            );

    // A tournament of rounds, of an earlier version, does not name its starts; its data need not be read either.
    static Func<Recovery<Vector>, Either<JournalError, Recovery<Vector>>> Named(string journal) =>
        found =>
            found.Start.IsSome
                ? found
                : found.Contestant.Match(
                    Either<JournalError, Recovery<Vector>> (one) => new JournalError.Undecided(journal, one),
                    () => found
                );

    static Validation<EmError, LanguageExt.Option<StopRule>> RuleOf(string? text, Recovery<Vector> found) =>
        text is null ? LanguageExt.Option<StopRule>.None
        : found.Start.IsSome
            ? new EmError.BadOption(
                "stop",
                text,
                new("left out until the best of the starts is found, which all run by one rule", _ => false)
            )
        : StopRule.Parse(text).Map(Prelude.Some).ToValidation();

    static Validation<EmError, RunOptions<Vector>> OptionsOf(RunEvent<Vector>.Started started) =>
        Algorithm
            .Find<Vector>(started.Specification.Algorithm, started.Specification.MemoryNames)
            .Map(algorithm => new RunOptions<Vector>
            {
                Algorithm = algorithm,
                Seed = started.Specification.Seed,
                Environment = ThisMachine.Environment,
            })
            .ToValidation();

    static Validation<EmError, IEnumerable<RunEvent<Vector>>> Alone(
        JournalFile file,
        Recovery<Vector> found,
        OpenedModel model,
        LanguageExt.Option<StopRule> rule,
        RunOptions<Vector> options
    ) =>
        found
            .On(model.Problem.Chart)
            .Bind(recovered => recovered.Events(model.Problem, rule, options, file.Path, SucceedOf(model, options)))
            .MapLeft(error => JournalTrace.Told(file.Path, error))
            .ToValidation();

    // The starts have the model that they began with; a run in the place of one that failed may have another.
    static Validation<EmError, IEnumerable<RunEvent<Vector>>> Tournament(
        JournalFile file,
        Recovery<Vector> found,
        RunEvent<Vector>.Started started,
        RunSpecification start,
        JournalArguments arguments,
        ParseResult parsed,
        OpenedModel inHand,
        RunOptions<Vector> options
    )
    {
        Recomputation Of(OpenedModel model) =>
            new(model.Problem, options.Algorithm) { Succeed = Prelude.Optional(SucceedOf(model, options)) };
        return from model in start.Model == inHand.Problem.Model ? inHand : arguments.Open(parsed, started, start)
            from limit in arguments.Limit(parsed)
            from starts in JournalStarts.Find(model, start, limit)
            from events in JournalTournament
                .Events(found, file.Read().Rights(), Of(model), Of(inHand), starts, options, file.Path, RunsAtOnce.Of)
                .MapLeft(error => JournalTrace.Told(file.Path, error))
                .ToValidation()
            select events;
    }

    static Succeed<Vector>? SucceedOf(OpenedModel model, RunOptions<Vector> options) =>
        model.Starting.Succeed(new Seed(options.Seed.IfNone(0))).MatchUnsafe<Succeed<Vector>?>(policy => policy, () => null);

    static int Run(
        JournalFile file,
        Recovery<Vector> found,
        OpenedModel model,
        LanguageExt.Option<StopRule> rule,
        IEnumerable<RunEvent<Vector>> events,
        Terminal terminal,
        ParseResult parsed,
        Results results
    )
    {
        if (file.Continue(found.Length, found.TornBytes, found.Seal).Case is JournalError fault)
            return terminal.Refuse(file.Path, fault);
        terminal.Tell(model.Problem.Describe());
        var contest = found.Contest;
        return Fitting
            .Run(
                events.ToObservable(Fitting.Scheduler).Do(happened => contest = contest.Add(happened)),
                model.Problem.Chart,
                rule.IfNone(found.Run.Watch.Rule),
                terminal,
                results.NeedsTrace(parsed),
                file,
                found.Run.Started.Map(started => started.Run).IfNone(default(Hash256)),
                found.Run with
                {
                    Chart = model.Problem.Chart,
                },
                found.Best
            )
            .Match(
                fit =>
                {
                    var started = fit.Run.Started.IfNone(() => throw new UnreachableException());
                    results.Write(parsed, terminal, Subject.Of(started), fit.Run, fit.Trace, contest);
                    return Fitting.ExitCodeOf(fit.Run, results.RequiresConvergence(parsed));
                },
                error => terminal.Fail(error)
            );
    }
}
