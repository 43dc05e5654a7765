using System.Buffers;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
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

    // Of two properties of one name readers take one or the other: such a line says two things.
    static readonly JsonDocumentOptions _options = new() { AllowDuplicateProperties = false };

    public static Either<JournalError, JournalLine> Parse(ReadOnlyMemory<byte> line, int number, long end) =>
        Parse(line, number, end, RunEvent.Schema, _lifts);

    internal static Either<JournalError, JournalLine> Parse(
        ReadOnlyMemory<byte> line,
        int number,
        long end,
        int known,
        Func<JsonObject, JsonObject>[] lifts
    )
    {
        line = WithoutMark(line);
        if (!Utf8.IsValid(line.Span))
            return new JournalError.Garbled(number, FirstInvalid(line.Span) + 1, "UTF-8");
        try
        {
            using var document = JsonDocument.Parse(line, _options);
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
            return error.BytePositionInLine is { } at
                ? new JournalError.Garbled(number, (int)at + 1, "JSON")
                : new JournalError.Garbled(number, 0, "JSON with one name twice"); // the one fault without a place
        }
        catch (MissingPropertyException missing)
        {
            return new JournalError.Garbled(number, 0, missing.Message);
        }
        catch (InvalidOperationException)
        {
            return new JournalError.Garbled(number, 0, "a text with half of a surrogate pair"); // which JSON can spell, and Unicode cannot
        }
    }

    /// <summary>A line without the mark of UTF-8 that some programs put before a file.</summary>
    public static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> line) =>
        line.Span.StartsWith(Encoding.UTF8.Preamble) ? line[Encoding.UTF8.Preamble.Length..] : line;

    static int FirstInvalid(ReadOnlySpan<byte> line)
    {
        var at = 0;
        while (Rune.DecodeFromUtf8(line[at..], out _, out var bytes) == OperationStatus.Done)
            at += bytes;
        return at;
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
            )
            {
                At = line.FindVector("Parameters"),
            },
            "failed" => new RunEvent<Vector>.Failed(new EmError.Recorded(line.Text("Kind"), line.Text("Error")))
            {
                At = line.FindVector("Parameters"),
            },
            "resumed" => new RunEvent<Vector>.Resumed(Environment(line.Object("Environment")), line.Count("TornBytes")),
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
            Environment(line.Object("Environment")),
            JournalData.Read(line)
        )
        {
            Hashes = JournalHashes.Read(line),
        };

    static RunEnvironment Environment(JournalProperties e) =>
        new(e.Text("Software"), e.Text("Runtime"), e.Text("OperatingSystem"), e.Text("Processor"));

    static RunEvent<Vector> Iterated(JournalProperties line) =>
        new RunEvent<Vector>.Iterated(
            new(
                line.Int("Iteration"),
                line.Int("Evaluations"),
                line.FindHash("Digest").IsSome ? Vector.Empty : line.Vector("Parameters"),
                line.Number("Objective"),
                line.Number("Residual"),
                line.Number("Slack"),
                line.FindObjects("Findings").Select(Diagnostic).ToArray()
            )
            {
                WeightUnit = line.FindNumber("Unit"),
                Digest = line.FindHash("Digest"),
            },
            line.FindVector("Memory").IfNone(Vector.Empty)
        );

    static Diagnostic Diagnostic(JournalProperties diagnostic) =>
        diagnostic.Text("Kind") switch
        {
            "coincident" => new Diagnostic.Coincident(diagnostic.Int("First"), diagnostic.Int("Second")),
            "empty" => new Diagnostic.Empty(diagnostic.Int("Component")),
            "floored" => new Diagnostic.Floored(
                diagnostic.FindInt("Component"),
                diagnostic.Number("Eigenvalue"),
                diagnostic.Number("Floor")
            ),
            "undetermined" => new Diagnostic.Undetermined(diagnostic.Int("Component"), diagnostic.TextArray("Names")),
            "unobserved" => new Diagnostic.Unobserved(diagnostic.Number("Rows")),
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
