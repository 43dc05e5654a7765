using System.Linq;
using EmFunctional.Chains;
using EmFunctional.Families;
using EmFunctional.Iterating;
using EmFunctional.Mixtures;
using EmFunctional.Modelling;
using EmFunctional.Models.GaussianMixture;
using EmFunctional.Models.GaussianMixture.Data;
using EmFunctional.Models.GaussianMixture.Form;
using EmFunctional.Numerics;
using EmFunctional.Tables;
using EmFunctional.Tests.Laws;
using EmFunctional.Tests.Support;
using LanguageExt;

namespace EmFunctional.Tests.Models;

/// <summary>Rows whose component is known, and rows of which nothing is.</summary>
public class LabelTests
{
    static readonly MixtureData _points = ModelTable.Read("notebook2_points.csv", table => MixtureData.Parse(Family.Of<Normal>(), table));
    static readonly MixtureData _iris = ModelTable.Read("iris.csv", table => GaussianMixtureData.Parse(table));

    [Fact]
    public void With_every_label_known_one_step_is_the_closed_form()
    {
        Arr<int> two = Enumerable.Range(0, 400).Select(i => i / 20 % 2).ToArray();
        Vector Known(int rows) => Vector.Of(rows, i => two[i]);
        Arr<int> Labels(int rows) => two.Take(rows).ToArray();

        var points = Make.Points(_points.Points, labels: Known(_points.Points.Count)).OrThrow();
        var normal = Em.Iterate(Mixture.Of<Normal>(2), points, Mixture.Of<Normal>(2).Start(_points)).ElementAt(1).OrThrow();
        var closed = Mixture.Of<Normal>(2).FromLabels(_points, Labels(_points.Rows)).OrThrow();
        Same(Mixture.Of<Normal>(2).Chart, closed, normal.At.Parameters);

        var options = new GaussianMixtureOptions(2, 4);
        var rows = GaussianMixtureData.Create(_iris.Names, _iris.Values, labels: Known(_iris.Rows)).OrThrow();
        var start = GaussianMixtureStart.RandomRows(_iris, options, new Seed(1)).OrThrow();
        var gaussian = Em.Iterate(GaussianMixtureModel.Of(options), rows, start).ElementAt(1).OrThrow();
        Same(
            GaussianMixtureModel.Of(options).Chart,
            GaussianMixtureStart.FromLabels(_iris, Labels(_iris.Rows), options).OrThrow(),
            gaussian.At.Parameters
        );

        var times = ModelTable.Times;
        var counts = Make.Counts(times.Counts, Weights(times), labels: Vector.Of(times.Counts.Count, i => i % 2)).OrThrow();
        var poisson = Em.Iterate(Mixture.Of<Poisson>(2), counts, Mixture.Of<Poisson>(2).Start(times)).ElementAt(1).OrThrow();
        Arr<int> alternating = Enumerable.Range(0, times.Counts.Count).Select(i => i % 2).ToArray();
        Same(Mixture.Of<Poisson>(2).Chart, Mixture.Of<Poisson>(2).FromLabels(times, alternating).OrThrow(), poisson.At.Parameters);

        // Do, Batzoglou (2008), figure 1a: coin B, A, A, B, A gives 0.45 and 0.80.
        var flips = Flips
            .Parse(
                TestTable.Of("coin,sequence", "B,HTTTHHTHTH", "A,HHHHTHHHHH", "A,HTHHHHHTHH", "B,HTHTTTHHTT", "A,THHHTHHHTH"),
                Labelled("coin")
            )
            .OrThrow();
        Assert.Equal("A B", string.Join(' ', flips.Labels.Names));
        var coins = Em.Iterate(Mixture.Of<Coin>(2), flips, Make.Coins(0.1, 0.2).OrThrow()).ElementAt(1).OrThrow();
        Assert.Equal([0.8, 0.45], coins.At.Parameters.Theta);
    }

    [Fact]
    public void States_that_are_known_are_counted()
    {
        var data = HiddenMarkovData
            .Parse(
                TestTable.Of("sequence,x,state", "a,u,1", "a,v,0", "a,u,0", "a,u,1", "b,v,0", "b,v,1"),
                ColumnChoice.Of("x") with
                {
                    Labels = "state",
                }
            )
            .OrThrow();
        var start = HiddenMarkovStart.Leaning(data, 2);
        var after = Em.Iterate(HiddenMarkov.Of(2, 2), data, start).ElementAt(1).OrThrow().At.Parameters;
        Close.To(
            [0.5, 0.5, 1 / 3.0, 2 / 3.0, 1, 0, 1 / 3.0, 2 / 3.0, 2 / 3.0, 1 / 3.0],
            HiddenMarkov.Of(2, 2).Chart.ToFlat(after),
            1e-12,
            "hmm"
        );
    }

    [Fact]
    public void Some_labels_against_a_slow_computation()
    {
        var x = _points.Points.ToArray();
        var labels = x.Select((_, i) => i % 3 == 0 ? (i / 3) % 2 : -1).ToArray();
        var data = Make.Points(_points.Points, labels: Vector.Of(labels.Select(label => (double)label))).OrThrow();
        var (pi, mu, sigma) = (new[] { 0.5, 0.5 }, new[] { 3.0, 5.0 }, new[] { 1.0, 2.0 });
        var start = Make.Normals([.. pi], [.. mu], [.. sigma]).OrThrow();
        foreach (var iterate in Em.Iterate(Mixture.Of<Normal>(2), data, start).Take(15))
        {
            var at = iterate.OrThrow().At;
            Close.To(Mixture.Of<Normal>(2).Chart.ToFlat(at.Parameters), Vector.Of(pi.Concat(mu).Concat(sigma)), 1e-12, "parameters");
            var objective = 0.0;
            var r = new double[x.Length, 2];
            for (var i = 0; i < x.Length; i++)
            {
                double Joint(int k) =>
                    pi[k] * Math.Exp(-0.5 * Math.Pow((x[i] - mu[k]) / sigma[k], 2)) / (sigma[k] * Math.Sqrt(2 * Math.PI));
                objective += Math.Log(labels[i] >= 0 ? Joint(labels[i]) : Joint(0) + Joint(1));
                for (var k = 0; k < 2; k++)
                    r[i, k] =
                        labels[i] < 0 ? Joint(k) / (Joint(0) + Joint(1))
                        : k == labels[i] ? 1
                        : 0;
            }
            Close.To(objective, at.Objective, 1e-12, "objective");
            for (var k = 0; k < 2; k++)
            {
                var mass = Enumerable.Range(0, x.Length).Sum(i => r[i, k]);
                mu[k] = Enumerable.Range(0, x.Length).Sum(i => r[i, k] * x[i]) / mass;
                sigma[k] = Math.Sqrt(Enumerable.Range(0, x.Length).Sum(i => r[i, k] * Math.Pow(x[i] - mu[k], 2)) / mass);
                pi[k] = mass / x.Length;
            }
        }
    }

    [Fact]
    public void Labels_that_say_nothing_change_nothing()
    {
        var unknown = Make.Points(_points.Points, _points.Name, labels: _points.Points.Map(_ => -1)).OrThrow();
        Assert.Equal(_points.Id, unknown.Id);
        var start = Mixture.Of<Normal>(2).Start(_points);
        Assert.Equal(
            Em.Fit(Mixture.Of<Normal>(2), _points, start).OrThrow().Trace,
            Em.Fit(Mixture.Of<Normal>(2), unknown, Mixture.Of<Normal>(2).Start(unknown)).OrThrow().Trace
        );
    }

    [Theory]
    [InlineData(CovarianceForm.Full)]
    [InlineData(CovarianceForm.Tied)]
    [InlineData(CovarianceForm.Spherical)]
    public void A_start_gives_each_label_the_component_of_its_rows(CovarianceForm form)
    {
        // Ten rows of each kind have labels: 0 of the third kind, 1 of the second, 2 of the first.
        var known = Vector.Of(_iris.Rows, i => i % 50 < 10 ? 2 - i / 50 : -1);
        var data = GaussianMixtureData.Create(_iris.Names, _iris.Values, labels: known).OrThrow();
        var options = new GaussianMixtureOptions(3, 4, form);
        for (var seed = 1UL; seed <= 5; seed++)
        {
            var start = GaussianMixtureStart.KMeansPlusPlus(data, options, new Seed(seed)).OrThrow();
            // Petals are longest of the third kind, and shortest of the first.
            Assert.True(start.Mean(0)[2] > start.Mean(1)[2] && start.Mean(1)[2] > start.Mean(2)[2]);
        }
    }

    [Fact]
    public void Labels_that_do_not_fit_are_refused()
    {
        Assert.Equal(
            "3 values for the labels, where the model has 40; give 40",
            Make.Points(_points.Points, labels: [0, 1, 0]).FailAsEnumerable().Single().ToString()
        );
        Assert.Equal(
            "label = 0.5 must be a whole number from 0, or -1 where it is not known; choose another value",
            Make.Points(_points.Points, labels: _points.Points.Map(_ => 0.5)).FailAsEnumerable().Single().ToString()
        );
        var three = Make.Points(_points.Points, labels: Vector.Of(40, i => i % 3)).OrThrow();
        Assert.Equal(new EmError.TooManyLabels(3, 2), Mixture.Of<Normal>(2).Blocks(three).LeftAsEnumerable().Single());
    }

    [Fact]
    public void A_row_of_which_nothing_was_observed_counts_nothing_and_is_a_diagnostic()
    {
        var flips = Flips.Parse(TestTable.Of("coin,sequence", "A,HHT", "B,NA", "A,TTT", "B,")).OrThrow();
        AsWithout(Mixture.Of<Coin>(2), flips, Flips.Parse("HHT", "TTT").OrThrow(), 2);
        var counts = Make.Counts([1, double.NaN, 5, 2, 9, double.NaN], [1, 1, 2, 1, 1, 3]).OrThrow();
        AsWithout(Mixture.Of<Poisson>(2), counts, Make.Counts([1, 5, 2, 9], [1, 2, 1, 1]).OrThrow(), 4);
        var points = Make.Points([1, double.NaN, 2, 8, 9.5, 3]).OrThrow();
        AsWithout(Mixture.Of<Normal>(2), points, Make.Points([1, 2, 8, 9.5, 3]).OrThrow(), 1);
    }

    [Fact]
    public void A_symbol_that_is_missing_may_be_any()
    {
        var p = HiddenMarkov.Parameters([0.6, 0.4], [0.7, 0.3, 0.2, 0.8], [0.1, 0.9, 0.5, 0.5]).OrThrow();
        double Likelihood(params string[] symbols) =>
            Elementary.Exp(
                Em.Iterate(HiddenMarkov.Of(2, 2), HiddenMarkovData.Create([symbols, ["u", "v"]]).OrThrow(), p)
                    .First()
                    .OrThrow()
                    .At.Objective
            );
        Close.To(Likelihood("u", "u", "v") + Likelihood("u", "v", "v"), Likelihood("u", "", "v"), 1e-13, "likelihood");
    }

    static void AsWithout(Mixture model, MixtureData with, MixtureData without, double unobserved)
    {
        var (a, b) = (Em.Fit(model, with, model.Start(with)).OrThrow(), Em.Fit(model, without, model.Start(without)).OrThrow());
        Assert.Equal(new Diagnostic.Unobserved(unobserved), a.State.Diagnostics.First());
        Assert.Equal((b.State.Iteration, b.State.Objective), (a.State.Iteration, a.State.Objective));
        Same(model.Chart, b.State.Parameters, a.State.Parameters);
    }

    static Vector Weights(MixtureData data) => Vector.Of(data.Counts.Count, i => data.Weights[i]);

    static ColumnChoice Labelled(string column) => ColumnChoice.Default with { Labels = column };

    static void Same<TParams>(Chart<TParams> chart, TParams expected, TParams actual) =>
        Close.To(chart.ToFlat(expected), chart.ToFlat(actual), 1e-12, "parameters");
}
