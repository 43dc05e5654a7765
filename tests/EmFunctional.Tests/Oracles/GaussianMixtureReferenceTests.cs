using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using EmFunctional.Families;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Models.GaussianMixture;
using EmFunctional.Models.GaussianMixture.Data;
using EmFunctional.Models.GaussianMixture.Form;
using EmFunctional.Numerics;
using EmFunctional.Tests.Laws;
using EmFunctional.Tests.Support;

namespace EmFunctional.Tests.Oracles;

/// <summary>Case 4: faithful and iris, four forms, with and without 1e-6 on the diagonal; and the finals of scikit-learn and mclust.</summary>
public class GaussianMixtureReferenceTests
{
    const double Limit = 1e-9;

    public static TheoryData<string, CovarianceForm, int> Cases
    {
        get
        {
            var cases = new TheoryData<string, CovarianceForm, int>();
            foreach (var data in new[] { "faithful_k2", "iris_k3" })
            foreach (var form in Enum.GetValues<CovarianceForm>())
            foreach (var run in new[] { 0, 1 })
                cases.Add(data, form, run);
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_iteration_matches(string name, CovarianceForm form, int run)
    {
        var (reference, data, options, start) = Case(name, form, run);
        var trace = reference["runs"][run].GetProperty("trace").EnumerateArray().ToArray();
        Assert.True(trace.Length >= 8);
        var states = Em.Iterate(GaussianMixtureModel.Of(options), data, start).Take(trace[^1].GetProperty("iter").GetInt32() + 1);
        foreach (var (expected, state) in trace.Zip(states.Select(iterate => iterate.OrThrow().State)))
        {
            var at = $"{name}, {form}, iteration {state.Iteration}";
            Assert.Equal(expected.GetProperty("iter").GetInt32(), state.Iteration);
            Close.To(expected.GetProperty("loglik").GetDouble(), state.Objective, Limit, $"{at}, objective");
            Matches(expected.GetProperty("params"), state.Parameters, form, Limit, at);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_final_is_the_one_that_is_agreed_on(string name, CovarianceForm form, int run)
    {
        var (reference, data, options, start) = Case(name, form, run);
        var converged = reference["runs"][run].GetProperty("converged");
        var plain = Em.Fit(GaussianMixtureModel.Of(options), data, start, StopRule.Residual(1e-12) | StopRule.Iterations(20_000)).OrThrow();
        Close.To(converged.GetProperty("loglik").GetDouble(), plain.State.Objective, 1e-11, "objective");
        Matches(converged.GetProperty("params"), plain.State.Parameters, form, 1e-8, $"{name}, {form}, final");
        if (run != 0)
            return;
        var squarem = Em.Fit(
            GaussianMixtureModel.Of(options),
            data,
            start,
            StopRule.Residual(1e-10) | StopRule.Iterations(2000),
            Algorithm.Squarem
        );
        // On iris with a tied covariance it leaps to a better optimum than plain EM's.
        Assert.InRange(squarem.OrThrow().State.Objective, plain.State.Objective - 1e-9, -1);
        foreach (var peer in reference["runs"][run].GetProperty("convergedPeers").EnumerateArray())
            if (peer.TryGetProperty("agrees", out var agrees) && agrees.GetBoolean())
                Close.To(peer.GetProperty("loglik").GetDouble(), plain.State.Objective, 1e-10, peer.GetProperty("name").GetString()!);
    }

    static (ReferenceCase Reference, MixtureData Data, GaussianMixtureOptions Options, MixtureParameters Start) Case(
        string name,
        CovarianceForm form,
        int run
    )
    {
        var reference = ReferenceCase.Read($"case4_gmm_{name}_{(form == CovarianceForm.Diagonal ? "diag" : form.ToText())}");
        var data = ModelTable.Read($"{name.Split('_')[0]}.csv", table => GaussianMixtureData.Parse(table));
        var ridge = reference["runs"][run].GetProperty("reg_covar").GetDouble();
        var options = new GaussianMixtureOptions(reference["K"].GetInt32(), data.Dimension, form)
        {
            Guard = ridge > 0 ? new CovarianceGuard.Ridge(ridge) : new CovarianceGuard.None(),
        };
        var init = reference["init"];
        return (reference, data, options, Start(init, form));
    }

    static MixtureParameters Start(JsonElement init, CovarianceForm form) =>
        GaussianMixtureParameters
            .Create(
                form,
                Vector.Of(Flat(init.GetProperty("weights"))),
                Vector.Of(Flat(init.GetProperty("means"))),
                Vector.Of(Numbers(init.GetProperty("covariances"), form))
            )
            .OrThrow();

    static void Matches(JsonElement expected, MixtureParameters actual, CovarianceForm form, double limit, string at)
    {
        Compare(Flat(expected.GetProperty("weights")), actual.MixingWeights, limit, $"{at}, weights");
        Compare(Flat(expected.GetProperty("means")), actual.Means, limit, $"{at}, means");
        var numbers = actual.Covariances.SelectMany(covariance => covariance.Values);
        Compare(Numbers(expected.GetProperty("covariances"), form), numbers, limit, $"{at}, covariances");
    }

    static void Compare(IEnumerable<double> expected, IEnumerable<double> actual, double limit, string what)
    {
        Assert.Equal(expected.Count(), actual.Count());
        foreach (var (e, a) in expected.Zip(actual))
            Close.To(e, a, limit, what);
    }

    // The reference has whole matrices, we have lower triangles.
    static IEnumerable<double> Numbers(JsonElement covariances, CovarianceForm form) =>
        form switch
        {
            CovarianceForm.Full => covariances.EnumerateArray().SelectMany(Lower),
            CovarianceForm.Tied => Lower(covariances),
            _ => Flat(covariances),
        };

    static IEnumerable<double> Lower(JsonElement matrix) =>
        matrix.EnumerateArray().SelectMany((row, i) => row.EnumerateArray().Take(i + 1).Select(cell => cell.GetDouble()));

    static IEnumerable<double> Flat(JsonElement numbers) =>
        numbers.ValueKind == JsonValueKind.Array ? numbers.EnumerateArray().SelectMany(Flat) : [numbers.GetDouble()];
}
