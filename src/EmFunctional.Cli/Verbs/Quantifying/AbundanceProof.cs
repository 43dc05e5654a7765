using EmFunctional.Cli.Output;
using EmFunctional.Journal;
using EmFunctional.Modelling;
using EmFunctional.Transcripts.Abundance;
using LanguageExt;

namespace EmFunctional.Cli.Verbs.Quantifying;

/// <summary>Computes the runs of a journal of <c>em quant</c> anew and says whether every bit is the same.</summary>
static class AbundanceProof
{
    /// <param name="wanted">The journal, and how its proof is told.</param>
    /// <param name="reads">The reads.</param>
    /// <param name="terminal">Where it is told.</param>
    /// <returns>The exit code.</returns>
    public static int Of(AskedProof wanted, ClassifiedReads reads, Terminal terminal)
    {
        var (place, how) = wanted;
        using (how)
            return place
                .Open()
                .Match(
                    Right: stream =>
                    {
                        using (stream)
                        {
                            var read = JournalReader.Read(stream);
                            return Recovery
                                .Find(place.Name, read)
                                .Match(
                                    Right: found =>
                                        RecordedProof
                                            .Of(
                                                place.Name,
                                                stream,
                                                found,
                                                lines => RecordedQuantification.Prove([.. lines], reads.Data, reads.Correct, reads.Executor)
                                            )
                                            .Match(Right: report => how.Tell(report, read, terminal), Left: terminal.Refuse),
                                    Left: error =>
                                        terminal.Refuse(place.Name, error, error.IsAlteration ? ExitCode.Different : ExitCode.BadInput)
                                );
                        }
                    },
                    Left: terminal.Refuse
                );
    }
}
