using System.Collections.Generic;
using System.Linq;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Modelling;

/// <summary>The numbers of a chart by group: <c>theta</c> is <c>theta[0]</c>, <c>theta[1]</c> …, in the order of the chart.</summary>
public static class ParameterGroups
{
    /// <summary>The names of the groups, in order.</summary>
    /// <param name="names">The names on a chart.</param>
    public static Arr<string> Of(Arr<string> names) => names.Select(GroupOf).Distinct().ToArray();

    /// <summary>The numbers of a group.</summary>
    /// <param name="names">The names on a chart.</param>
    /// <param name="group">The group.</param>
    /// <param name="flat">The numbers on the chart.</param>
    public static Vector Take(Arr<string> names, string group, Vector flat) => Vector.Of(flat.Where((_, i) => GroupOf(names[i]) == group));

    /// <summary>Puts groups together to a vector of the chart.</summary>
    /// <param name="names">The names on the chart.</param>
    /// <param name="given">The groups that are given, each flat.</param>
    /// <param name="otherwise">The vector that gives the groups that are not.</param>
    /// <returns>The vector, or the groups that the chart lacks or that have another length.</returns>
    public static Validation<EmError, Vector> Join(Arr<string> names, Seq<(string Group, Vector Values)> given, Vector otherwise)
    {
        var known = Of(names);
        var errors = given.SelectMany(g => Fault(names, known, g)).ToSeq();
        if (!errors.IsEmpty)
            return errors;
        return Vector.Concat([.. known.Select(group => Find(given, group) ?? Take(names, group, otherwise))]);
    }

    static Vector? Find(Seq<(string Group, Vector Values)> given, string group) =>
        given.Where(g => g.Group == group).Select(g => g.Values).LastOrDefault();

    static IEnumerable<EmError> Fault(Arr<string> names, Arr<string> known, (string Group, Vector Values) given)
    {
        var expected = names.Count(name => GroupOf(name) == given.Group);
        if (expected == 0)
            yield return new EmError.UnknownName("parameter", given.Group, known);
        else if (expected != given.Values.Count)
            yield return new EmError.WrongLength(given.Group, expected, given.Values.Count);
    }

    internal static string GroupOf(string name) => name.Split('[')[0];
}
