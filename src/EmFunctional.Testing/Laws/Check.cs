using System.Collections.Generic;
using EmFunctional.Numerics;

namespace EmFunctional.Testing.Laws;

/// <summary>A law tried once.</summary>
/// <param name="Holds">Whether it held.</param>
/// <param name="Where">Where it was tried.</param>
/// <param name="By">By how much it did not.</param>
readonly record struct Check(bool Holds, string Where, double By)
{
    public static Check That(bool holds, string where, double by = double.NaN) => new(holds, where, by);

    /// <summary>|a − b| ≤ limit·max(1, |b|).</summary>
    public static Check Close(double expected, double actual, string where, double limit = 1e-9) =>
        new(new Tolerance(limit).Accepts(expected, actual), where, Math.Abs(actual - expected));

    /// <summary>Each number is close.</summary>
    public static IEnumerable<Check> Close(Vector expected, Vector actual, string where, double limit = 1e-9) =>
        Pairs(expected, actual, where, (e, a, at) => Close(e, a, at, limit));

    /// <summary>Each number has the same bits.</summary>
    public static IEnumerable<Check> SameBits(Vector expected, Vector actual, string where) =>
        Pairs(expected, actual, where, (e, a, at) => new(Ulp.Distance(e, a) == 0, at, Math.Abs(a - e)));

    static IEnumerable<Check> Pairs(Vector expected, Vector actual, string where, Func<double, double, string, Check> compare)
    {
        if (expected.Count != actual.Count)
            yield return That(false, $"{where}, lengths {expected.Count} and {actual.Count}");
        else
            for (var i = 0; i < expected.Count; i++)
                yield return compare(expected[i], actual[i], $"{where}, number {i}");
    }
}
