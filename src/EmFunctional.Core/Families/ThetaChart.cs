using System.Collections.Generic;
using System.Linq;
using EmFunctional.Modelling;
using LanguageExt;

namespace EmFunctional.Families;

// The coordinates on θ of K members of a family.
static class ThetaChart
{
    /// <summary>The coordinates of each group.</summary>
    public static IEnumerable<Coordinates> Of(FamilyShape shape, int members, FixedParameters fixedParameters, Arr<string> tied) =>
        shape.Parameters.SelectMany(parameter => CoordinatesOf(parameter, members, fixedParameters, tied.Contains(parameter.Name)));

    /// <summary>A chart with the units that the family knows.</summary>
    public static Chart<TParams> Measured<TParams>(FamilyShape shape, Chart<TParams> chart, Func<TParams, Thetas> thetas) =>
        shape.Parameters.Fold(
            chart,
            (made, parameter) => parameter.Unit is { } unit ? made.Measured(parameter.Name, at => unit(thetas(at))) : made
        );

    /// <summary>The names of a group, those of a member beside each other.</summary>
    public static string[] NamesOf(Parameter parameter, int members) =>
        parameter.IsShared
            ? NamesIn(parameter.Name, parameter)
            : [.. Coordinates.Indexed(parameter.Name, members).SelectMany(name => NamesIn(name, parameter))];

    /// <summary>What a number of a member is called: <c>coefficient[0][dose]</c>.</summary>
    public static string NameOf(FamilyShape shape, int number, int member)
    {
        foreach (var parameter in shape.Parameters)
        {
            if (number < parameter.Count)
                return parameter.Size.IsNone
                    ? $"{parameter.Name}[{member}]"
                    : $"{parameter.Name}[{member}][{(parameter.Levels.IsEmpty ? $"{number}" : parameter.Levels[number])}]";
            number -= parameter.Count;
        }
        throw new ArgumentOutOfRangeException(nameof(number), number, "no number of the family");
    }

    /// <summary>Which numbers of each member are held [K×p].</summary>
    public static bool[] Held(FamilyShape shape, int members, FixedParameters fixedParameters, Arr<string> tied)
    {
        var (held, p) = (new bool[members * shape.Count], shape.Count);
        for (var k = 0; k < members; k++)
        {
            var q = 0;
            foreach (var parameter in shape.Parameters)
            foreach (var name in NamesIn(parameter.IsShared ? parameter.Name : $"{parameter.Name}[{k}]", parameter))
                held[k * p + q++] = tied.Contains(parameter.Name) || fixedParameters[name].IsSome;
        }
        return held;
    }

    /// <summary>A group of which a member has a part held: beside the rest of it there is no closed maximum.</summary>
    public static Option<string> PartlyHeld(FamilyShape shape, int members, FixedParameters fixedParameters) =>
        shape
            .Parameters.Filter(parameter => parameter.Size.IsSome && !parameter.AreApart)
            .Find(parameter => NamesOf(parameter, members).Chunk(parameter.Count).Any(names => fixedParameters.AllOrNone(names).IsNone))
            .Map(parameter => parameter.Name);

    static string[] NamesIn(string name, Parameter parameter) =>
        parameter.Size.Match(
            size => parameter.IsTriangular ? [.. Coordinates.Triangular(name).Take(size)] : Coordinates.Indexed(name, size),
            () => [name]
        );

    static IEnumerable<Coordinates> CoordinatesOf(Parameter parameter, int members, FixedParameters fixedParameters, bool isTied) =>
        isTied ? [Coordinates.Tied(NamesOf(parameter, members), parameter.Kind, parameter.Count)]
        : parameter.IsShared ? InOne(NamesOf(parameter, members), parameter, fixedParameters)
        : parameter.Size.IsSome
            ? Coordinates.Indexed(parameter.Name, members).SelectMany(name => InOne(NamesIn(name, parameter), parameter, fixedParameters))
        : fixedParameters.Each(Coordinates.Indexed(parameter.Name, members), parameter.Kind);

    static Coordinates[] InOne(string[] names, Parameter parameter, FixedParameters fixedParameters) =>
        parameter.AreApart ? fixedParameters.Each(names, parameter.Kind) : [fixedParameters.Whole(parameter.Kind(names))];
}
