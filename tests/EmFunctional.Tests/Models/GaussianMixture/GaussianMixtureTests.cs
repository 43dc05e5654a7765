using System.Linq;
using EmFunctional.Families;
using EmFunctional.Iterating;
using EmFunctional.Mixtures;
using EmFunctional.Modelling;
using EmFunctional.Models.GaussianMixture;
using EmFunctional.Models.GaussianMixture.Data;
using EmFunctional.Models.GaussianMixture.Form;
using EmFunctional.Models.GaussianMixture.Start;
using EmFunctional.Numerics;
using EmFunctional.Tables;
using EmFunctional.Tests.Laws;
using EmFunctional.Tests.Support;
using LanguageExt;

namespace EmFunctional.Tests.Models.GaussianMixture;

/// <summary>Closed forms, and what a change of units, origin or order does.</summary>
public class GaussianMixtureTests
{
    static readonly MixtureData _iris = ModelTable.Read("iris.csv", table => GaussianMixtureData.Parse(table));

    public static TheoryData<CovarianceForm> Forms => [.. Enum.GetValues<CovarianceForm>()];

    static MixtureData Data(int d, Vector values) =>
        GaussianMixtureData.Create(Enumerable.Range(0, d).Select(j => $"x{j}").ToArray(), values).OrThrow();

    static Vector Map(MixtureData data, Func<double, int, double> f) =>
        Vector.Of(data.Values.Count, at => f(data.Values[at], at % data.Dimension));

    static MixtureParameters Fit(MixtureData data, GaussianMixtureOptions options, MixtureParameters start) =>
        Em.Fit(GaussianMixtureModel.Of(options), data, start, StopRule.Residual(1e-12) | StopRule.Iterations(3000))
            .OrThrow()
            .State.Parameters;

    static MixtureParameters KMeans(MixtureData data, GaussianMixtureOptions options) =>
        GaussianMixtureStart.KMeansPlusPlus(data, options, new Seed(3)).OrThrow();

    [Theory]
    [MemberData(nameof(Forms))]
    public void One_component_reaches_its_closed_form_in_one_step(CovarianceForm form)
    {
        var options = new GaussianMixtureOptions(1, 4, form);
        var from = GaussianMixtureStart.RandomRows(_iris, options, new Seed(1)).OrThrow();
        var states = Em.Iterate(GaussianMixtureModel.Of(options), _iris, from).Take(3).Select(i => i.OrThrow().At).ToArray();
        for (var j = 0; j < 4; j++)
            Close.To(_iris.Centre[j], states[1].Parameters.Means[j], 1e-14, "mean");
        var variance = form switch
        {
            CovarianceForm.Spherical => _iris.Variances.Average(),
            _ => _iris.Variances[0],
        };
        Close.To(variance, states[1].Parameters.Covariances[0].Values[0], 1e-13, "variance");
        Close.To(states[1].Objective, states[2].Objective, 1e-14, "objective");
        Assert.InRange(states[1].Residual, 0, 1e-13);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void An_offset_of_1e8_shifts_the_means_and_keeps_the_covariances(CovarianceForm form)
    {
        var options = new GaussianMixtureOptions(3, 4, form);
        // Multiples of 2⁻²⁰ near 1e8 are exact, so that both are the same data.
        var plain = Data(4, Map(_iris, (x, _) => Math.Round(x * 1048576) / 1048576));
        var far = Data(4, Map(plain, (x, _) => x + 1e8));
        var (near, there) = (Fit(plain, options, KMeans(plain, options)), Fit(far, options, KMeans(far, options)));
        foreach (var (a, b) in near.Means.Zip(there.Means))
            Assert.Equal(a + 1e8, b, 1e-6);
        foreach (var (a, b) in near.Covariances.SelectMany(c => c.Values).Zip(there.Covariances.SelectMany(c => c.Values)))
            Close.To(a, b, 1e-6, "covariance");
    }

    [Theory]
    [InlineData(CovarianceForm.Full)]
    [InlineData(CovarianceForm.Tied)]
    [InlineData(CovarianceForm.Diagonal)]
    public void Scaled_columns_scale_the_answer(CovarianceForm form)
    {
        double[] scale = [1000, 0.001, 1, 25];
        var options = new GaussianMixtureOptions(3, 4, form);
        var scaled = Data(4, Map(_iris, (x, j) => x * scale[j]));
        var start = KMeans(_iris, options);
        var (one, other) = (
            Fit(_iris, options, start),
            Em.Fit(GaussianMixtureModel.Of(options), scaled, KMeans(scaled, options), StopRule.Iterations(600)).OrThrow().State.Parameters
        );
        for (var at = 0; at < one.Means.Count; at++)
            Close.To(one.Means[at], other.Means[at] / scale[at % 4], 1e-6, $"mean {at}");
        Close.To(one.Covariances[0].Values[0], other.Covariances[0].Values[0] / 1e6, 1e-6, "variance");
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Permuted_columns_permute_the_answer(CovarianceForm form)
    {
        var options = new GaussianMixtureOptions(3, 4, form);
        var turned = Data(4, Vector.Of(_iris.Values.Count, at => _iris.Values[at / 4 * 4 + 3 - at % 4]));
        var (one, other) = (Fit(_iris, options, KMeans(_iris, options)), Fit(turned, options, KMeans(turned, options)));
        for (var k = 0; k < 3; k++)
        for (var j = 0; j < 4; j++)
            Close.To(one.Mean(k)[j], other.Mean(k)[3 - j], 1e-8, $"mean {k} {j}");
    }

    [Fact]
    public void In_one_dimension_it_is_the_normal_mixture()
    {
        var waiting = ModelTable.Read("faithful.csv", table => GaussianMixtureData.Parse(table, ColumnChoice.Of("waiting")));
        var points = Make.Points(waiting.Values).OrThrow();
        var normal = Make.Normals([50, 80], [5, 5]).OrThrow();
        var spherical = GaussianMixtureParameters.Create(CovarianceForm.Spherical, [0.5, 0.5], [50, 80], [25, 25]).OrThrow();
        var one = Em.Fit(Mixture.Of<Normal>(2), points, normal).OrThrow().State;
        var other = Em.Fit(GaussianMixtureModel.Of(new(2, 1, CovarianceForm.Spherical)), waiting, spherical).OrThrow().State;
        Assert.Equal(one.Iteration, other.Iteration);
        Close.To(one.Objective, other.Objective, 1e-13, "objective");
        Close.To(one.Parameters.StandardDeviations[0], Math.Sqrt(other.Parameters.Covariances[0].Values[0]), 1e-12, "deviation");
    }

    [Fact]
    public void Labels_and_responsibilities_give_the_closed_form()
    {
        var data = Data(1, [1, 3, 10, 14]);
        var options = new GaussianMixtureOptions(2, 1, CovarianceForm.Diagonal);
        var known = GaussianMixtureStart.FromLabels(data, Arr.create(0, 0, 1, 1), options).OrThrow();
        Assert.Equal("[2, 12] [1] [4]", $"{known.Means} {known.Covariances[0].Values} {known.Covariances[1].Values}");
        var soft = GaussianMixtureStart.FromResponsibilities(data, [1, 0, 1, 0, 0.5, 0.5, 0, 1], options).OrThrow();
        Close.To((1 + 3 + 0.5 * 10) / 2.5, soft.Means[0], 1e-14, "mean");
        Assert.Equal(
            new EmError.WrongLength("responsibilities", 8, 3),
            GaussianMixtureStart.FromResponsibilities(data, [1, 0, 1], options).LeftAsEnumerable().Single()
        );
        Assert.Equal(
            "the sum of responsibilities in row 2 = 0.9 must be 1; choose another value",
            GaussianMixtureStart.FromResponsibilities(data, [1, 0, 0.5, 0.4, 1, 0, 0, 1], options).LeftAsEnumerable().Single().ToString()
        );
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void It_is_a_mixture_of_the_multivariate_normal_family(CovarianceForm form)
    {
        var options = new GaussianMixtureOptions(3, 4, form);
        var mixture = GaussianMixtureModel.Of(options);
        var species = Enumerable.Range(0, 150).Select(i => i / 50).ToArray();
        var own = GaussianMixtureStart.FromLabels(_iris, species, options).OrThrow();
        var known = mixture.FromLabels(_iris, species).OrThrow();
        Assert.Equal(mixture.Chart.Names.Count, mixture.Chart.ToFlat(known).Count);
        foreach (var (here, there) in mixture.Chart.ToFlat(known).Zip(mixture.Chart.ToFlat(own)))
            Close.To(there, here, 1e-12, "closed form");
        Close.To(own.Posterior(_iris.Row(77).Span).LogDensity, mixture.Posterior(known, _iris.Row(77).Span).LogDensity, 1e-12, "density");
        MixtureParameters[] starts =
        [
            mixture.Start(_iris),
            mixture.Start(_iris, new Seed(5)),
            mixture.StartPlusPlus(_iris, new Seed(5)).OrThrow(),
            mixture.StartResponsibilities(_iris, new Seed(5)).OrThrow(),
        ];
        foreach (var start in starts)
        {
            Assert.Equal(form == CovarianceForm.Tied ? 1 : 3, start.Covariances.Count);
            var iterates = Em.Iterate(mixture, _iris, start).Take(4).Select(iterate => iterate.OrThrow().At.Objective).ToArray();
            Assert.Equal(iterates.Order(), iterates);
        }
    }

    [Fact]
    public void A_start_that_is_no_covariance_is_refused_by_name()
    {
        var faults = GaussianMixtureParameters.Create(CovarianceForm.Full, [1], [0, 0], [1, 2, 1]).FailAsEnumerable().Single();
        Assert.Equal(
            "covariance[0] must be positive definite; its smallest eigenvalue is -1, choose other values",
            faults
                .ToString()
                .Replace("-0.9999999999999998", "-1", StringComparison.Ordinal)
                .Replace("-1.0000000000000002", "-1", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void A_mixture_of_full_covariances_evaluates_the_textbooks_density()
    {
        // N((1, 2) | (0, 0), [[2, 1], [1, 2]]): |Σ| = 3, quadratic form 2.
        var p = GaussianMixtureParameters.Create(CovarianceForm.Full, [1], [0, 0], [2, 1, 2]).OrThrow();
        var expected = -Math.Log(2 * Math.PI) - 0.5 * Math.Log(3) - 0.5 * 2;
        Close.To(expected, p.Posterior([1, 2]).LogDensity, 1e-15, "log density");
    }
}
