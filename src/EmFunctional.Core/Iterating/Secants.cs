using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Iterating;

/// <summary>
/// Leaps that differences of earlier steps lead to. They are made in free coordinates, so that no leap leaves the domain; what is small is measured in
/// flat ones, each number in its natural unit, so that no leap depends on the unit of a column.
/// </summary>
/// <param name="Chart">The model's coordinates.</param>
/// <param name="At">The iterate from which to leap.</param>
sealed record Secants<TParams>(Chart<TParams> Chart, Evaluated<TParams> At)
{
    readonly Vector? _units = Chart.Units?.Invoke(At.Parameters);

    /// <summary>θ′ − θ in natural units. What has no unit, such as a rate of 0, does not move.</summary>
    /// <param name="from">θ, flat.</param>
    /// <param name="to">θ′, flat.</param>
    public Vector Change(Vector from, Vector to) =>
        Vector.Of(from.Count, i => to[i] == from[i] ? 0 : (to[i] - from[i]) / (_units?[i] ?? 1));

    /// <summary>u + Σⱼ cⱼ (uⱼ′ − uⱼ), all in free coordinates; a coordinate that is at the edge of the domain stays where u has it.</summary>
    /// <param name="to">u, flat.</param>
    /// <param name="coefficients">c.</param>
    /// <param name="differences">uⱼ and uⱼ′, flat.</param>
    /// <returns>Parameters inside the domain; nothing where the leap has no end.</returns>
    public Option<TParams> Leap(Vector to, double[] coefficients, (Vector From, Vector To)[] differences)
    {
        if (!coefficients.All(double.IsFinite))
            return Option<TParams>.None;
        var (free, ends) = (Free(to), differences.Select(difference => (Free(difference.From), Free(difference.To))).ToArray());
        var landed = Vector.Of(
            free.Count,
            i =>
            {
                var moved = free[i];
                for (var j = 0; j < ends.Length; j++)
                    moved += coefficients[j] * (ends[j].Item2[i] - ends[j].Item1[i]);
                return double.IsFinite(moved) ? moved : free[i];
            }
        );
        var isInside = Chart.StartFromFlat(Chart.ToFlat(At.Parameters)).IsSuccess;
        return Chart.FromFree(landed).ToOption().Filter(point => !isInside || Chart.StartFromFlat(Chart.ToFlat(point)).IsSuccess);
    }

    Vector Free(Vector flat) =>
        Chart.FromFlat(flat).Match(Right: Chart.ToFree, Left: _ => Vector.Of(Chart.DegreesOfFreedom, _ => double.NaN));

    /// <summary>What a leap leads to: one pass over the data there, which must allow an M-step and be no loss but for rounding.</summary>
    /// <param name="evaluate">One pass over the data.</param>
    /// <param name="point">Where the leap ends.</param>
    /// <param name="before">Below which it must not be.</param>
    public static Option<Evaluated<TParams>> Land(Evaluate<TParams> evaluate, TParams point, Evaluated<TParams> before) =>
        evaluate(new(point, Arr<Diagnostic>.Empty))
            .ToOption()
            .Filter(at => at.Proposal.IsRight && at.Objective >= before.Objective - Rounding.OfSum(before))
            // No M-step led there: its diagnostics are those of its own.
            .Map(at => at with { Diagnostics = at.Proposal.Match(Right: proposal => proposal.Diagnostics, Left: _ => at.Diagnostics) });
}

/// <summary>Points of earlier steps, all flat, as an algorithm remembers them: the last of them the newest.</summary>
/// <param name="Groups">Of each step its points: where it began, where EM led from there.</param>
readonly record struct Remembered(Vector[][] Groups)
{
    /// <summary>The names of the numbers of so many steps.</summary>
    /// <param name="names">Of the chart.</param>
    /// <param name="points">The names of the points of a step.</param>
    /// <param name="most">How many steps.</param>
    public static string[] Names(Arr<string> names, string[] points, int most) =>
        [.. Enumerable.Range(0, most).SelectMany(j => points.SelectMany(point => names.Select(name => $"{point}[{j}].{name}")))];

    /// <summary>The steps that are kept in what was remembered.</summary>
    /// <param name="memory">What was remembered.</param>
    /// <param name="at">Where the points begin.</param>
    /// <param name="count">How many steps there are.</param>
    /// <param name="points">How many points a step has.</param>
    /// <param name="length">How many numbers a point has.</param>
    public static Remembered Of(Vector memory, int at, int count, int points, int length) =>
        new([
            .. Enumerable
                .Range(0, count)
                .Select(j => Enumerable.Range(0, points).Select(p => memory.Slice(at + (j * points + p) * length, length)).ToArray()),
        ]);

    /// <summary>The same with one step more, the newest of them.</summary>
    /// <param name="step">Its points.</param>
    /// <param name="most">How many steps are kept.</param>
    public Remembered With(Vector[] step, int most) => new([.. Groups.Append(step).TakeLast(most)]);

    /// <summary>The numbers, and zeros for steps that are not there yet.</summary>
    /// <param name="count">How many numbers.</param>
    public Vector ToVector(int count)
    {
        var flat = Vector.Concat([.. Groups.SelectMany(points => points)]);
        return Vector.Of(count, i => i < flat.Count ? flat[i] : 0);
    }
}
