using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Transcripts.Abundance;
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
        var at = AbundanceModel.ProblemOf(data).OrThrow().Evaluate(new(Vector.Create([15.0, 30]), Arr<Finding>.Empty)).OrThrow();
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
        Assert.Equal((plain.Pseudoaligned, plain.Unique), (weighted.Pseudoaligned, weighted.Unique));
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
