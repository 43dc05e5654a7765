using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using LanguageExt;

namespace EmFunctional.Journal;

// A line of CLEF as a typed event; the inverse of JournalEvent.
static class JournalLineParser
{
    // _lifts[v − 1] makes a line of schema v one of schema v + 1: a journal is read for ever.
    static readonly Func<JsonObject, JsonObject>[] _lifts = [];

    public static Either<JournalError, JournalLine> Parse(ReadOnlySpan<byte> line, int number, long end) =>
        Parse(line, number, end, RunEvent.Schema, _lifts);

    internal static Either<JournalError, JournalLine> Parse(
        ReadOnlySpan<byte> line,
        int number,
        long end,
        int known,
        Func<JsonObject, JsonObject>[] lifts
    )
    {
        try
        {
            var reader = new Utf8JsonReader(line);
            using var document = JsonDocument.ParseValue(ref reader);
            if (reader.BytesConsumed != line.TrimEnd((byte)'\r').Length)
                return new JournalError.Garbled(number, (int)reader.BytesConsumed + 1, "JSON");
            var schema = new JournalProperties(document.RootElement).Int("Schema");
            if (schema < 1)
                return new JournalError.Garbled(number, 0, "Schema");
            if (schema > known)
                return new JournalError.NewerSchema(number, schema, known);
            if (schema == known)
                return Parse(new JournalProperties(document.RootElement), number, end);
            using var lifted = Lifted(document.RootElement, lifts.AsSpan(schema - 1));
            return Parse(new JournalProperties(lifted.RootElement), number, end);
        }
        catch (JsonException error)
        {
            return new JournalError.Garbled(number, (int)(error.BytePositionInLine ?? 0) + 1, "JSON");
        }
        catch (MissingPropertyException missing)
        {
            return new JournalError.Garbled(number, 0, missing.Message);
        }
    }

    static JsonDocument Lifted(JsonElement line, ReadOnlySpan<Func<JsonObject, JsonObject>> lifts)
    {
        var json = JsonObject.Create(line)!;
        foreach (var lift in lifts)
            json = lift(json);
        return JsonDocument.Parse(json.ToJsonString());
    }

    static Either<JournalError, JournalLine> Parse(JournalProperties line, int number, long end)
    {
        var kind = line.Text("Event");
        RunEvent<Vector>? happened = kind switch
        {
            "started" => Started(line),
            "iterated" => Iterated(line),
            "stopped" => new RunEvent<Vector>.Stopped(
                Reason(line.Object("Reason")),
                line.FindNumber("Remaining"),
                new TraceDigest(line.Hash("Trace"))
            ),
            "failed" => new RunEvent<Vector>.Failed(new EmError.Recorded(line.Text("Kind"), line.Text("Error"))),
            "resumed" => new RunEvent<Vector>.Resumed(Environment(line.Object("Environment")), line.Long("TornBytes")),
            _ => null,
        };
        return happened is null
            ? new JournalError.UnknownEvent(number, kind)
            : new JournalLine(number, end, line.Time("@t"), line.Hash("Run"), happened, line.FindHash("Seal"));
    }

    static RunEvent<Vector> Started(JournalProperties line) =>
        new RunEvent<Vector>.Started(
            line.Int("Schema"),
            line.Hash("Run"),
            new RunSpecification(
                line.FindObject("Parent").Map(parent => new RunParent(parent.Hash("Run"), parent.Int("Iteration"), parent.Text("Why"))),
                new ModelName(line.Text("Model"), line.Object("Options").Texts().Select(o => new ModelOption(o.Name, o.Value)).ToArray()),
                line.TextArray("ParameterNames"),
                line.FindHash("Data"),
                line.Int("Blocks"),
                line.Text("Algorithm"),
                line.TextArray("MemoryNames"),
                line.Text("Rule"),
                line.FindUnsigned("Seed"),
                line.Vector("Start")
            ),
            Environment(line.Object("Environment"))
        );

    static RunEnvironment Environment(JournalProperties e) =>
        new(e.Text("Software"), e.Text("Runtime"), e.Text("OperatingSystem"), e.Text("Processor"))
        {
            Source = e.Text("Source"),
            Columns = e.TextArray("Columns"),
        };

    static RunEvent<Vector> Iterated(JournalProperties line) =>
        new RunEvent<Vector>.Iterated(
            new(
                line.Int("Iteration"),
                line.Int("Evaluations"),
                line.Vector("Parameters"),
                line.Number("Objective"),
                line.Number("Residual"),
                line.Number("Slack"),
                line.FindObjects("Findings").Select(Finding).ToArray()
            ),
            line.FindVector("Memory").IfNone(Vector.Empty)
        );

    static Finding Finding(JournalProperties finding) =>
        finding.Text("Kind") switch
        {
            "coincident" => new Finding.Coincident(finding.Int("First"), finding.Int("Second")),
            "empty" => new Finding.Empty(finding.Int("Component")),
            _ => throw new MissingPropertyException("the finding's kind"),
        };

    static StopReason Reason(JournalProperties r) =>
        r.Text("Kind") switch
        {
            "converged" => new StopReason.Converged(r.Text("Criterion"), r.Number("Value"), r.Number("Limit")),
            "exhausted" => new StopReason.Exhausted(r.Text("Budget"), r.Int("Spent"), r.Int("Limit")),
            "decreased" => new StopReason.Decreased(r.Int("Iteration"), r.Number("From"), r.Number("To"), r.Number("Slack")),
            "both" => new StopReason.Both(Reason(r.Object("First")), Reason(r.Object("Second"))),
            "held" => new StopReason.Held(r.Int("Times"), Reason(r.Object("Last"))),
            _ => throw new MissingPropertyException("the reason's kind"),
        };
}

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

    public long Long(string name) =>
        Get(name, value => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var i) ? i : (long?)null);

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
            JsonValueKind.Number => value.GetDouble(),
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
