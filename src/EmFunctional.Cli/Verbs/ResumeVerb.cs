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
using EmFunctional.Online;
using EmFunctional.Plotting;
using EmFunctional.Runs;
using EmFunctional.Sharding;
using EmFunctional.Streams;
using EmFunctional.Telemetry;
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
        var saddles = FitVerb.SaddleOption();
        var author = new AuthorOptions();
        arguments.AddTo(command);
        command.Add(stop);
        command.Add(saddles);
        author.AddTo(command);
        results.AddTo(command);
        command.SetAction(parsed =>
        {
            var terminal = Terminal.OfProcess(results.IsQuiet(parsed));
            return RunningCluster.Use(
                arguments.Cluster(parsed),
                terminal,
                running =>
                    author
                        .Read(parsed)
                        .Bind(by => arguments.Journal(parsed).Reopen().Map(file => (by, file)))
                        .Match(
                            Right: opened =>
                            {
                                using (opened.file)
                                    return Take(
                                        registry,
                                        opened.file,
                                        opened.by,
                                        arguments,
                                        parsed,
                                        parsed.GetValue(stop),
                                        terminal,
                                        results,
                                        running
                                    );
                            },
                            Left: terminal.Refuse
                        )
            );
        });
        return command;
    }

    // The file is locked before it is read, and until the last event is written.
    static int Take(
        Registry registry,
        JournalWriter file,
        JournalAuthor author,
        JournalArguments arguments,
        ParseResult parsed,
        string? stop,
        Terminal terminal,
        Results results,
        LanguageExt.Option<RunningCluster> running
    ) =>
        Recovery
            .Find(file.Name, file.Read())
            .Bind(Recovery.Whole)
            .Match(
                Right: found =>
                    found.Run.Started.Exists(started => OnlineSchedule.IsName(started.Specification.Algorithm))
                        ? ResumeOnline(registry, file, author, found, arguments, parsed, stop, terminal, results)
                        : Resume(file, author, found, arguments, parsed, stop, terminal, results, running),
                Left: error => terminal.Refuse(file.Name, error)
            );

    static int ResumeOnline(
        Registry registry,
        JournalWriter file,
        JournalAuthor author,
        Recovery<Vector> found,
        JournalArguments arguments,
        ParseResult parsed,
        string? stop,
        Terminal terminal,
        Results results
    ) =>
        (
            from whole in stop is null
                ? Prelude.unit
                : (Either<JournalError, Unit>)
                    new JournalError.Unfit(
                        Prelude.Seq1<EmError>(
                            new EmError.BadOption("stop", stop, new("left out for a run over rows as they come", _ => false))
                        )
                    )
            from resumed in ResumedStream.Of(registry, arguments, parsed, found, file.Name)
            from ready in file.Continue(found.Length, found.TornBytes, found.Seal)
            select resumed
        ).Match(
            Right: resumed =>
            {
                using (resumed)
                    return OnlineFitting.Resume(resumed, found, terminal, parsed, results, file, author);
            },
            Left: error => error is JournalError.Unfit unfit ? terminal.Refuse(unfit.Errors) : terminal.Refuse(file.Name, error)
        );

    static int Resume(
        JournalWriter file,
        JournalAuthor author,
        Recovery<Vector> found,
        JournalArguments arguments,
        ParseResult parsed,
        string? stop,
        Terminal terminal,
        Results results,
        LanguageExt.Option<RunningCluster> running
    ) =>
        (
            from asked in Asked(arguments, parsed, stop, results)
            from fit in ResumedFit.Of(
                file,
                found,
                run => arguments.Open(parsed, found.Run.Started.IfNone(() => throw new UnreachableException()), run, running),
                asked.Rule,
                RunsAtOnce.Of,
                asked.Limit,
                parsed.GetValue<bool>("--leave-saddles")
            )
            select fit
        ).Match(
            Right: resumed => Run(file, author, found, resumed, terminal, parsed, results),
            Left: error => error is JournalError.Unfit unfit ? terminal.Refuse(unfit.Errors) : terminal.Refuse(file.Name, error)
        );

    static Either<JournalError, (LanguageExt.Option<StopRule> Rule, long Limit)> Asked(
        JournalArguments arguments,
        ParseResult parsed,
        string? stop,
        Results results
    ) =>
        (
            from format in results.Format(parsed)
            from rule in stop is null ? LanguageExt.Option<StopRule>.None : StopRule.Parse(stop).Map(Prelude.Some).ToValidation()
            from limit in arguments.Limit(parsed)
            select (rule, limit)
        )
            .ToEither()
            .MapLeft(JournalError (faults) => new JournalError.Unfit(faults));

    static int Run(
        JournalWriter file,
        JournalAuthor author,
        Recovery<Vector> found,
        ResumedFit resumed,
        Terminal terminal,
        ParseResult parsed,
        Results results
    )
    {
        if (file.Continue(found.Length, found.TornBytes, found.Seal).Case is JournalError fault)
            return terminal.Refuse(file.Name, fault);
        if (AuthorOptions.Begin(author, file).Case is JournalError unwritable)
            return terminal.Fail(unwritable);
        terminal.Tell(resumed.Model.Problem.Describe());
        var contest = found.Contest;
        return Fitting
            .Run(
                resumed
                    .Events.Watched(found.Run.Started.MatchUnsafe<RunEvent<Vector>.Started?>(e => e, () => null))
                    .ToObservable(Fitting.Scheduler)
                    .Do(happened => contest = contest.Add(happened)),
                resumed.Model.Problem.Chart,
                resumed.Rule,
                terminal,
                results.NeedsTrace(parsed),
                file,
                found.Run.Started.Map(started => started.Run).IfNone(default(Hash256)),
                found.Run with
                {
                    Chart = resumed.Model.Problem.Chart,
                },
                found.Best
            )
            .Bind(fit => AuthorOptions.End(author, file).Map(_ => fit))
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
