using System.Linq;
using EmFunctional.Cli.Output;
using EmFunctional.Journal;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Sharding;
using EmFunctional.Transcripts.Abundance;
using LanguageExt;

namespace EmFunctional.Cli.Verbs.Quantifying;

/// <summary>Computes the runs of a journal of <c>em quant</c> anew and says whether every bit is the same.</summary>
static class AbundanceProof
{
    /// <param name="place">The journal.</param>
    /// <param name="data">The reads.</param>
    /// <param name="way">How to go through the classes.</param>
    /// <param name="terminal">Where it is told.</param>
    /// <param name="correct">The correction for bias of the call, if there was one.</param>
    /// <returns>The exit code.</returns>
    public static int Of(
        JournalPlace place,
        AbundanceData data,
        IBlocks way,
        Terminal terminal,
        Func<Vector, Vector, Vector>? correct = null
    ) =>
        place
            .Open()
            .Match(
                Right: stream =>
                {
                    using (stream)
                    {
                        var found = Recovery.Find(place.Name, JournalReader.Read(stream));
                        if (found.Case is not Recovery<Vector> recovered)
                            return found.Match(
                                Right: _ => ExitCode.Done,
                                Left: error =>
                                    terminal.Refuse(place.Name, error, error.IsAlteration ? ExitCode.Different : ExitCode.BadInput)
                            );
                        stream.Position = 0;
                        // Numbers first: where one was changed, it says more than the seal that does not fit.
                        var lines = JournalReader.Read(stream, Seals.Ignored).TakeWhile(line => line.IsRight).Rights().ToArray();
                        return Told(RecordedQuantification.Prove(lines, data, correct, way), recovered, terminal);
                    }
                },
                Left: terminal.Refuse
            );

    static int Told(Either<EmError, Proof> proved, Recovery<Vector> found, Terminal terminal)
    {
        var (run, broken) = (found.Run, found.Fault.Filter(error => error is not JournalError.CutLine));
        return proved.Match(
            Right: proof =>
                (proof.Discrepancy.Map(at => at.ToString()) | broken.Map(error => error.ToString())).Match(
                    difference => Said(terminal, $"different: {difference}", ExitCode.Different),
                    () =>
                        Said(
                            terminal,
                            $"identical, {(proof.Runs > 1 ? $"{proof.Runs} runs with {proof.Iterates} iterates, the last with " : "")}"
                                + $"{run.Last.Map(last => last.State.Iteration).IfNone(0)} iterations, trace digest {run.Trace}"
                                + (run.Ending.IsNone ? ", interrupted" : ""),
                            ExitCode.Done
                        )
                ),
            Left: error =>
                error is EmError.BadOption
                    ? terminal.Refuse([error])
                    : Said(terminal, $"different: recorded is a success, recomputed: {error}", ExitCode.Different)
        );
    }

    static int Said(Terminal terminal, string line, int code)
    {
        using (terminal.Out)
            terminal.Out.WriteLine(line);
        return code;
    }
}
