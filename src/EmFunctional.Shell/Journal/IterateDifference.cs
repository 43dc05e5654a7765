using System.Linq;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using LanguageExt;

namespace EmFunctional.Journal;

/// <summary>The first difference between two recorded iterates.</summary>
static class IterateDifference
{
    public static JournalDifference? Find(Arr<string> names, RunEvent<Vector>.Iterated one, RunEvent<Vector>.Iterated other)
    {
        var (a, b) = (one.State, other.State);
        JournalDifference? Number(string what, double x, double y) =>
            x.Equals(y) ? null : new JournalDifference.Number(a.Iteration, what, x, y);
        JournalDifference? Said(string what, string x, string y) => x == y ? null : new JournalDifference.Said(a.Iteration, what, x, y);
        return Number("the iteration", a.Iteration, b.Iteration)
            ?? Enumerable
                .Range(0, Math.Min(a.Parameters.Count, b.Parameters.Count))
                .Select(i => Number(i < names.Count ? names[i] : $"number {i}", a.Parameters[i], b.Parameters[i]))
                .FirstOrDefault(found => found is not null)
            ?? Number("the objective", a.Objective, b.Objective)
            ?? Number("the residual", a.Residual, b.Residual)
            ?? Number("the count of evaluations", a.Evaluations, b.Evaluations)
            ?? (a.Digest.IsSome && b.Digest.IsSome ? Said("the digest of the numbers", $"{a.Digest}", $"{b.Digest}") : null)
            ?? Said("what was found", string.Join("; ", a.Diagnostics), string.Join("; ", b.Diagnostics));
    }
}
