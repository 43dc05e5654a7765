using System.Collections.Generic;
using System.Linq;
using EmFunctional.Families;
using EmFunctional.Models;
using LanguageExt;

namespace EmFunctional.Cli.Output;

/// <summary>The models and families there are, in words.</summary>
static class Offer
{
    /// <summary>All of them, with what each can do.</summary>
    public static string Of(Registry registry) =>
        Lines([
            "A model says where the hidden part of a row comes from:",
            "",
            .. Table(
                ["model", "labels", "holes", "sequences", "predict", "impute", "blocks", "what it is of"],
                registry.Models.Select(model => Row(model))
            ),
            "",
            "A family says how a component makes a row; --family of mixture takes any, and products such as normal(height) * categorical(colour):",
            "",
            .. Table(["family", "parameters", "impute", "what it is of"], registry.Families.Select(family => Row(registry, family))),
            "",
            "labels: the components of some rows may be known. holes: cells may be missing. predict: with score and sample.",
            "impute: missing numbers are filled in by their means. blocks: a file may be larger than memory.",
            "'em models NAME' says more of one, 'em fit --help' names the options.",
        ]);

    /// <summary>A family in full.</summary>
    public static string Of(Registry registry, FamilyEntry family) =>
        FamilyCatalogue
            .Parse(family.Example, registry.Families)
            .Match(
                made =>
                    Lines([
                        $"{family.Name}: {family.Summary}",
                        "",
                        $"    em fit mixture DATA --family '{family.Example}'",
                        "",
                        .. Columns(family, made.Shape),
                        .. made.Shape.Parameters.Map(parameter => $"parameter {parameter.Name}{Size(parameter)}"),
                        .. family.Arguments.Map(argument => $"argument  {argument}"),
                        .. family.Maker.Map(maker => $"within it {maker.From}"),
                        $"impute    {(made.HasMoments ? "missing numbers are filled in by their mean" : "no: a hole says nothing, and stays one")}",
                    ]),
                faults => $"{family.Name}: {family.Summary}\n{string.Join('\n', faults)}\n"
            );

    static IEnumerable<string> Columns(FamilyEntry family, FamilyShape shape)
    {
        foreach (var column in shape.Columns)
            yield return $"column    {column.Name}: {(column.Levels.IsEmpty ? column.Domain.Name : $"a text, here one of {string.Join(", ", column.Levels)}")}";
        if (family.Most > family.Width)
            yield return $"          and any number more";
    }

    static string Size(Parameter parameter) =>
        parameter.Size.Match(
            size => $", {size} numbers{(parameter.Levels.IsEmpty ? "" : $": {string.Join(", ", parameter.Levels)}")}",
            () => ""
        );

    static string[] Row(ModelEntry model) =>
        [
            model.Name,
            Mark(model.Reading.HasLatentRows),
            Mark(model.Reading.HasLatentRows),
            Mark(model.Reading.HasSequences),
            Mark(model.Use.IsSome),
            Mark(model.CanImpute),
            Mark(model.Reading.TakesBlocks),
            model.Summary,
        ];

    static string[] Row(Registry registry, FamilyEntry family) =>
        [
            family.Name,
            .. FamilyCatalogue
                .Parse(family.Example, registry.Families)
                .Match(
                    made => new[] { string.Join(", ", made.Shape.Parameters.Map(parameter => parameter.Name)), Mark(made.HasMoments) },
                    _ => ["", ""]
                ),
            family.Summary,
        ];

    static string Mark(bool isSo) => isSo ? "yes" : "-";

    // The last column is as long as it is.
    static IEnumerable<string> Table(string[] head, IEnumerable<string[]> rows)
    {
        string[][] all = [head, .. rows];
        var widths = head.Select((_, j) => all.Max(row => row[j].Length)).ToArray();
        return all.Select(row => string.Join("  ", row.Select((cell, j) => j == row.Length - 1 ? cell : cell.PadRight(widths[j]))));
    }

    static string Lines(IEnumerable<string> lines) => string.Concat(lines.Select(line => line.TrimEnd() + "\n"));
}
