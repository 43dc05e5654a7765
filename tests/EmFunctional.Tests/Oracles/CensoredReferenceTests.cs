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
/// Case 12: mixtures of two censored components, every iteration within 1e-12·max(1, |b|) where the M-step is exact, and where the others lead within
/// 1e-8 of a maximum that was found without EM.
/// </summary>
public class CensoredReferenceTests
{
    static readonly JsonElement[] _cases = [.. ReferenceCase.Read("case12_censored")["cases"].EnumerateArray()];

    public static TheoryData<string> Families => [.. _cases.Select(row => row.GetProperty("family").GetString()!)];

    [Theory]
    [MemberData(nameof(Families))]
    public void Every_iteration_matches(string name)
    {
        var (mixture, data, reference) = Case(name);
        var trace = reference.GetProperty("trace").EnumerateArray().ToArray();
        Assert.Equal(name.Contains("weibull", StringComparison.Ordinal) ? 1 : 11, trace.Length);
        foreach (var (expected, iterate) in trace.Zip(Em.Iterate(mixture, data, At(mixture, trace[0]))))
            Matches(expected, mixture, iterate.OrThrow().State, 1e-12);
        if (reference.TryGetProperty("maximum", out var maximum))
        {
            var fit = Em.Fit(mixture, data, At(mixture, trace[0]), StopRule.Residual(1e-12) | StopRule.Iterations(20_000)).OrThrow();
            Matches(maximum, mixture, fit.State, 1e-8);
        }
    }

    static (Mixture, MixtureData, JsonElement) Case(string name)
    {
        var reference = _cases.Single(row => row.GetProperty("family").GetString() == name);
        var family = FamilyCatalogue.Parse(name).OrThrow();
        var numbers = reference
            .GetProperty("data")
            .EnumerateArray()
            .Select(x => x.ValueKind == JsonValueKind.Null ? double.NaN : x.GetDouble());
        return (Mixture.Of(family, 2), MixtureData.Of(family, Vector.Of(numbers)).OrThrow(), reference);
    }

    static MixtureParameters At(Mixture mixture, JsonElement numbers) =>
        mixture
            .At([("mixingWeight", Read(numbers, "weights")), .. Groups(mixture).Select(group => (group, Read(numbers, group)))])
            .OrThrow();

    static void Matches(JsonElement expected, Mixture mixture, IterationState<MixtureParameters> state, double limit)
    {
        var at = $"iteration {state.Iteration}";
        Close.To(expected.GetProperty("loglik").GetDouble(), state.Objective, limit, $"{at}, objective");
        Close.To(Read(expected, "weights"), state.Parameters.MixingWeights, limit, $"{at}, weights");
        foreach (var group in Groups(mixture))
            Close.To(Read(expected, group), state.Parameters[group], limit, $"{at}, {group}");
    }

    static IEnumerable<string> Groups(Mixture mixture) => mixture.Family.Shape.Parameters.Map(parameter => parameter.Name);

    static Vector Read(JsonElement of, string group) =>
        Vector.Of(of.GetProperty("params").GetProperty(group).EnumerateArray().Select(number => number.GetDouble()));
}
