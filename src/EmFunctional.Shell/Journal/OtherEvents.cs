using System.Text.Json;
using EmFunctional.Numerics;

namespace EmFunctional.Journal;

// What an application logs into the same file as its runs: events in the same format that are none of ours, and blank lines.
static class OtherEvents
{
    /// <summary>
    /// Whether a line is one. Of the three marks of a line of ours (the kind of its event, its schema, its run) it has one at the most: a line of ours
    /// that was damaged is not taken for one of others.
    /// </summary>
    public static bool IsOne(ReadOnlyMemory<byte> line)
    {
        if (line.Span.Trim(" \t\r"u8).IsEmpty)
            return true;
        try
        {
            using var document = JsonDocument.Parse(JournalLineParser.WithoutMark(line));
            var root = document.RootElement;
            return root.ValueKind == JsonValueKind.Object
                && IsText(root, "@t")
                && (IsText(root, "@mt") || IsText(root, "@m"))
                && MarksOf(root) <= 1;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    static int MarksOf(JsonElement root) =>
        (root.TryGetProperty("Event", out var kind) && IsKind(kind) ? 1 : 0)
        + (root.TryGetProperty("Schema", out var schema) && schema.ValueKind == JsonValueKind.Number ? 1 : 0)
        + (IsText(root, "Run") && Hash256.TryParse(root.GetProperty("Run").GetString(), out _) ? 1 : 0);

    static bool IsKind(JsonElement kind) =>
        kind.ValueKind == JsonValueKind.String
        && kind.GetString() is { } text
        && (text is "started" or "iterated" or "stopped" or "failed" or "resumed" || JournalNotes.IsOne(text));

    static bool IsText(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String;
}
