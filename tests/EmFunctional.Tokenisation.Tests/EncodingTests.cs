using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Json;
using EmFunctional.Numerics;
using EmFunctional.Tokenisation.Tests.Support;
using Xunit;

namespace EmFunctional.Tokenisation.Tests;

/// <summary>Text is cut, drawn and put together as the real SentencePiece does it.</summary>
public class EncodingTests
{
    static readonly UnigramTokeniser _plain = new(Reference.Model("plain"));
    static readonly UnigramTokeniser _special = new(Reference.Model("special"));

    static UnigramTokeniser Model(string name) => name == "plain" ? _plain : _special;

    static IEnumerable<JsonElement> Answers(string name) =>
        JsonDocument.Parse(Reference.Text("answers.json")).RootElement.GetProperty(name).EnumerateArray();

    static byte[] Line(JsonElement answer) => Convert.FromHexString(answer.GetProperty("line").GetString()!);

    static int[] Ids(JsonElement list) => [.. list.EnumerateArray().Select(id => id.GetInt32())];

    static int[] Ids(Token[] tokens) => [.. tokens.Select(token => token.Id)];

    [Fact]
    public void Held_out_lines_have_the_ids_that_SentencePiece_gives_them()
    {
        var (lines, ids) = (Reference.Lines("held.txt"), Reference.Lines("plain.ids"));
        Assert.Equal(lines.Length, ids.Length);
        Assert.Equal(ids, lines.Select(line => string.Join(' ', Ids(_plain.Encode(line)))));
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("special")]
    public void Awkward_lines_have_the_ids_that_SentencePiece_gives_them(string model)
    {
        foreach (var answer in Answers(model))
            Assert.Equal(Ids(answer.GetProperty("ids")), Ids(Model(model).Encode(Line(answer))));
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("special")]
    public void Ids_are_put_together_as_SentencePiece_does(string model)
    {
        foreach (var answer in Answers(model))
            Assert.Equal(answer.GetProperty("decoded").GetString()!, Model(model).Decode(Ids(answer.GetProperty("ids"))));
    }

    // The order of ways that are as good is not defined: their scores are compared.
    [Theory]
    [InlineData("plain")]
    [InlineData("special")]
    public void The_best_ways_are_those_of_SentencePiece(string model)
    {
        foreach (var answer in Answers(model))
        {
            var theirs = answer.GetProperty("best").EnumerateArray().Select(Ids).ToArray();
            var ours = Model(model).Best(Line(answer), theirs.Length);
            Assert.Equal(theirs.Length, ours.Count);
            Assert.Equal(ours.Select(way => way.Score).OrderDescending(), ours.Select(way => way.Score));
            var more = Model(model).Best(Line(answer), 60).Select(way => string.Join(' ', Ids(way.Tokens))).ToHashSet();
            Assert.All(theirs, way => Assert.Contains(string.Join(' ', way), more));
            Assert.Equal(theirs[0], Ids(ours[0].Tokens));
        }
    }

    [Fact]
    public void The_best_ways_are_all_ways_in_their_order()
    {
        var ways = _plain.Best("the"u8, 1000);
        var scores = ways.Select(way => way.Tokens.Sum(token => (double)(float)_plain.Vocabulary[token.Id].Score)).ToArray();
        Assert.Equal(ways.Count, ways.Select(way => string.Join(' ', way.Tokens.Select(token => token.Text))).Distinct().Count());
        Assert.All(ways, way => Assert.Equal("▁the", string.Concat(way.Tokens.Select(token => token.Text))));
        // Every way to cut ▁, t, h, e of which all parts are pieces.
        var known = _plain.Vocabulary.Pieces.Select(piece => piece.Text).ToHashSet();
        IEnumerable<string[]> All(string text) =>
            text.Length == 0
                ?
                [
                    [],
                ]
                : Enumerable
                    .Range(1, text.Length)
                    .Where(n => known.Contains(text[..n]))
                    .SelectMany(n => All(text[n..]), (n, rest) => (string[])[text[..n], .. rest]);
        Assert.Equal(All("▁the").Count(), ways.Count);
        Assert.All(ways.Zip(scores), pair => Assert.Equal(pair.Item2, pair.Item1.Score, 10));
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(0.2)]
    [InlineData(0.0)]
    public void Ways_are_drawn_with_their_probabilities(double theta)
    {
        const int Draws = 20_000;
        var ways = _plain.Best("unbearable tone"u8, 1000);
        var weights = ways.ToDictionary(way => string.Join(' ', Ids(way.Tokens)), way => Math.Exp(theta * way.Score));
        var total = weights.Values.Sum();
        var drawn = _plain.Draw("unbearable tone"u8, theta, new Seed(1), Draws).CountBy(way => string.Join(' ', Ids(way))).ToDictionary();
        Assert.All(drawn.Keys, way => Assert.Contains(way, weights.Keys));
        // Pearson's statistic over the ways that are expected often enough is χ², so below its mean plus five standard deviations.
        var expected = weights
            .Select(pair => (Mean: Draws * pair.Value / total, Seen: (double)drawn.GetValueOrDefault(pair.Key)))
            .Where(pair => pair.Mean >= 5)
            .ToArray();
        var statistic = expected.Sum(pair => (pair.Seen - pair.Mean) * (pair.Seen - pair.Mean) / pair.Mean);
        Assert.True(expected.Length >= 3);
        Assert.InRange(statistic, 0, expected.Length + (5 * Math.Sqrt(2 * expected.Length)));
    }

    [Fact]
    public void The_same_seed_draws_the_same_ways_and_another_draws_others()
    {
        string Drawn(ulong seed) =>
            string.Join('|', _plain.Draw("some other words"u8, 0.3, new Seed(seed), 5).Select(way => string.Join(' ', Ids(way))));
        Assert.Equal(Drawn(7), Drawn(7));
        Assert.NotEqual(Drawn(7), Drawn(8));
    }

    [Fact]
    public void Pieces_tell_the_text_also_of_what_is_unknown()
    {
        var tokens = _plain.Encode("日本 is");
        Assert.Equal(["▁", "日本", "▁is"], tokens.Select(token => token.Text));
        Assert.Equal(["▁", "<0xE6>", "<0x97>", "<0xA5>"], _special.Encode("日").Select(token => token.Text));
        Assert.Equal("日", _special.Decode(Ids(_special.Encode("日"))));
    }

    // However probable its parts are: "the" and "re" are among the best pieces.
    [Fact]
    public void A_symbol_of_the_user_is_one_piece_wherever_it_stands()
    {
        var with = _plain.Saved with { Vocabulary = new(_plain.Vocabulary.Pieces.Add(new("theretherethere", 0, PieceKind.UserDefined))) };
        Assert.Equal(
            ["▁", "theretherethere", "▁the"],
            new UnigramTokeniser(with).Encode("theretherethere the").Select(token => token.Text)
        );
    }

    [Fact]
    public void A_line_of_a_megabyte_is_cut()
    {
        var line = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("the school and the sea ", 50_000)));
        Assert.InRange(_plain.Encode(line).Length, 250_000, 500_000);
    }
}
