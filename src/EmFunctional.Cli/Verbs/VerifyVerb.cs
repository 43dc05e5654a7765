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
using EmFunctional.Resampling;
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
        var (wanted, quiet) = (new ProofOptions(), new QuietOption());
        arguments.AddTo(command);
        quiet.AddTo(command);
        wanted.AddTo(command);
        command.SetAction(parsed =>
        {
            var terminal = quiet.Terminal(parsed);
            return RunningCluster.Use(
                arguments.Cluster(parsed),
                terminal,
                (running, _) =>
                    wanted
                        .Read(parsed)
                        .Match(
                            how =>
                            {
                                using (how)
                                    return arguments
                                        .Journal(parsed)
                                        .Open()
                                        .Match(
                                            Right: stream =>
                                            {
                                                using (stream)
                                                    return Verify(registry, stream, how, arguments, parsed, terminal, running);
                                            },
                                            Left: terminal.Refuse
                                        );
                            },
                            errors => terminal.Refuse(errors)
                        )
            );
        });
        return command;
    }

    static int Verify(
        Registry registry,
        Stream stream,
        ProofWanted wanted,
        JournalArguments arguments,
        ParseResult parsed,
        Terminal terminal,
        LanguageExt.Option<RunningCluster> running
    )
    {
        var (read, name) = (JournalReader.Read(stream), arguments.Journal(parsed).Name);
        return Recovery
            .Find(name, read)
            .Match(
                Right: found =>
                {
                    var started = found.Run.Started.IfNone(() => throw new UnreachableException());
                    return OnlineSchedule.IsName(started.Specification.Algorithm) ? OfStream(found, started) : OfData(found, started);
                },
                Left: error => error.IsAlteration ? Different($"different: {error}") : terminal.Refuse(name, error)
            );

        int OfStream(Recovery<Vector> found, RunEvent<Vector>.Started started) =>
            arguments
                .OpenStream(registry, parsed, started)
                .Match(
                    opened =>
                    {
                        using (opened.Source)
                            return Prove(found, started, lines => StreamProof.Of(lines, started, opened.Problem, opened.Rows));
                    },
                    errors => terminal.Refuse(errors)
                );

        int OfData(Recovery<Vector> found, RunEvent<Vector>.Started started) =>
            arguments
                .Open(parsed, started, running)
                .Match(
                    model =>
                        Announce(model, terminal)
                            .Bind(_ => JournalResume.Same(started.Specification, started.Hashes, model.Problem, name, trustData: true))
                            .Match(
                                Right: _ =>
                                    Prove(
                                        found,
                                        started,
                                        lines => ProofOf(lines, Models(arguments, parsed, started, model, running)),
                                        samples => ProofOf(samples, arguments.Again(parsed, found.Run, running))
                                    ),
                                Left: error => Different($"{error}")
                            ),
                    errors => terminal.Refuse(errors)
                );

        int Prove(
            Recovery<Vector> found,
            RunEvent<Vector>.Started started,
            Func<IEnumerable<JournalLine>, Either<EmError, Proof>> prove,
            Func<JournalSamples, Either<EmError, LanguageExt.Option<Discrepancy>>>? samples = null
        )
        {
            foreach (var difference in Differences(started.Environment, ThisMachine.Environment))
                terminal.Say(difference);
            return RecordedProof
                .Of(name, stream, found, prove, samples)
                .Match(Right: report => wanted.Tell(report, read, terminal), Left: error => terminal.Refuse(error));
        }

        int Different(string line) => wanted.Tell(new(name, false, line), read, terminal);
    }

    static Either<JournalError, Unit> Announce(OpenedModel model, Terminal terminal)
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

    static Either<EmError, Proof> ProofOf(IEnumerable<JournalLine> lines, Func<RunSpecification, Either<EmError, OpenedModel>> models) =>
        JournalProof.Of(
            lines,
            run =>
                from opened in models(run)
                from algorithm in Algorithm.Find<Vector>(run.Algorithm, run.MemoryNames)
                select new Recomputation(opened.Problem, algorithm) { Fallback = opened.Starting.Fallback(new Seed(run.Seed.IfNone(0))) }
        );

    static Either<EmError, LanguageExt.Option<Discrepancy>> ProofOf(
        JournalSamples samples,
        Validation<EmError, LanguageExt.Option<Refit>> again
    ) =>
        from found in again.ToEither().MapLeft(faults => faults.Head)
        from refit in found.ToEither(EmError () => new EmError.NoRows("data"))
        from bootstrap in Bootstrapping.Of(refit, samples.Plan.Kind)
        let run = refit.Saved.Fit.Bind(fit => fit.Run).IfNone(default(Hash256))
        select RecordedBootstrap.Prove(samples.OfRun(run), samples.Plan, bootstrap);

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
