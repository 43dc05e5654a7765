using System.Collections.Generic;
using System.IO;
using System.Linq;
using EmFunctional.ML.Tests.Support;
using Microsoft.ML;
using Microsoft.ML.Data;
using Xunit;

namespace EmFunctional.ML.Tests;

/// <summary>What a fitted mixture does in ML.NET.</summary>
public sealed class TransformerTests : IDisposable
{
    readonly MLContext _ml = new(seed: 1);
    readonly string _folder = Directory.CreateTempSubdirectory("mixture").FullName;
    readonly TransformerChain<MixtureTransformer> _model;
    readonly IDataView _view;

    public TransformerTests()
    {
        _view = Iris.View(_ml);
        _model = Iris.Features(_ml).Append(_ml.Clustering.Trainers.GaussianMixture(numberOfComponents: 3)).Fit(_view);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    Said[] Read(ITransformer model) => [.. _ml.Data.CreateEnumerable<Said>(model.Transform(_view), reuseRowObject: false)];

    [Fact]
    public void Columns_are_of_the_posterior()
    {
        foreach (var said in Read(_model))
        {
            var likeliest = Enumerable.Range(0, 3).MaxBy(k => said.Responsibilities[k]);
            Assert.Equal(likeliest + 1, (int)said.PredictedLabel);
            Assert.Equal(likeliest, Enumerable.Range(0, 3).MinBy(k => said.Score[k]));
            Assert.Equal(1, said.Responsibilities.Sum(), 5);
            Assert.Equal(said.LogDensity, Math.Log(said.Score.Sum(score => Math.Exp(-(double)score))), 4);
        }
        var label = _model.GetOutputSchema(_view.Schema)["PredictedLabel"].Type;
        Assert.Equal(3UL, Assert.IsType<KeyDataViewType>(label).Count);
    }

    [Fact]
    public void A_model_file_gives_the_same_bits_in_a_context_that_knows_nothing()
    {
        var path = Path.Combine(_folder, "mixture.zip");
        _ml.Model.Save(_model, _view.Schema, path);

        var loaded = new MLContext().Model.Load(path, out var schema);

        Assert.Equal(_view.Schema.Count, schema.Count);
        var mixture = ((IEnumerable<ITransformer>)loaded).OfType<MixtureTransformer>().Single();
        Assert.Equal(_model.LastTransformer.Model.Parameters, mixture.Model.Parameters);
        Assert.Equal(_model.LastTransformer.Trace, mixture.Trace);
        Assert.True(mixture.Run.IsNone);
        Assert.Equal(Read(_model).Select(said => said.LogDensity), Read(loaded).Select(said => said.LogDensity));
    }

    [Fact]
    public void A_mixture_of_texts_is_saved_and_loaded()
    {
        var path = Path.Combine(_folder, "mixed.zip");
        var model = _ml.Clustering.Trainers.Mixture("normal(petal_width) * categorical(species)").Fit(_view);
        _ml.Model.Save(model, _view.Schema, path);

        var loaded = new MLContext().Model.Load(path, out _);

        Assert.Equal(Read(model).Select(said => said.LogDensity), Read(loaded).Select(said => said.LogDensity));
    }

    [Fact]
    public void One_row_is_predicted_as_all_rows_are()
    {
        using var engine = _ml.Model.CreatePredictionEngine<Flower, Said>(_model);
        var all = Read(_model);

        for (var i = 0; i < Iris.Rows.Length; i += 49)
            Assert.Equal(all[i].LogDensity, engine.Predict(Iris.Rows[i]).LogDensity);
    }

    [Fact]
    public void Clusters_are_evaluated()
    {
        var labelled = _ml
            .Transforms.Conversion.MapValueToKey("Label", "species")
            .Append(_ml.Transforms.Conversion.ConvertType("Floats", "Features", DataKind.Single));
        var scored = _model.Transform(_view);
        var metrics = _ml.Clustering.Evaluate(labelled.Fit(scored).Transform(scored), "Label", "Score", "Floats");

        // Five flowers of 150 are put to the wrong species.
        Assert.InRange(metrics.NormalizedMutualInformation, 0.85, 0.95);
        Assert.InRange(metrics.DaviesBouldinIndex, 0.5, 1.5);
    }

    [Fact]
    public void Rows_are_read_by_several_cursors_and_columns_pass_through()
    {
        var scored = _model.Transform(_view);
        var (species, density) = (scored.Schema["species"], scored.Schema["LogDensity"]);
        var sum = 0.0;
        foreach (var cursor in scored.GetRowCursorSet([species, density], 2))
        {
            using (cursor)
            {
                var get = cursor.GetGetter<double>(density);
                var name = cursor.GetGetter<ReadOnlyMemory<char>>(species);
                Assert.Throws<InvalidOperationException>(() => cursor.GetGetter<float>(density));
                ReadOnlyMemory<char> text = default;
                for (var value = 0.0; cursor.MoveNext(); sum += value)
                {
                    get(ref value);
                    name(ref text);
                    Assert.NotEqual(0, text.Length);
                }
            }
        }
        Assert.Equal(Read(_model).Sum(said => said.LogDensity), sum, 9);
    }
}
