using System.Collections.Generic;
using System.Globalization;
using System.Linq;
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
            .MapLeft(error => IsCount(text) ? new EmError.BadOption("start", text, _start) : error)
            .Bind(source => Groups(source.Item1, source.Item2))
            .ToValidation()
            .Bind(groups =>
                FromLabels(groups, model)
                    .Match(
                        start => start.ToValidation(),
                        () => ParameterGroups.Join(model.Problem.Chart.Names, groups, otherwise).Bind(model.Problem.Chart.StartFromFlat)
                    )
            );

    static readonly Domain _start = new(
        "JSON by the names of parameters, or a file of it; so many starts are drawn by --starts",
        _ => false
    );

    static bool IsCount(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _);

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

    static Either<EmError, (string, string)> ReadFile(string path) => TextFile.Read(path).Map(text => (path, text));

    static Either<EmError, Seq<(string Group, Vector Values)>> Groups(string source, string json) =>
        JsonText.Read(json, source, (place, expected) => new EmError.BadJson(place, expected), root => Groups(source, json, root));

    static Either<EmError, Seq<(string Group, Vector Values)>> Groups(string source, string json, JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
            return new EmError.BadJson(new(source, 1, 1), "an object of parameters");
        var groups = new List<(string, Vector)>();
        // A whole result will do: its parameters are in the object of that name.
        var given = root.TryGetProperty("parameters", out var inner) && inner.ValueKind == JsonValueKind.Object ? inner : root;
        foreach (var property in given.EnumerateObject())
        {
            var numbers = Numbers(property.Value).ToArray();
            if (numbers.Any(number => number is null))
                return new EmError.BadJson(JsonText.PlaceOf(json, source, property.Name), $"numbers for {property.Name}");
            groups.Add((property.Name, Vector.Of(numbers.Select(number => number!.Value))));
        }
        return groups.ToSeq();
    }

    // Nested arrays are read row by row.
    static IEnumerable<double?> Numbers(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Number => [value.GetDouble()],
            JsonValueKind.Array => value.EnumerateArray().SelectMany(Numbers),
            _ => [null],
        };
}
