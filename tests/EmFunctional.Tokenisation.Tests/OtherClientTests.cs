using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using EmFunctional.Tokenisation.Files;
using EmFunctional.Tokenisation.Normalisation;
using EmFunctional.Tokenisation.Tests.Support;
using Microsoft.ML.Tokenizers;
using Xunit;

namespace EmFunctional.Tokenisation.Tests;

/// <summary>Files that we write are what others expect.</summary>
public class OtherClientTests
{
    // Our own map in the place of theirs, so that all of the file is ours.
    static SavedTokeniser Plain => Reference.Model("plain") with { Map = CharacterMap.Of(NormalisationRule.NmtNfkc) };

    static SentencePieceTokenizer Microsofts(SavedTokeniser saved) =>
        SentencePieceTokenizer.Create(new MemoryStream(ModelProto.Write(saved)), addBeginningOfSentence: false, addEndOfSentence: false);

    [Fact]
    public void Microsofts_tokeniser_loads_our_file_and_gives_the_same_ids()
    {
        var (theirs, ours) = (Microsofts(Plain), new UnigramTokeniser(Plain));
        foreach (var line in Reference.Lines("held.txt").Where(line => line.Trim().Length > 0))
            Assert.Equal(ours.Encode(line).Select(token => token.Id), theirs.EncodeToIds(line));
    }

    [Fact]
    public void Microsofts_tokeniser_decodes_as_we_do()
    {
        var (theirs, ours) = (Microsofts(Plain), new UnigramTokeniser(Plain));
        foreach (var line in Reference.Lines("held.txt")[..100])
        {
            int[] ids = [.. ours.Encode(line).Select(token => token.Id)];
            if (!ids.Contains(0))
                Assert.Equal(theirs.Decode(ids), ours.Decode(ids));
        }
    }

    [Fact]
    public void The_vocabulary_as_text_is_that_of_SentencePiece()
    {
        var text = new StringWriter();
        VocabularyText.Write(Plain.Vocabulary, text);
        Assert.Equal(Reference.Text("plain.vocab"), text.ToString());
    }

    [Theory]
    [InlineData(0f, "0")]
    [InlineData(-3.5f, "-3.5")]
    [InlineData(-3.55980873f, "-3.55981")]
    [InlineData(1234567f, "1.23457e+06")]
    [InlineData(0.00001234f, "1.234e-05")]
    [InlineData(0.0001f, "0.0001")]
    [InlineData(999999.5f, "1e+06")]
    [InlineData(-10f, "-10")]
    public void Scores_are_written_as_C_prints_them(float score, string expected) => Assert.Equal(expected, VocabularyText.Score(score));

    [Theory]
    [InlineData("plain")]
    [InlineData("special")]
    public void The_file_for_HuggingFace_has_every_piece_at_its_id(string name)
    {
        var (saved, bytes) = (Reference.Model(name), new MemoryStream());
        HuggingFaceJson.Write(saved, bytes);
        var json = JsonDocument.Parse(bytes.ToArray()).RootElement;
        var model = json.GetProperty("model");
        Assert.Equal("Unigram", model.GetProperty("type").GetString());
        Assert.Equal(0, model.GetProperty("unk_id").GetInt32());
        Assert.Equal(saved.Options.ByteFallback, model.GetProperty("byte_fallback").GetBoolean());
        Assert.Equal(
            saved.Vocabulary.Pieces.Select(piece => (piece.Text, (float)piece.Score)),
            model.GetProperty("vocab").EnumerateArray().Select(pair => (pair[0].GetString()!, (float)pair[1].GetDouble()))
        );
        var map = json.GetProperty("normalizer")
            .GetProperty("normalizers")
            .EnumerateArray()
            .Where(part => part.GetProperty("type").GetString() == "Precompiled");
        Assert.Equal(
            name == "plain" ? [Convert.ToBase64String(saved.Map.Bytes.Span)] : [],
            map.Select(part => part.GetProperty("precompiled_charsmap").GetString())
        );
        var special = json.GetProperty("added_tokens").EnumerateArray().Where(token => token.GetProperty("special").GetBoolean());
        Assert.Equal(name == "plain" ? [0, 1, 2] : [0, 1, 2, 3, 4], special.Select(token => token.GetProperty("id").GetInt32()));
    }
}
