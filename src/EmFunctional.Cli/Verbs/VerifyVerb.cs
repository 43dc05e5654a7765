using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using EmFunctional.Cli.Input;
using EmFunctional.Cli.Output;
using EmFunctional.Iterating;
using EmFunctional.Journal;
using EmFunctional.Models;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using EmFunctional.Streams;
using LanguageExt;
using Command = System.CommandLine.Command;

namespace EmFunctional.Cli.Verbs;

/// <summary><c>em verify JOURNAL DATA</c>: computes a recorded run anew and compares the bits.</summary>
static class VerifyVerb
{
    public static Command Create()
    {
        var command = new Command("verify", "compute a recorded run anew and compare every bit");
        var arguments = new JournalArguments();
        arguments.AddTo(command);
        command.SetAction(parsed =>
        {
            var terminal = Terminal.OfProcess(quiet: false);
            return Recovery
                .FindStart(arguments.Journal(parsed))
                .Match(
                    Right: started =>
                        arguments
                            .Open(parsed, started)
                            .Match(model => Verify(arguments.Journal(parsed), started, model, terminal), errors => terminal.Refuse(errors)),
                    Left: terminal.Refuse
                );
        });
        return command;
    }

    static int Verify(string journal, RunEvent<Vector>.Started started, OpenedModel model, Terminal terminal) =>
        JournalResume
            .Same(started.Specification, model.Problem)
            .Bind(_ => Recovery.Of(journal, model.Problem.Chart, Seals.Ignored))
            .Match(
                Right: recovered => Prove(journal, started, model, recovered.Run, terminal),
                Left: error => error is JournalError.Other ? Different(terminal, error.ToString()) : terminal.Refuse(error)
            );

    static int Prove(string journal, RunEvent<Vector>.Started started, OpenedModel model, RunState<Vector> run, Terminal terminal)
    {
        foreach (var difference in Differences(started.Environment, ThisMachine.Environment))
            terminal.Say(difference);
        using var stream = Recovery.Opened(journal).OrThrow();
        var proof = Algorithm
            .Find<Vector>(started.Specification.Algorithm)
            .Bind(algorithm =>
                JournalProof.FindDiscrepancy(
                    model.Problem,
                    algorithm,
                    started.Specification,
                    Iterates(JournalReader.Read(stream), started.Run)
                )
            );
        return proof.Match(
            Right: found =>
                found.Match(
                    discrepancy => Different(terminal, $"different: {discrepancy}"),
                    () => FindFault(stream).Match(error => Broken(terminal, error), () => Digest(terminal, run))
                ),
            Left: error => Different(terminal, $"different: recorded is a success, recomputed: {error}")
        );
    }

    static int Digest(Terminal terminal, RunState<Vector> run)
    {
        var recorded = run.Ending.Bind(ending =>
            ending is RunEvent<Vector>.Stopped stopped ? Prelude.Some(stopped.Trace) : LanguageExt.Option<TraceDigest>.None
        );
        if (recorded.Exists(trace => trace != run.Trace))
            return Different(
                terminal,
                $"different: the recorded trace digest is {recorded.IfNone(run.Trace)}, that of the recorded iterates {run.Trace}"
            );
        using var to = terminal.Out;
        var iterations = run.Last.Map(last => last.State.Iteration).IfNone(0);
        to.WriteLine($"identical, {iterations} iterations, trace digest {run.Trace}{(run.Ending.IsNone ? ", interrupted" : "")}");
        return ExitCode.Done;
    }

    // What was cut off is no difference; what was changed is.
    static int Broken(Terminal terminal, JournalError error)
    {
        using var to = terminal.Out;
        to.WriteLine(error is JournalError.CutLine ? $"identical up to there: {error}" : $"different: {error}");
        return error is JournalError.CutLine ? ExitCode.Done : ExitCode.Different;
    }

    static int Different(Terminal terminal, string line)
    {
        using var to = terminal.Out;
        to.WriteLine(line);
        return ExitCode.Different;
    }

    static IEnumerable<RunEvent<Vector>.Iterated> Iterates(IEnumerable<Either<JournalError, JournalLine>> lines, Hash256 run) =>
        lines
            .SelectMany(line => line.RightAsEnumerable())
            .Where(read => read.Run == run)
            .Select(read => read.Event)
            .OfType<RunEvent<Vector>.Iterated>();

    // The numbers agree: what is left are the bytes.
    static LanguageExt.Option<JournalError> FindFault(FileStream stream)
    {
        stream.Position = 0;
        return JournalReader.Read(stream, Seals.Checked).SelectMany(line => line.LeftAsEnumerable()).HeadOrNone();
    }

    static IEnumerable<string> Differences(RunEnvironment then, RunEnvironment now) =>
        new[]
        {
            ("software", then.Software, now.Software),
            ("runtime", then.Runtime, now.Runtime),
            ("operating system", then.OperatingSystem, now.OperatingSystem),
            ("processor", then.Processor, now.Processor),
        }
            .Where(fact => fact.Item2 != fact.Item3)
            .Select(fact => $"another {fact.Item1}: recorded on {fact.Item2}, here {fact.Item3}");
}
