using System.Collections.Generic;
using System.Linq;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Modelling;

/// <summary>
/// A parameterisation: coordinates on the parameters of a model of one shape, a flat vector in which every number has a name, and free coordinates without
/// constraints, as many as there are degrees of freedom.
/// </summary>
/// <param name="Names">The name of each flat number, such as <c>theta[0]</c>.</param>
/// <param name="DegreesOfFreedom">How many free coordinates there are.</param>
/// <param name="ToFlat">θ as a vector.</param>
/// <param name="FromFlat">The inverse, to the bit; an error names the number that is outside the closed domain.</param>
/// <param name="StartFromFlat">The same for a start, which must lie inside the domain: from its edge EM cannot move.</param>
/// <param name="ToFree">θ in ℝᵏ; infinite at the edge of the domain.</param>
/// <param name="FromFree">The inverse of <paramref name="ToFree"/>, up to rounding.</param>
public sealed record Chart<TParams>(
    Arr<string> Names,
    int DegreesOfFreedom,
    Func<TParams, Vector> ToFlat,
    Func<Vector, Either<EmError, TParams>> FromFlat,
    Func<Vector, Validation<EmError, TParams>> StartFromFlat,
    Func<TParams, Vector> ToFree,
    Func<Vector, Either<EmError, TParams>> FromFree
)
{
    /// <summary>
    /// The natural unit of each flat number at θ, in which a change of it is measured: of a mean, the standard deviation. A chart of groups has those
    /// of its groups (<see cref="Coordinates.Units"/>) where <see cref="Measured"/> does not give others; 1 each if null.
    /// </summary>
    public Func<TParams, Vector>? Units { get; init; }

    /// <summary>
    /// How far the M-step would go, from θ to θ′, where that is not the largest change of a flat number in its unit: what
    /// <see cref="Iterating.IterationState.Residual"/> is. Null where it is.
    /// </summary>
    public Func<TParams, TParams, double>? Change { get; init; }

    /// <summary>
    /// What a leap that ends outside the domain becomes: given where it ends and a point of EM's own path, a point inside. Null where such a leap is
    /// shortened, as it must be where no point inside is near.
    /// </summary>
    public Func<Vector, Vector, Vector>? Nearest { get; init; }

    /// <summary>The same chart with other units for a group, which only the model knows.</summary>
    /// <param name="group">The group's name, <c>mean</c> for <c>mean[0]</c>, <c>mean[1]</c> …</param>
    /// <param name="units">Their units at θ, in the order of the chart.</param>
    public Chart<TParams> Measured(string group, Func<TParams, Vector> units)
    {
        var (before, isOfGroup) = (Units, Names.Select(name => ParameterGroups.GroupOf(name) == group).ToArray());
        return this with
        {
            Units = parameters =>
            {
                var (others, own, next) = (before?.Invoke(parameters), units(parameters), 0);
                return Vector.Of(isOfGroup.Length, i => isOfGroup[i] ? own[next++] : others?[i] ?? 1);
            },
        };
    }
}

/// <summary>Ways to make a <see cref="Chart{TParams}"/>.</summary>
public static class Chart
{
    /// <summary>A chart of groups of coordinates, one after the other.</summary>
    /// <param name="toFlat">θ as a vector, group after group.</param>
    /// <param name="fromFlat">The inverse; called only with vectors that every group accepts.</param>
    /// <param name="groups">The groups.</param>
    public static Chart<TParams> Of<TParams>(Func<TParams, Vector> toFlat, Func<Vector, TParams> fromFlat, params Coordinates[] groups)
    {
        Arr<string> names = groups.SelectMany(group => group.Names).ToArray();
        return new(
            names,
            groups.Sum(group => group.DegreesOfFreedom),
            toFlat,
            flat => FirstFault(Check(groups, flat, group => group.Faults)).Map(fromFlat),
            flat => Check(groups, flat, group => group.FaultsOfStart).Map(fromFlat),
            parameters => Vector.Concat([.. Cut(toFlat(parameters), groups, g => g.Count).Select((part, i) => groups[i].ToFree(part))]),
            free =>
                FirstFault(WithLength("free coordinates", groups.Sum(g => g.DegreesOfFreedom), free))
                    .Map(_ => Vector.Concat([.. Cut(free, groups, g => g.DegreesOfFreedom).Select((part, i) => groups[i].FromFree(part))]))
                    .Bind(flat => FirstFault(Check(groups, flat, group => group.Faults)))
                    .Map(fromFlat)
        )
        {
            Units = parameters =>
                Vector.Concat([.. Cut(toFlat(parameters), groups, g => g.Count).Select((part, i) => groups[i].Units(part))]),
        };
    }

    /// <summary>Coordinates of which only the names are known: enough to read a run again. Any vector lies on it, and every number counts as free.</summary>
    /// <param name="names">The names.</param>
    public static Chart<Vector> OfNames(IReadOnlyList<string> names) =>
        new(Prelude.toArray(names), names.Count, flat => flat, flat => flat, flat => flat, flat => flat, free => free);

    /// <summary>The same coordinates with the flat vector for parameters, for code that knows no model.</summary>
    /// <param name="chart">A chart of a model's own parameters.</param>
    public static Chart<Vector> OnFlat<TParams>(this Chart<TParams> chart) =>
        new(
            chart.Names,
            chart.DegreesOfFreedom,
            flat => flat,
            flat => chart.FromFlat(flat).Map(_ => flat),
            flat => chart.StartFromFlat(flat).Map(_ => flat),
            flat => chart.FromFlat(flat).Match(Right: chart.ToFree, Left: _ => Vector.Empty),
            free => chart.FromFree(free).Map(chart.ToFlat)
        )
        {
            Units = chart.Units is { } units
                ? flat => chart.FromFlat(flat).Match(Right: units, Left: _ => Vector.Of(flat.Count, _ => 1))
                : null,
            Change = chart.Change is { } change
                ? (from, to) => chart.FromFlat(from).Bind(one => chart.FromFlat(to).Map(other => change(one, other))).IfLeft(double.NaN)
                : null,
            Nearest = chart.Nearest,
        };

    static Validation<EmError, Vector> Check(Coordinates[] groups, Vector flat, Func<Coordinates, Func<Vector, Seq<EmError>>> check) =>
        WithLength("parameters", groups.Sum(group => group.Count), flat)
            .Bind(_ =>
            {
                var faults = Cut(flat, groups, group => group.Count).SelectMany((part, i) => check(groups[i])(part)).ToSeq();
                return faults.IsEmpty ? Prelude.Success<EmError, Vector>(flat) : faults;
            });

    static Either<EmError, Vector> FirstFault(Validation<EmError, Vector> validated) =>
        validated.Match(Either<EmError, Vector> (flat) => flat, faults => faults.Head);

    static Validation<EmError, Vector> WithLength(string name, int expected, Vector vector) =>
        vector.Count == expected ? vector : new EmError.WrongLength(name, expected, vector.Count);

    static Vector[] Cut(Vector vector, Coordinates[] groups, Func<Coordinates, int> length)
    {
        var parts = new Vector[groups.Length];
        var at = 0;
        for (var i = 0; i < groups.Length; at += length(groups[i]), i++)
            parts[i] = vector.Slice(at, length(groups[i]));
        return parts;
    }
}
