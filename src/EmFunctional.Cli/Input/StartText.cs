using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Numerics;
using EmFunctional.Saving;
using EmFunctional.Tables;
using LanguageExt;

namespace EmFunctional.Cli.Input;

/// <summary>A start as JSON, <c>{"theta":[0.6,0.5]}</c>, or the file that holds it. Groups that it lacks are those of the default start.</summary>
static class StartText
{
    public static Validation<EmError, Vector> Read(string text, OpenedModel model, Vector otherwise) =>
        (text.TrimStart() is ['{' or '[', ..] ? (Either<EmError, (string, string)>)("--start", text) : ReadFile(text))
            .Bind(source => Groups(source.Item1, source.Item2))
            .ToValidation()
            .Bind(groups =>
                FromLabels(groups, model)
                    .Match(
                        start => start.ToValidation(),
                        () => ParameterGroups.Join(model.Problem.Chart.Names, groups, otherwise).Bind(model.Problem.Chart.StartFromFlat)
                    )
            );

    // Labels of rows, or responsibilities, in the place of parameters: one M-step leads from them to a start.
    static Option<Either<EmError, Vector>> FromLabels(Seq<(string Group, Vector Values)> groups, OpenedModel model) =>
        from labelling in model.Labels
        from maximise in labelling.FromResponsibilities
        from given in groups.Count == 1 ? groups.HeadOrNone() : Option<(string Group, Vector Values)>.None
        from r in given.Group switch
        {
            "responsibilities" => Prelude.Right<EmError, Vector>(given.Values),
            "labels" => OneHot(given.Values, model.Rows, labelling.Components),
            _ => Option<Either<EmError, Vector>>.None,
        }
        select r.Bind(maximise);

    static Either<EmError, Vector> OneHot(Vector labels, int rows, int components)
    {
        if (labels.Count != rows)
            return new EmError.WrongLength("labels", rows, labels.Count);
        var within = Domain.Labels(components);
        foreach (var label in labels)
            if (!within.Contains(label))
                return new EmError.OutsideDomain("labels", label, within);
        return Vector.Of(labels.Count * components, at => labels[at / components] == at % components ? 1 : 0);
    }

    static Either<EmError, (string, string)> ReadFile(string path) =>
        DataSource
            .OpenText(path)
            .Map(reader =>
            {
                using (reader)
                    return (path, reader.ReadToEnd());
            });

    static Either<EmError, Seq<(string Group, Vector Values)>> Groups(string source, string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                return new EmError.BadJson(new(source, 1, 1), "an object of parameters");
            var groups = new List<(string, Vector)>();
            // A whole result will do: its parameters are in the object of that name.
            var root = document.RootElement;
            var given = root.TryGetProperty("parameters", out var inner) && inner.ValueKind == JsonValueKind.Object ? inner : root;
            foreach (var property in given.EnumerateObject())
            {
                var numbers = Numbers(property.Value).ToArray();
                if (numbers.Any(number => number is null))
                    return new EmError.BadJson(PlaceOf(source, json, property.Name), $"numbers for {property.Name}");
                groups.Add((property.Name, Vector.Of(numbers.Select(number => number!.Value))));
            }
            return groups.ToSeq();
        }
        catch (JsonException error)
        {
            return new EmError.BadJson(JsonPlace.Of(source, json, error), "valid JSON");
        }
    }

    // Nested arrays are read row by row.
    static IEnumerable<double?> Numbers(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Number => [value.GetDouble()],
            JsonValueKind.Array => value.EnumerateArray().SelectMany(Numbers),
            _ => [null],
        };

    static Position PlaceOf(string source, string json, string name)
    {
        var before = json[..json.IndexOf($"\"{name}\"", StringComparison.Ordinal)];
        return new(source, before.Count(c => c == '\n') + 1, before.Length - before.LastIndexOf('\n'));
    }
}
