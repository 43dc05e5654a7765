using System.Linq;
using System.Text.Json;
using EmFunctional.Chains;
using EmFunctional.Families;
using EmFunctional.Iterating;
using EmFunctional.Numerics;
using EmFunctional.Tables;
using EmFunctional.Tests.Laws;
using EmFunctional.Tests.Support;

namespace EmFunctional.Tests.Oracles;

/// <summary>A hidden Markov model of normal states against an independent reference.</summary>
public class HiddenMarkovReferenceTests
{
    const double Limit = 1e-11;

    static readonly HiddenMarkov _chain = HiddenMarkov.Of<Normal>(2);

    static HiddenMarkovData Data => ModelTable.Read("hmm_gauss2.csv", table => HiddenMarkovData.Parse("normal(x)", table));

    static HiddenMarkovParameters Start(JsonElement from) =>
        _chain
            .At(
                ("initial", Numbers(from.GetProperty("startProb"))),
                ("transition", Vector.Concat([.. from.GetProperty("transition").EnumerateArray().Select(Numbers)])),
                ("mean", Numbers(from.GetProperty("means"))),
                ("standardDeviation", Numbers(from.GetProperty("stds")))
            )
            .OrThrow();

    static Vector Numbers(JsonElement array) => Vector.Of(array.EnumerateArray().Select(number => number.GetDouble()));

    [Fact]
    public void Normal_states_match_every_iteration()
    {
        var reference = ReferenceCase.Read("case8c_hmm_gaussian");
        var trace = reference.Trace;
        var states = Em.Iterate(_chain, Data, Start(reference["init"])).Take(trace.Count).Select(step => step.OrThrow().State).ToArray();
        Assert.Equal((27, 27), (trace.Count, states.Length));
        foreach (var (expected, state) in trace.Zip(states))
        {
            var at = $"iteration {state.Iteration}";
            Close.To(expected.GetProperty("loglik").GetDouble(), state.Objective, Limit, $"{at}, objective");
            Agree(expected.GetProperty("params"), state.Parameters, at);
        }
        Agree(reference["final"].GetProperty("params"), states[^1].Parameters, "the end");
    }

    static void Agree(JsonElement expected, HiddenMarkovParameters found, string at)
    {
        Close.To(expected.GetProperty("startProb"), found.Initial, Limit, $"{at}, initial");
        Close.To(
            Vector.Concat([.. expected.GetProperty("transition").EnumerateArray().Select(Numbers)]),
            found.Transition,
            Limit,
            $"{at}, transition"
        );
        Close.To(expected.GetProperty("means"), found["mean"], Limit, $"{at}, mean");
        Close.To(expected.GetProperty("stds"), found["standardDeviation"], Limit, $"{at}, standard deviation");
    }

    [Fact]
    public void The_default_start_leads_to_the_same_end()
    {
        var end = Em.Fit(_chain, Data, _chain.Start(Data), StopRule.Parse("residual(1e-9)").OrThrow()).OrThrow().State;
        var final = ReferenceCase.Read("case8c_hmm_gaussian")["final"];
        Close.To(final.GetProperty("loglik").GetDouble(), end.Objective, 1e-10, "objective");
        Close.To(final.GetProperty("params").GetProperty("means"), end.Parameters["mean"], 1e-6, "mean");
    }
}
