using System.Collections.Immutable;
using System.Linq;
using System.Runtime.Intrinsics;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Transcripts.Abundance;

/// <summary>The coordinates on abundances: <c>count[name]</c>, the reads expected of each transcript, as they are.</summary>
static class AbundanceChart
{
    const string Group = "count";

    // Below so many reads nobody asks by what part a count changes: kallisto's alpha_change_limit.
    const double LeastWatched = 1e-2;

    /// <summary>The chart.</summary>
    /// <param name="transcripts">The names of the transcripts [T].</param>
    /// <param name="total">N, which counts that were given by their logarithms add up to.</param>
    public static Chart<Vector> Of(ImmutableArray<string> transcripts, double total)
    {
        Arr<string> names = transcripts.Select(name => $"{Group}[{name}]").ToArray();
        return new(
            names,
            Math.Max(0, names.Count - 1), // their sum is that of the reads
            flat => flat,
            flat => Fault(names, flat) is { } fault ? fault : flat,
            flat => Fault(names, flat) is { } fault ? fault : flat,
            Free,
            free => FromFree(names, total, free)
        )
        {
            Units = Deviations,
            Change = LargestPart,
            Nearest = Nearest,
        };
    }

    /// <summary>The largest change of a count of some size, as a part of what it becomes: |α′ − α|/α′ over α′ &gt; 0.01.</summary>
    public static double LargestPart(Vector from, Vector to)
    {
        var before = from.Span;
        var after = to.Span;
        var most = Vector256<double>.Zero;
        var t = 0;
        for (; t + 4 <= after.Length; t += 4)
        {
            var now = Vector256.Create(after[t..]);
            var part = Vector256.Abs(now - Vector256.Create(before[t..])) / now;
            var isWatched = Vector256.GreaterThan(now, Vector256.Create(LeastWatched));
            most = Vector256.Max(most, Vector256.ConditionalSelect(isWatched, part, Vector256<double>.Zero));
        }
        var largest = Math.Max(Math.Max(most[0], most[1]), Math.Max(most[2], most[3]));
        for (; t < after.Length; t++)
            if (after[t] > LeastWatched)
                largest = Math.Max(largest, Math.Abs(after[t] - before[t]) / after[t]);
        return largest;
    }

    // A count of n reads has, as Poisson's, a deviation of √n.
    static Vector Deviations(Vector at) =>
        Vector.Fill(
            at.Count,
            at,
            static (into, at) =>
            {
                for (var t = 0; t < into.Length; t++)
                    into[t] = Math.Sqrt(at[t] + 1);
            }
        );

    // A leap that would leave fewer than no reads leaves a part of those that EM itself had left.
    static Vector Nearest(Vector point, Vector inside)
    {
        const double Part = 0.1;
        return Vector.Fill(
            point.Count,
            (point, inside),
            static (into, of) =>
            {
                for (var t = 0; t < into.Length; t++)
                    into[t] = Math.Max(of.point[t], Part * of.inside[t]);
            }
        );
    }

    static EmError? Fault(Arr<string> names, Vector flat)
    {
        if (flat.Count != names.Count)
            return new EmError.WrongLength("parameters", names.Count, flat.Count);
        var values = flat.Span;
        for (var t = 0; t < values.Length; t++)
            if (!(values[t] >= 0 && values[t] <= double.MaxValue))
                return new EmError.OutsideDomain(names[t], values[t], Domain.NonNegative);
        return null;
    }

    // The logarithms of the counts, relative to the last.
    static Vector Free(Vector flat) => Vector.Of(Math.Max(0, flat.Count - 1), t => Elementary.Log(flat[t]) - Elementary.Log(flat[^1]));

    static Either<EmError, Vector> FromFree(Arr<string> names, double total, Vector free)
    {
        if (free.Count != Math.Max(0, names.Count - 1))
            return new EmError.WrongLength("free coordinates", Math.Max(0, names.Count - 1), free.Count);
        var relative = Vector.Of(names.Count, t => t < free.Count ? Elementary.Exp(free[t]) : 1);
        return total / relative.Sum() * relative;
    }
}
