using System.Collections.Generic;
using System.CommandLine;
using System.Diagnostics;
using System.IO;
using System.Reactive.Concurrency;
using EmFunctional.Cli.Output;
using EmFunctional.Iterating;
using EmFunctional.Journal;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Runs;
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
            if (parsed.GetValue(speed) is { } pace && !_paces.Contains(pace))
                return terminal.Refuse([new EmError.OutsideDomain("speed", pace, _paces)]);
            if (parsed.GetValue(at) is < 0)
                return terminal.Refuse([new EmError.OutsideDomain("at", parsed.GetValue(at)!.Value, Domain.WholeNumberFrom(0))]);
            return results
                .Format(parsed)
                .Match(
                    _ =>
                        JournalStream
                            .Open(parsed.GetRequiredValue(journal))
                            .Bind(stream =>
                            {
                                using (stream)
                                    return Recovery
                                        .Find(parsed.GetRequiredValue(journal), JournalReader.Read(stream))
                                        .Map(found =>
                                            Replay(
                                                parsed.GetRequiredValue(journal),
                                                stream,
                                                found,
                                                parsed.GetValue(at),
                                                parsed.GetValue(speed),
                                                terminal,
                                                parsed,
                                                results
                                            )
                                        );
                            })
                            .Match(
                                Right: code => code,
                                Left: error =>
                                    terminal.Refuse(
                                        parsed.GetRequiredValue(journal),
                                        error,
                                        error.IsAlteration ? ExitCode.Different : ExitCode.BadInput
                                    )
                            ),
                    errors => terminal.Refuse(errors)
                );
        });
        return command;
    }

    // Runs of microseconds can be watched, and runs of months; what is beyond would show nothing in anyone's time.
    static readonly Domain _paces = Domain.Within(1e-9, 1e9);

    static int Replay(
        string journal,
        Stream stream,
        Recovery<Vector> found,
        int? at,
        double? speed,
        Terminal terminal,
        ParseResult parsed,
        Results results
    )
    {
        stream.Position = 0;
        var lines = Chosen(JournalReader.Read(stream), found, at);
        // A pause on a thread of the pool is no reason for the process to stay.
        var events = speed is { } factor ? lines.Replay(factor, TaskPoolScheduler.Default) : lines.Replay(Fitting.Scheduler);
        var (run, trace) = Fitting
            .Run(events, found.Run.Chart, found.Run.Watch.Rule, terminal, results.NeedsTrace(parsed))
            .IfLeft(_ => throw new UnreachableException());
        var fault = found.Fault.Filter(error => error is not JournalError.CutLine);
        results.Write(
            parsed,
            terminal,
            Subject.Of(found.Run.Started.IfNone(() => throw new UnreachableException())),
            run,
            trace,
            fault.Map(error => $"The journal is not as it was written, and what is shown is what precedes: {error}").ToArray()
        );
        found.Fault.IfSome(error => terminal.Error.WriteLine(Terminal.Named(journal, error)));
        found.Contestant.IfSome(one =>
            terminal.Say($"the fit was interrupted before the best of its starts was found; this is {one}, no result")
        );
        return fault.IsSome ? ExitCode.Different
            : run.Ending.IsNone ? ExitCode.Done
            : Fitting.ExitCodeOf(run, results.RequiresConvergence(parsed));
    }

    // The lines of the last run, up to an iteration and to what cannot be read.
    static IEnumerable<Either<JournalError, JournalLine>> Chosen(
        IEnumerable<Either<JournalError, JournalLine>> lines,
        Recovery<Vector> found,
        int? at
    )
    {
        foreach (var line in lines)
        {
            if (line.Case is not JournalLine read)
                yield break;
            if (read.Number < found.StartLine || !found.Run.Started.Exists(started => started.Run == read.Run))
                continue;
            yield return line;
            if (read.Event is RunEvent<Vector>.Iterated e && e.State.Iteration >= at)
                yield break;
        }
    }
}
