using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Saving;

/// <summary>A saved model as JSON, described by <c>em-model.schema.json</c>: numbers in their shortest form, which reads back to the same bits.</summary>
public static class ModelJson
{
    /// <summary>The version that is written; earlier ones are read.</summary>
    public const int Version = 1;

    /// <summary>The JSON schema of saved models.</summary>
    public static string Schema
    {
        get
        {
            using var stream = typeof(ModelJson).Assembly.GetManifestResourceStream("em-model.schema.json")!;
            using var reader = new System.IO.StreamReader(stream);
            return reader.ReadToEnd();
        }
    }

    /// <summary>The model as an object.</summary>
    /// <param name="model">The model.</param>
    public static JsonObject Of(SavedModel model)
    {
        var json = new JsonObject
        {
            ["version"] = Version,
            ["model"] = model.Model.Name,
            ["options"] = new JsonObject(
                model.Model.Options.Select(option => KeyValuePair.Create<string, JsonNode?>(option.Name, option.Value))
            ),
        };
        model.Fit.IfSome(fit => AddFit(json, fit));
        json["parameters"] = Parameters(model.Names, model.Parameters);
        json["chart"] = Texts(model.Names);
        foreach (var (name, texts) in new[] { ("columns", model.Columns), ("labels", model.Labels), ("symbols", model.Symbols) })
            if (!texts.IsEmpty)
                json[name] = Texts(texts);
        return json;
    }

    static void AddFit(JsonObject json, FitRecord fit)
    {
        fit.Run.IfSome(run => json["run"] = run.ToString());
        fit.Data.IfSome(data => json["data"] = data.ToString());
        json["iterations"] = fit.Iterations;
        json["evaluations"] = fit.Evaluations;
        json["objective"] = Number(fit.Objective);
        json["converged"] = fit.Converged;
        json["freedom"] = fit.DegreesOfFreedom;
        fit.Size.IfSome(size => json["size"] = Number(size));
        json["traceDigest"] = fit.Trace.ToString();
        if (fit.Software.Length > 0)
            json["software"] = fit.Software;
    }

    /// <summary>Numbers by group, nested as their names have it: <c>mean[k][j]</c> is the j-th number of the k-th array of <c>mean</c>.</summary>
    /// <param name="names">The names on the chart.</param>
    /// <param name="parameters">The numbers.</param>
    public static JsonObject Parameters(Arr<string> names, Vector parameters)
    {
        var numbers = names.Select((name, i) => (Parts: name.Split('['), Value: parameters[i])).GroupBy(number => number.Parts[0]);
        return new(
            numbers.Select(group => KeyValuePair.Create(group.Key, Nested([.. group.Select(number => (number.Parts[1..], number.Value))])))
        );
    }

    static JsonNode? Nested(IReadOnlyList<(string[] Indices, double Value)> numbers) =>
        numbers[0].Indices.Length == 0
            ? Number(numbers[0].Value)
            : new JsonArray([
                .. numbers
                    .GroupBy(number => number.Indices[0])
                    .Select(group => Nested([.. group.Select(number => (number.Indices[1..], number.Value))])),
            ]);

    /// <summary>A number; JSON has no NaN and no infinity, so these are null.</summary>
    /// <param name="value">The number.</param>
    public static JsonNode? Number(double value) => double.IsFinite(value) ? JsonValue.Create(value) : null;

    /// <summary>Texts as an array.</summary>
    /// <param name="texts">The texts.</param>
    public static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => JsonValue.Create(text))]);

    /// <summary>Reads a saved model.</summary>
    /// <param name="json">The text.</param>
    /// <param name="source">What messages call it.</param>
    /// <returns>The model; an error that names the field.</returns>
    public static Either<EmError, SavedModel> Read(string json, string source) =>
        JsonText.Read(
            json,
            source,
            (place, expected) => new EmError.BadModelFile($"{place}", "a saved model", expected),
            root => new ModelJsonReader(root, source).Read()
        );
}
