using System.Collections.Generic;
using System.Linq;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using LanguageExt;

namespace EmFunctional.Journal;

/// <summary>Where a recomputation departs from a journal.</summary>
/// <param name="Iteration">The iterate.</param>
/// <param name="Field">The number: objective, residual, a parameter's name …</param>
/// <param name="Recorded">What the journal has.</param>
/// <param name="Recomputed">What comes out here.</param>
public sealed record Discrepancy(int Iteration, string Field, double Recorded, double Recomputed)
{
    /// <summary>The discrepancy in a sentence.</summary>
    public override string ToString() =>
        $"iteration {Iteration}, {Field}: recorded {NumberText.Full(Recorded)}, recomputed {NumberText.Full(Recomputed)}, "
        + $"{Ulp.Distance(Recorded, Recomputed)} ulp apart";
}

/// <summary>Proves a journal by computing it anew: from each recorded iterate its objective and its successor, to the bit.</summary>
public static class JournalProof
{
    /// <summary>The first departure of a recomputation from the recorded iterates of one run; nothing where they are identical.</summary>
    /// <param name="problem">The model with its data.</param>
    /// <param name="iterate">The run's algorithm.</param>
    /// <param name="specification">How the run started.</param>
    /// <param name="iterated">The recorded iterates, in order.</param>
    /// <returns>The first departure, or the error of mathematics that fail here and did not there.</returns>
    public static Either<EmError, Option<Discrepancy>> FindDiscrepancy(
        Problem<Vector> problem,
        Iterate<Vector> iterate,
        RunSpecification specification,
        IEnumerable<RunEvent<Vector>.Iterated> iterated
    )
    {
        var algorithm = iterate(problem.Evaluate, problem.Chart);
        // Each iterate is proved from the one before it alone, so that all can be proved at once.
        return Pairs(iterated)
            .AsParallel()
            .AsOrdered()
            .Select(pair => Prove(problem, algorithm, specification, pair.Before, pair.At))
            .Where(proof => proof.IsLeft || proof.Exists(found => found.IsSome))
            .FirstOrDefault(Option<Discrepancy>.None);
    }

    static IEnumerable<(RunEvent<Vector>.Iterated? Before, RunEvent<Vector>.Iterated At)> Pairs(
        IEnumerable<RunEvent<Vector>.Iterated> iterated
    )
    {
        RunEvent<Vector>.Iterated? before = null;
        foreach (var at in iterated)
        {
            yield return (before, at);
            before = at;
        }
    }

    static Either<EmError, Option<Discrepancy>> Prove(
        Problem<Vector> problem,
        Algorithm<Vector> algorithm,
        RunSpecification specification,
        RunEvent<Vector>.Iterated? before,
        RunEvent<Vector>.Iterated at
    ) =>
        (
            before is null
                ? Iterates.Begin(algorithm, problem, specification.Start)
                : Iterates.Restore(problem, before.State, before.Memory).Bind(algorithm.Step)
        ).Map(computed => Compare(problem.Chart.Names, algorithm.MemoryNames, at, computed));

    static Option<Discrepancy> Compare(
        Arr<string> names,
        Arr<string> memoryNames,
        RunEvent<Vector>.Iterated recorded,
        Carried<Vector> computed
    )
    {
        var (a, b) = (recorded.State, computed.State);
        Discrepancy Number(string field, double mine, double theirs) => new(a.Iteration, field, mine, theirs);
        return new[] { Number("iteration", a.Iteration, b.Iteration), Number("evaluations", a.Evaluations, b.Evaluations) }
            .Concat(names.Select((name, i) => Number(name, a.Parameters[i], b.Parameters[i])))
            .Append(Number("objective", a.Objective, b.Objective))
            // A journal of before there were units has residuals and slacks that were defined otherwise.
            .Concat(
                a.WeightUnit.Match(
                    unit =>
                        new[]
                        {
                            Number("residual", a.Residual, b.Residual),
                            Number("slack", a.Slack, b.Slack),
                            Number("unit", unit, b.WeightUnit.IfNone(double.NaN)),
                        },
                    () => []
                )
            )
            .Concat(memoryNames.Select((name, i) => Number(name, recorded.Memory[i], computed.Memory[i])))
            .Append(Number("findings", a.Findings.Count, b.Findings.Count))
            .Where(number => Ulp.Distance(number.Recorded, number.Recomputed) > 0)
            .HeadOrNone();
    }
}
