using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using EmFunctional.Families;
using EmFunctional.Iterating;
using EmFunctional.Mixtures;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Tests.Support;

namespace EmFunctional.Tests.Oracles;

/// <summary>
/// Case 10: mixtures of two components of a family, every iteration within 1e-9·max(1, |b|), and where they lead within 1e-6 of a maximum that
/// SciPy found without EM.
/// </summary>
public class DirectSearchReferenceTests
{
    public static TheoryData<string> Families => ["log-normal(x)", "gamma(x)", "weibull(x)", "negative-binomial(count)"];

    [Theory]
    [MemberData(nameof(Families))]
    public void Every_iteration_matches(string family)
    {
        var (mixture, data, reference) = Case(family);
        var trace = reference.GetProperty("trace").EnumerateArray().ToArray();
        Assert.Equal(reference.GetProperty("isExact").GetBoolean() ? 11 : 1, trace.Length);
        var states = Em.Iterate(mixture, data, At(mixture, reference, trace[0])).Take(11);
        foreach (var (expected, iterate) in trace.Zip(states))
            Matches(expected, reference, iterate.OrThrow().State, 1e-9);
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void The_maximum_is_that_of_a_direct_search(string family)
    {
        var (mixture, data, reference) = Case(family);
        var start = At(mixture, reference, reference.GetProperty("trace")[0]);
        var fit = Em.Fit(mixture, data, start, StopRule.Residual(1e-11) | StopRule.Iterations(20_000)).OrThrow();
        Matches(reference.GetProperty("maximum"), reference, fit.State, 1e-6);
    }

    static (Mixture, MixtureData, JsonElement) Case(string name)
    {
        var reference = ReferenceCase
            .Read("case10_families")["cases"]
            .EnumerateArray()
            .Single(row => row.GetProperty("family").GetString() == name);
        var family = FamilyExpression.Parse(name, FamilyCatalogue.Families).Bind(FamilyReader.Of).OrThrow();
        var data = MixtureData.Of(family, Vector.Of(Numbers(reference.GetProperty("data")))).OrThrow();
        return (Mixture.Of(family, 2), data, reference);
    }

    static MixtureParameters At(Mixture mixture, JsonElement reference, JsonElement numbers) =>
        mixture
            .At([
                ("mixingWeight", Vector.Of(Numbers(numbers.GetProperty("weights")))),
                .. Groups(reference).Select((group, q) => (group, Thetas(numbers, q))),
            ])
            .OrThrow();

    static void Matches(JsonElement expected, JsonElement reference, IterationState<MixtureParameters> state, double limit)
    {
        var at = $"iteration {state.Iteration}";
        Close.To(expected.GetProperty("loglik").GetDouble(), state.Objective, limit, $"{at}, objective");
        Close.To(expected.GetProperty("weights"), state.Parameters.MixingWeights, limit, $"{at}, weights");
        foreach (var (group, q) in Groups(reference).Select((group, q) => (group, q)))
            Close.To(Thetas(expected, q), state.Parameters[group], limit, $"{at}, {group}");
    }

    static string[] Groups(JsonElement reference) =>
        [.. reference.GetProperty("groups").EnumerateArray().Select(group => group.GetString()!)];

    static Vector Thetas(JsonElement numbers, int q) =>
        Vector.Of(numbers.GetProperty("thetas").EnumerateArray().Select(theta => theta[q].GetDouble()));

    static IEnumerable<double> Numbers(JsonElement array) => array.EnumerateArray().Select(number => number.GetDouble());
}
