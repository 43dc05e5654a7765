using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using EmFunctional.Families;
using EmFunctional.Families.Gaussian;
using EmFunctional.Iterating;
using EmFunctional.Mixtures;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Numerics;
using EmFunctional.Tests.Laws;
using EmFunctional.Tests.Support;

namespace EmFunctional.Tests.Oracles;

/// <summary>Cases 4, 5e, 5f and 6 for the multivariate normal and Student families: every iteration within 1e-9·max(1, |b|).</summary>
public class EllipseReferenceTests
{
    const double Limit = 1e-9;

    [Theory]
    [InlineData("case5e_student_t_mixture_nuFixed4", 31)]
    [InlineData("case5f_student_t_single_nu4", 11)]
    public void Student_matches_every_iteration(string name, int iterations)
    {
        var reference = ReferenceCase.Read(name);
        var family = Family.Of(new MultivariateStudent(2, 4));
        Matches(reference.Trace, family, "student2.csv", "location", "scatter", ("weights", "means", "scales"), iterations);
    }

    [Theory]
    [InlineData("faithful", 2, "full", CovarianceShape.Triangular)]
    [InlineData("iris", 3, "full", CovarianceShape.Triangular)]
    [InlineData("faithful", 2, "tied", CovarianceShape.Triangular, "covariance")]
    [InlineData("iris", 3, "tied", CovarianceShape.Triangular, "covariance")]
    [InlineData("faithful", 2, "diag", CovarianceShape.Diagonal)]
    [InlineData("iris", 3, "diag", CovarianceShape.Diagonal)]
    [InlineData("faithful", 2, "spherical", CovarianceShape.Spherical)]
    [InlineData("iris", 3, "spherical", CovarianceShape.Spherical)]
    public void A_mixture_of_normals_matches_every_iteration(
        string data,
        int components,
        string form,
        CovarianceShape shape,
        params string[] tied
    )
    {
        var run = ReferenceCase.Read($"case4_gmm_{data}_k{components}_{form}")["runs"][0];
        var trace = run.GetProperty("trace").EnumerateArray().ToArray();
        var family = Family.Of(new MultivariateNormal(data == "iris" ? 4 : 2, shape));
        var scatter = family.Shape.Parameters[1].Name;
        Matches(trace, family, $"{data}.csv", "mean", scatter, ("weights", "means", "covariances"), trace.Length, tied);
    }

    [Fact]
    public void A_normal_with_holes_matches_every_iteration_and_fills_them()
    {
        var reference = ReferenceCase.Read("case6_mvn_missing_airquality");
        var family = Family.Of(new MultivariateNormal(4));
        var (model, data) = Matches(reference.Trace, family, "airquality.csv", "mean", "covariance", ("", "mean", "covariance"), 29);
        var last = At(model, reference.Trace[^1].GetProperty("params"), "mean", "covariance", ("", "mean", "covariance"));
        var fitted = new FittedFamily(family, last);
        foreach (var cell in reference["imputedAtFinal"].GetProperty("values").EnumerateArray())
        {
            var (row, column) = (cell[0].GetInt32(), cell[1].GetInt32());
            Close.To(cell[2].GetDouble(), fitted.Expect(data.Row(row).Span).Means[column], Limit, $"row {row}, column {column}");
        }
        Assert.All(Enumerable.Range(0, 200), i => Assert.Equal(14.3, fitted.Draw(data.Row(4).Span, new Seed((ulong)i)).Values[2])); // which was observed
        var draws = Enumerable.Range(0, 4000).Select(i => fitted.Draw(data.Row(4).Span, new Seed(1).Split(i)).Values[0]).ToArray();
        var (mean, deviation) = (fitted.Expect(data.Row(4).Span).Means[0], fitted.Expect(data.Row(4).Span).Deviations[0]);
        Assert.InRange((draws.Average() - mean) / deviation, -0.06, 0.06);
        Assert.InRange(draws.Average(x => (x - mean) * (x - mean)) / (deviation * deviation), 0.9, 1.1);
    }

    [Fact]
    public void A_student_row_is_completed_as_its_moments_say()
    {
        var member = new MultivariateStudent(2).At([1, 2, 2, 1, 3, 7]);
        var (means, variances) = (new double[2], new double[2]);
        member.Expect([4, double.NaN], means, variances);
        var (mean, variance) = (means[1], variances[1]);
        // μ₂ + Σ₂₁/Σ₁₁ (x₁ − μ₁), and (Σ₂₂ − Σ₂₁²/Σ₁₁)(ν + δ)/(ν + 1 − 2)
        Assert.Equal(3.5, mean, 1e-15);
        Assert.Equal(2.5 * (7 + 4.5) / 6, variance, 1e-14);
        var draws = Enumerable
            .Range(0, 20_000)
            .Select(i =>
            {
                double[] row = [4, double.NaN];
                member.Complete(new Seed(9).Split(i), row);
                return row[1];
            })
            .ToArray();
        Assert.InRange(draws.Average(), mean - 0.05, mean + 0.05);
        Assert.InRange(draws.Average(x => (x - mean) * (x - mean)), 0.93 * variance, 1.07 * variance);
    }

    static (Mixture Model, MixtureData Data) Matches(
        IReadOnlyList<JsonElement> trace,
        Family family,
        string file,
        string centre,
        string scatter,
        (string Weights, string Centres, string Scatters) names,
        int iterations,
        params string[] tied
    )
    {
        Assert.Equal(iterations, trace.Count);
        var data = ModelTable.Read(file, table => MixtureData.Parse(family, table));
        var start = trace[0].GetProperty("params");
        var model = Mixture.Of(family, names.Weights == "" ? 1 : start.GetProperty(names.Weights).GetArrayLength(), tied: tied);
        var states = Em.Iterate(model, data, At(model, start, centre, scatter, names)).Take(trace[^1].GetProperty("iter").GetInt32() + 1);
        foreach (var (expected, iterate) in trace.Zip(states))
        {
            var (state, at) = (iterate.OrThrow().State, $"iteration {expected.GetProperty("iter")}");
            var numbers = At(model, expected.GetProperty("params"), centre, scatter, names);
            Close.To(expected.GetProperty("loglik").GetDouble(), state.Objective, Limit, $"{at}, objective");
            foreach (var group in new[] { "mixingWeight", centre, scatter })
                Close.To(numbers[group], state.Parameters[group], Limit, $"{at}, {group}");
        }
        return (model, data);
    }

    // The reference has whole matrices, the families lower triangles.
    static MixtureParameters At(Mixture model, JsonElement from, string centre, string scatter, (string Weights, string, string) names)
    {
        var (weights, centres, scatters) = names;
        var matrices = from.GetProperty(scatters);
        return model
            .At(
                ("mixingWeight", weights == "" ? [1] : Vector.Of(Flat(from.GetProperty(weights)))),
                (centre, Vector.Of(Flat(from.GetProperty(centres)))),
                (scatter, Vector.Of(Numbers(model, matrices)))
            )
            .OrThrow();
    }

    // Of all components one matrix where it is tied; of other forms the numbers that differ from 0 and from each other.
    static IEnumerable<double> Numbers(Mixture model, JsonElement matrices) =>
        !model.Family.Shape.Parameters[1].IsTriangular ? Flat(matrices)
        : matrices[0][0].ValueKind == JsonValueKind.Number ? Enumerable.Range(0, model.Components).SelectMany(_ => Lower(matrices))
        : matrices.EnumerateArray().SelectMany(Lower);

    static IEnumerable<double> Lower(JsonElement matrix) =>
        matrix.EnumerateArray().SelectMany((row, i) => row.EnumerateArray().Take(i + 1).Select(cell => cell.GetDouble()));

    static IEnumerable<double> Flat(JsonElement numbers) =>
        numbers.ValueKind == JsonValueKind.Array ? numbers.EnumerateArray().SelectMany(Flat) : [numbers.GetDouble()];
}
