using System.Collections.Generic;
using System.Linq;
using EmFunctional.Families;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Mixtures;

// The coordinates on the parameters of a mixture: the mixing weights, and each group of the family's parameters.
static class MixtureChart
{
    public const string MixingWeight = "mixingWeight";

    public static Chart<MixtureParameters> Of(FamilyShape shape, int components, Mixing mixing, Holds holds, Arr<string> tied)
    {
        var theta = shape.Parameters.SelectMany(parameter => CoordinatesOf(parameter, components, holds, tied.Contains(parameter.Name)));
        var weights = mixing.Coordinates(components, holds);
        var chart = Chart.Of(
            at => shape.HasWeightsLast ? Vector.Concat(at.Theta, at.MixingWeights) : Vector.Concat(at.MixingWeights, at.Theta),
            flat => FromFlat(shape, components, flat),
            shape.HasWeightsLast ? [.. theta, weights] : [weights, .. theta]
        );
        return shape.Parameters.Fold(chart, (made, parameter) => parameter.Unit is { } unit ? made.Measured(parameter.Name, unit) : made);
    }

    /// <summary>The parameters of a vector of the chart, unchecked.</summary>
    public static MixtureParameters FromFlat(FamilyShape shape, int components, Vector flat)
    {
        var p = components * shape.Count;
        return shape.HasWeightsLast
            ? new(shape, flat.Slice(p, components), flat.Slice(0, p))
            : new(shape, flat.Slice(0, components), flat.Slice(components, p));
    }

    /// <summary>The names of a group, those of a component beside each other.</summary>
    public static string[] NamesOf(Parameter parameter, int components) =>
        [.. Coordinates.Indexed(parameter.Name, components).SelectMany(name => NamesIn(name, parameter))];

    /// <summary>Which numbers of each component are held [K×p].</summary>
    public static bool[] Held(FamilyShape shape, int components, Holds holds, Arr<string> tied)
    {
        var (held, p) = (new bool[components * shape.Count], shape.Count);
        for (var k = 0; k < components; k++)
        {
            var q = 0;
            foreach (var parameter in shape.Parameters)
            foreach (var name in NamesIn($"{parameter.Name}[{k}]", parameter))
                held[k * p + q++] = tied.Contains(parameter.Name) || holds[name].IsSome;
        }
        return held;
    }

    static string[] NamesIn(string name, Parameter parameter) =>
        parameter.Size.Match(size => Coordinates.Indexed(name, size), () => [name]);

    static IEnumerable<Coordinates> CoordinatesOf(Parameter parameter, int components, Holds holds, bool isTied) =>
        parameter.Size.Case is int size
            ? Coordinates.Indexed(parameter.Name, components).Select(name => holds.Whole(parameter.Kind(Coordinates.Indexed(name, size))))
        : isTied ? [Coordinates.Tied(Coordinates.Indexed(parameter.Name, components), parameter.Kind)]
        : holds.Each(Coordinates.Indexed(parameter.Name, components), parameter.Kind);
}
