using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Journal;

// Thrown inside the parser only: a property that is missing or of another type, by its name.
sealed class MissingPropertyException(string name) : Exception(name);

// The properties of a JSON object, by name and type.
readonly struct JournalProperties(JsonElement json)
{
    readonly JsonElement _json = json;

    JsonElement? Find(string name) =>
        _json.ValueKind == JsonValueKind.Object && _json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
            ? value
            : null;

    T Get<T>(string name, Func<JsonElement, T?> read)
        where T : struct => (Find(name) is { } value ? read(value) : null) ?? throw new MissingPropertyException(name);

    public int Int(string name) =>
        Get(name, value => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var i) ? i : (int?)null);

    public Option<int> FindInt(string name) => Find(name) is null ? Option<int>.None : Int(name);

    public long Count(string name) =>
        Get(name, value => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var i) && i >= 0 ? i : (long?)null);

    public Option<long> FindCount(string name) => Find(name) is null ? Option<long>.None : Count(name);

    public Option<bool> FindFlag(string name) =>
        Find(name) is null
            ? Option<bool>.None
            : Get(
                name,
                value =>
                    value.ValueKind switch
                    {
                        JsonValueKind.True => true,
                        JsonValueKind.False => false,
                        _ => (bool?)null,
                    }
            );

    public double Number(string name) => Get(name, ReadNumber);

    public Option<double> FindNumber(string name) => Find(name) is null ? Option<double>.None : Number(name);

    public Option<ulong> FindUnsigned(string name) =>
        Find(name) is null
            ? Option<ulong>.None
            : Get(name, value => value.ValueKind == JsonValueKind.Number && value.TryGetUInt64(out var i) ? i : (ulong?)null);

    public DateTimeOffset Time(string name) =>
        Get(
            name,
            value => value.ValueKind == JsonValueKind.String && value.TryGetDateTimeOffset(out var time) ? time : (DateTimeOffset?)null
        );

    public string Text(string name) =>
        Find(name) is { ValueKind: JsonValueKind.String } value ? value.GetString()! : throw new MissingPropertyException(name);

    public Option<string> FindText(string name) => Find(name) is null ? Option<string>.None : Text(name);

    public Arr<string> FindTexts(string name) => Find(name) is null ? Arr<string>.Empty : TextArray(name);

    public Hash256 Hash(string name) => Hash256.TryParse(Text(name), out var hash) ? hash : throw new MissingPropertyException(name);

    public Option<Hash256> FindHash(string name) => Find(name) is null ? Option<Hash256>.None : Hash(name);

    public JournalProperties Object(string name) =>
        Find(name) is { ValueKind: JsonValueKind.Object } value ? new(value) : throw new MissingPropertyException(name);

    public Option<JournalProperties> FindObject(string name) => Find(name) is null ? Option<JournalProperties>.None : Object(name);

    public IEnumerable<JournalProperties> FindObjects(string name) =>
        Find(name) is not { } value ? []
        : value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().Select(element => new JournalProperties(element))
        : throw new MissingPropertyException(name);

    public IEnumerable<(string Name, string Value)> Texts() =>
        _json
            .EnumerateObject()
            .Select(p =>
                (p.Name, p.Value.ValueKind == JsonValueKind.String ? p.Value.GetString()! : throw new MissingPropertyException(p.Name))
            );

    public Arr<string> TextArray(string name) =>
        Find(name) is { ValueKind: JsonValueKind.Array } value
        && value.EnumerateArray().All(element => element.ValueKind == JsonValueKind.String)
            ? value.EnumerateArray().Select(element => element.GetString()!).ToArray()
            : throw new MissingPropertyException(name);

    public Vector Vector(string name)
    {
        if (Find(name) is not { ValueKind: JsonValueKind.Array } value)
            throw new MissingPropertyException(name);
        return Numerics.Vector.Fill(
            value.GetArrayLength(),
            (value, name),
            (into, from) =>
            {
                var i = 0;
                foreach (var element in from.value.EnumerateArray())
                    into[i++] = ReadNumber(element) ?? throw new MissingPropertyException(from.name);
            }
        );
    }

    public Option<Vector> FindVector(string name) => Find(name) is null ? Option<Vector>.None : Vector(name);

    static double? ReadNumber(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Number => double.IsFinite(value.GetDouble()) ? value.GetDouble() : null, // 1e999 is no number of ours
            JsonValueKind.String => value.GetString() switch
            {
                "NaN" => double.NaN,
                "Infinity" => double.PositiveInfinity,
                "-Infinity" => double.NegativeInfinity,
                _ => null,
            },
            _ => null,
        };
}
