using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Saving;
using EmFunctional.Tables;
using EmFunctional.Tests.Support;

namespace EmFunctional.Tests.Saving;

/// <summary>Whatever the bytes of a JSON text are, it is read or refused with a place.</summary>
public sealed class TextFromOutsideTests : IDisposable
{
    readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    static LanguageExt.Either<EmError, string> Read(string json) =>
        JsonText.Read<string>(json, "t", (place, expected) => new EmError.BadJson(place, expected), root => root.GetRawText());

    [Theory]
    [InlineData("{\"a\":\"\\uDC01\"}", "t:1:6: an escape for half of a character")]
    [InlineData("{\n \"\\ud83d\": 1}", "t:2:2: an escape for half of a character")]
    [InlineData("{\"a\":1,\n\"ä\":2, \"\\u0061\":3}", "t:2:8: expected JSON with each name once in an object, and 'a' comes twice")]
    [InlineData("{\"ä\":1,,}", "t:1:8: expected valid JSON")]
    [InlineData("[1,2", "t:1:5: expected valid JSON")]
    public void A_fault_has_its_place(string json, string message) =>
        Assert.StartsWith(message, Read(json).LeftAsEnumerable().Single().ToString(), StringComparison.Ordinal);

    [Fact]
    public void Half_of_a_character_has_its_place() =>
        Assert.StartsWith(
            "t:2:3: half of a character, \\ud800",
            Read("[\n \"\ud800\"]").LeftAsEnumerable().Single().ToString(),
            StringComparison.Ordinal
        );

    [Fact]
    public void Sound_text_is_read_and_its_names_are_found()
    {
        const string Json = "{\"x\":{\"a\":1},\n \"y\":{\"a\":\"\\ud83d\\ude00\"},\n  \"\\u007a\":3}";
        Assert.Equal(Json, Read(Json).OrThrow());
        Assert.Equal("t:3:3", JsonText.PlaceOf(Json, "t", "z").ToString());
    }

    [Fact]
    public void Every_changed_byte_of_a_model_is_read_or_refused()
    {
        var saved = new SavedModel(
            new("coins", new[] { new ModelOption("components", "2") }),
            new[] { "theta[0]", "theta[1]" },
            [0.25, 0.75]
        )
        {
            Labels = new[] { "grün", "blau" },
        };
        var bytes = Encoding.UTF8.GetBytes(
            ModelJson
                .Of(saved)
                .ToJsonString(new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping })
        );
        var path = Path.Combine(_tool.Folder, "m.json");
        var refused = 0;
        for (var at = 0; at < bytes.Length; at++)
            foreach (var bit in new[] { 1, 128 })
            {
                byte[] changed = [.. bytes];
                changed[at] ^= (byte)bit;
                File.WriteAllBytes(path, changed);
                refused += ModelFile.Load(path).IsLeft ? 1 : 0;
            }
        Assert.InRange(refused, bytes.Length, 2 * bytes.Length); // every high bit is no UTF-8 or another character
    }

    [Fact]
    public void Bytes_that_are_no_text_have_their_place()
    {
        File.WriteAllBytes(Path.Combine(_tool.Folder, "t.json"), [.. "[{\"a\":1},\n{\"a\":\"é"u8, 0xC3, .. "\"}]"u8]);
        var refused = _tool.Run("fit", "normal-mixture", "t.json");
        Assert.Equal((2, "t.json:2:8: the byte 0xc3 is no Unicode text; write the file as UTF-8\n"), (refused.ExitCode, refused.Error));
    }

    [Theory]
    [InlineData("{\"th\\u0065ta\":[\"x\"]}", "--start:1:2: expected numbers for theta")]
    [InlineData(
        "{\"theta\":[0.3,0.4],\"theta\":[0.5,0.6]}",
        "--start:1:20: expected JSON with each name once in an object, and 'theta' comes twice"
    )]
    [InlineData("{\"theta\":[0.3,1e999]}", "theta[1] = Infinity must be above 0 and below 1")]
    public void A_start_is_refused_with_its_place(string start, string message)
    {
        var refused = _tool.Run("fit", "coins", "@do-batzoglou", "--start", start);
        Assert.Equal(2, refused.ExitCode);
        Assert.StartsWith(message, refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_escaped_name_is_that_name() =>
        Assert.Equal(
            _tool.Run("fit", "coins", "@do-batzoglou", "--start", "{\"theta\":[0.6,0.5]}").Out,
            _tool.Run("fit", "coins", "@do-batzoglou", "--start", "{\"\\u0074heta\":[0.6,0.5]}").Out
        );

    [Fact]
    public void An_object_with_the_same_names_in_another_order_is_the_same_row()
    {
        var table = JsonTable.Read("[{\"a\":1,\"b\":2},{\"b\":4,\"a\":3}]", "t").OrThrow();
        Assert.Equal(["3", "4"], table.Rows.Last().Texts);
    }
}
