using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Numerics;
using EmFunctional.Saving;
using LanguageExt;

namespace EmFunctional.Cli.Input;

/// <summary>
/// A start as JSON, <c>{"theta":[0.6,0.5]}</c>, or the file that holds it: parameters, all or some; a whole result, whose columns, symbols and
/// labels are found by name; or labels or responsibilities of the rows.
/// </summary>
static class StartText
{
    public static Validation<EmError, Vector> Read(string text, OpenedModel model, Vector standard) =>
        (
            text.TrimStart() is ['{' or '[', ..]
                ? Given("--start", text)
                : TextFile
                    .Read(text)
                    .MapLeft(error => IsCount(text) ? new EmError.BadOption("start", text, _start) : error)
                    .Bind(json => Given(text, json))
        )
            .ToValidation()
            .Bind(given => FromLabels(given, model).Match(start => start.ToValidation(), () => given.On(model, standard)));

    static readonly Domain _start = new(
        "JSON by the names of parameters, or a file of it; so many starts are drawn by --starts",
        _ => false
    );

    static bool IsCount(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    // Labels of rows, or responsibilities, in the place of parameters: one M-step leads from them to a start.
    static Option<Either<EmError, Vector>> FromLabels(GivenStart start, OpenedModel model) =>
        from labelling in model.Rows.Labels
        from maximise in labelling.FromResponsibilities
        from given in start.Groups.Count == 1 ? start.Groups.HeadOrNone() : Option<GivenGroup>.None
        from r in given.Name switch
        {
            "responsibilities" => Responsibilities(given, model.Rows.Count, labelling.Components),
            "labels" => OneHot(given.Flat, model.Rows.Count, labelling.Components),
            _ => Option<Either<EmError, Vector>>.None,
        }
        select r.Bind(maximise);

    // Of K rows of n they would be others.
    static Either<EmError, Vector> Responsibilities(GivenGroup given, int rows, int components) =>
        given.Shape == $"{rows}×{components}" || given.Numbers.ForAll(number => number.Index.Count == 1)
            ? given.Flat
            : new EmError.WrongShape(given.Name, $"{rows}×{components}", given.Shape);

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

    static Either<EmError, GivenStart> Given(string source, string json) =>
        JsonText.Read(json, source, (place, expected) => new EmError.BadJson(place, expected), root => Given(source, json, root));

    static Either<EmError, GivenStart> Given(string source, string json, JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
            return new EmError.BadJson(new(source, 1, 1), "an object of parameters");
        // A whole result will do: its parameters are in the object of that name.
        var isResult = root.TryGetProperty("parameters", out var parameters) && parameters.ValueKind == JsonValueKind.Object;
        var groups = new List<GivenGroup>();
        foreach (var property in (isResult ? parameters : root).EnumerateObject())
        {
            var numbers = new List<(Arr<int>, double)>();
            if (!Take(property.Value, Arr<int>.Empty, numbers))
                return new EmError.BadJson(JsonText.PlaceOf(json, source, property.Name), $"numbers for {property.Name}");
            groups.Add(new(property.Name, numbers.ToArray()));
        }
        var given = new GivenStart(groups.ToArray());
        return isResult
            ? given with
            {
                Model = Text(root, "model").Map(model => (model, ComponentsOf(root))),
                Labels = Texts(root, "labels"),
                Columns = Texts(root, "columns"),
                Symbols = Texts(root, "symbols"),
            }
            : given;
    }

    static bool Take(JsonElement value, Arr<int> index, List<(Arr<int>, double)> numbers)
    {
        if (value.ValueKind == JsonValueKind.Number)
            numbers.Add((index, value.GetDouble()));
        return value.ValueKind == JsonValueKind.Number
            || (
                value.ValueKind == JsonValueKind.Array
                && value.EnumerateArray().Select((each, i) => Take(each, index.Add(i), numbers)).All(taken => taken)
            );
    }

    static string ComponentsOf(JsonElement root) =>
        root.TryGetProperty("options", out var options) && options.ValueKind == JsonValueKind.Object
            ? Text(options, "components").IfNone("")
            : "";

    static Option<string> Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : Option<string>.None;

    static Arr<string> Texts(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array
            ? value.EnumerateArray().Where(each => each.ValueKind == JsonValueKind.String).Select(each => each.GetString()!).ToArray()
            : Arr<string>.Empty;
}
