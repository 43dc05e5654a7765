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
using EmFunctional.Tables;
using EmFunctional.Testing.Laws;
using EmFunctional.Tests.Laws;
using EmFunctional.Tests.Support;
using LanguageExt;

namespace EmFunctional.Tests.Models.GaussianMixture;

/// <summary>Rows with holes, exactly.</summary>
public class MissingTests
{
    static readonly MixtureData _air = ModelTable.Read("airquality.csv", table => GaussianMixtureData.Parse(table));
    static readonly MixtureData _iris = ModelTable.Read("iris.csv", table => GaussianMixtureData.Parse(table));

    // A third of iris is missing, completely at random; the tenth row wholly.
    static readonly MixtureData _holes = GaussianMixtureData
        .Create(_iris.Names, Vector.Of(600, at => at / 4 == 9 || new Seed(6).Uniform(at) < 0.3 ? double.NaN : _iris.Values[at]))
        .OrThrow();

    public static TheoryData<CovarianceForm> Forms => [.. Enum.GetValues<CovarianceForm>()];

    static MixtureParameters Air(JsonElement numbers)
    {
        var lower = numbers.GetProperty("covariance").EnumerateArray().SelectMany((row, i) => row.EnumerateArray().Take(i + 1));
        return GaussianMixtureParameters
            .Create(
                CovarianceForm.Full,
                [1],
                Vector.Of(numbers.GetProperty("mean").EnumerateArray().Select(x => x.GetDouble())),
                Vector.Of(lower.Select(x => x.GetDouble()))
            )
            .OrThrow();
    }

    [Fact]
    public void Airquality_matches_every_iteration()
    {
        var trace = ReferenceCase.Read("case6_mvn_missing_airquality").Trace;
        Assert.Equal(29, trace.Count);
        var states = Em.Iterate(GaussianMixtureModel.Of(new(1, 4)), _air, Air(trace[0].GetProperty("params"))).Take(29);
        foreach (var (expected, state) in trace.Zip(states.Select(iterate => iterate.OrThrow().State)))
        {
            var (at, wanted) = ($"iteration {state.Iteration}", Air(expected.GetProperty("params")));
            Close.To(expected.GetProperty("loglik").GetDouble(), state.Objective, 1e-11, $"{at}, objective");
            foreach (var (e, a) in wanted.Means.Zip(state.Parameters.Means))
                Close.To(e, a, 1e-10, $"{at}, mean");
            foreach (var (e, a) in wanted.Covariances[0].Values.Zip(state.Parameters.Covariances[0].Values))
                Close.To(e, a, 1e-10, $"{at}, covariance");
        }
    }

    [Fact]
    public void Airqualitys_imputed_cells_match()
    {
        var reference = ReferenceCase.Read("case6_mvn_missing_airquality");
        var at = Air(reference["final"].GetProperty("params"));
        var cells = reference["imputedAtFinal"].GetProperty("values").EnumerateArray().ToArray();
        Assert.Equal(44, cells.Length);
        foreach (var cell in cells)
        {
            var (row, column) = (cell[0].GetInt32(), cell[1].GetInt32());
            Close.To(cell[2].GetDouble(), at.Expect(_air.Row(row).Span).Means[column], 1e-10, $"row {row}");
        }
        var own = Em.Fit(GaussianMixtureModel.Of(new(1, 4)), _air, at, StopRule.Residual(1e-9) | StopRule.Iterations(1000)).OrThrow().State;
        Close.To(reference["final"].GetProperty("loglik").GetDouble(), own.Objective, 1e-12, "objective");
    }

    [Fact]
    public void Draws_have_the_conditional_mean_and_deviation_and_keep_what_was_observed()
    {
        var options = new GaussianMixtureOptions(2, 4);
        var at = Em.Fit(
                GaussianMixtureModel.Of(options),
                _holes,
                GaussianMixtureStart.KMeansPlusPlus(_holes, options, new Seed(1)).OrThrow()
            )
            .OrThrow()
            .State.Parameters;
        var row = _holes.Row(Enumerable.Range(0, 150).First(i => _holes.Row(i).ToArray().Count(double.IsNaN) == 2)).ToArray();
        var expected = at.Expect(row);
        const int n = 20_000;
        var draws = Enumerable.Range(0, n).Select(i => at.Complete(row, new Seed(3).Split(i))).ToArray();
        for (var j = 0; j < 4; j++)
        {
            if (double.IsNaN(row[j]))
            {
                var mean = draws.Average(draw => draw[j]);
                Assert.Equal(expected.Means[j], mean, 5 * expected.Deviations[j] / Math.Sqrt(n));
                var spread = Math.Sqrt(draws.Average(draw => (draw[j] - mean) * (draw[j] - mean)));
                Assert.Equal(expected.Deviations[j], spread, 5 * expected.Deviations[j] / Math.Sqrt(n));
            }
            else
                Assert.All(draws, draw => Assert.Equal(row[j], draw[j]));
        }
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void The_likelihood_and_the_next_step_are_those_of_a_slow_computation_row_by_row(CovarianceForm form)
    {
        var options = new GaussianMixtureOptions(2, 4, form);
        var start = GaussianMixtureStart.KMeansPlusPlus(_holes, options, new Seed(2)).OrThrow();
        var at = Em.Iterate(GaussianMixtureModel.Of(options), _holes, start).First().OrThrow().At;
        var (objective, mass, means) = Slow(_holes, start);
        Close.To(objective, at.Objective, 1e-12, "objective");
        var to = at.Proposal.OrThrow().Parameters;
        for (var k = 0; k < 2; k++)
        {
            Close.To(mass[k] / mass.Sum(), to.MixingWeights[k], 1e-12, "weight");
            for (var j = 0; j < 4; j++)
                Close.To(means[k][j] / mass[k], to.Mean(k)[j], 1e-12, "mean");
        }
    }

    // Each row by itself, with the marginal of its own columns and the regression solved by elimination.
    static (double Objective, double[] Mass, double[][] Means) Slow(MixtureData data, MixtureParameters p)
    {
        var (objective, mass, means) = (0.0, new double[2], new[] { new double[4], new double[4] });
        for (var i = 0; i < data.Rows; i++)
        {
            var x = data.Row(i).ToArray();
            var seen = Enumerable.Range(0, 4).Where(j => !double.IsNaN(x[j])).ToArray();
            if (seen.Length == 0)
                continue;
            var density = new double[2];
            var filled = new double[2][];
            for (var k = 0; k < 2; k++)
            {
                var sigma = seen.Select(a => seen.Select(b => p.Covariance(k).At(a, b)).ToArray()).ToArray();
                var (solved, determinant) = Solve(sigma, [.. seen.Select(j => x[j] - p.Mean(k)[j])]);
                var square = seen.Select((j, a) => (x[j] - p.Mean(k)[j]) * solved[a]).Sum();
                density[k] = p.MixingWeights[k] * Math.Exp(-0.5 * square) / Math.Sqrt(Math.Pow(2 * Math.PI, seen.Length) * determinant);
                filled[k] =
                [
                    .. Enumerable
                        .Range(0, 4)
                        .Select(j =>
                            seen.Contains(j) ? x[j] : p.Mean(k)[j] + seen.Select((o, a) => p.Covariance(k).At(j, o) * solved[a]).Sum()
                        ),
                ];
            }
            objective += Math.Log(density.Sum());
            for (var k = 0; k < 2; k++)
            {
                mass[k] += density[k] / density.Sum();
                for (var j = 0; j < 4; j++)
                    means[k][j] += density[k] / density.Sum() * filled[k][j];
            }
        }
        return (objective, mass, means);
    }

    static (double[] X, double Determinant) Solve(double[][] a, double[] b)
    {
        var (n, determinant) = (b.Length, 1.0);
        for (var i = 0; i < n; i++)
        {
            determinant *= a[i][i];
            for (var r = i + 1; r < n; r++)
            {
                var f = a[r][i] / a[i][i];
                for (var c = i; c < n; c++)
                    a[r][c] -= f * a[i][c];
                b[r] -= f * b[i];
            }
        }
        for (var i = n - 1; i >= 0; i--)
            b[i] = (b[i] - Enumerable.Range(i + 1, n - i - 1).Sum(c => a[i][c] * b[c])) / a[i][i];
        return (b, determinant);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void The_laws_hold_with_holes_and_weights(CovarianceForm form)
    {
        foreach (var k in new[] { 1, 2 })
        {
            var options = new GaussianMixtureOptions(k, 4, form);
            var weighted = GaussianMixtureData.Create(_holes.Names, _holes.Values, Vector.Of(150, i => 0.5 + i % 3)).OrThrow();
            EmLaws
                .Check(
                    GaussianMixtureModel.Of(options),
                    weighted,
                    seed: 1,
                    new()
                    {
                        Starts = Arr.create(GaussianMixtureStart.KMeansPlusPlus(weighted, options, new Seed(1)).OrThrow()),
                        Relabel = Prelude.Some<Func<MixtureParameters, MixtureParameters>>(p =>
                            p.Reordered(Enumerable.Range(0, k).Reverse().ToArray())
                        ),
                    }
                )
                .OrThrow();
        }
    }

    [Fact]
    public void Floors_priors_and_random_rows_know_holes()
    {
        foreach (
            var guard in new CovarianceGuard[]
            {
                GaussianMixtureDegeneracy.DefaultFloor(_air),
                new CovarianceGuard.Prior(GaussianMixtureDegeneracy.DefaultPrior(_air, CovarianceForm.Full, 2).OrThrow()),
            }
        )
        {
            var options = new GaussianMixtureOptions(2, 4) { Guard = guard };
            var start = GaussianMixtureStart.RandomRows(_air, options, new Seed(2)).OrThrow();
            Assert.True(Em.Fit(GaussianMixtureModel.Of(options), _air, start).OrThrow().Reason.IsConverged);
        }
    }

    [Fact]
    public void One_component_by_its_moments_is_one_component_row_by_row()
    {
        // Two components that are the same, row by row, against one by its moments.
        var one = new GaussianMixtureOptions(1, 4);
        var start = GaussianMixtureStart.KMeansPlusPlus(_holes, one, new Seed(1)).OrThrow();
        var (means, covariance) = (start.Means, start.Covariances[0]);
        var twice = GaussianMixtureParameters.Of([0.5, 0.5], Vector.Concat(means, means), Arr.create(covariance, covariance));
        var (a, b) = (
            Em.Iterate(GaussianMixtureModel.Of(one), _holes, start).ElementAt(3).OrThrow().At,
            Em.Iterate(GaussianMixtureModel.Of(new(2, 4)), _holes, twice).ElementAt(3).OrThrow().At
        );
        Close.To(b.Objective, a.Objective, 1e-12, "objective");
        foreach (var (e, x) in b.Parameters.Covariances[0].Values.Zip(a.Parameters.Covariances[0].Values))
            Close.To(e, x, 1e-11, "covariance");
    }

    [Fact]
    public void A_row_of_which_nothing_was_observed_counts_nothing_and_is_a_diagnostic()
    {
        var state = Em.Iterate(
                GaussianMixtureModel.Of(new(1, 4)),
                _holes,
                GaussianMixtureStart.KMeansPlusPlus(_holes, new(1, 4), new Seed(1)).OrThrow()
            )
            .ElementAt(1)
            .OrThrow()
            .At;
        Assert.Equal(new Diagnostic.Unobserved(1), state.Diagnostics.Single());
        Assert.Equal("of one row nothing was observed; it counts nothing", state.Diagnostics.Single().ToString());
    }

    [Fact]
    public void A_column_of_which_nothing_was_observed_is_refused() =>
        Assert.Equal(
            "nothing of b was observed; leave it out, or choose another column",
            GaussianMixtureData.Parse(TestTable.Of("a,b", "1,", "2,NA", "3,NaN")).FailAsEnumerable().Single().ToString()
        );

    [Fact]
    public void Cells_may_be_empty_NA_NaN_or_a_stated_marker()
    {
        var marked = new ColumnChoice { Missing = Arr.create("-99") };
        var data = GaussianMixtureData.Parse(TestTable.Of("a,b", "1,NA", ",2", "nan,-99", "4,5"), marked).OrThrow();
        Assert.Equal("[1, NaN, NaN, 2, NaN, NaN, 4, 5]", data.Values.ToString());
        Assert.Equal(
            "test.csv:2:3: 'x' in b must be a finite number; correct this cell",
            GaussianMixtureData.Parse(TestTable.Of("a,b", "1,x", "2,3"), ColumnChoice.Of("a", "b")).FailAsEnumerable().First().ToString()
        );
    }

    [Fact]
    public void Holes_at_random_leave_the_parameters_where_they_were()
    {
        const int n = 3000; // of two components far apart, a quarter missing: within four standard errors
        var seed = new Seed(8);
        var values = Vector.Of(
            3 * n,
            at =>
                seed.Split(1).Uniform(at) < 0.25
                    ? double.NaN
                    : (at / 3 % 3 == 0 ? 10 : 0) + seed.Normal(at) + (at % 3 == 1 ? 0.8 * seed.Normal(at - 1) : 0)
        );
        var data = GaussianMixtureData.Create(Arr.create("a", "b", "c"), values).OrThrow();
        var options = new GaussianMixtureOptions(2, 3);
        var fit = Em.Fit(GaussianMixtureModel.Of(options), data, GaussianMixtureStart.KMeansPlusPlus(data, options, seed).OrThrow())
            .OrThrow();
        var near = fit.State.Parameters.Mean(0)[0] < 5 ? 0 : 1;
        var error = 4 * 1.3 / Math.Sqrt(0.7 * 2000);
        Assert.All(fit.State.Parameters.Mean(near), mu => Assert.Equal(0, mu, error));
        Assert.All(fit.State.Parameters.Mean(1 - near), mu => Assert.Equal(10, mu, 1.5 * error));
        Assert.Equal(2 / 3.0, fit.State.Parameters.MixingWeights[near], 4 * Math.Sqrt(2 / 9.0 / n));
        Assert.Equal(0.8, fit.State.Parameters.Covariance(near).At(0, 1), 4 * 1.5 / Math.Sqrt(0.5 * 2000));
    }
}
