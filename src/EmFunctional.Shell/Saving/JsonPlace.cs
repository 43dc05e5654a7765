using System.Linq;
using System.Text;
using System.Text.Json;
using EmFunctional.Tables;

namespace EmFunctional.Saving;

/// <summary>Places in JSON text.</summary>
public static class JsonPlace
{
    /// <summary>Where text is no JSON: the exception counts bytes, people count characters.</summary>
    /// <param name="source">What messages call the text.</param>
    /// <param name="json">The text.</param>
    /// <param name="error">What the parser says.</param>
    public static Position Of(string source, string json, JsonException error)
    {
        var line = (int)(error.LineNumber ?? 0);
        var text = json.Split('\n').ElementAtOrDefault(line) ?? "";
        var bytes = Encoding.UTF8.GetBytes(text).AsSpan();
        return new(source, line + 1, Encoding.UTF8.GetCharCount(bytes[..Math.Min(bytes.Length, (int)(error.BytePositionInLine ?? 0))]) + 1);
    }
}
