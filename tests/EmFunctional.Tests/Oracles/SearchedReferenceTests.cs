using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using EmFunctional.Families;
using EmFunctional.Iterating;
using EmFunctional.Mixtures;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Tables;
using EmFunctional.Tests.Laws;
using EmFunctional.Tests.Support;

namespace EmFunctional.Tests.Oracles;

/// <summary>
/// Cases 5g, 12 and 13: mixtures of two regressions, or of two censored components: every iteration within 1e-12·max(1, |b|) where there is a trace,
/// and where they lead within 1e-8 of a maximum that was found without EM, where there is one.
/// </summary>
public class SearchedReferenceTests
{
    static readonly JsonElement[] _cases =
    [
        .. ReferenceCase.Read("case12_censored")["cases"].EnumerateArray(),
        .. ReferenceCase.Read("case13_regressions")["cases"].EnumerateArray(),
    ];

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
        var data = MixtureData.Of(family, Vector.Of(numbers)).OrThrow();
        return (Mixture.Of(data.Family, 2), data, reference);
    }

    [Fact]
    public void Linear_regressions_match_every_iteration()
    {
        var reference = ReferenceCase.Read("case5g_regression_mixture_npreg_ml");
        var rows = ModelTable.Read("npreg.csv", table => NumberTable.Read(table, ColumnChoice.Of("x", "yn"))).Values;
        var data = MixtureData
            .Of(
                Family.Of(new LinearRegression(2)),
                Vector.Of(
                    Enumerable.Range(0, rows.Count / 2).SelectMany(i => new[] { rows[2 * i + 1], rows[2 * i], rows[2 * i] * rows[2 * i] })
                )
            )
            .OrThrow();
        var mixture = Mixture.Of(data.Family, 2);
        var trace = reference["trace"].EnumerateArray().Select(row => row.GetProperty("params")).ToArray();
        foreach (var (expected, iterate) in reference["trace"].EnumerateArray().Zip(Em.Iterate(mixture, data, At(trace[0]))))
        {
            var (state, at) = (iterate.OrThrow().State, $"iteration {expected.GetProperty("iter")}");
            Close.To(expected.GetProperty("loglik").GetDouble(), state.Objective, 1e-12, $"{at}, objective");
            foreach (var group in Groups(mixture).Prepend("mixingWeight"))
                Close.To(At(expected.GetProperty("params"))[group], state.Parameters[group], 1e-10, $"{at}, {group}");
        }
        Assert.Equal(31, trace.Length);

        MixtureParameters At(JsonElement numbers) =>
            mixture
                .At([
                    ("mixingWeight", Flat(numbers.GetProperty("weights"))),
                    ("coefficient", Flat(numbers.GetProperty("coefs"))),
                    ("standardDeviation", Flat(numbers.GetProperty("sigmas"))),
                ])
                .OrThrow();
    }

    static Vector Flat(JsonElement array) =>
        Vector.Of(array.EnumerateArray().SelectMany(x => x.ValueKind == JsonValueKind.Array ? Flat(x) : [x.GetDouble()]));

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
