using System.Collections.Generic;
using System.CommandLine;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Reactive.Concurrency;
using System.Text.Json.Nodes;
using EmFunctional.Cli.Input;
using EmFunctional.Cli.Output;
using EmFunctional.Iterating;
using EmFunctional.Journal;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Numerics;
using EmFunctional.Plotting;
using EmFunctional.Resampling;
using EmFunctional.Runs;
using LanguageExt;
using Command = System.CommandLine.Command;

namespace EmFunctional.Cli.Verbs;

/// <summary><c>em replay JOURNAL</c>: shows a recorded run as if it ran now; neither data nor model are needed.</summary>
static class ReplayVerb
{
    public static Command Create(Registry registry)
    {
        var command = new Command("replay", "show a recorded run again");
        var journal = new Argument<string>("JOURNAL") { Description = "a journal that 'em fit --journal' wrote", HelpName = "JOURNAL" };
        var at = new System.CommandLine.Option<int?>("--at") { Description = "only up to this iteration", HelpName = "N" };
        var speed = new System.CommandLine.Option<double?>("--speed")
        {
            Description = "at this multiple of the original pace [default: as fast as it reads]",
            HelpName = "X",
        };
        var follow = new System.CommandLine.Option<bool>("--follow")
        {
            Description = "wait for the end of a run that goes on, also for its journal; exits with 130 if its writer is gone before",
        };
        var results = new Results(registry);
        command.Add(journal);
        command.Add(follow);
        command.Add(at);
        command.Add(speed);
        results.AddTo(command);
        command.SetAction(parsed =>
        {
            var (terminal, place) = (Terminal.OfProcess(results.IsQuiet(parsed)), JournalNames.At(parsed.GetRequiredValue(journal)));
            if (parsed.GetValue(speed) is { } pace && !_paces.Contains(pace))
                return terminal.Refuse([new EmError.OutsideDomain("speed", pace, _paces)]);
            if (parsed.GetValue(at) is < 0)
                return terminal.Refuse([new EmError.OutsideDomain("at", parsed.GetValue(at)!.Value, Domain.WholeNumberFrom(0))]);
            return results
                .Format(parsed)
                .Bind(format =>
                    parsed.GetValue(follow) && (parsed.GetValue(at) ?? parsed.GetValue(speed)) is not null
                        ? new EmError.BadOption(
                            "follow",
                            "",
                            new("given without --at and --speed, which are of runs that have ended", _ => false)
                        )
                        : Prelude.Success<EmError, string>(format)
                )
                .Match(_ => parsed.GetValue(follow) ? Following.Then(place, terminal, Shown) : Shown(), errors => terminal.Refuse(errors));

            int Shown() =>
                place
                    .Open()
                    .Bind(stream =>
                    {
                        using (stream)
                            return Recovery
                                .Find(place.Name, JournalReader.Read(stream))
                                .Map(found =>
                                    Replay(
                                        place.Name,
                                        stream,
                                        found,
                                        parsed.GetValue(at),
                                        parsed.GetValue(speed),
                                        new(parsed, results, terminal)
                                    )
                                );
                    })
                    .Match(
                        Right: code => code,
                        Left: error => terminal.Refuse(place.Name, error, error.IsAlteration ? ExitCode.Different : ExitCode.BadInput)
                    );
        });
        return command;
    }

    // Runs of microseconds can be watched, and runs of months; what is beyond would show nothing in anyone's time.
    static readonly Domain _paces = Domain.Within(1e-9, 1e9);

    static int Replay(string journal, Stream stream, Recovery<Vector> found, int? at, double? speed, Printing printing)
    {
        var (parsed, results, terminal) = printing;
        stream.Position = 0;
        var last = found.Run.Started.Map(started => started.Run).IfNone(default(Hash256));
        var lines = Chosen(JournalReader.Read(stream), found, last, at);
        // A pause on a thread of the pool is no reason for the process to stay.
        var events = speed is { } factor ? lines.Replay(factor, TaskPoolScheduler.Default) : lines.Replay(Fitting.Scheduler);
        var (run, trace) = Fitting
            .Run(events, RunState.Begin(found.Run.Chart, found.Run.Monitor.Rule), terminal, printing.NeedsTrace)
            .IfLeft(_ => throw new UnreachableException());
        var contest = at is null ? found.Contest : ContestUpTo(stream, found, last, at);
        var fault = found.Fault.Filter(error => error is not JournalError.CutLine);
        var samples = at is null ? ReplayedSamples.Of(found, run) : LanguageExt.Option<BootstrapErrors>.None;
        results.Write(
            parsed,
            terminal,
            RunDescription.Of(found.Run.Started.IfNone(() => throw new UnreachableException())) with
            {
                Samples = samples,
            },
            run,
            trace,
            contest,
            fault
                .Map(error => $"The journal is not as it was written, and what is shown is what precedes: {error}")
                .Concat(samples.ToSeq().SelectMany(of => ReplayedSamples.Remarks(found, of)))
                .ToArray(),
            Beside(found)
        );
        if (found.Others > 0)
            terminal.Say(JournalWords.Others(found.Others));
        foreach (var provenance in found.Provenance)
            terminal.Say($"{provenance}");
        foreach (var note in found.Workers)
            terminal.Say($"{note.Time:HH:mm:ss} {note}");
        found.Fault.IfSome(error => terminal.Error.WriteLine(Terminal.Named(journal, error)));
        found.Contestant.IfSome(one =>
            terminal.Say($"the fit was interrupted before the best of its starts was found; this is {one}, no result")
        );
        return fault.IsSome ? ExitCode.Different
            : run.Ending.IsNone ? ExitCode.Done
            : Fitting.ExitCodeOf(run, printing.RequiresConvergence);
    }

    // What else stands in the journal; nothing in one of a run alone.
    static JsonObject? Beside(Recovery<Vector> found) =>
        found.Others == 0 && found.Provenance.IsEmpty
            ? null
            : new() { ["otherEvents"] = found.Others, ["provenance"] = JournalWords.Json(found.Provenance) };

    // What came of the fit up to an iteration of its last run.
    static Contest ContestUpTo(Stream stream, Recovery<Vector> found, Hash256 last, int? at)
    {
        stream.Position = 0;
        return Recovery
            .Find("", UpTo(JournalReader.Read(stream), line => IsAt(line, found.StartLine, last, at)))
            .Map(upTo => upTo.Contest)
            .IfLeft(Contest.Nothing);
    }

    static IEnumerable<T> UpTo<T>(IEnumerable<T> all, Func<T, bool> isLast)
    {
        foreach (var each in all)
        {
            yield return each;
            if (isLast(each))
                yield break;
        }
    }

    static bool IsAt(Either<JournalError, JournalLine> line, int startLine, Hash256 run, int? at) =>
        line.Case is JournalLine { Event: RunEvent<Vector>.Iterated e } read
        && read.Number >= startLine
        && read.Run == run
        && e.State.Iteration >= at;

    // The lines of the last run, up to an iteration and to what cannot be read.
    static IEnumerable<Either<JournalError, JournalLine>> Chosen(
        IEnumerable<Either<JournalError, JournalLine>> lines,
        Recovery<Vector> found,
        Hash256 run,
        int? at
    ) =>
        UpTo(lines, line => IsAt(line, found.StartLine, run, at))
            .TakeWhile(line => line.IsRight)
            .Where(line => line.Exists(read => read.Number >= found.StartLine && read.Run == run));
}
