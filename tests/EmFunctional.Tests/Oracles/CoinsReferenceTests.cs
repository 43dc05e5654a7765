using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using EmFunctional.Families;
using EmFunctional.Iterating;
using EmFunctional.Mixtures;
using EmFunctional.Numerics;
using EmFunctional.Testing;
using EmFunctional.Tests.Support;

namespace EmFunctional.Tests.Oracles;

/// <summary>Cases 1 and 2: every iteration, every row, within 1e-12·max(1, |b|).</summary>
public class CoinsReferenceTests
{
    const double Limit = 1e-12;

    [Theory]
    [InlineData("case1_two_coins_do_batzoglou")]
    [InlineData("case2_two_coins_notebook1")]
    public void Every_iteration_matches(string name)
    {
        var (reference, data, start) = Case(name);
        var states = Iterates(data, start, reference.Trace.Count);
        foreach (var (expected, state) in reference.Trace.Zip(states))
        {
            var at = $"iteration {state.Iteration}";
            Assert.Equal(expected.GetProperty("iter").GetInt32(), state.Iteration);
            Close.To(expected.GetProperty("loglik").GetDouble(), state.Objective, Limit, $"{at} objective");
            Close.To(expected.GetProperty("params").GetProperty("thetaA").GetDouble(), state.Parameters.Theta[0], Limit, $"{at} theta[0]");
            Close.To(expected.GetProperty("params").GetProperty("thetaB").GetDouble(), state.Parameters.Theta[1], Limit, $"{at} theta[1]");
        }
    }

    [Theory]
    [InlineData("case1_two_coins_do_batzoglou")]
    [InlineData("case2_two_coins_notebook1")]
    public void Every_rows_responsibilities_and_expected_counts_match(string name)
    {
        var (reference, data, start) = Case(name);
        var compared = 0;
        foreach (var (expected, state) in reference.Trace.Zip(Iterates(data, start, reference.Trace.Count)))
        {
            if (!expected.TryGetProperty("estep", out var eStep))
                continue;
            var rows = Enumerable.Range(0, data.Rows).Select(i => Make.Flipping(data, i, state.Parameters)).ToArray();
            foreach (var (k, coin) in new[] { "A", "B" }.Index())
            {
                var at = $"iteration {state.Iteration}, coin {coin}";
                Close.To(eStep.GetProperty($"weight{coin}"), rows.Select(r => r.Responsibilities[k]), Limit, $"{at}, weight");
                Close.To(eStep.GetProperty($"expectedHeads{coin}"), rows.Select(r => r.ExpectedHeads[k]), Limit, $"{at}, heads");
                Close.To(eStep.GetProperty($"expectedTails{coin}"), rows.Select(r => r.ExpectedTails[k]), Limit, $"{at}, tails");
                var totals = eStep.GetProperty("totals");
                Close.To(totals.GetProperty($"heads{coin}").GetDouble(), rows.Sum(r => r.ExpectedHeads[k]), Limit, $"{at}, total heads");
                Close.To(totals.GetProperty($"tails{coin}").GetDouble(), rows.Sum(r => r.ExpectedTails[k]), Limit, $"{at}, total tails");
            }
            Close.To(state.Objective, rows.Sum(r => r.LogLikelihood), Limit, $"iteration {state.Iteration}, rows");
            compared++;
        }
        Assert.Equal(name.StartsWith("case1", StringComparison.Ordinal) ? 10 : 11, compared);
    }

    [Theory]
    [InlineData("case1_two_coins_do_batzoglou")]
    [InlineData("case2_two_coins_notebook1")]
    public void The_likelihood_of_counts_adds_the_binomial_coefficients(string name)
    {
        var (reference, sequences, start) = Case(name);
        var csv = Enumerable.Range(0, sequences.Rows).Select(i => $"{sequences.Heads[i]},{sequences.Tails[i]}").Prepend("heads,tails");
        var counts = Flips.Parse(TestTable.Of([.. csv])).OrThrow();
        foreach (var (expected, state) in reference.Trace.Zip(Iterates(counts, start, reference.Trace.Count)))
        {
            var wanted = expected.GetProperty("loglik").GetDouble() + reference["binomialConstant"].GetDouble();
            Close.To(wanted, state.Objective, Limit, $"iteration {state.Iteration}");
        }
    }

    [Fact]
    public void The_articles_figures()
    {
        var states = Iterates(Sample.DoBatzoglou, Sample.ArticleStart, 11);
        Assert.Equal(["0.71", "0.58"], states[1].Parameters.Theta.Select(theta => $"{theta:F2}"));
        Assert.Equal(["0.80", "0.52"], states[10].Parameters.Theta.Select(theta => $"{theta:F2}"));
        var rows = Enumerable.Range(0, 5).Select(i => Make.Flipping(Sample.DoBatzoglou, i, Sample.ArticleStart)).ToArray();
        Assert.Equal(["0.45", "0.80", "0.73", "0.35", "0.65"], rows.Select(r => $"{r.Responsibilities[0]:F2}"));
        Assert.Equal(["21.3", "11.7"], new[] { 0, 1 }.Select(k => $"{rows.Sum(r => r.ExpectedHeads[k]):F1}"));
        Assert.Equal(["8.6", "8.4"], new[] { 0, 1 }.Select(k => $"{rows.Sum(r => r.ExpectedTails[k]):F1}"));
    }

    [Fact]
    public void The_notebooks_printed_figures()
    {
        var printed = ReferenceCase.Read("case2_two_coins_notebook1")["notebookPrinted"];
        var states = Iterates(Sample.NotebookCoins, Sample.NotebookStart, 11);
        foreach (var (line, state) in printed.EnumerateArray().Zip(states))
            Assert.Equal(
                [line[1].GetDouble(), line[2].GetDouble()],
                state.Parameters.Theta.Select(theta => Math.Round(theta, 5, MidpointRounding.ToEven))
            );
        Assert.Equal([0.75396, 0.39311], states[10].Parameters.Theta.Select(theta => Math.Round(theta, 5)));
    }

    [Fact]
    public Task Trace_of_the_article() => Snapshot.Match(Trace(Sample.DoBatzoglou, Sample.ArticleStart));

    [Fact]
    public Task Trace_of_the_notebook() => Snapshot.Match(Trace(Sample.NotebookCoins, Sample.NotebookStart));

    static string Trace(MixtureData data, MixtureParameters start) =>
        NumericTrace.Of(Mixture.Of<Coin>(2).Chart, Iterates(data, start, 11)).ToText();

    static IReadOnlyList<IterationState<MixtureParameters>> Iterates(MixtureData data, MixtureParameters start, int count) =>
        [.. Em.Iterate(Mixture.Of<Coin>(components: 2), data, start).Take(count).Select(iterate => iterate.OrThrow().State)];

    static (ReferenceCase Reference, MixtureData Data, MixtureParameters Start) Case(string name) =>
        name.StartsWith("case1", StringComparison.Ordinal)
            ? (ReferenceCase.Read(name), Sample.DoBatzoglou, Sample.ArticleStart)
            : (ReferenceCase.Read(name), Sample.NotebookCoins, Sample.NotebookStart);
}
