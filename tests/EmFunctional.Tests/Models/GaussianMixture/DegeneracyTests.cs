using System.Collections.Generic;
using System.Linq;
using EmFunctional.Families;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Models.GaussianMixture;
using EmFunctional.Models.GaussianMixture.Data;
using EmFunctional.Models.GaussianMixture.Form;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using EmFunctional.Tests.Laws;
using EmFunctional.Tests.Support;
using LanguageExt;

namespace EmFunctional.Tests.Models.GaussianMixture;

/// <summary>Hard input: the right answer, or a message that names what to change.</summary>
public class DegeneracyTests
{
    static readonly MixtureData _iris = ModelTable.Read("iris.csv", table => GaussianMixtureData.Parse(table));

    static MixtureData Data(int d, Vector values) =>
        GaussianMixtureData.Create(Enumerable.Range(0, d).Select(j => $"x{j}").ToArray(), values).OrThrow();

    static string Refusal(MixtureData data, GaussianMixtureOptions options) =>
        Problem.Of(GaussianMixtureModel.Of(options), data).LeftAsEnumerable().Single().ToString();

    static Vector Noise(int count, ulong seed, double scale = 1) => Vector.Of(count, i => scale * new Seed(seed).Normal(i));

    static Either<EmError, Fitted<MixtureParameters>> Fit(MixtureData data, GaussianMixtureOptions options) =>
        GaussianMixtureStart
            .KMeansPlusPlus(data, options, new Seed(1))
            .Bind(start => Em.Fit(GaussianMixtureModel.Of(options), data, start));

    [Fact]
    public void Identical_rows() =>
        Assert.Equal(
            "all values of x0 are 5; there is nothing to estimate, choose another column",
            Refusal(Data(2, Vector.Of(20, _ => 5)), new(1, 2))
        );

    [Fact]
    public void A_constant_column()
    {
        var data = Data(2, Vector.Of(40, at => at % 2 == 0 ? 7 : Noise(40, 1)[at]));
        foreach (var form in new[] { CovarianceForm.Full, CovarianceForm.Tied, CovarianceForm.Diagonal })
            Assert.StartsWith("all values of x0 are 7", Refusal(data, new(1, 2, form)), StringComparison.Ordinal);
        Assert.True(Fit(data, new(2, 2, CovarianceForm.Spherical)).IsRight);
        Assert.True(Fit(data, new(2, 2) { Guard = GaussianMixtureDegeneracy.DefaultFloor(data) }).IsRight);
    }

    [Fact]
    public void More_components_than_distinct_rows() =>
        Assert.Equal("3 components, but only 2 distinct rows of data; ask for at most 2", Refusal(Data(1, [1, 2, 1, 2, 1]), new(3, 1)));

    [Fact]
    public void One_row() => Assert.Equal("1 row of data; give at least 2", Refusal(Data(2, [1, 2]), new(1, 2)));

    [Fact]
    public void Many_columns_and_few_rows()
    {
        var data = Data(100, Noise(1000, 2));
        Assert.Equal(
            "10 rows of 100 columns: a full or tied covariance needs at least 101 rows; take a diagonal or spherical form, fewer columns, or a prior",
            Refusal(data, new(1, 100))
        );
        Assert.True(Fit(data, new(1, 100, CovarianceForm.Diagonal)).IsRight);
        Assert.True(Fit(data, new(2, 100, CovarianceForm.Spherical)).IsRight);
        var prior = new CovarianceGuard.Prior(GaussianMixtureDegeneracy.DefaultPrior(data, CovarianceForm.Diagonal, 2).OrThrow());
        Assert.True(Fit(data, new(2, 100, CovarianceForm.Diagonal) { Guard = prior }).IsRight);
    }

    [Fact]
    public void A_hundred_columns_and_enough_rows()
    {
        var data = Data(100, Noise(40_000, 3));
        var fitted = Fit(data, new(1, 100)).OrThrow();
        Assert.InRange(fitted.State.Parameters.Covariances[0].Values[0], 0.7, 1.3);
        Assert.True(fitted.Reason.IsConverged);
    }

    [Fact]
    public void Collinear_columns()
    {
        var noise = Noise(60, 4);
        var data = Data(
            3,
            Vector.Of(
                180,
                at => at % 3 == 2 ? 2 * noise[at / 3 * 2 % 60] - noise[(at / 3 * 2 + 1) % 60] : noise[(at / 3 * 2 + at % 3) % 60]
            )
        );
        Assert.Equal(
            "column x2 is determined by x0, x1, so a full or tied covariance has no inverse; leave it out, or take a diagonal or spherical form",
            Refusal(data, new(1, 3))
        );
        Assert.True(Fit(data, new(1, 3, CovarianceForm.Diagonal)).IsRight);
        var prior = new CovarianceGuard.Prior(GaussianMixtureDegeneracy.DefaultPrior(data, CovarianceForm.Full, 2).OrThrow());
        Assert.True(Fit(data, new(2, 3) { Guard = prior }).IsRight);
    }

    [Theory]
    [InlineData(1e200)]
    [InlineData(1e-200)]
    public void Values_whose_squares_are_no_numbers(double scale) =>
        Assert.Contains(
            "and the squares of such numbers cannot be computed; rescale the column",
            GaussianMixtureData.Create(Arr.create("x"), [1 * scale, 2 * scale, 4 * scale]).FailAsEnumerable().Single().ToString(),
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData(1e150)]
    [InlineData(1e-150)]
    public void Values_of_extreme_size_have_the_same_answer_in_their_units(double scale)
    {
        var scaled = Data(4, _iris.Values.Map(x => x * scale));
        foreach (var form in Enum.GetValues<CovarianceForm>())
        {
            var (one, other) = (Fit(_iris, new(3, 4, form)).OrThrow(), Fit(scaled, new(3, 4, form)).OrThrow());
            for (var at = 0; at < 12; at++)
                Close.To(one.State.Parameters.Means[at], other.State.Parameters.Means[at] / scale, 1e-4, $"{form}, mean {at}");
            Close.To(one.State.Objective, other.State.Objective + 600 * Math.Log(scale), 1e-6, $"{form}, objective");
        }
    }

    [Fact]
    public void Infinite_values_and_ragged_rows_name_their_place()
    {
        string First(params string[] lines) => GaussianMixtureData.Parse(TestTable.Of(lines)).FailAsEnumerable().First().ToString();
        Assert.Equal("test.csv:3:3: 'Infinity' in b must be a finite number; correct this cell", First("a,b", "1,2", "3,Infinity"));
        Assert.Equal("test.csv:3:1: 3 cells where the header has 2; give every row the same number of cells", First("a,b", "1,2", "3,4,5"));
        Assert.Equal(
            "b in row 2 = Infinity must be a finite number; choose another value",
            GaussianMixtureData.Create(Arr.create("a", "b"), [1, 2, 3, double.PositiveInfinity]).FailAsEnumerable().Single().ToString()
        );
    }

    [Fact]
    public void Duplicates_are_rows_like_others()
    {
        var twice = Data(4, Vector.Concat(_iris.Values, _iris.Values));
        var options = new GaussianMixtureOptions(2, 4);
        var start = GaussianMixtureStart.KMeansPlusPlus(_iris, options, new Seed(1)).OrThrow();
        var rule = StopRule.Iterations(20);
        var (one, two) = (
            Em.Fit(GaussianMixtureModel.Of(options), _iris, start, rule),
            Em.Fit(GaussianMixtureModel.Of(options), twice, start, rule)
        );
        Close.To(2 * one.OrThrow().State.Objective, two.OrThrow().State.Objective, 1e-12, "objective");
    }

    // Three points far from the others, on which a component collapses.
    static readonly MixtureData _collapsing = Data(2, Vector.Concat(Noise(80, 5), [50, 50, 50, 50, 50, 50]));

    [Fact]
    public void A_collapse_ends_with_component_mass_and_eigenvalue()
    {
        var error = Fit(_collapsing, new(2, 2)).LeftAsEnumerable().Single();
        var degenerate = Assert.IsType<EmError.Degenerate>(error);
        Assert.Equal((3, 0), (Math.Round(degenerate.Mass, 9), Math.Round(degenerate.Eigenvalue, 9)));
        Assert.Contains("collapsed: mass ", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_floor_keeps_it_and_is_a_diagnostic()
    {
        var fitted = Fit(_collapsing, new(2, 2) { Guard = new CovarianceGuard.Floor(0.01) }).OrThrow();
        var floored = Assert.IsType<Diagnostic.Floored>(fitted.State.Diagnostics.Single());
        Assert.Equal((0, 0.01), (Math.Round(floored.Eigenvalue, 9), floored.Floor));
        Assert.True(fitted.Reason.IsConverged);
        var component = floored.Component.IfNone(-1);
        Assert.Equal(0.01, fitted.State.Parameters.Covariances[component].Values[0], 1e-12);
    }

    [Fact]
    public void A_prior_keeps_it()
    {
        var prior = new CovarianceGuard.Prior(GaussianMixtureDegeneracy.DefaultPrior(_collapsing, CovarianceForm.Full, 2).OrThrow());
        var fitted = Fit(_collapsing, new(2, 2) { Guard = prior }).OrThrow();
        Assert.True(fitted.Reason.IsConverged);
        Assert.Empty(fitted.State.Diagnostics);
    }

    static IReadOnlyList<RunEvent<MixtureParameters>> Chain(
        MixtureData data,
        GaussianMixtureOptions options,
        Fallback<MixtureParameters> fallback
    )
    {
        var problem = Problem.Of(GaussianMixtureModel.Of(options), data).OrThrow();
        var start = GaussianMixtureStart.KMeansPlusPlus(data, options, new Seed(1)).OrThrow();
        return [.. FallbackRuns.Events(problem, start, StopRule.Default, new(), fallback)];
    }

    [Fact]
    public void A_dropped_component_leads_to_a_child_run_with_one_less()
    {
        var options = new GaussianMixtureOptions(2, 2);
        var events = Chain(_collapsing, options, GaussianMixtureDegeneracy.Drop(_collapsing, options));
        var started = events.OfType<RunEvent<MixtureParameters>.Started>().ToArray();
        Assert.Equal(2, started.Length);
        var parent = started[1].Specification.Parent.IfNone(() => throw new InvalidOperationException());
        Assert.Equal((started[0].Run, "drop"), (parent.Run, parent.Why));
        Assert.IsType<RunEvent<MixtureParameters>.Stopped>(events[^1]);
        Assert.Equal(1, Fitted.From(events).OrThrow().State.Parameters.Components);
    }

    [Fact]
    public void A_restart_begins_anew_until_one_succeeds_or_twenty_have_failed()
    {
        var options = new GaussianMixtureOptions(2, 2);
        var hopeless = Chain(_collapsing, options, GaussianMixtureDegeneracy.Restart(_collapsing, options, new Seed(1)));
        Assert.Equal(21, hopeless.OfType<RunEvent<MixtureParameters>.Started>().Count());
        Assert.IsType<RunEvent<MixtureParameters>.Failed>(hopeless[^1]);
        var eight = new GaussianMixtureOptions(7, 4);
        var chain = Chain(_iris, eight, GaussianMixtureDegeneracy.Restart(_iris, eight, new Seed(1)));
        var again = Chain(_iris, eight, GaussianMixtureDegeneracy.Restart(_iris, eight, new Seed(1)));
        Assert.Equal(chain.Select(e => e.ToString()), again.Select(e => e.ToString()));
    }
}
