using System.Buffers;
using System.Collections.Generic;
using System.IO;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using EmFunctional.Numerics;
using LanguageExt;
using Serilog.Events;
using Serilog.Formatting;

namespace EmFunctional.Journal;

/// <summary>
/// Compact Log Event Format: one JSON object a line with <c>@t</c>, <c>@mt</c>, <c>@l</c> (unless information), <c>@x</c> and the properties.
/// Numbers are in shortest round-trip form; NaN and infinities, which JSON lacks, are texts.
/// Source: the format published with Serilog.Formatting.Compact.
/// </summary>
public sealed class ClefFormatter : ITextFormatter
{
    static readonly JsonWriterOptions _options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <inheritdoc/>
    public void Format(LogEvent logEvent, TextWriter output)
    {
        var bytes = new ArrayBufferWriter<byte>(512);
        using (var json = WriterTo(bytes))
            Write(logEvent, json);
        output.WriteLine(Encoding.UTF8.GetString(bytes.WrittenSpan));
    }

    /// <summary>A writer of the JSON that this format needs.</summary>
    /// <param name="bytes">Where it goes.</param>
    public static Utf8JsonWriter WriterTo(IBufferWriter<byte> bytes) => new(bytes, _options);

    /// <summary>The JSON object of an event, without an end of line.</summary>
    /// <param name="logEvent">The event.</param>
    /// <param name="json">Where it goes.</param>
    public static void Write(LogEvent logEvent, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("@t", logEvent.Timestamp.UtcDateTime);
        json.WriteString("@mt", logEvent.MessageTemplate.Text);
        if (logEvent.Level != LogEventLevel.Information)
            json.WriteString("@l", logEvent.Level.ToString());
        if (logEvent.Exception is not null)
            json.WriteString("@x", logEvent.Exception.ToString());
        foreach (var (name, value) in logEvent.Properties)
            WriteProperty(json, name, value);
        json.WriteEndObject();
    }

    static void WriteProperty(Utf8JsonWriter json, string name, LogEventPropertyValue value)
    {
        if (name.StartsWith('@'))
            json.WritePropertyName('@' + name); // a leading @ is doubled
        else
            json.WritePropertyName(name);
        WriteValue(json, value);
    }

    static void WriteValue(Utf8JsonWriter json, LogEventPropertyValue value)
    {
        switch (value)
        {
            case ScalarValue scalar:
                WriteScalar(json, scalar.Value);
                break;
            case SequenceValue sequence:
                json.WriteStartArray();
                foreach (var element in sequence.Elements)
                    WriteValue(json, element);
                json.WriteEndArray();
                break;
            case StructureValue structure:
                json.WriteStartObject();
                foreach (var property in structure.Properties)
                    WriteProperty(json, property.Name, property.Value);
                json.WriteEndObject();
                break;
            case DictionaryValue dictionary:
                json.WriteStartObject();
                foreach (var (key, element) in dictionary.Elements)
                    WriteProperty(json, key.Value?.ToString() ?? "null", element);
                json.WriteEndObject();
                break;
        }
    }

    static void WriteScalar(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case string text:
                json.WriteStringValue(text);
                break;
            case double number:
                WriteNumber(json, number);
                break;
            case int number:
                json.WriteNumberValue(number);
                break;
            case long number:
                json.WriteNumberValue(number);
                break;
            case ulong number:
                json.WriteNumberValue(number);
                break;
            case bool truth:
                json.WriteBooleanValue(truth);
                break;
            case Vector numbers:
                json.WriteStartArray();
                foreach (var number in numbers.Span)
                    WriteNumber(json, number);
                json.WriteEndArray();
                break;
            case Arr<string> texts:
                json.WriteStartArray();
                foreach (var text in texts)
                    json.WriteStringValue(text);
                json.WriteEndArray();
                break;
            default:
                json.WriteStringValue(Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture));
                break;
        }
    }

    static void WriteNumber(Utf8JsonWriter json, double number)
    {
        if (double.IsFinite(number))
            json.WriteNumberValue(number);
        else
            json.WriteStringValue(NumberText.Shortest(number));
    }
}
