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

    // The file is locked before it is read, once, and until the last event is written.
    static int Resume(JournalFile file, JournalArguments arguments, ParseResult parsed, string? stop, Terminal terminal, Results results) =>
        Recovery
            .Find(file.Path, file.Read())
            .Bind(Recovery.Whole)
            .Bind(Decided(file.Path))
            .Match(
                Right: found =>
                    (
                        from _ in results.Format(parsed)
                        from rule in RuleOf(stop)
                        let started = found.Run.Started.IfNone(() => throw new UnreachableException())
                        from model in arguments.Open(parsed, started)
                        from options in OptionsOf(started)
                        select (rule, model, options)
                    ).Match(
                        ok => Run(file, found, ok.model, ok.rule, ok.options, terminal, parsed, results),
                        errors => terminal.Refuse(errors)
                    ),
                Left: error => terminal.Refuse(file.Path, error)
            );

    // A tournament without a winner is not read on, so that its data need not be read either.
    static Func<Recovery<Vector>, Either<JournalError, Recovery<Vector>>> Decided(string journal) =>
        found =>
            found.Contestant.Match(Either<JournalError, Recovery<Vector>> (one) => new JournalError.Undecided(journal, one), () => found);

    static Validation<EmError, LanguageExt.Option<StopRule>> RuleOf(string? text) =>
        text is null ? LanguageExt.Option<StopRule>.None : StopRule.Parse(text).Map(Prelude.Some).ToValidation();

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

    static int Run(
        JournalFile file,
        Recovery<Vector> found,
        OpenedModel model,
        LanguageExt.Option<StopRule> rule,
        RunOptions<Vector> options,
        Terminal terminal,
        ParseResult parsed,
        Results results
    )
    {
        var succeed = model.Succeed(new Seed(options.Seed.IfNone(0))).MatchUnsafe<Succeed<Vector>?>(policy => policy, () => null);
        var ready =
            from recovered in found.On(model.Problem.Chart)
            from events in recovered.Events(model.Problem, rule, options, file.Path, succeed)
            from _ in file.Continue(recovered.Length, recovered.TornBytes, recovered.Seal)
            select (recovered.Run, events);
        if (ready.IsRight)
            terminal.Tell(model.Problem.Describe());
        return ready.Match(
            Right: all =>
                Fitting
                    .Run(
                        all.events.ToObservable(Fitting.Scheduler),
                        model.Problem.Chart,
                        rule.IfNone(all.Run.Watch.Rule),
                        terminal,
                        results.NeedsTrace(parsed),
                        file,
                        all.Run.Started.Map(started => started.Run).IfNone(default(Hash256)),
                        all.Run
                    )
                    .Match(
                        fit =>
                        {
                            var started = fit.Run.Started.IfNone(() => throw new UnreachableException());
                            results.Write(parsed, terminal, Subject.Of(started), fit.Run, fit.Trace);
                            return Fitting.ExitCodeOf(fit.Run, results.RequiresConvergence(parsed));
                        },
                        error => terminal.Fail(error)
                    ),
            Left: error => Refuse(terminal, file.Path, error)
        );
    }

    static int Refuse(Terminal terminal, string journal, JournalError error)
    {
        terminal.Refuse(journal, error);
        if (error is JournalError.Ended)
            terminal.Error.WriteLine("such a rule is given with --stop");
        return ExitCode.BadInput;
    }
}
