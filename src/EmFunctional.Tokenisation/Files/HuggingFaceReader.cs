using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using EmFunctional.Tokenisation.Normalisation;
using LanguageExt;

namespace EmFunctional.Tokenisation.Files;

/// <summary>
/// Reads the <c>tokenizer.json</c> of HuggingFace's tokenizers where it is a unigram model that works on text as SentencePiece does. A part that we could not follow to the letter
/// is an error: a tokeniser that gives almost the same ids is of no use.
/// </summary>
static class HuggingFaceReader
{
    /// <summary>Whether bytes begin as such a file does, and no model of SentencePiece.</summary>
    /// <param name="file">The bytes.</param>
    public static bool Is(ReadOnlySpan<byte> file) => file.TrimStart(" \t\r\n"u8) is [(byte)'{', ..];

    /// <summary>The tokeniser in the bytes of a file.</summary>
    /// <param name="file">The bytes.</param>
    /// <param name="source">The file.</param>
    public static Either<TokeniserError, SavedTokeniser> Read(ReadOnlyMemory<byte> file, string source)
    {
        try
        {
            using var json = JsonDocument.Parse(file);
            return Of(new(json.RootElement, "the file", source), source);
        }
        catch (JsonException error)
        {
            return new TokeniserError.BadModelFile(
                source,
                $"line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1}",
                "JSON",
                "cut off or garbled"
            );
        }
        catch (UnlikeSentencePieceException error)
        {
            return error.Error;
        }
    }

    static Either<TokeniserError, SavedTokeniser> Of(JsonPart file, string source)
    {
        var model = file.Part("model");
        model.Part("type").Must("Unigram");
        var bytes = model.Find("byte_fallback")?.Flag() ?? false;
        var pieces = model.Part("vocab").Items.Select(Piece).ToList();
        var unknown = model.Part("unk_id").Whole(pieces.Count - 1);
        foreach (var added in file.Find("added_tokens")?.Items ?? [])
            Add(pieces, added, unknown);
        if (bytes)
            for (var id = 0; id < pieces.Count; id++)
                if (VocabularyCheck.ByteOf(pieces[id].Text) is not null)
                    pieces[id] = pieces[id] with { Kind = PieceKind.Byte };
        pieces[unknown] = pieces[unknown] with { Kind = PieceKind.Unknown };
        var (map, extraBlanks) = Normaliser(file.Find("normalizer"), source);
        var (prefix, split) = Blanks(file.Part("pre_tokenizer"));
        file.Find("truncation")?.Fail("null, since a text is cut as a whole");
        var options = OptionsOf(pieces, unknown, bytes) with
        {
            SplitByBlank = split,
            Normalisation = new()
            {
                Rule = Enum.GetValues<NormalisationRule>()
                    .FirstOrDefault(rule => CharacterMap.NameOf(rule) == map.Name, NormalisationRule.Identity),
                AddDummyPrefix = prefix,
                RemoveExtraBlanks = extraBlanks,
            },
        };
        return VocabularyCheck
            .Of(new(new Arr<Piece>(pieces)), bytes, source)
            .Map(vocabulary => new SavedTokeniser(vocabulary, options, map));
    }

    static Piece Piece(JsonPart pair) =>
        pair.Items is [var text, var score] ? new(text.Text(), score.Number()) : throw pair.Fault("a text and its score");

    // Those behind the vocabulary follow it without a gap.
    static void Add(List<Piece> pieces, JsonPart added, int unknown)
    {
        var (id, text) = (added.Part("id").Whole(pieces.Count), added.Part("content").Text());
        foreach (var name in new[] { "single_word", "lstrip", "rstrip", "normalized" })
            if (added.Find(name)?.Flag() ?? false)
                throw added.Part(name).Fault("false, since a symbol is one wherever it stands");
        if (id == pieces.Count)
            pieces.Add(new(text, 0));
        else if (pieces[id].Text != text)
            throw added.Part("content").Fault($"'{pieces[id].Text}', the piece of that id");
        var isSpecial = added.Find("special")?.Flag() ?? false;
        if (id != unknown)
            pieces[id] = pieces[id] with { Kind = isSpecial ? PieceKind.Control : PieceKind.UserDefined };
    }

    static TokeniserOptions OptionsOf(List<Piece> pieces, int unknown, bool bytes)
    {
        var none = SpecialPieces.Default;
        int IdOf(string text) => pieces.FindIndex(piece => piece.Kind == PieceKind.Control && piece.Text == text);
        string[] own = [none.Begin, none.End, none.Pad];
        return TokeniserOptions.Default with
        {
            VocabularySize = pieces.Count,
            ByteFallback = bytes,
            Special = new(unknown, IdOf(none.Begin), IdOf(none.End), IdOf(none.Pad)) { Unknown = pieces[unknown].Text },
            ControlSymbols = TextsOf(PieceKind.Control).Where(text => !own.Contains(text)).ToArray(),
            UserDefinedSymbols = TextsOf(PieceKind.UserDefined).ToArray(),
        };

        IEnumerable<string> TextsOf(PieceKind kind) => pieces.Where(piece => piece.Kind == kind).Select(piece => piece.Text);
    }

    // Characters are replaced, and then extra blanks go, or neither.
    static (CharacterMap Map, bool RemovesBlanks) Normaliser(JsonPart? normaliser, string source)
    {
        JsonPart[] steps =
            normaliser is null ? []
            : normaliser.Part("type").Text() == "Sequence" ? [.. normaliser.Part("normalizers").Items]
            : [normaliser];
        var map = CharacterMap.Of(NormalisationRule.Identity);
        if (steps is [var first, ..] && first.Part("type").Text() == "Precompiled")
        {
            map = MapOf(first.Part("precompiled_charsmap"), source);
            steps = steps[1..];
        }
        var (ends, several) = (false, false);
        foreach (var step in steps)
        {
            var isStrip = step.Part("type").Text() == "Strip";
            if (!isStrip)
                step.Part("type").Must("Replace");
            var of = isStrip ? ("", "") : (step.Part("pattern").Part("Regex").Text(), step.Part("content").Text());
            if (isStrip ? step.Part("strip_left").Flag() && step.Part("strip_right").Flag() : of == ("^ +| +$", ""))
                ends = true;
            else if (of == (" {2,}", " "))
                several = true;
            else
                throw step.Fault("a map of characters, then blanks at the ends dropped and several made one");
        }
        return ends == several
            ? (map, ends)
            : throw normaliser!.Fault("one that drops blanks at the ends and makes several one, or that leaves blanks as they are");
    }

    static CharacterMap MapOf(JsonPart coded, string source)
    {
        var bytes = new byte[coded.Text().Length];
        if (!Convert.TryFromBase64String(coded.Text(), bytes, out var length))
            throw coded.Fault("base64");
        var known = Enum.GetValues<NormalisationRule>()
            .Select(CharacterMap.Of)
            .FirstOrDefault(rule => rule.Bytes.Span.SequenceEqual(bytes.AsSpan(0, length)));
        return known
            ?? CharacterMap
                .Read("user_defined", bytes.AsMemory(0, length), source)
                .Match(Right: map => map, Left: error => throw new UnlikeSentencePieceException(error));
    }

    static (bool Prefix, bool Split) Blanks(JsonPart before)
    {
        before.Part("type").Must("Metaspace");
        before.Part("replacement").Must("▁");
        var scheme = before.Find("prepend_scheme")?.Text() ?? ((before.Find("add_prefix_space")?.Flag() ?? true) ? "always" : "never");
        if (scheme is not ("always" or "never"))
            throw before.Part("prepend_scheme").Fault("always or never");
        return (scheme == "always", before.Find("split")?.Flag() ?? true);
    }
}

/// <summary>A file is not as it must be: thrown and caught within the reader, which has many places that may find so.</summary>
sealed class UnlikeSentencePieceException(TokeniserError error) : Exception
{
    /// <summary>What is wrong.</summary>
    public TokeniserError Error { get; } = error;
}

/// <summary>A part of a JSON file, with its name for errors.</summary>
/// <param name="value">The part.</param>
/// <param name="name">What errors call it.</param>
/// <param name="source">The file.</param>
sealed class JsonPart(JsonElement value, string name, string source)
{
    const int Longest = 40;

    public JsonPart Part(string of) => Find(of) ?? throw Fault($"an object with '{of}'");

    /// <summary>A part; nothing where it is not there, or null.</summary>
    public JsonPart? Find(string of) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(of, out var found) && found.ValueKind != JsonValueKind.Null
            ? new(found, $"'{of}'" + (name == "the file" ? "" : $" of {name}"), source)
            : null;

    public IReadOnlyList<JsonPart> Items =>
        value.ValueKind == JsonValueKind.Array
            ? [.. value.EnumerateArray().Select((item, i) => new JsonPart(item, $"item {i} of {name}", source))]
            : throw Fault("a list");

    public string Text() => value.ValueKind == JsonValueKind.String ? value.GetString()! : throw Fault("a text");

    public bool Flag() => value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : throw Fault("true or false");

    public double Number() =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) ? number : throw Fault("a number");

    /// <summary>A whole number from 0.</summary>
    public int Whole(int most) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= 0 && number <= most
            ? number
            : throw Fault($"a whole number from 0 to {most}");

    /// <summary>That it is the one text that is known.</summary>
    public void Must(string text)
    {
        if (Text() != text)
            throw Fault($"'{text}'");
    }

    public void Fail(string expected) => throw Fault(expected);

    public UnlikeSentencePieceException Fault(string expected)
    {
        var found = value.GetRawText().ReplaceLineEndings(" ");
        return new(new TokeniserError.BadModelFile(source, name, expected, found.Length > Longest ? found[..Longest] + "…" : found));
    }
}
