using System.Collections.Generic;
using System.CommandLine;
using System.Diagnostics;
using System.IO;
using System.Linq;
using EmFunctional.Cli.Input;
using EmFunctional.Cli.Output;
using EmFunctional.Iterating;
using EmFunctional.Journal;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Numerics;
using EmFunctional.Online;
using EmFunctional.Runs;
using EmFunctional.Streams;
using LanguageExt;
using Command = System.CommandLine.Command;

namespace EmFunctional.Cli.Verbs;

/// <summary><c>em verify JOURNAL DATA</c>: computes a recorded run anew and compares the bits.</summary>
static class VerifyVerb
{
    public static Command Create(Registry registry)
    {
        var command = new Command("verify", "compute a recorded run anew and compare every bit");
        var arguments = new JournalArguments(registry);
        var quiet = new QuietOption();
        arguments.AddTo(command);
        quiet.AddTo(command);
        var signedBy = new System.CommandLine.Option<string?>("--signed-by")
        {
            Description = "prove that the owner of the public key in this PEM file signed it",
            HelpName = "PUB",
        };
        command.Add(signedBy);
        command.SetAction(parsed =>
        {
            var terminal = quiet.Terminal(parsed);
            return RunningCluster.Use(
                arguments.Cluster(parsed),
                terminal,
                running =>
                    SignedBy
                        .Of(parsed.GetValue(signedBy))
                        .Bind(by => arguments.Journal(parsed).Open().Map(stream => (by, stream)))
                        .Match(
                            Right: opened =>
                            {
                                using (opened.by)
                                using (opened.stream)
                                    return Verify(registry, opened.stream, opened.by, arguments, parsed, terminal, running);
                            },
                            Left: terminal.Refuse
                        )
            );
        });
        return command;
    }

    static int Verify(
        Registry registry,
        Stream stream,
        SignedBy by,
        JournalArguments arguments,
        ParseResult parsed,
        Terminal terminal,
        LanguageExt.Option<RunningCluster> running
    )
    {
        var read = JournalReader.Read(stream);
        return Recovery
            .Find(arguments.Journal(parsed).Name, read)
            .Match(
                Right: found =>
                {
                    var started = found.Run.Started.IfNone(() => throw new UnreachableException());
                    return OnlineSchedule.IsName(started.Specification.Algorithm) ? OfStream(found, started) : OfData(found, started);
                },
                Left: error =>
                    error.IsAlteration ? Different(terminal, $"different: {error}") : terminal.Refuse(arguments.Journal(parsed).Name, error)
            );

        int OfStream(Recovery<Vector> found, RunEvent<Vector>.Started started) =>
            arguments
                .OpenStream(registry, parsed, started)
                .Match(
                    opened =>
                    {
                        using (opened.Source)
                            return Prove(
                                stream,
                                found,
                                started,
                                lines => StreamProof.Of(lines, started, opened.Problem, opened.Rows),
                                Tell,
                                terminal
                            );
                    },
                    errors => terminal.Refuse(errors)
                );

        int OfData(Recovery<Vector> found, RunEvent<Vector>.Started started) =>
            arguments
                .Open(parsed, started, running)
                .Match(
                    model =>
                        Told(model, terminal)
                            .Bind(_ =>
                                JournalResume.Same(
                                    started.Specification,
                                    started.Hashes,
                                    model.Problem,
                                    arguments.Journal(parsed).Name,
                                    trustData: true
                                )
                            )
                            .Match(
                                Right: _ =>
                                    Prove(
                                        stream,
                                        found,
                                        started,
                                        lines => ProofOf(lines, Models(arguments, parsed, started, model, running)),
                                        Tell,
                                        terminal
                                    ),
                                Left: error => Different(terminal, error.ToString())
                            ),
                    errors => terminal.Refuse(errors)
                );

        int Tell(bool isCut, int code)
        {
            var (line, isProved) = by.Tell(read, isCut);
            if (read.Others > 0)
                terminal.Say(ReplayVerb.OthersOf(read.Others));
            foreach (var provenance in read.Provenance)
                terminal.Say($"{provenance}");
            if (line.Length == 0)
                return code;
            return isProved ? Said(terminal, line, code) : Different(terminal, line);
        }
    }

    static Either<JournalError, Unit> Told(OpenedModel model, Terminal terminal)
    {
        terminal.Tell(model.Problem.Describe());
        return Prelude.unit;
    }

    // The model of each run with the data, opened once: where a component was dropped, a run has another than the last.
    static Func<RunSpecification, Either<EmError, OpenedModel>> Models(
        JournalArguments arguments,
        ParseResult parsed,
        RunEvent<Vector>.Started last,
        OpenedModel model,
        LanguageExt.Option<RunningCluster> running
    )
    {
        var opened = new Dictionary<ModelName, Either<EmError, OpenedModel>> { [last.Specification.Model] = model };
        return run =>
        {
            if (!opened.TryGetValue(run.Model, out var found))
                opened[run.Model] = found = arguments.Open(parsed, last, run, running).ToEither().MapLeft(errors => errors.Head);
            return found;
        };
    }

    static int Prove(
        Stream stream,
        Recovery<Vector> found,
        RunEvent<Vector>.Started started,
        Func<IEnumerable<JournalLine>, Either<EmError, Proof>> prove,
        Func<bool, int, int> tell,
        Terminal terminal
    )
    {
        foreach (var difference in Differences(started.Environment, ThisMachine.Environment))
            terminal.Say(difference);
        stream.Position = 0;
        // Numbers first: where one was changed, it says more than the seal that does not fit.
        var lines = JournalReader.Read(stream, Seals.Ignored).TakeWhile(line => line.IsRight).Rights();
        return prove(lines)
            .Match(
                Right: proof =>
                    proof.Discrepancy.Match(
                        discrepancy => Different(terminal, $"different: {discrepancy}"),
                        () =>
                            found.Fault.Match(
                                error => error is JournalError.CutLine ? tell(true, Broken(terminal, error)) : Broken(terminal, error),
                                () => tell(false, Identical(terminal, found, proof))
                            )
                    ),
                Left: error => Different(terminal, $"different: recorded is a success, recomputed: {error}")
            );
    }

    static Either<EmError, Proof> ProofOf(IEnumerable<JournalLine> lines, Func<RunSpecification, Either<EmError, OpenedModel>> models) =>
        JournalProof.Of(
            lines,
            run =>
                from opened in models(run)
                from algorithm in Algorithm.Find<Vector>(run.Algorithm, run.MemoryNames)
                select new Recomputation(opened.Problem, algorithm) { Succeed = opened.Starting.Succeed(new Seed(run.Seed.IfNone(0))) }
        );

    static int Identical(Terminal terminal, Recovery<Vector> found, Proof proof)
    {
        var (to, run) = (terminal.Out, found.Run);
        var iterations = run.Last.Map(last => last.State.Iteration).IfNone(0);
        var others = proof.Runs > 1 ? $"{proof.Runs} runs with {proof.Iterates} iterates, the last with " : "";
        to.WriteProse(
            $"identical, {others}{iterations} iterations, trace digest {run.Trace}{(run.Ending.IsNone || found.Contestant.IsSome ? ", interrupted" : "")}"
        );
        if (found.Seal.IsNone)
            to.WriteLine(
                "It is not sealed: it has no seals. Its numbers are proved, and not its times, its environment, or the words of a failure."
            );
        if (proof.GivenStops > 0)
            to.WriteLine(
                $"Not proved is the stop of {proof.GivenStops} runs: their rule is not known by its text, or measured otherwise when they were recorded."
            );
        to.Flush();
        return ExitCode.Done;
    }

    // What was cut off is no difference, what a newer version wrote is not read; what was changed is one.
    static int Broken(Terminal terminal, JournalError error)
    {
        if (error is JournalError.NewerSchema or JournalError.UnknownEvent)
            return terminal.Refuse(error);
        return error is JournalError.CutLine
            ? Said(terminal, $"identical up to there: {error}", ExitCode.Done)
            : Different(terminal, $"different: {error}");
    }

    static int Different(Terminal terminal, string line) => Said(terminal, line, ExitCode.Different);

    static int Said(Terminal terminal, string line, int code)
    {
        terminal.Out.WriteLine(line);
        terminal.Out.Flush();
        return code;
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
