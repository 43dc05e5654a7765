using System.IO;
using System.Linq;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EmFunctional.Tokenisation.Files;

/// <summary>
/// The <c>tokenizer.json</c> of HuggingFace's tokenizers, which cut text as we do, but for one thing: they take a control symbol that is spelt out in a text for
/// the symbol itself, and we never do.
/// </summary>
/// <remarks>Source: HuggingFace, tokenizers 0.22 (Apache-2.0), its documentation and files that it writes.</remarks>
static class HuggingFaceJson
{
    static readonly JsonWriterOptions _options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Indented = true,
        NewLine = "\n",
    };

    /// <summary>Writes the file.</summary>
    /// <param name="saved">The tokeniser.</param>
    /// <param name="to">Where to.</param>
    public static void Write(SavedTokeniser saved, Stream to)
    {
        using var writer = new Utf8JsonWriter(to, _options);
        Of(saved).WriteTo(writer);
    }

    static JsonObject Of(SavedTokeniser saved) =>
        new()
        {
            ["version"] = "1.0",
            ["truncation"] = null,
            ["padding"] = null,
            ["added_tokens"] = Added(saved),
            ["normalizer"] = Normaliser(saved),
            ["pre_tokenizer"] = Blanks(saved),
            ["post_processor"] = null,
            ["decoder"] = saved.Options.ByteFallback
                ? Sequence("decoders", new() { ["type"] = "ByteFallback" }, Blanks(saved))
                : Blanks(saved),
            ["model"] = new JsonObject
            {
                ["type"] = "Unigram",
                ["unk_id"] = saved.Vocabulary.Pieces.ToList().FindIndex(piece => piece.Kind == PieceKind.Unknown),
                ["vocab"] = new JsonArray([
                    .. saved.Vocabulary.Pieces.Select(piece => new JsonArray(piece.Text, (double)(float)piece.Score)),
                ]),
                ["byte_fallback"] = saved.Options.ByteFallback,
            },
        };

    static JsonArray Added(SavedTokeniser saved) =>
        new([
            .. saved
                .Vocabulary.Pieces.Select((piece, id) => (piece, id))
                .Where(one => one.piece.Kind is PieceKind.Unknown or PieceKind.Control or PieceKind.UserDefined)
                .Select(one => new JsonObject
                {
                    ["id"] = one.id,
                    ["content"] = one.piece.Text,
                    ["single_word"] = false,
                    ["lstrip"] = false,
                    ["rstrip"] = false,
                    ["normalized"] = false,
                    ["special"] = one.piece.Kind != PieceKind.UserDefined,
                }),
        ]);

    static JsonObject? Normaliser(SavedTokeniser saved)
    {
        JsonObject Replace(string pattern, string by) =>
            new()
            {
                ["type"] = "Replace",
                ["pattern"] = new JsonObject { ["Regex"] = pattern },
                ["content"] = by,
            };
        JsonObject[] map = saved.Map.Bytes.IsEmpty
            ? []
            : [new() { ["type"] = "Precompiled", ["precompiled_charsmap"] = Convert.ToBase64String(saved.Map.Bytes.Span) }];
        JsonObject[] blanks = saved.Options.Normalisation.RemoveExtraBlanks ? [Replace("^ +| +$", ""), Replace(" {2,}", " ")] : [];
        return map.Length + blanks.Length == 0 ? null : Sequence("normalizers", [.. map, .. blanks]);
    }

    static JsonObject Blanks(SavedTokeniser saved) =>
        new()
        {
            ["type"] = "Metaspace",
            ["replacement"] = "▁",
            ["prepend_scheme"] = saved.Options.Normalisation.AddDummyPrefix ? "always" : "never",
            ["split"] = saved.Options.SplitByBlank,
        };

    static JsonObject Sequence(string name, params JsonObject[] parts) =>
        new() { ["type"] = "Sequence", [name] = new JsonArray([.. parts]) };
}
