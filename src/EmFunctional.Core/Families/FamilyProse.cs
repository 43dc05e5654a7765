using System.Collections.Generic;
using System.Linq;
using EmFunctional.Modelling;
using LanguageExt;

namespace EmFunctional.Families;

// Families in the sentences of a story.
static class FamilyProse
{
    /// <summary>A member of a family in words: <c>a poisson distribution</c>.</summary>
    public static string Distribution(Family family) =>
        family is Product
            ? $"the product {family.Shape.Text}"
            : $"{("aeiou".Contains(family.Shape.Name[0]) ? "an" : "a")} {family.Shape.Name} distribution";

    /// <summary>Names in a sentence.</summary>
    public static string Listed(Arr<string> names) =>
        names.Count == 1 ? names[0] : $"{string.Join(", ", names.Take(names.Count - 1))} and {names[names.Count - 1]}";

    /// <summary>What the numbers of one member are called.</summary>
    public static IEnumerable<string> NumbersOf(FamilyShape shape) =>
        shape.Parameters.SelectMany(parameter =>
            parameter.Size.Match<IEnumerable<string>>(
                size =>
                    parameter.Levels.IsEmpty
                        ? Coordinates.Indexed(parameter.Name, size)
                        : parameter.Levels.Map(level => $"{parameter.Name}[{level}]"),
                () => [parameter.Name]
            )
        );
}
