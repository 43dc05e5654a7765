using System.Linq;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using EmFunctional.Sharding;
using EmFunctional.Transcripts.Abundance;
using EmFunctional.Transcripts.Tests.Support;

namespace EmFunctional.Transcripts.Tests.Abundance;

public class AbundanceModelTests
{
    // 10 reads fit the first alone, 5 the second, 30 both; the second is twice as long.
    static readonly AbundanceData _two = Samples.Of([100, 200], ([0], 10), ([1], 5), ([0, 1], 30));

    [Fact]
    public void A_round_shares_out_the_reads_of_a_class_by_rate()
    {
        var at = Evaluate(_two, [15, 30]);
        // Equal rates: 15 of the 30 to each.
        Assert.Equal([25.0, 20.0], at.Proposal.OrThrow().Parameters.ToArray());
        Assert.Equal(10 * Math.Log(0.15) + 5 * Math.Log(0.15) + 30 * Math.Log(0.3), at.Objective, 12);
    }

    [Fact]
    public void The_residual_is_the_largest_change_of_a_count_as_a_part_of_what_it_becomes()
    {
        Assert.Equal(10.0 / 20, Evaluate(_two, [15, 30]).Residual, 15);
        var rare = Samples.Of([100, 100], ([0], 10), ([0, 1], 1));
        Assert.Equal(0, Evaluate(rare, [11, 0.005]).Residual, 3); // below 0.01 nobody looks
    }

    [Fact]
    public void The_objective_does_not_depend_on_the_scale_of_a_start() =>
        Assert.Equal(Evaluate(_two, [15, 30]).Objective, Evaluate(_two, [1.5, 3]).Objective, 12);

    [Fact]
    public void The_maximum_is_where_the_likelihood_has_no_slope()
    {
        var found = Fitted.Of(
            AbundanceModel.ProblemOf(_two).OrThrow(),
            AbundanceModel.Start(_two),
            StopRule.Residual(1e-14) | StopRule.Iterations(5000)
        );
        var counts = found.OrThrow().State.Parameters;
        double LogLikelihood(double first) =>
            10 * Math.Log(first / 100) + 5 * Math.Log((45 - first) / 200) + 30 * Math.Log(first / 100 + (45 - first) / 200);
        Assert.Equal(45, counts.Sum(), 10);
        Assert.True(LogLikelihood(counts[0]) > LogLikelihood(counts[0] - 0.01));
        Assert.True(LogLikelihood(counts[0]) > LogLikelihood(counts[0] + 0.01));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    public void Threads_do_not_change_a_bit(int threads) =>
        Assert.Equal(Trace(Samples.Many, InOrder.Executor), Trace(Samples.Many, new Threads(threads)));

    [Fact]
    public void A_class_of_more_transcripts_than_a_block_holds_is_a_block_of_its_own()
    {
        const int Size = 5000;
        var data = Samples.Of([.. Enumerable.Repeat(10.0, Size)], ([.. Enumerable.Range(0, Size)], Size), ([0, 1], 4), ([7], 6));
        var next = Evaluate(data, Vector.Of(Size, _ => 2)).Proposal.OrThrow().Parameters;
        Assert.Equal([3.0, 3, 1, 1, 1, 1, 1, 7, 1], next.Take(9).Select(count => Math.Round(count, 12)));
        Assert.Equal(Size + 10, next.Sum(), 9);
    }

    [Fact]
    public void Classes_in_any_number_are_shared_out_as_one_by_one()
    {
        // Against the definition, over sizes that fill eights and do not.
        var data = Samples.Many;
        var alpha = Vector.Of(data.Classes.Transcripts, t => 1 + t % 17);
        var expected = new double[alpha.Count];
        for (var c = 0; c < data.Classes.Count; c++)
        {
            var members = data.Classes.MembersOf(c).ToArray();
            var sum = members.Sum(t => alpha[t] / data.EffectiveLengths[t]);
            foreach (var t in members)
                expected[t] += data.Classes.Counts[c] * (alpha[t] / data.EffectiveLengths[t]) / sum;
        }
        var next = Evaluate(data, alpha).Proposal.OrThrow().Parameters;
        for (var t = 0; t < expected.Length; t++)
            Assert.Equal(expected[t], next[t], 1e-9 * (1 + expected[t]));
    }

    [Fact]
    public void A_class_that_no_transcript_explains_ends_the_run_by_name() =>
        Assert.Contains("row 2 ", Left(AbundanceModel.ProblemOf(_two).OrThrow().Evaluate(new(Vector.Create([5, 0]), default))));

    [Fact]
    public void Data_are_told_apart_by_what_they_say()
    {
        var same = Samples.Of([100, 200], ([0], 10), ([1], 5), ([0, 1], 30));
        Assert.Equal(_two, same);
        Assert.NotEqual(_two, Samples.Of([100, 200], ([0], 10), ([1], 5), ([0, 1], 31)));
        Assert.NotEqual(_two, Samples.Of([100, 201], ([0], 10), ([1], 5), ([0, 1], 30)));
    }

    [Fact]
    public void Squarem_ends_no_lower_than_kallisto_does()
    {
        foreach (var data in new[] { Samples.Pairs, Samples.Many })
        {
            var kallisto = Quantification.Of(data).OrThrow();
            var leaps = Quantification.Of(data, AbundanceStop.Accelerated, Algorithm.Squarem).OrThrow();
            Assert.True(leaps.Objective >= kallisto.Objective, $"{leaps.Objective} after {leaps.Rounds}, {kallisto.Objective}");
        }
    }

    static Evaluated<Vector> Evaluate(AbundanceData data, Vector at) =>
        AbundanceModel.ProblemOf(data).OrThrow().Evaluate(new(at, default)).OrThrow();

    static string Trace(AbundanceData data, IBlockExecutor executor) =>
        Fitted
            .Of(AbundanceModel.ProblemOf(data).OrThrow().On(executor), AbundanceModel.Start(data), StopRule.Iterations(20))
            .OrThrow()
            .Trace.ToString();

    static string Left<T>(LanguageExt.Either<EmError, T> either) => either.Match(_ => "", error => error.ToString());
}
