using System.Collections.Generic;
using System.IO;
using System.Linq;
using EmFunctional.Iterating;
using EmFunctional.ML.Tests.Support;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Models.GaussianMixture.Form;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using EmFunctional.Tables;
using Microsoft.ML;
using Microsoft.ML.Data;
using Xunit;

namespace EmFunctional.ML.Tests;

/// <summary>Mixtures as ML.NET trains them are those that the library fits.</summary>
public class TrainerTests
{
    readonly MLContext _ml = new(seed: 1);

    MixtureTrainer Trainer(int components = 3, MixtureOptions? options = null) =>
        _ml.Clustering.Trainers.GaussianMixture(numberOfComponents: components, options: options);

    [Fact]
    public void A_fit_has_the_trace_of_the_same_fit_to_a_file()
    {
        var model = Iris.Features(_ml).Append(Trainer()).Fit(Iris.View(_ml)).LastTransformer;

        using var text = new StreamReader(Iris.Path);
        var entry = Registry.Standard.Find("gaussian-mixture").OrThrow();
        var options = entry.Resolve(LanguageExt.Prelude.Seq1(new ModelOption("components", "3"))).OrThrow();
        var opened = entry.Open(new(CsvTable.Read(text, "iris"), ColumnChoice.Of(Iris.Columns), options)).OrThrow();
        var fit = ModelFit.Of(entry, opened).OrThrow();
        var saved = fit.Saved(fit.Run()).IfNone(() => throw new InvalidOperationException());

        var record = saved.Fit.IfNone(() => throw new InvalidOperationException());
        Assert.Equal(record.Trace, model.Trace.IfNone(TraceDigest.Empty));
        Assert.Equal(record.Data, model.Model.Fit.Bind(found => found.Data));
        Assert.Equal(saved.Parameters, model.Model.Parameters);
        Assert.True(model.Reason.Exists(reason => reason.IsConverged));
    }

    [Fact]
    public void Parameters_are_there_by_name_and_by_type()
    {
        var model = Iris.Features(_ml).Append(Trainer()).Fit(Iris.View(_ml)).LastTransformer;

        var gaussian = model.Gaussian.IfNone(() => throw new InvalidOperationException());
        Assert.Equal(model["mean"], gaussian.Means);
        Assert.Equal(3, model["mixingWeight"].Count);
        Assert.Equal(1, model["mixingWeight"].Sum(), 12);
        Assert.Contains("mixingWeight", Assert.Throws<ArgumentException>(() => model["weight"]).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(CovarianceForm.Full)]
    [InlineData(CovarianceForm.Tied)]
    [InlineData(CovarianceForm.Diagonal)]
    [InlineData(CovarianceForm.Spherical)]
    public void Every_form_is_trained_saved_and_typed(CovarianceForm form)
    {
        var trainer = _ml.Clustering.Trainers.GaussianMixture(numberOfComponents: 2, form: form);
        var model = Iris.Features(_ml).Append(trainer).Fit(Iris.View(_ml)).LastTransformer;

        Assert.True(model.Gaussian.Exists(gaussian => gaussian.Components == 2));
    }

    [Fact]
    public void Iterates_are_seen_while_it_trains()
    {
        var trainer = Trainer(options: new() { Starts = 2, Seed = 7 });
        var (iterates, events) = (new List<IterationState<Vector>>(), new List<RunEvent<Vector>>());
        using var watched = trainer.Iterates.Subscribe(iterates.Add);
        using var heard = trainer.Runs.Subscribe(events.Add);

        var model = Iris.Features(_ml).Append(trainer).Fit(Iris.View(_ml)).LastTransformer;

        Assert.Equal(2, iterates.Count(state => state.Iteration == 0) - (events.OfType<RunEvent<Vector>.Started>().Count() - 2));
        Assert.Equal(model.Model.Parameters, iterates[^1].Parameters);
        Assert.IsType<RunEvent<Vector>.Stopped>(events[^1]);
    }

    [Fact]
    public void Numbers_that_are_missing_are_fitted_exactly()
    {
        var rows = Iris.Rows.Select(
            (row, i) =>
                i % 7 == 0
                    ? new Flower
                    {
                        SepalLength = row.SepalLength,
                        SepalWidth = double.NaN,
                        PetalLength = row.PetalLength,
                        PetalWidth = row.PetalWidth,
                    }
                    : row
        );
        var view = _ml.Data.LoadFromEnumerable(rows.ToArray());
        var model = Iris.Features(_ml).Append(Trainer(2)).Fit(view);

        var said = _ml.Data.CreateEnumerable<Said>(model.Transform(view), reuseRowObject: false).ToArray();
        Assert.All(said, row => Assert.True(double.IsFinite(row.LogDensity)));
        Assert.Equal(model.LastTransformer.Model.Fit.Map(fit => fit.Objective).IfNone(0), said.Sum(row => row.LogDensity), 8);
    }

    [Fact]
    public void Weights_count_rows()
    {
        var twice = Iris.Rows.Select(row => new WeightedFlower { X = row.PetalLength, Weight = 2 }).ToArray();
        var once = Iris.Rows.Select(row => new WeightedFlower { X = row.PetalLength, Weight = 1 }).ToArray();
        MixtureTransformer Fit(WeightedFlower[] rows, string? weight) =>
            _ml.Clustering.Trainers.GaussianMixture("X", weight).Fit(_ml.Data.LoadFromEnumerable(rows));

        var objective = Fit(once, null).Model.Fit.Map(fit => fit.Objective).IfNone(0);
        Assert.Equal(objective, Fit(once, "Weight").Model.Fit.Map(fit => fit.Objective).IfNone(0), 9);
        Assert.Equal(2 * objective, Fit(twice, "Weight").Model.Fit.Map(fit => fit.Objective).IfNone(0), 6);
    }

    [Fact]
    public void Any_family_is_trained_on_columns_by_name_and_texts_are_levels()
    {
        var trainer = _ml.Clustering.Trainers.Mixture("normal(petal_length) * categorical(species)", numberOfComponents: 3);
        var view = Iris.View(_ml);
        var model = trainer.Fit(view);

        var said = _ml.Data.CreateEnumerable<Said>(model.Transform(view), reuseRowObject: false).ToArray();
        Assert.Equal(model.Model.Fit.Map(fit => fit.Objective).IfNone(0), said.Sum(row => row.LogDensity), 8);
        Assert.Equal(3, said.Select(row => row.PredictedLabel).Distinct().Count());
    }

    [Fact]
    public void Weights_count_rows_with_texts_too()
    {
        MixtureTransformer Fit(double weight) =>
            _ml
                .Clustering.Trainers.Mixture("categorical(Kind)", exampleWeightColumnName: "Weight")
                .Fit(
                    _ml.Data.LoadFromEnumerable(
                        Enumerable.Range(0, 12).Select(i => new Kinded { Kind = i % 3 == 0 ? "a" : "b", Weight = weight }).ToArray()
                    )
                );

        double Objective(double weight) => Fit(weight).Model.Fit.Map(fit => fit.Objective).IfNone(0);
        Assert.Equal(2 * Objective(1), Objective(2), 6);
    }

    [Fact]
    public void A_family_without_columns_takes_the_features()
    {
        var counts = Enumerable.Range(0, 40).Select(i => new Count { Features = [i % 2 * 12 + i % 3] }).ToArray();
        var model = _ml.Clustering.Trainers.Mixture("poisson").Fit(_ml.Data.LoadFromEnumerable(counts));

        Assert.Equal([1, 13], model["rate"].Order().Select(rate => Math.Round(rate)));
    }

    [Fact]
    public void The_number_of_components_is_chosen_by_held_out_rows()
    {
        var seed = new Seed(3);
        var points = Enumerable.Range(0, 200).Select(i => new WeightedFlower { X = seed.Normal(i) + 8 * (i % 2), Weight = 1 }).ToArray();
        var trainer = _ml.Clustering.Trainers.GaussianMixture("X");

        var choice = _ml.Clustering.ChooseComponents(_ml.Data.LoadFromEnumerable(points), trainer, [1, 2, 3]);

        Assert.Equal(2, choice.Best);
        Assert.Equal([1, 2, 3], choice.Candidates.Select(candidate => candidate.Components));
        Assert.True(choice.Candidates[1].LogDensity - choice.Candidates[0].LogDensity > 0.3);
        Assert.True(choice.Candidates[1].StandardError is > 0 and < 0.3);
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            _ml.Clustering.ChooseComponents(_ml.Data.LoadFromEnumerable(points), trainer, [1], folds: 1)
        );
        Assert.Throws<ArgumentException>(() => _ml.Clustering.ChooseComponents(_ml.Data.LoadFromEnumerable(points), trainer, []));
    }

    /// <summary>A point with a weight.</summary>
    public sealed class WeightedFlower
    {
        public double X { get; set; }

        public float Weight { get; set; }
    }

    /// <summary>A text with a weight.</summary>
    public sealed class Kinded
    {
        public string Kind { get; set; } = "";

        public double Weight { get; set; }
    }

    /// <summary>A count.</summary>
    public sealed class Count
    {
        [VectorType(1)]
        public int[] Features { get; set; } = [];
    }
}
