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
                (running, told) =>
                    author
                        .Read(parsed)
                        .Bind(by => arguments.Journal(parsed).Reopen().Map(file => (by, file)))
                        .Match(
                            Right: opened =>
                            {
                                using (opened.file)
                                    return new Taking(
                                        registry,
                                        arguments,
                                        opened.file,
                                        new(opened.file, opened.by),
                                        new(parsed, results, told),
                                        parsed.GetValue(stop),
                                        parsed.GetValue(saddles)
                                    ).Take(running);
                            },
                            Left: told.Refuse
                        )
            );
        });
        return command;
    }

    // A journal that is taken up. The file is locked before it is read, and until the last event is written.
    sealed record Taking(
        Registry Registry,
        JournalArguments Arguments,
        JournalWriter File,
        Recording Recording,
        Printing Printing,
        string? Stop,
        bool LeavesSaddles
    )
    {
        Terminal Terminal => Printing.Terminal;

        public int Take(LanguageExt.Option<RunningCluster> running) =>
            Recovery
                .Find(File.Name, File.Read())
                .Bind(Recovery.Whole)
                .Match(
                    Right: found =>
                        found.Run.Started.Exists(started => OnlineSchedule.IsName(started.Specification.Algorithm))
                            ? ResumeOnline(found)
                            : Resume(found, running),
                    Left: Refuse
                );

        int Refuse(JournalError error) =>
            error is JournalError.Unfit unfit ? Terminal.Refuse(unfit.Errors) : Terminal.Refuse(File.Name, error);

        int ResumeOnline(Recovery<Vector> found) =>
            (
                from whole in Stop is null
                    ? Prelude.unit
                    : (Either<JournalError, Unit>)
                        new JournalError.Unfit(
                            Prelude.Seq1<EmError>(
                                new EmError.BadOption("stop", Stop, new("left out for a run over rows as they come", _ => false))
                            )
                        )
                from resumed in ResumedStream.Of(Registry, Arguments, Printing.Parsed, found, File.Name)
                from ready in File.Continue(found.Length, found.TornBytes, found.Seal)
                select resumed
            ).Match(
                Right: resumed =>
                {
                    using (resumed)
                        return OnlineFitting.Resume(resumed, found, Recording, Printing);
                },
                Left: Refuse
            );

        int Resume(Recovery<Vector> found, LanguageExt.Option<RunningCluster> running)
        {
            var samples = new ResumedSamples(found, Arguments, Recording, Printing);
            return Stop is null && samples.AreAllThatIsMissing
                ? Printing.Results.Format(Printing.Parsed).Match(_ => samples.Run(), faults => Terminal.Refuse(faults))
                : Resume(found, samples, running);
        }

        int Resume(Recovery<Vector> found, ResumedSamples samples, LanguageExt.Option<RunningCluster> running) =>
            (
                from asked in Asked()
                from fit in ResumedFit.Of(
                    File,
                    found,
                    run => Arguments.Open(Printing.Parsed, StartOf(found), run, running),
                    asked.Rule,
                    RunsAtOnce.Of,
                    asked.Limit,
                    LeavesSaddles
                )
                select fit
            ).Match(Right: resumed => Run(found, resumed, samples), Left: Refuse);

        Either<JournalError, (LanguageExt.Option<StopRule> Rule, long Limit)> Asked() =>
            (
                from format in Printing.Results.Format(Printing.Parsed)
                from rule in Stop is null ? LanguageExt.Option<StopRule>.None : StopRule.Parse(Stop).Map(Prelude.Some).ToValidation()
                from limit in Arguments.Limit(Printing.Parsed)
                select (rule, limit)
            )
                .ToEither()
                .MapLeft(JournalError (faults) => new JournalError.Unfit(faults));

        static RunEvent<Vector>.Started StartOf(Recovery<Vector> found) => found.Run.Started.IfNone(() => throw new UnreachableException());

        int Run(Recovery<Vector> found, ResumedFit resumed, ResumedSamples samples)
        {
            if (File.Continue(found.Length, found.TornBytes, found.Seal).Case is JournalError fault)
                return Refuse(fault);
            if (Recording.Begin().Case is JournalError unwritable)
                return Terminal.Fail(unwritable);
            var problem = resumed.Model.Problem;
            Terminal.Tell(problem.Describe());
            var contest = found.Contest;
            return Fitting
                .Run(
                    resumed.Events.Watched(StartOf(found)).ToObservable(Fitting.Scheduler).Do(happened => contest = contest.Add(happened)),
                    found.Run with
                    {
                        Chart = problem.Chart,
                    },
                    Terminal,
                    Printing.NeedsTrace,
                    File,
                    found.Best
                )
                .Bind(fit => samples.Of(fit.Run).Map(errors => (fit.Run, fit.Trace, Errors: errors)))
                .Bind(fit => Recording.End().Map(_ => fit))
                .Match(
                    fit =>
                    {
                        var description = RunDescription.Of(fit.Run.Started.IfNone(() => throw new UnreachableException())) with
                        {
                            Samples = fit.Errors.Samples,
                        };
                        Printing.Results.Write(
                            Printing.Parsed,
                            Terminal,
                            description,
                            fit.Run,
                            fit.Trace,
                            contest,
                            fit.Errors.Remarks.ToArray()
                        );
                        return fit.Errors.ExitCodeOf(fit.Run, Printing.RequiresConvergence);
                    },
                    Terminal.Fail
                );
        }
    }
}
