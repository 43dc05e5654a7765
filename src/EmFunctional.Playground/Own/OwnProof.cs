using System.Collections.Generic;
using System.IO;
using System.Linq;
using EmFunctional.Iterating;
using EmFunctional.Journal;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using LanguageExt;

namespace EmFunctional.Playground.Own;

/// <summary>A journal over its data: replayed, and proved by computing it anew.</summary>
/// <param name="data">The data.</param>
/// <param name="name">The journal's file.</param>
/// <param name="journal">Its bytes.</param>
sealed class OwnProof(OwnData data, string name, byte[] journal)
{
    /// <summary>The last run, and whether it is identical, in the words of <c>em verify</c>; or why it cannot be told.</summary>
    public Validation<EmError, (OwnRun Run, IEnumerable<string> Words)> Find() =>
        from found in Recovery.Find(name, JournalReader.Read(new MemoryStream(journal))).MapLeft(ErrorOf).ToValidation()
        from started in found.Run.Started.ToEither(JournalError () => new JournalError.NoStart(name)).MapLeft(ErrorOf).ToValidation()
        from model in data.Open(started.Specification, started.Read)
        from same in JournalResume
            .Same(started.Specification, started.Hashes, model.Problem, name, trustData: true)
            .MapLeft(ErrorOf)
            .ToValidation()
        from proof in Proof(started, model).ToValidation()
        select (Replayed(found, model), Words(found, proof));

    EmError ErrorOf(JournalError error) => new EmError.Recorded("journal", $"{name}: {error}");

    Either<EmError, Proof> Proof(RunEvent<Vector>.Started last, OpenedModel model)
    {
        var opened = new Dictionary<ModelName, Either<EmError, OpenedModel>> { [last.Specification.Model] = model };
        Either<EmError, OpenedModel> ModelOf(RunSpecification run)
        {
            if (!opened.TryGetValue(run.Model, out var found))
                opened[run.Model] = found = data.Open(run, last.Read).ToEither().MapLeft(errors => errors.Head);
            return found;
        }
        // Numbers first: where one was changed, it says more than the seal that does not fit.
        return JournalProof.Of(
            JournalReader.Read(new MemoryStream(journal), Seals.Ignored).TakeWhile(line => line.IsRight).Rights(),
            run =>
                from computed in ModelOf(run)
                from algorithm in Algorithm.Find<Vector>(run.Algorithm, run.MemoryNames)
                select new Recomputation(computed.Problem, algorithm)
                {
                    Fallback = computed.Starting.Fallback(new Numerics.Seed(run.Seed.IfNone(0))),
                }
        );
    }

    OwnRun Replayed(Recovery<Vector> found, OpenedModel model)
    {
        var run = new OwnRun(model, found.Run.Monitor.Rule);
        foreach (var line in JournalReader.Read(new MemoryStream(journal)).TakeWhile(line => line.IsRight).Rights())
            run.Add(line.Event);
        return run;
    }

    static IEnumerable<string> Words(Recovery<Vector> found, Proof proof)
    {
        yield return proof.Discrepancy.Match(
            discrepancy => $"different: {discrepancy}",
            () =>
                found.Fault.Match(
                    error => error is JournalError.CutLine ? $"identical up to there: {error}" : $"different: {error}",
                    () =>
                        $"identical, {proof.Iterates} iterates computed anew, trace digest {found.Run.Trace}"
                        + (found.Run.Ending.IsNone || found.Contestant.IsSome ? ", interrupted" : "")
                )
        );
        if (found.Run.Started.Case is RunEvent<Vector>.Started started)
            yield return $"It was recorded on {started.Environment.OperatingSystem}, {started.Environment.Processor}.";
    }
}
