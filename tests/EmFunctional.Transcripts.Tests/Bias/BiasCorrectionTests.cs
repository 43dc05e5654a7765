using System.Globalization;
using System.Linq;
using EmFunctional.Numerics;
using EmFunctional.Transcripts.Bias;
using EmFunctional.Transcripts.Mapping;
using EmFunctional.Transcripts.Model;
using EmFunctional.Transcripts.Tests.Support;

namespace EmFunctional.Transcripts.Tests.Bias;

public class BiasCorrectionTests
{
    public static TheoryData<string, string, MappingOptions, int[], int> Runs =>
        new()
        {
            { "kallisto_test", "q_pe_bias", new(), [1, 2], 52 },
            { "kallisto_small", "qbias", new(), [1, 2], 596 },
            {
                "kallisto_small",
                "qbs",
                new()
                {
                    IsPaired = false,
                    Fragments = new GivenFragments(200, 30),
                    Strand = StrandMode.FirstForward,
                },
                [1],
                0
            },
        };

    // EM written out, so that nothing but mapping and correction is under test.
    [Theory]
    [MemberData(nameof(Runs))]
    public void Effective_lengths_and_counts_are_those_of_kallisto(
        string data,
        string mode,
        MappingOptions options,
        int[] files,
        int rounds
    )
    {
        var mapped = Mapped.Run(data, options with { CountsHexamers = true }, files);
        var correct = BiasCorrection.Of(Mapped.Index(data), mapped);
        var lengths = mapped.Fragments.EffectiveLengths(mapped.Classes);
        var counts = Vector.Of(lengths.Count, _ => 1.0 / lengths.Count);
        var (round, isLast) = (0, false);
        for (; ; round++)
        {
            if (round is 50 or 550)
                lengths = correct(counts, lengths);
            var next = Next(mapped.Classes, counts, lengths);
            var isStill = Enumerable
                .Range(0, next.Count)
                .All(t => !(next[t] > 1e-2 && System.Math.Abs(next[t] - counts[t]) / next[t] > 1e-2));
            counts = next;
            if (isLast)
                break;
            if (isStill && round > 50)
                (isLast, counts) = (true, counts.Map(x => x < 1e-8 ? 0 : x));
        }
        if (rounds > 0)
            Assert.Equal(rounds, round);
        var rows = Reference.Lines($"{data}/{mode}/abundance.tsv").Skip(1).Select(line => line.Split('\t')).ToArray();
        for (var t = 0; t < rows.Length; t++)
        {
            AssertNear(rows[t][2], lengths[t]);
            AssertNear(rows[t][3], counts[t]);
        }
    }

    [Fact]
    public void Without_hexamers_nothing_is_corrected()
    {
        var mapped = Mapped.Run("kallisto_test", new(), 1, 2);
        var lengths = mapped.Fragments.EffectiveLengths(mapped.Classes);
        Assert.Equal(lengths, BiasCorrection.Of(Mapped.Index("kallisto_test"), mapped)(lengths, lengths));
    }

    static Vector Next(EquivalenceClasses classes, Vector counts, Vector lengths)
    {
        var next = new double[counts.Count];
        for (var c = 0; c < classes.Count; c++)
        {
            var sum = 0.0;
            foreach (var t in classes.MembersOf(c))
                sum += counts[t] / lengths[t];
            if (sum > 0 && classes.Counts[c] > 0)
                foreach (var t in classes.MembersOf(c))
                    next[t] += classes.Counts[c] * (counts[t] / lengths[t]) / sum;
        }
        return Vector.Create(next);
    }

    // Six digits are printed.
    static void AssertNear(string printed, double value)
    {
        var expected = double.Parse(printed, CultureInfo.InvariantCulture);
        Assert.Equal(expected, value, System.Math.Abs(expected) * 6e-6);
    }
}
