using System.Linq;
using System.Text;
using System.Text.Json;
using EmFunctional.Tokenisation.Tests.Support;
using Xunit;

namespace EmFunctional.Tokenisation.Tests;

/// <summary>Held-out text is judged as by the real client and exhaustive sums in Python.</summary>
public class HeldOutTests
{
    static HeldOutText Judged(string model, params string[] lines)
    {
        var judge = new HeldOutJudge(new(Reference.Model(model)));
        return lines.Aggregate(HeldOutText.Empty, (sofar, line) => judge.Add(sofar, Encoding.UTF8.GetBytes(line)));
    }

    [Fact]
    public void The_numbers_are_those_of_SentencePiece()
    {
        var expected = JsonDocument.Parse(Reference.Text("judged.json")).RootElement;
        var found = Judged("plain", Reference.Lines("held.txt"));
        Assert.Equal(expected.GetProperty("tokens").GetInt64(), found.Tokens);
        Assert.Equal(expected.GetProperty("characters").GetInt64(), found.Characters);
        Assert.Equal(expected.GetProperty("unknown").GetInt64(), found.Unknowns);
        Assert.Equal(0, found.RoundTripErrors);
        void Near(string name, double value) => Assert.Equal(1, value / expected.GetProperty(name).GetDouble(), 9);
        Near("viterbi", found.Viterbi);
        Near("marginal", found.Marginal);
        Near("marginalRenormalised", found.MarginalRenormalised);
        Near("mass", new HeldOutJudge(new(Reference.Model("plain"))).Mass);
        // The table of the reference run: 0.35009, -2.01480, -2.01043, -2.00497.
        Assert.Equal(0.35009, found.TokensPerCharacter, 5);
        Assert.Equal(-2.01480, found.Viterbi / found.Characters, 5);
        Assert.Equal(-2.01043, found.ViterbiRenormalised / found.Characters, 5);
        Assert.Equal(-2.00497, found.Marginal / found.Characters, 5);
    }

    [Fact]
    public void Lines_without_text_do_not_count()
    {
        Assert.Equal(HeldOutText.Empty, Judged("plain", "", "   ", "\u200B"));
        Assert.Equal(1, Judged("plain", "", "a", "").Lines);
    }

    [Fact]
    public void Bytes_that_are_no_text_are_counted()
    {
        var judge = new HeldOutJudge(new(Reference.Model("plain")));
        Assert.Equal(2, judge.Add(judge.Add(HeldOutText.Empty, [0xFF, (byte)'a']), [0xFE]).InvalidBytes);
    }

    [Fact]
    public void A_text_is_no_less_probable_than_its_best_pieces()
    {
        foreach (var model in (string[])["plain", "special"])
        {
            var found = Judged(model, Reference.Lines("held.txt")[..40]);
            Assert.True(found.Marginal >= found.Viterbi);
            Assert.Equal(0, found.RoundTripErrors);
        }
    }
}
