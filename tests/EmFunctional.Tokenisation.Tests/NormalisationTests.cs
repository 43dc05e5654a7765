using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using EmFunctional.Tokenisation.Normalisation;
using EmFunctional.Tokenisation.Tests.Support;
using Xunit;

namespace EmFunctional.Tokenisation.Tests;

/// <summary>Text is normalised as the real SentencePiece normalises it.</summary>
public class NormalisationTests
{
    static readonly NormalisationOptions _asSpmNormalize = new() { AddDummyPrefix = false, EscapeBlanks = false };

    [Theory]
    [InlineData(NormalisationRule.NmtNfkc, 1)]
    [InlineData(NormalisationRule.Nfkc, 2)]
    public void Random_text_is_normalised_as_SentencePiece_does(NormalisationRule rule, int column)
    {
        var normaliser = new Normaliser(CharacterMap.Of(rule), _asSpmNormalize);
        var rows = Reference.Lines("normal.tsv").Select(row => row.Split('\t').Select(Convert.FromHexString).ToArray()).ToArray();
        Assert.Equal(3000, rows.Length);
        var wrong = rows.Where(row => normaliser.Normalise(row[0]) != Encoding.UTF8.GetString(row[column]))
            .Select(row => Encoding.UTF8.GetString(row[0]));
        Assert.Empty(wrong);
    }

    [Fact]
    public void Both_tables_differ_by_the_rules_of_machine_translation_alone()
    {
        var (nmt, nfkc) = (CharacterRules.Of(NormalisationRule.NmtNfkc), CharacterRules.Of(NormalisationRule.Nfkc));
        Assert.Equal(224_725, nmt.Count);
        Assert.Equal(nmt.Count, nmt.Select(pair => Convert.ToHexString(pair.From)).Distinct().Count());
        var added = nmt.Select(pair => Encoding.UTF8.GetString(pair.From))
            .Except(nfkc.Select(pair => Encoding.UTF8.GetString(pair.From)))
            .ToArray();
        Assert.All(added, text => Assert.Single(text.EnumerateRunes()));
        Assert.Equal("~", nfkc.Single(pair => Encoding.UTF8.GetString(pair.From) == "\uFF5E").To);
    }

    [Fact]
    public void The_map_that_is_kept_is_the_one_that_the_rules_make()
    {
        var (kept, made) = (
            CharacterMap.Of(NormalisationRule.NmtNfkc),
            CharacterMap.Compile("nmt_nfkc", CharacterRules.Of(NormalisationRule.NmtNfkc))
        );
        var received = Path.Combine(AppContext.BaseDirectory, "nmt_nfkc.map.br");
        if (!kept.Bytes.Span.SequenceEqual(made.Bytes.Span))
            using (var to = new BrotliStream(File.Create(received), new BrotliCompressionOptions { Quality = 11 }))
                to.Write(made.Bytes.Span);
        Assert.True(kept.Bytes.Span.SequenceEqual(made.Bytes.Span), $"the rules make another map: it is in {received}");
    }

    [Fact]
    public void The_map_of_a_real_model_and_ours_replace_the_same()
    {
        var (theirs, ours) = (Reference.Model("plain").Map, CharacterMap.Of(NormalisationRule.NmtNfkc));
        static bool Replaces(CharacterMap map, byte[] from, string to) =>
            map.Longest(from, out var by) == from.Length && Encoding.UTF8.GetString(by) == to;
        Assert.DoesNotContain(
            CharacterRules.Of(NormalisationRule.NmtNfkc),
            rule => !Replaces(theirs, rule.From, rule.To) || !Replaces(ours, rule.From, rule.To)
        );
        // Newer versions of SentencePiece ask for whole blocks of 1024 bytes.
        Assert.Equal(0u, BitConverter.ToUInt32(ours.Bytes.Span) % 1024);
        Assert.Equal(theirs.Bytes.Length, ours.Bytes.Length);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("   ", "")]
    [InlineData(" a  b ", "▁a▁b")]
    [InlineData("\u0001\u0002", "")]
    [InlineData("ﬁ ｱ", "▁fi▁ア")]
    public void Blanks_are_removed_joined_and_written(string text, string expected) =>
        Assert.Equal(expected, Normaliser.Of(TokeniserOptions.Default).Normalise(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void Blanks_stay_where_that_is_wanted()
    {
        var all = new NormalisationOptions
        {
            Rule = NormalisationRule.Identity,
            AddDummyPrefix = false,
            RemoveExtraBlanks = false,
            EscapeBlanks = false,
        };
        Assert.Equal(" a  ﬁ ", new Normaliser(CharacterMap.Of(all.Rule), all).Normalise(" a  ﬁ "u8));
        Assert.Equal("a▁", new Normaliser(CharacterMap.Of(all.Rule), NormalisationOptions.Default, blankBehind: true).Normalise(" a "u8));
        Assert.Equal(
            "▁ﬁ▁fi",
            new Normaliser(CharacterMap.Of(NormalisationRule.Nfkc), NormalisationOptions.Default, ["ﬁ", "ﬁ x"]).Normalise("ﬁ fi"u8)
        );
    }

    [Theory]
    [InlineData("61", 0)]
    [InlineData("FF61FE", 2)]
    [InlineData("E282", 2)]
    [InlineData("E28261", 2)]
    [InlineData("EDA080", 3)]
    [InlineData("C080", 2)]
    [InlineData("F4908080", 4)]
    [InlineData("F09F9880E4BDA0C3A9", 0)]
    public void Bytes_that_are_no_text_are_counted(string bytes, int invalid) =>
        Assert.Equal(invalid, Utf8.CountInvalid(Convert.FromHexString(bytes)));

    [Fact]
    public void A_byte_that_is_no_text_becomes_a_mark_that_no_rule_replaces()
    {
        var normaliser = Normaliser.Of(TokeniserOptions.Default);
        Assert.Equal("▁a\uFFFD\uFFFDb", normaliser.Normalise([(byte)'a', 0xFF, 0xFE, (byte)'b']));
        Assert.Equal("▁a▁b", normaliser.Normalise(Encoding.UTF8.GetBytes("a\uFFFDb")));
    }
}
