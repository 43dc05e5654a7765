using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Json;
using EmFunctional.Modelling;
using EmFunctional.Tables;
using LanguageExt;

namespace EmFunctional.Saving;

/// <summary>
/// JSON text from outside. All of it is checked before anything is taken from it: that it is Unicode, that it is JSON, and that the names in an
/// object differ; so whatever reads it then meets no fault of its bytes.
/// </summary>
public static class JsonText
{
    static readonly UTF8Encoding _strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads JSON.</summary>
    /// <param name="json">The text.</param>
    /// <param name="source">What messages call it.</param>
    /// <param name="wrong">The error where the text at a place must be something else, in words.</param>
    /// <param name="read">What is made of it.</param>
    /// <returns>What was made of it; or the first fault, with its place.</returns>
    public static Either<EmError, T> Read<T>(
        string json,
        string source,
        Func<Position, string, EmError> wrong,
        Func<JsonElement, Either<EmError, T>> read
    )
    {
        var unpaired = Unpaired(json);
        if (unpaired >= 0)
            return new EmError.NotUnicode(Place(source, json.AsSpan(0, unpaired)), $"half of a character, \\u{(int)json[unpaired]:x4}");
        var bytes = _strict.GetBytes(json);
        if (Fault(bytes, source, wrong).Case is EmError fault)
            return fault;
        using var document = JsonDocument.Parse(bytes);
        return read(document.RootElement);
    }

    /// <summary>The place of a name in JSON text, where it comes first, however it is written; the beginning where it does not come.</summary>
    /// <param name="json">The text, which <see cref="Read"/> has read.</param>
    /// <param name="source">What messages call it.</param>
    /// <param name="name">The name.</param>
    public static Position PlaceOf(string json, string source, string name)
    {
        var bytes = _strict.GetBytes(json);
        var reader = new Utf8JsonReader(bytes);
        while (reader.Read())
            if (reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals(name))
                return PlaceAt(bytes, source, reader.TokenStartIndex);
        return new(source, 1, 1);
    }

    // The first half of a surrogate pair that stands alone, or −1.
    static int Unpaired(string text)
    {
        for (var i = 0; i < text.Length; i++)
            if (char.IsSurrogate(text[i]))
            {
                if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
                    return i;
                i++;
            }
        return -1;
    }

    static Option<EmError> Fault(byte[] bytes, string source, Func<Position, string, EmError> wrong)
    {
        var reader = new Utf8JsonReader(bytes);
        var names = new Stack<System.Collections.Generic.HashSet<string>>();
        try
        {
            while (reader.Read())
                switch (reader.TokenType)
                {
                    case JsonTokenType.StartObject:
                        names.Push(new(StringComparer.Ordinal));
                        break;
                    case JsonTokenType.EndObject:
                        names.Pop();
                        break;
                    case JsonTokenType.PropertyName when reader.GetString() is { } name && !names.Peek().Add(name):
                        return wrong(
                            PlaceAt(bytes, source, reader.TokenStartIndex),
                            $"JSON with each name once in an object, and '{name}' comes twice"
                        );
                    case JsonTokenType.String when reader.ValueIsEscaped:
                        reader.GetString(); // an escape may stand for half of a character
                        break;
                }
            return Option<EmError>.None;
        }
        catch (InvalidOperationException)
        {
            return new EmError.NotUnicode(PlaceAt(bytes, source, reader.TokenStartIndex), "an escape for half of a character");
        }
        catch (JsonException error)
        {
            return wrong(PlaceAt(bytes, source, ByteAt(bytes, error)), "valid JSON");
        }
    }

    // The exception counts lines, and bytes in them.
    static long ByteAt(ReadOnlySpan<byte> bytes, JsonException error)
    {
        var at = 0;
        for (var line = error.LineNumber ?? 0; line > 0; line--)
            at += bytes[at..].IndexOf((byte)'\n') + 1;
        return Math.Min(bytes.Length, at + (error.BytePositionInLine ?? 0));
    }

    // People count characters.
    static Position PlaceAt(byte[] bytes, string source, long at)
    {
        while (at > 0 && at < bytes.Length && (bytes[at] & 0xC0) == 0x80)
            at--; // the middle of a character
        return Place(source, Encoding.UTF8.GetString(bytes.AsSpan(0, (int)at)));
    }

    static Position Place(string source, ReadOnlySpan<char> before) =>
        new(source, before.Count('\n') + 1, before.Length - before.LastIndexOf('\n'));
}
