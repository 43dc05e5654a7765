using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace EmFunctional.Tests.Support;

/// <summary>The part of JSON Schema that the published schema uses.</summary>
static class SchemaCheck
{
    /// <summary>Where a value breaks a schema.</summary>
    public static IEnumerable<string> Faults(JsonElement schema, JsonElement value, JsonElement root, string path)
    {
        if (schema.TryGetProperty("$ref", out var reference))
            schema = reference.GetString()!.Split('/').Skip(1).Aggregate(root, (at, name) => at.GetProperty(name));
        if (schema.TryGetProperty("anyOf", out var any) && any.EnumerateArray().All(one => Faults(one, value, root, path).Any()))
            yield return $"{path}: none of anyOf";
        if (schema.TryGetProperty("const", out var constant) && constant.GetRawText() != value.GetRawText())
            yield return $"{path}: not {constant}";
        if (schema.TryGetProperty("type", out var type) && !IsOf(type.GetString()!, value))
            yield return $"{path}: not of type {type}";
        if (schema.TryGetProperty("pattern", out var pattern) && !Regex.IsMatch(value.GetString()!, pattern.GetString()!))
            yield return $"{path}: not {pattern}";
        if (schema.TryGetProperty("minimum", out var minimum) && value.GetDouble() < minimum.GetDouble())
            yield return $"{path}: below {minimum}";
        if (value.ValueKind == JsonValueKind.Array && schema.TryGetProperty("items", out var items))
            foreach (var fault in value.EnumerateArray().SelectMany((each, i) => Faults(items, each, root, $"{path}[{i}]")))
                yield return fault;
        if (value.ValueKind != JsonValueKind.Object)
            yield break;
        foreach (var name in schema.TryGetProperty("required", out var required) ? required.EnumerateArray().ToArray() : [])
            if (!value.TryGetProperty(name.GetString()!, out _))
                yield return $"{path}: no {name}";
        foreach (var field in value.EnumerateObject())
            if (
                (schema.TryGetProperty("properties", out var known) && known.TryGetProperty(field.Name, out var inner))
                || schema.TryGetProperty("additionalProperties", out inner)
            )
                foreach (var fault in Faults(inner, field.Value, root, $"{path}.{field.Name}"))
                    yield return fault;
    }

    static bool IsOf(string type, JsonElement value) =>
        type switch
        {
            "object" => value.ValueKind == JsonValueKind.Object,
            "array" => value.ValueKind == JsonValueKind.Array,
            "string" => value.ValueKind == JsonValueKind.String,
            "number" => value.ValueKind == JsonValueKind.Number,
            "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
            "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
            _ => throw new NotSupportedException(type),
        };
}
