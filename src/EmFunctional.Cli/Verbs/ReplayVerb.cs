using System.Collections.Generic;
using System.CommandLine;
using System.Reactive.Concurrency;
using System.Reactive.Linq;
using EmFunctional.Cli.Output;
using EmFunctional.Iterating;
using EmFunctional.Journal;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using EmFunctional.Streams;
using LanguageExt;
using Command = System.CommandLine.Command;

namespace EmFunctional.Cli.Verbs;

/// <summary><c>em replay JOURNAL</c>: shows a recorded run as if it ran now; neither data nor model are needed.</summary>
static class ReplayVerb
{
    public static Command Create()
    {
        var command = new Command("replay", "show a recorded run again");
        var journal = new Argument<string>("JOURNAL") { Description = "a journal that 'em fit --journal' wrote", HelpName = "JOURNAL" };
        var at = new System.CommandLine.Option<int?>("--at") { Description = "only up to this iteration", HelpName = "N" };
        var speed = new System.CommandLine.Option<double?>("--speed")
        {
            Description = "at this multiple of the original pace [as fast as it reads]",
            HelpName = "X",
        };
        var results = new Results();
        command.Add(journal);
        command.Add(at);
        command.Add(speed);
        results.AddTo(command);
        command.SetAction(parsed =>
        {
            var terminal = Terminal.OfProcess(results.IsQuiet(parsed));
            if (parsed.GetValue(speed) is <= 0 or double.NaN)
                return terminal.Refuse([new EmError.OutsideDomain("speed", parsed.GetValue(speed)!.Value, Domain.Positive)]);
            if (parsed.GetValue(at) is < 0)
                return terminal.Refuse([new EmError.OutsideDomain("at", parsed.GetValue(at)!.Value, Domain.WholeNumberFrom(0))]);
            return results
                .Format(parsed)
                .Match(
                    _ =>
                        Recovery
                            .FindStart(parsed.GetRequiredValue(journal))
                            .Bind(started =>
                                Replay(
                                    parsed.GetRequiredValue(journal),
                                    started,
                                    parsed.GetValue(at),
                                    parsed.GetValue(speed),
                                    terminal,
                                    parsed,
                                    results
                                )
                            )
                            .Match(Right: code => code, Left: terminal.Refuse),
                    errors => terminal.Refuse(errors)
                );
        });
        return command;
    }

    static Either<JournalError, int> Replay(
        string journal,
        RunEvent<Vector>.Started started,
        int? at,
        double? speed,
        Terminal terminal,
        ParseResult parsed,
        Results results
    ) =>
        Recovery
            .Opened(journal)
            .Bind(stream =>
            {
                using (stream)
                {
                    var fault = LanguageExt.Option<JournalError>.None;
                    var lines = Whole(JournalReader.Read(stream, Seals.CheckedIfAny), started.Run, at, error => fault = error);
                    var events = speed is { } factor ? lines.Replay(factor, Fitting.Scheduler) : lines.Replay(Fitting.Scheduler);
                    return Rule(started)
                        .Bind(rule => Fitting.Run(events, ChartOf(started), rule, terminal, results.NeedsTrace(parsed)))
                        .Map(fit =>
                        {
                            results.Write(parsed, terminal, Subject.Of(started), fit.Run, fit.Trace);
                            fault.IfSome(error => terminal.Say($"{journal}: {error}"));
                            return fault.Exists(error => error is not JournalError.CutLine) ? ExitCode.BadInput
                                : fit.Run.Ending.IsNone ? ExitCode.Done
                                : Fitting.ExitCodeOf(fit.Run, results.RequiresConvergence(parsed));
                        });
                }
            });

    // The lines of one run up to an iteration; what cannot be read ends them, and what precedes is shown.
    static IEnumerable<Either<JournalError, JournalLine>> Whole(
        IEnumerable<Either<JournalError, JournalLine>> lines,
        Hash256 run,
        int? at,
        Action<JournalError> onFault
    )
    {
        foreach (var line in lines)
        {
            if (line.IsLeft)
            {
                line.IfLeft(onFault);
                yield break;
            }
            var (belongs, last) = line.Match(
                Right: read => (read.Run == run, read.Event is RunEvent<Vector>.Iterated e && e.State.Iteration >= at),
                Left: _ => (false, true)
            );
            if (belongs)
                yield return line;
            if (belongs && last)
                yield break;
        }
    }

    static Either<JournalError, StopRule> Rule(RunEvent<Vector>.Started started) =>
        StopRule.Parse(started.Specification.Rule).MapLeft(JournalError (_) => new JournalError.Garbled(1, 0, "Rule"));

    // Names are all that a replay needs of a chart.
    static Chart<Vector> ChartOf(RunEvent<Vector>.Started started)
    {
        var names = started.Specification.ParameterNames;
        return new(names, names.Count, flat => flat, flat => flat, flat => flat, flat => flat, free => free);
    }
}
