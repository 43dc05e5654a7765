using System.Linq;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Modelling;

/// <summary>
/// Coordinates on the parameters of a model of one shape: a flat vector in which every number has a name, and free coordinates without
/// constraints, as many as there are degrees of freedom.
/// </summary>
/// <param name="Names">The name of each flat number, such as <c>theta[0]</c>.</param>
/// <param name="ToFlat">θ as a vector.</param>
/// <param name="FromFlat">The inverse, to the bit; an error names the number that is outside the closed domain.</param>
/// <param name="ToFree">θ in ℝᵏ; infinite at the edge of the domain.</param>
/// <param name="FromFree">The inverse of <paramref name="ToFree"/>, up to rounding.</param>
public sealed record Chart<TParams>(
    Arr<string> Names,
    Func<TParams, Vector> ToFlat,
    Func<Vector, Either<EmError, TParams>> FromFlat,
    Func<TParams, Vector> ToFree,
    Func<Vector, Either<EmError, TParams>> FromFree
);

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
            toFlat,
            flat => Check(groups, flat).Map(fromFlat),
            parameters => Vector.Concat([.. Cut(toFlat(parameters), groups, g => g.Count).Select((part, i) => groups[i].ToFree(part))]),
            free =>
                WithLength("free coordinates", groups.Sum(g => g.Freedom), free)
                    .Map(_ => Vector.Concat([.. Cut(free, groups, g => g.Freedom).Select((part, i) => groups[i].FromFree(part))]))
                    .Bind(flat => Check(groups, flat))
                    .Map(fromFlat)
        );
    }

    static Either<EmError, Vector> Check(Coordinates[] groups, Vector flat)
    {
        return WithLength("parameters", groups.Sum(group => group.Count), flat)
            .Bind(_ => FirstFault().Match(Either<EmError, Vector> (error) => error, () => flat));

        Option<EmError> FirstFault() =>
            Cut(flat, groups, group => group.Count).Select((part, i) => groups[i].FindFault(part)).FirstOrDefault(fault => fault.IsSome);
    }

    static Either<EmError, Vector> WithLength(string name, int expected, Vector vector) =>
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
