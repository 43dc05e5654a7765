using System.Collections.Generic;
using System.IO;
using System.Linq;
using EmFunctional.Cli.Output;
using EmFunctional.Journal;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Cli.Verbs;

/// <summary>Has the runs of a journal computed anew, and says what came of it.</summary>
static class RecordedProof
{
    /// <summary>What came of it; an error of a journal that a newer version wrote, which is not read, or that lacks an option.</summary>
    /// <param name="name">The journal.</param>
    /// <param name="stream">Its bytes.</param>
    /// <param name="found">What it has.</param>
    /// <param name="prove">Computes its runs anew.</param>
    /// <param name="samples">Computes the samples of its last run anew; none are expected if null.</param>
    public static Either<JournalError, ProofReport> Of(
        string name,
        Stream stream,
        Recovery<Vector> found,
        Func<IEnumerable<JournalLine>, Either<EmError, Proof>> prove,
        Func<JournalSamples, Either<EmError, Option<Discrepancy>>>? samples = null
    )
    {
        stream.Position = 0;
        // Numbers first: where one was changed, it says more than the seal that does not fit.
        var read = JournalReader.Read(stream, Seals.Ignored);
        return prove(read.TakeWhile(line => line.IsRight).Rights())
            .Bind(proof => proof.Discrepancy.IsSome ? proof : Sampled().Map(sample => proof with { Discrepancy = sample }))
            .Match(
                Right: proof => ReportOf(name, found, proof),
                Left: error =>
                    error is EmError.BadOption
                        ? new JournalError.Unfit(Prelude.Seq1(error))
                        : Prelude.Right<JournalError, ProofReport>(
                            new(name, false, $"different: recorded is a success, recomputed: {error}")
                        )
            );

        // Of the last run: another may have had samples before it went on under another rule.
        Either<EmError, Option<Discrepancy>> Sampled() =>
            samples is not null && read.Samples.Case is JournalSamples recorded && !recorded.OfRun(RunOf(found)).IsEmpty
                ? samples(recorded)
                : Option<Discrepancy>.None;
    }

    static Hash256 RunOf(Recovery<Vector> found) => found.Run.Started.Map(started => started.Run).IfNone(default(Hash256));

    static Either<JournalError, ProofReport> ReportOf(string name, Recovery<Vector> found, Proof proof) =>
        (proof.Discrepancy.Case, found.Fault.Case) switch
        {
            (Discrepancy at, _) => Of(name, found, proof, false, $"different: {at}"),
            (_, JournalError fault and (JournalError.NewerSchema or JournalError.UnknownEvent)) => fault,
            (_, JournalError.CutLine cut) => Of(name, found, proof, true, $"identical up to there: {cut}") with { IsCut = true },
            (_, JournalError fault) => Of(name, found, proof, false, $"different: {fault}"),
            _ => Same(name, found, proof),
        };

    static ProofReport Of(string name, Recovery<Vector> found, Proof proof, bool isSame, string said) =>
        new(name, isSame, said)
        {
            Discrepancy = proof.Discrepancy,
            Runs = proof.Runs,
            Iterates = proof.Iterates,
            Last = found.Run,
        };

    static ProofReport Same(string name, Recovery<Vector> found, Proof proof)
    {
        var run = found.Run;
        var others = proof.Runs > 1 ? $"{proof.Runs} runs with {proof.Iterates} iterates, the last with " : "";
        var iterations = run.Last.Map(last => last.State.Iteration).IfNone(0);
        var sampled = found.Samples.Map(of => of.OfRun(RunOf(found)).Count).IfNone(0);
        var isInterrupted = run.Ending.IsNone || found.Contestant.IsSome;
        return Of(
            name,
            found,
            proof,
            true,
            $"identical, {others}{iterations} iterations{(sampled > 0 ? $", {sampled} samples of the bootstrap" : "")}, trace digest {run.Trace}{(isInterrupted ? ", interrupted" : "")}"
        ) with
        {
            IsSealed = found.Seal.IsSome,
            GivenStops = proof.GivenStops,
        };
    }
}
