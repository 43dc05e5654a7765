using System.Linq;
using System.Text.Json;
using EmFunctional.Families;
using EmFunctional.Iterating;
using EmFunctional.Mixtures;
using EmFunctional.Numerics;
using EmFunctional.Tables;
using EmFunctional.Tests.Laws;
using EmFunctional.Tests.Support;

namespace EmFunctional.Tests.Oracles;

/// <summary>Mixtures of families that have something hidden inside a component: every iteration within 1e-12·max(1, |b|).</summary>
public class FamilyReferenceTests
{
    const double Limit = 1e-12;

    [Theory]
    [InlineData("fixed", 4.0)]
    [InlineData("estimated", 0.0)]
    public void Student_matches_every_iteration(string name, double degrees) =>
        Matches(
            ReferenceCase.Read("case10a_student_t_univariate")[name],
            Family.Of(new Student(degrees)),
            "student2.csv",
            ColumnChoice.Of("x1")
        );

    [Theory]
    [InlineData("zero-inflated")]
    [InlineData("zero-inflated, one")]
    [InlineData("hurdle")]
    [InlineData("hurdle, one")]
    public void Counts_with_zeros_of_their_own_match_every_iteration(string name) =>
        Matches(
            ReferenceCase.Read("case10b_zero_inflated_poisson")[name],
            name.StartsWith("zero", StringComparison.Ordinal) ? Family.Of<ZeroInflated<Poisson>>() : Family.Of<Hurdle<Poisson>>(),
            "times_deaths.csv",
            ColumnChoice.Of("deaths") with
            {
                Weights = "days",
            }
        );

    public static TheoryData<string> Wide => [.. _wide.Select(row => row.GetProperty("family").GetString()!)];

    static readonly JsonElement[] _wide = [.. ReferenceCase.Read("case11_families")["cases"].EnumerateArray()];

    [Theory]
    [MemberData(nameof(Wide))]
    public void Families_match_every_iteration(string name)
    {
        var reference = _wide.Single(row => row.GetProperty("family").GetString() == name);
        var family = FamilyCatalogue.Parse(name).OrThrow();
        var numbers = reference
            .GetProperty("data")
            .EnumerateArray()
            .Select(x => x.ValueKind == JsonValueKind.Null ? double.NaN : x.GetDouble());
        Matches(reference, family, MixtureData.Of(family, Vector.Of(numbers)).OrThrow());
    }

    static void Matches(JsonElement reference, Family family, string file, ColumnChoice chosen) =>
        Matches(reference, family, ModelTable.Read(file, table => MixtureData.Parse(family, table, chosen)));

    static void Matches(JsonElement reference, Family family, MixtureData data)
    {
        var trace = reference.GetProperty("trace").EnumerateArray().ToArray();
        Assert.Equal(11, trace.Length);
        var groups = family.Shape.Parameters.Map(parameter => parameter.Name);
        var start = trace[0].GetProperty("params");
        var model = Mixture.Of(family, start.GetProperty("weights").GetArrayLength());
        var from = model.At([("mixingWeight", Read(start, "weights")), .. groups.Map(group => (group, Read(start, group)))]).OrThrow();
        foreach (var (expected, iterate) in trace.Zip(Em.Iterate(model, data, from)))
        {
            var (state, at) = (iterate.OrThrow().State, $"iteration {expected.GetProperty("iter")}");
            var numbers = expected.GetProperty("params");
            Close.To(expected.GetProperty("loglik").GetDouble(), state.Objective, Limit, $"{at}, objective");
            Close.To(numbers.GetProperty("weights"), state.Parameters.MixingWeights, Limit, $"{at}, weights");
            foreach (var group in groups)
                Close.To(numbers.GetProperty(group), state.Parameters[group], Limit, $"{at}, {group}");
        }
    }

    static Vector Read(JsonElement of, string group) =>
        Vector.Of(of.GetProperty(group).EnumerateArray().Select(number => number.GetDouble()));
}
