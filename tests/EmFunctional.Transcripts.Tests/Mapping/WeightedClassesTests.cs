using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Transcripts.Abundance;
using EmFunctional.Transcripts.Indexing;
using EmFunctional.Transcripts.Mapping;
using EmFunctional.Transcripts.Model;
using EmFunctional.Transcripts.Tests.Support;
using LanguageExt;

namespace EmFunctional.Transcripts.Tests.Mapping;

/// <summary>Classes that carry what the lengths of fragments tell.</summary>
public class WeightedClassesTests
{
    static readonly MappingOptions _weighted = new() { WeighsClasses = true };

    [Fact]
    public void A_round_shares_out_reads_by_weight_and_rate()
    {
        // Rates 0.15 and 0.15, weights 1 and 1/2: 20 of the 30 to the first.
        var data = Weighted([1, 1, 1, 0.5]).Bind(classes => AbundanceData.Create(classes, Vector.Create([100.0, 200]))).OrThrow();
        var at = AbundanceModel.ProblemOf(data).OrThrow().Evaluate(new(Vector.Create([15.0, 30]), Arr<Diagnostic>.Empty)).OrThrow();
        Assert.Equal([30.0, 15.0], at.Proposal.OrThrow().Parameters.Select(x => Math.Round(x, 12)));
        Assert.Equal(15 * Math.Log(0.15) + 30 * Math.Log(0.225), at.Objective, 12);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(-1.0)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_weight_is_above_0(double weight) => Assert.True(Weighted([1, 1, 1, weight]).IsLeft);

    [Fact]
    public void There_is_a_weight_for_each_member() => Assert.True(Weighted([1, 1, 1]).IsLeft);

    [Fact]
    public void Data_with_weights_are_other_data()
    {
        AbundanceData Of(double[] weights) =>
            Weighted(weights).Bind(all => AbundanceData.Create(all, Vector.Create([100.0, 200]))).OrThrow();
        Assert.NotEqual(Of([1, 1, 1, 0.5]).Id, Of([1, 1, 1, 0.25]).Id);
        Assert.NotEqual(Of([1, 1, 1, 1]).Id, Of([]).Id);
    }

    [Fact]
    public void The_same_pairs_in_more_classes_and_nearer_to_the_truth()
    {
        var (plain, weighted) = (Mapped.Run("kallisto_small", new(), 1, 2), Mapped.Run("kallisto_small", _weighted, 1, 2));
        Assert.Equal(plain.Pseudoaligned, weighted.Pseudoaligned);
        Assert.True(weighted.Classes.Count > plain.Classes.Count);
        Assert.InRange(weighted.Classes.Weights.Min(), double.Epsilon, 0.5);
        Assert.Equal(1, weighted.Classes.Weights.Max());
        var truth = Reference
            .Lines("kallisto_small/truth.tsv.gz")
            .Skip(1)
            .Select(line => line.Split('\t'))
            .ToDictionary(cells => cells[0], cells => double.Parse(cells[2], CultureInfo.InvariantCulture));
        double Apart(MappedReads mapped)
        {
            var data = AbundanceData.Create(mapped.Classes, mapped.Fragments.EffectiveLengths(mapped.Classes)).OrThrow();
            return Quantified.ReadsApart(
                Quantification.Of(data).OrThrow().Counts,
                Vector.Of(data.Classes.Transcripts, t => truth.GetValueOrDefault(data.Classes.Names[t]))
            );
        }
        Assert.True(Apart(weighted) < 0.95 * Apart(plain), $"{Apart(weighted)} {Apart(plain)}");
    }

    // The second read ends one base behind the exon that both transcripts begin with, and that base is wrong: it is the one of the other transcript.
    [Fact]
    public void A_wrong_base_does_not_rule_out_the_transcript_that_a_pair_comes_from()
    {
        var draw = new Random(1);
        var (exon, own, other) = (Make.Random(draw, 300), "A" + Make.Random(draw, 400), "C" + Make.Random(draw, 400));
        var pair = (exon[101..176], exon[226..] + "C");
        var (plain, weighted) = Both([exon + own, exon + other], (exon + own)[300..], pair);
        Assert.Equal(1, Mapped.Counts(plain)["1"]);
        Assert.False(Mapped.Counts(weighted).ContainsKey("1"));
        var weights = WeightsOf(weighted, 0, 1);
        Assert.Equal(1, weights[1]);
        Assert.InRange(weights[0], 1e-6, 0.1);
    }

    // The second transcript leaves out 400 bases between the reads of the pair; in the second read no 31 bases in a row are right.
    [Fact]
    public void A_read_without_a_hit_is_found_a_fragment_away()
    {
        var draw = new Random(2);
        var (exon, between, last) = (Make.Random(draw, 300), Make.Random(draw, 400), Make.Random(draw, 300));
        var wrong = last[25..100].ToCharArray();
        foreach (var at in new[] { 9, 27, 45, 63 })
            wrong[at] = wrong[at] == 'A' ? 'C' : 'A';
        var (plain, weighted) = Both([exon + between + last, exon + last], between, (exon[200..275], new string(wrong)));
        Assert.Equal(1, Mapped.Counts(plain)["0,1"]);
        var weights = WeightsOf(weighted, 0, 1);
        Assert.Equal(1, weights[1]);
        Assert.InRange(weights[0], double.Epsilon, 0.01); // of 600 bases, where the others are of 200
    }

    // The first read begins 40 bases before the second transcript does, and two of those are wrong.
    [Fact]
    public void Wrong_bases_do_not_speak_for_a_transcript_that_has_none_there()
    {
        var draw = new Random(3);
        var (own, shared) = (Make.Random(draw, 300), Make.Random(draw, 400));
        var read = (own + shared)[260..335].ToCharArray();
        foreach (var at in new[] { 5, 20 })
            read[at] = read[at] == 'A' ? 'C' : 'A';
        var (plain, weighted) = Both([own + shared, shared], own, (new string(read), (own + shared)[385..460]));
        Assert.Equal(["0"], Mapped.Counts(plain).Keys);
        Assert.Equal(["0"], Mapped.Counts(weighted).Keys);
    }

    // The tail is not in the index: the second read's last ten bases are the first transcript's all the same.
    [Fact]
    public void The_tail_of_a_transcript_is_its_own()
    {
        var draw = new Random(4);
        var (shared, other) = (Make.Random(draw, 399) + "C", "CG" + Make.Random(draw, 400));
        var (plain, weighted) = Both(
            [shared + new string('A', 20), shared + other],
            other,
            (shared[210..285], shared[335..] + new string('A', 10))
        );
        Assert.Equal(1, Mapped.Counts(plain)["0,1"]);
        Assert.Equal(1, Mapped.Counts(weighted)["0"]);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(150, true)]
    [InlineData(-20, true)]
    [InlineData(190, true)]
    [InlineData(75, false)]
    [InlineData(225, false)]
    [InlineData(40, false)]
    [InlineData(250, false)]
    public void Differing_bases_are_those_that_one_counts(int at, bool isForward)
    {
        var draw = new Random(at);
        var transcripts = new[] { Make.Random(draw, 90), Make.Random(draw, 230) };
        using var folder = new TemporaryFolder();
        var index = IndexFile.Build([folder.Write("t.fa", Make.Fasta(transcripts))]).OrThrow();
        var letters = Make.Random(draw, 75).ToCharArray();
        (letters[3], letters[40]) = ('N', 'N');
        var read = new EncodedRead(index.K);
        read.Take([.. letters.Select(letter => (byte)letter)]);
        var along = isForward ? new string(letters) : new([.. letters.Reverse().Select(b => b == 'N' ? 'N' : "TGCA"["ACGT".IndexOf(b)])]);
        var begin = isForward ? at : at - 75;
        var expected = Enumerable
            .Range(0, 75)
            .Count(i => begin + i is < 0 or >= 230 || (along[i] != 'N' && along[i] != transcripts[1][begin + i]));
        Assert.Equal(expected, new ReadDifferences(new(index)).Count(read, 1, at, isForward, int.MaxValue));
    }

    // Classes without and with weights of one pair, told as its ends along the transcript, and of 40 pairs of about 200 bases from a part that only the first transcript has.
    static (EquivalenceClasses Plain, EquivalenceClasses Weighted) Both(
        string[] transcripts,
        string certain,
        (string First, string Second) pair
    )
    {
        using var folder = new TemporaryFolder();
        var index = IndexFile.Build([folder.Write("t.fa", Make.Fasta(transcripts))]).OrThrow();
        (string First, string Second)[] pairs =
        [
            .. Enumerable.Range(0, 40).Select(i => (certain[i..(i + 75)], certain[(i + 115 + i % 20)..(i + 190 + i % 20)])),
            pair,
        ];
        string[] files =
        [
            folder.Write("1.fq", Make.Fastq([.. pairs.Select(one => one.First)])),
            folder.Write("2.fq", Make.Fastq([.. pairs.Select(one => Make.ReverseComplement(one.Second))])),
        ];
        return (Pseudoalignment.Run(index, files, new()).OrThrow().Classes, Pseudoalignment.Run(index, files, _weighted).OrThrow().Classes);
    }

    static double[] WeightsOf(EquivalenceClasses classes, params int[] members)
    {
        var all = Enumerable.Range(0, classes.Count).Where(c => classes.Counts[c] > 0 && classes.MembersOf(c).SequenceEqual(members));
        var offset = classes.Offsets[Assert.Single(all)];
        return [.. classes.Weights.AsSpan()[offset..(offset + members.Length)]];
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Any_number_of_threads_gives_the_same_weights(int threads)
    {
        var one = Mapped.Run("kallisto_small", _weighted, 1, 2).Classes;
        var several = Mapped.Run("kallisto_small", _weighted with { Threads = threads }, 1, 2).Classes;
        Assert.Equal(one.Members, several.Members, (a, b) => a.SequenceEqual(b));
        Assert.Equal(one.Counts, several.Counts, (a, b) => a.SequenceEqual(b));
        Assert.Equal(one.Weights, several.Weights, (a, b) => a.SequenceEqual(b));
    }

    [Fact]
    public void Single_reads_have_no_weights() =>
        Assert.Contains(
            "of pairs",
            Pseudoalignment
                .Run(
                    Mapped.Index("kallisto_small"),
                    Mapped.Reads("kallisto_small", 1),
                    _weighted with
                    {
                        IsPaired = false,
                        Fragments = new GivenFragments(200, 30),
                    }
                )
                .Match(_ => "", error => error.ToString())
        );

    // 10 reads fit the first alone, 5 the second, 30 both.
    static Either<EmError, EquivalenceClasses> Weighted(double[] weights) =>
        EquivalenceClasses.Create(["a", "b"], [100, 200], [0, 1, 2, 4], [0, 1, 0, 1], [10, 5, 30], [.. weights]);
}
