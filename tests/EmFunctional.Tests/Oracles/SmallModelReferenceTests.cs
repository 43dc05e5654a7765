using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using EmFunctional.Chains;
using EmFunctional.Families;
using EmFunctional.Iterating;
using EmFunctional.Mixtures;
using EmFunctional.Modelling;
using EmFunctional.Models.Linkage;
using EmFunctional.Numerics;
using EmFunctional.Tables;
using EmFunctional.Tests.Laws;
using EmFunctional.Tests.Support;

namespace EmFunctional.Tests.Oracles;

/// <summary>Cases 5a, 5c, 7, 8b and 9: every iteration within 1e-12·max(1, |b|).</summary>
public class SmallModelReferenceTests
{
    const double Limit = 1e-12;

    [Fact]
    public void Linkage_matches_every_iteration()
    {
        var trace = ReferenceCase.Read("case7_dlr_linkage").Trace;
        Assert.Equal(31, trace.Count);
        foreach (var (expected, state) in trace.Zip(States(LinkageModel.Model, Animals, 0.5)))
        {
            var at = $"iteration {state.Iteration}";
            Close.To(expected.GetProperty("loglik").GetDouble(), state.Objective, Limit, $"{at}, objective");
            Close.To(expected.GetProperty("params").GetProperty("theta").GetDouble(), state.Parameters, Limit, $"{at}, theta");
            var x2 = LinkageModel.EStep(Animals, state.Parameters).Statistics[0] - 34;
            Close.To(expected.GetProperty("estep").GetProperty("x2").GetDouble(), x2, Limit, $"{at}, x2");
        }
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("squarem")]
    public void Linkage_reaches_its_closed_form(string algorithm)
    {
        var fitted = Em.Fit(
                LinkageModel.Model,
                Animals,
                0.5,
                StopRule.Residual(1e-16) | StopRule.Iterations(200),
                Algorithm.Find<double>(algorithm).OrThrow()
            )
            .OrThrow();
        // The positive root of 197 θ² − 15 θ − 68 = 0.
        Assert.Equal((15 + Math.Sqrt(53809)) / 394, fitted.State.Parameters, 1e-15);
    }

    [Fact]
    public void Linkage_prints_the_articles_table()
    {
        double[] published = [0.5, 0.608247423, 0.624321051, 0.626488879, 0.626777323, 0.626815632, 0.626820719, 0.626821395, 0.626821484];
        foreach (var (expected, state) in published.Zip(States(LinkageModel.Model, Animals, 0.5)))
            Assert.Equal(expected, state.Parameters, 1e-9);
    }

    [Fact]
    public void Poisson_mixture_of_three_matches_every_iteration()
    {
        var trace = ReferenceCase.Read("case5a_poisson_mixture").Trace;
        var start = Make.Poissons([1 / 3.0, 1 / 3.0, 1 / 3.0], [1, 5, 12]).OrThrow();
        var data = ModelTable.Read("poisson3.csv", table => MixtureData.Parse(Family.Of<Poisson>(), table));
        Assert.Equal(31, trace.Count);
        foreach (var (expected, state) in trace.Zip(States(Mixture.Of<Poisson>(3), data, start)))
            Matches(expected, state);
        var final = ReferenceCase.Read("case5a_poisson_mixture")["final"];
        var end = Em.Fit(Mixture.Of<Poisson>(3), data, start, StopRule.Residual(1e-13) | StopRule.Iterations(1000)).OrThrow().State;
        Close.To(final.GetProperty("loglik").GetDouble(), end.Objective, Limit, "final objective");
        Close.To(final.GetProperty("params").GetProperty("rates"), end.Parameters.Rates, 1e-9, "final rates");
    }

    [Fact]
    public void Latent_classes_match_every_iteration()
    {
        var reference = ReferenceCase.Read("case5c_latent_class_stouffer_toby");
        var family = Items.Select(item => Family.Of<Binomial>(item)).Aggregate((left, right) => left * right);
        var model = Mixture.Of(family, 2);
        var start = model
            .At([("mixingWeight", [0.6, 0.4]), .. Items.Select(item => ($"{item}.success", Vector.Create([0.6, 0.2])))])
            .OrThrow();
        var states = States(model, Answers(family), start);
        Assert.Equal(31, reference.Trace.Count);
        foreach (var (expected, state) in reference.Trace.Zip(states))
            Matches(expected, state, Limit);
        var rule = StopRule.Residual(1e-13) | StopRule.Iterations(10_000);
        Matches(reference["final"], Em.Fit(model, Answers(family), start, rule).OrThrow().State, 1e-9);

        static void Matches(JsonElement expected, IterationState<MixtureParameters> state, double limit)
        {
            var (at, numbers) = ($"iteration {state.Iteration}", expected.GetProperty("params"));
            Close.To(expected.GetProperty("loglik").GetDouble(), state.Objective, Limit, $"{at}, objective");
            Close.To(numbers.GetProperty("weights"), state.Parameters.MixingWeights, limit, $"{at}, weights");
            foreach (var (theta, k) in numbers.GetProperty("theta").EnumerateArray().Select((theta, k) => (theta, k)))
            foreach (var (item, j) in Items.Select((item, j) => (item, j)))
                Close.To(theta[j][1].GetDouble(), state.Parameters[$"{item}.success"][k], limit, $"{at}, {item}[{k}]");
        }
    }

    static string[] Items { get; } = ["A", "B", "C", "D"];

    // Each pattern of answers, 1 and 2, and how many gave it.
    static MixtureData Answers(Family family) =>
        ModelTable.Read(
            "stouffer_toby.csv",
            table =>
                NumberTable
                    .Read(table, ColumnChoice.Of(Items) with { Weights = "count" })
                    .Bind(read => MixtureData.Of(family, read.Values.Map(answer => answer - 1), read.Weights))
        );

    static void Matches(JsonElement expected, IterationState<MixtureParameters> state)
    {
        var at = $"iteration {state.Iteration}";
        Close.To(expected.GetProperty("loglik").GetDouble(), state.Objective, Limit, $"{at}, objective");
        Close.To(expected.GetProperty("params").GetProperty("weights"), state.Parameters.MixingWeights, Limit, $"{at}, weights");
        Close.To(expected.GetProperty("params").GetProperty("rates"), state.Parameters.Rates, Limit, $"{at}, rates");
    }

    [Theory]
    [InlineData("a")]
    [InlineData("b")]
    public void Times_matches_the_first_twenty_iterations(string name)
    {
        var trace = ReferenceCase.Read("case9_squarem_times_deaths")["starts"].GetProperty(name).GetProperty("first20");
        var states = States(Mixture.Of<Poisson>(2), ModelTable.Times, TimesStart(trace[0].GetProperty("params")));
        var compared = 0;
        foreach (var (expected, state) in trace.EnumerateArray().Zip(states))
        {
            var at = $"iteration {state.Iteration}";
            var numbers = expected.GetProperty("params");
            Close.To(expected.GetProperty("loglik").GetDouble(), state.Objective, Limit, $"{at}, objective");
            Close.To(numbers.GetProperty("p").GetDouble(), state.Parameters.MixingWeights[0], Limit, $"{at}, p");
            Close.To(numbers.GetProperty("mu1").GetDouble(), state.Parameters.Rates[0], Limit, $"{at}, mu1");
            Close.To(numbers.GetProperty("mu2").GetDouble(), state.Parameters.Rates[1], Limit, $"{at}, mu2");
            compared++;
        }
        Assert.Equal(21, compared);
    }

    internal static MixtureParameters TimesStart(JsonElement numbers)
    {
        var p = numbers.GetProperty("p").GetDouble();
        return Make.Poissons([p, 1 - p], [numbers.GetProperty("mu1").GetDouble(), numbers.GetProperty("mu2").GetDouble()]).OrThrow();
    }

    [Fact]
    public void Hidden_Markov_model_matches_every_iteration()
    {
        var trace = ReferenceCase.Read("case8b_hmm_icecream").Trace;
        var data = ModelTable.Read("icecream.csv", table => HiddenMarkovData.Parse(table));
        var start = HiddenMarkov.Parameters([0.5, 0.5], [0.8, 0.2, 0.2, 0.8], [0.7, 0.2, 0.1, 0.1, 0.2, 0.7]).OrThrow();
        Assert.Equal(46, trace.Count);
        foreach (var (expected, state) in trace.Zip(States(HiddenMarkov.Of(2, 3), data, start)))
        {
            var at = $"iteration {state.Iteration}";
            var numbers = expected.GetProperty("params");
            Close.To(expected.GetProperty("loglik").GetDouble(), state.Objective, Limit, $"{at}, objective");
            Close.To(numbers.GetProperty("startProb"), state.Parameters.Initial, Limit, $"{at}, initial");
            foreach (var (row, s) in numbers.GetProperty("transition").EnumerateArray().Select((row, s) => (row, s)))
                Close.To(row, state.Parameters.Transition.Slice(2 * s, 2), Limit, $"{at}, transition[{s}]");
            foreach (var (row, s) in numbers.GetProperty("emission").EnumerateArray().Select((row, s) => (row, s)))
                Close.To(row, state.Parameters.Emission.Slice(3 * s, 3), Limit, $"{at}, emission[{s}]");
        }
    }

    static LinkageData Animals { get; } = LinkageData.Create(125, 18, 20, 34).OrThrow();

    static IReadOnlyList<IterationState<TParams>> States<TData, TParams, TStats>(
        EmModel<TData, TParams, TStats> model,
        TData data,
        TParams start
    ) => [.. Em.Iterate(model, data, start).Take(50).Select(iterate => iterate.OrThrow().State)];
}
