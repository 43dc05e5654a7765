using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json.Nodes;
using EmFunctional.Tokenisation.Files;
using EmFunctional.Tokenisation.Tests.Support;
using LanguageExt;

namespace EmFunctional.Tokenisation.Tests;

/// <summary>HuggingFace's <c>tokenizer.json</c>, written and read again.</summary>
public sealed class HuggingFaceTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Pieces, kinds and scores; the ids of held-out and of awkward lines; and the file itself, byte for byte.</summary>
    [Theory]
    [InlineData("plain")]
    [InlineData("special")]
    public void A_file_that_was_written_gives_the_same_tokeniser(string name)
    {
        var saved = Reference.Model(name);
        var (first, second) = (Path.Combine(_folder, "tokenizer.json"), Path.Combine(_folder, "again.json"));
        Assert.True(TokeniserFile.Save(saved, first).IsRight);
        var again = TokeniserFile.Load(first).Match(Right: of => of, Left: error => throw new Xunit.Sdk.XunitException($"{error}"));
        Assert.Equal(saved.Vocabulary.Pieces.Select(WithoutUnused), again.Vocabulary.Pieces);
        Assert.Equal(saved.Map.Bytes.ToArray(), again.Map.Bytes.ToArray());
        Assert.Equal(saved.Options.Normalisation.AddDummyPrefix, again.Options.Normalisation.AddDummyPrefix);
        Assert.Equal(saved.Options.Normalisation.RemoveExtraBlanks, again.Options.Normalisation.RemoveExtraBlanks);
        Assert.Equal(saved.Options.Special, again.Options.Special);
        Assert.True(TokeniserFile.Save(again, second).IsRight);
        Assert.Equal(File.ReadAllBytes(first), File.ReadAllBytes(second));
        var (one, other) = (new UnigramTokeniser(saved), new UnigramTokeniser(again));
        string[] lines =
        [
            .. Corpus.Lines("shake")[..500],
            .. Corpus.Lines("neko")[..50],
            "  a  b ",
            "",
            "<s> x </s>",
            "１２３ ﬁ\u0301",
            "[A] [SEP]\t",
        ];
        foreach (var line in lines)
            Assert.Equal(one.Encode(line).Select(token => token.Id), other.Encode(line).Select(token => token.Id));
    }

    /// <summary>The file has the map, and not its name: our own are known again.</summary>
    [Theory]
    [InlineData(NormalisationRule.NmtNfkc)]
    [InlineData(NormalisationRule.Nfkc)]
    [InlineData(NormalisationRule.Identity)]
    public void A_rule_of_ours_is_known_again(NormalisationRule rule)
    {
        var saved = Read(Small().ToJsonString()).Match(Right: of => of, Left: error => throw new Xunit.Sdk.XunitException($"{error}"));
        var path = Path.Combine(_folder, "tokenizer.json");
        Assert.True(TokeniserFile.Save(saved with { Map = Normalisation.CharacterMap.Of(rule) }, path).IsRight);
        Assert.Equal(
            Prelude.Right<TokeniserError, NormalisationRule>(rule),
            TokeniserFile.Load(path).Map(of => of.Options.Normalisation.Rule)
        );
    }

    // Its files have no kind for places that are kept.
    static Piece WithoutUnused(Piece piece) =>
        piece with
        {
            Kind = piece.Kind == PieceKind.Unused ? PieceKind.Normal : piece.Kind,
            Score = (float)piece.Score,
        };

    static JsonObject Small() =>
        JsonNode
            .Parse(
                """
                {"version": "1.0", "added_tokens": [{"id": 0, "content": "<unk>", "special": true}], "normalizer": null,
                 "pre_tokenizer": {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "split": true},
                 "model": {"type": "Unigram", "unk_id": 0, "vocab": [["<unk>", 0], ["▁", -2], ["a", -1.5], ["▁a", -1]]}}
                """
            )!
            .AsObject();

    static LanguageExt.Either<TokeniserError, SavedTokeniser> Read(string text) =>
        TokeniserFile.Read(Encoding.UTF8.GetBytes(text), "t.json");

    [Fact]
    public void A_file_of_another_program_is_read()
    {
        var tokeniser = new UnigramTokeniser(
            Read(Small().ToJsonString()).Match(Right: of => of, Left: error => throw new Xunit.Sdk.XunitException($"{error}"))
        );
        Assert.Equal([3, 2, 3], tokeniser.Encode("aa a").Select(token => token.Id));
        var older = Small();
        older["pre_tokenizer"] = JsonNode.Parse("""{"type": "Metaspace", "replacement": "▁", "add_prefix_space": false}""");
        older["added_tokens"]!.AsArray().Add(JsonNode.Parse("""{"id": 4, "content": "<mask>", "special": true}"""));
        var saved = Read(older.ToJsonString()).Match(Right: of => of, Left: error => throw new Xunit.Sdk.XunitException($"{error}"));
        Assert.Equal(new Piece("<mask>", 0, PieceKind.Control), saved.Vocabulary[4]);
        Assert.False(saved.Options.Normalisation.AddDummyPrefix);
    }

    [Theory]
    [InlineData("model", """{"type": "BPE"}""", "'type' of 'model' must be 'Unigram', and is \"BPE\"")]
    [InlineData("model", """{"type": "Unigram", "unk_id": 0}""", "'model' must be an object with 'vocab'")]
    [InlineData(
        "model",
        """{"type": "Unigram", "unk_id": 4, "vocab": [["a", 0]]}""",
        "'unk_id' of 'model' must be a whole number from 0 to 0, and is 4"
    )]
    [InlineData(
        "model",
        """{"type": "Unigram", "unk_id": 0, "vocab": [["a"]]}""",
        "item 0 of 'vocab' of 'model' must be a text and its score"
    )]
    [InlineData("model", """{"type": "Unigram", "unk_id": 0, "vocab": [["a", "b"]]}""", "must be a number, and is \"b\"")]
    [InlineData("pre_tokenizer", """{"type": "ByteLevel"}""", "'type' of 'pre_tokenizer' must be 'Metaspace'")]
    [InlineData("pre_tokenizer", """{"type": "Metaspace", "replacement": "_"}""", "'replacement' of 'pre_tokenizer' must be '▁'")]
    [InlineData("pre_tokenizer", """{"type": "Metaspace", "replacement": "▁", "prepend_scheme": "first"}""", "must be always or never")]
    [InlineData("normalizer", """{"type": "Lowercase"}""", "must be 'Replace', and is \"Lowercase\"")]
    [InlineData(
        "normalizer",
        """{"type": "Strip", "strip_left": true, "strip_right": true}""",
        "must be one that drops blanks at the ends and makes several one"
    )]
    [InlineData("normalizer", """{"type": "Precompiled", "precompiled_charsmap": "?"}""", "must be base64")]
    [InlineData("normalizer", """{"type": "Precompiled", "precompiled_charsmap": "AAAA"}""", "t.json")]
    [InlineData("added_tokens", """[{"id": 9, "content": "x"}]""", "'id' of item 0 of 'added_tokens' must be a whole number from 0 to 4")]
    [InlineData(
        "added_tokens",
        """[{"id": 2, "content": "x"}]""",
        "'content' of item 0 of 'added_tokens' must be 'a', the piece of that id"
    )]
    [InlineData("added_tokens", """[{"id": 2, "content": "a", "lstrip": true}]""", "must be false")]
    [InlineData("truncation", """{"max_length": 9}""", "'truncation' must be null")]
    public void What_we_could_not_follow_is_refused(string part, string value, string told)
    {
        var file = Small();
        file[part] = JsonNode.Parse(value);
        Assert.Contains(told, Read(file.ToJsonString()).Match(Right: _ => "", Left: error => $"{error}"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_cut_is_told_with_its_line() =>
        Assert.Contains(
            "t.json: line 2, byte ",
            Read(Small().ToJsonString(new() { WriteIndented = true })[..20]).Match(Right: _ => "", Left: error => $"{error}"),
            StringComparison.Ordinal
        );
}
