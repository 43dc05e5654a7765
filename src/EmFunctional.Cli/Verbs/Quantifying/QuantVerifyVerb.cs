using System.CommandLine;
using System.IO;
using System.Linq;
using EmFunctional.Cli.Input;
using EmFunctional.Cli.Output;
using EmFunctional.Iterating;
using EmFunctional.Journal;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Sharding;
using EmFunctional.Transcripts.Abundance;
using LanguageExt;
using Command = System.CommandLine.Command;

namespace EmFunctional.Cli.Verbs.Quantifying;

/// <summary><c>em quant verify JOURNAL CLASSES [COUNTS]</c>: computes a recorded run anew and compares the bits.</summary>
static class QuantVerifyVerb
{
    public static Command Create()
    {
        var command = new Command("verify", "compute the recorded run of 'em quant classes' anew and compare every bit");
        var journal = new Argument<string>("JOURNAL")
        {
            Description = "a journal that 'em quant classes --journal' wrote",
            HelpName = "JOURNAL",
        };
        var (arguments, quiet) = (new ClassArguments(), new QuietOption());
        command.Add(journal);
        arguments.AddTo(command);
        quiet.AddTo(command);
        command.SetAction(parsed =>
        {
            var (terminal, place) = (quiet.Terminal(parsed), JournalNames.At(parsed.GetRequiredValue(journal)));
            return arguments
                .Read(parsed)
                .Bind(samples => AbundanceModel.ProblemOf(samples[0]))
                .Match(
                    Right: problem =>
                        place
                            .Open()
                            .Match(
                                Right: stream =>
                                {
                                    using (stream)
                                        return Prove(stream, place.Name, problem, terminal);
                                },
                                Left: terminal.Refuse
                            ),
                    Left: error => terminal.Refuse([error])
                );
        });
        return command;
    }

    static int Prove(Stream stream, string path, Problem<Vector> problem, Terminal terminal)
    {
        var found = Recovery.Find(path, JournalReader.Read(stream));
        if (found.Case is JournalError fault)
            return terminal.Refuse(path, fault, fault.IsAlteration ? ExitCode.Different : ExitCode.BadInput);
        var run = ((Recovery<Vector>)found.Case!).Run;
        var broken = ((Recovery<Vector>)found.Case!).Fault.Filter(error => error is not JournalError.CutLine);
        stream.Position = 0;
        // Numbers first: where one was changed, it says more than the seal that does not fit.
        var lines = JournalReader.Read(stream, Seals.Ignored).TakeWhile(line => line.IsRight).Rights();
        return JournalProof
            .Of(
                lines,
                started =>
                    Algorithm.Find<Vector>(started.Algorithm, started.MemoryNames).Map(algorithm => new Recomputation(problem, algorithm))
            )
            .Match(
                Right: proof =>
                    (proof.Discrepancy.Map(at => at.ToString()) | broken.Map(error => error.ToString())).Match(
                        difference => Said(terminal, $"different: {difference}", ExitCode.Different),
                        () =>
                            Said(
                                terminal,
                                $"identical, {run.Last.Map(last => last.State.Iteration).IfNone(0)} iterations, trace digest {run.Trace}"
                                    + (run.Ending.IsNone ? ", interrupted" : ""),
                                ExitCode.Done
                            )
                    ),
                Left: error => Said(terminal, $"different: recorded is a success, recomputed: {error}", ExitCode.Different)
            );
    }

    static int Said(Terminal terminal, string line, int code)
    {
        using (terminal.Out)
            terminal.Out.WriteLine(line);
        return code;
    }
}
