using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using LanguageExt;

namespace EmFunctional.Saving;

// Reads the fields of a saved model; the first that is not what it must be is the error.
sealed class ModelJsonReader(JsonElement json, string source)
{
    public Either<EmError, SavedModel> Read()
    {
        try
        {
            var version =
                Field("version") is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var whole)
                    ? whole
                    : throw new BadField("version", $"a whole number, {ModelJson.Version} or less");
            return version > ModelJson.Version ? new EmError.UnknownModelVersion(source, version, ModelJson.Version) : ReadModel();
        }
        catch (BadField bad)
        {
            return new EmError.BadModelFile(source, bad.Field, bad.Expected);
        }
    }

    SavedModel ReadModel()
    {
        var names = Texts("chart") is { IsEmpty: false } chart ? chart : throw new BadField("chart", "the names of the parameters");
        return new(new(Text("model"), Options()), names, Parameters(names))
        {
            Columns = Texts("columns"),
            Labels = Texts("labels"),
            Symbols = Texts("symbols"),
            Fit = Field("traceDigest") is null ? Option<FitRecord>.None : Fit(),
        };
    }

    Arr<ModelOption> Options()
    {
        if (Field("options") is not { ValueKind: JsonValueKind.Object } options)
            throw new BadField("options", "an object of texts");
        return options
            .EnumerateObject()
            .Select(option =>
                option.Value.ValueKind == JsonValueKind.String
                    ? new ModelOption(option.Name, option.Value.GetString()!)
                    : throw new BadField($"options.{option.Name}", "a text")
            )
            .ToArray();
    }

    // Each number at the place that its name says, and no others.
    Vector Parameters(Arr<string> names)
    {
        if (Field("parameters") is not { ValueKind: JsonValueKind.Object } parameters)
            throw new BadField("parameters", "an object of numbers by name");
        var found = parameters.EnumerateObject().SelectMany(group => Numbers(group.Value, group.Name)).ToArray();
        if (found.Length != names.Count)
            throw new BadField("parameters", $"the {names.Count} numbers that chart names, not {found.Length}");
        var values = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var (name, value) in Renumbered(found, names))
            values[name] = value;
        return Vector.Of(
            names.Select(name =>
                values.TryGetValue(name, out var value) ? value : throw new BadField("parameters", $"numbers that have a {name}")
            )
        );
    }

    // covariance[k][i][j] has j ≤ i and other groups may begin elsewhere: the order within a group is that of the chart.
    static IEnumerable<(string Name, double Value)> Renumbered((string Group, double Value)[] found, Arr<string> names)
    {
        foreach (var group in found.GroupBy(number => number.Group))
        foreach (var (name, number) in names.Where(name => name.Split('[')[0] == group.Key).Zip(group))
            yield return (name, number.Value);
    }

    static IEnumerable<(string Group, double Value)> Numbers(JsonElement value, string group) =>
        value.ValueKind switch
        {
            JsonValueKind.Number => [(group, value.GetDouble())],
            JsonValueKind.Array => value.EnumerateArray().SelectMany(each => Numbers(each, group)),
            _ => throw new BadField($"parameters.{group}", "numbers"),
        };

    FitRecord Fit() =>
        new(
            Whole("iterations"),
            Whole("evaluations"),
            Number("objective"),
            Whole("freedom"),
            Field("converged") is { ValueKind: JsonValueKind.True },
            new(Hash("traceDigest"))
        )
        {
            Size = Field("size") is null ? Option<double>.None : Number("size"),
            Run = Field("run") is null ? Option<Hash256>.None : Hash("run"),
            Data = Field("data") is null ? Option<Hash256>.None : Hash("data"),
            Software = Field("software") is null ? "" : Text("software"),
        };

    JsonElement? Field(string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
            ? value
            : null;

    string Text(string name) =>
        Field(name) is { ValueKind: JsonValueKind.String } value ? value.GetString()! : throw new BadField(name, "a text");

    double Number(string name) =>
        Field(name) is { ValueKind: JsonValueKind.Number } value ? value.GetDouble() : throw new BadField(name, "a number");

    int Whole(string name) =>
        Field(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt32(out var whole) && whole >= 0
            ? whole
            : throw new BadField(name, "a whole number, 0 or more");

    Hash256 Hash(string name) => Hash256.TryParse(Text(name), out var hash) ? hash : throw new BadField(name, "64 hexadecimal digits");

    Arr<string> Texts(string name) =>
        Field(name) switch
        {
            null => Arr<string>.Empty,
            { ValueKind: JsonValueKind.Array } array when array.EnumerateArray().All(each => each.ValueKind == JsonValueKind.String) =>
                array.EnumerateArray().Select(each => each.GetString()!).ToArray(),
            _ => throw new BadField(name, "an array of texts"),
        };

    // Thrown inside only.
    sealed class BadField(string field, string expected) : Exception(field)
    {
        public string Field { get; } = field;

        public string Expected { get; } = expected;
    }
}
