using System.IO;
using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Sharding;
using EmFunctional.Tables;
using LanguageExt;

namespace EmFunctional.Tests.Models;

/// <summary>A fitted model on a whole table in one call: the same bits as row by row, on any number of threads.</summary>
public class WholeTableTests
{
    // A table is read once.
    static Table Sample(string name) =>
        CsvTable.Read(new StringReader(EmFunctional.Cli.Input.Sample.Find(name).OrThrow().Text), $"{name}.csv");

    static SavedModel Fitted(string model, string sample, string components, params string[] columns)
    {
        var entry = Registry.Standard.Find(model).OrThrow();
        return (
            from options in entry.Resolve(Prelude.Seq1(new ModelOption("components", components)))
            from opened in entry.Open(new(Sample(sample), ColumnChoice.Of(columns), options))
            from fit in ModelFit.Of(entry, opened)
            from saved in SavedModel.Find(fit.Run()).ToValidation<EmError>(new EmError.CannotDo(model, "be saved"))
            select saved
        ).OrThrow();
    }

    static AppliedModel RowByRow(SavedModel model, string sample)
    {
        var (entry, saved) = Registry.Standard.Check(model).OrThrow();
        return entry
            .Use.ToValidation<EmError>(new EmError.CannotDo(model.Model.Name, "predict"))
            .Bind(use => use.Apply(saved, Sample(sample), new() { Columns = saved.Columns }))
            .OrThrow();
    }

    [Theory]
    [InlineData("gaussian-mixture", "iris", "3", new[] { "sepal_length", "sepal_width", "petal_length", "petal_width" })]
    [InlineData("normal-mixture", "faithful", "2", new[] { "waiting" })]
    [InlineData("hmm", "ice-cream", "2", new string[0])]
    public void A_prediction_is_that_of_each_row(string name, string sample, string components, string[] columns)
    {
        var model = Fitted(name, sample, components, columns);
        var rows = RowByRow(model, sample);
        var predicted = model.Predict(Sample(sample), executor: InOrder.Executor).OrThrow();
        Assert.Equal(rows.Rows, predicted.Labels.Count);
        var k = predicted.Responsibilities.Count / rows.Rows;
        for (var i = 0; i < rows.Rows; i++)
        {
            Assert.Equal(rows.Row(i).Label, predicted.Labels[i]);
            Assert.Equal(rows.Row(i).Responsibilities, predicted.Responsibilities.Slice(i * k, k));
            Assert.Equal(rows.Row(i).LogDensity, predicted.LogDensities[i]);
        }
        Assert.Equal(rows.LogLikelihood, predicted.LogLikelihood);
        Assert.Equal(predicted, model.Predict(Sample(sample), executor: new Threads(7)).OrThrow());
        Assert.Equal(predicted.LogLikelihood, model.Score(Sample(sample)).OrThrow());
    }

    [Fact]
    public void Many_rows_are_the_same_on_any_number_of_threads()
    {
        var model = Fitted("normal-mixture", "faithful", "2", "waiting");
        var numbers = Enumerable.Range(0, 5_000).Select(i => 40 + i * 0.0123).ToArray();
        Table Many() => Rows.Of(numbers, 1, "waiting");
        var alone = model.Predict(Many(), executor: InOrder.Executor).OrThrow();
        Assert.Equal(5_000, alone.Labels.Count);
        Assert.Contains(1, alone.Labels);
        Assert.Equal(alone, model.Predict(Many(), executor: new Threads(5)).OrThrow());
    }

    [Fact]
    public void Sequences_are_decoded_and_rows_that_do_not_follow_each_other_are_not()
    {
        var model = Fitted("hmm", "ice-cream", "2");
        var path = RowByRow(model, "ice-cream").Path.Map(states => states(InOrder.Executor)).IfNone([]);
        Assert.NotEmpty(path);
        Assert.Equal(path, model.Decode(Sample("ice-cream")).OrThrow());
        var error = Fitted("normal-mixture", "faithful", "2", "waiting").Decode(Sample("faithful")).FailAsEnumerable().Single();
        Assert.IsType<EmError.CannotDo>(error);
    }

    [Fact]
    public void Rows_are_drawn_from_the_seed_alone()
    {
        var model = Fitted("normal-mixture", "faithful", "2", "waiting");
        var drawn = model.Sample(50, seed: 3).OrThrow();
        Assert.Equal(50, drawn.Values.Count);
        Assert.Equal(drawn.Values, model.Sample(50, seed: 3).OrThrow().Values);
        Assert.NotEqual(drawn.Values, model.Sample(50, seed: 4).OrThrow().Values);
    }

    [Fact]
    public void A_table_without_the_column_is_an_error_that_names_it() =>
        Assert.Contains(
            "waiting",
            $"{Fitted("normal-mixture", "faithful", "2", "waiting").Predict(Rows.Of(new double[,] { { 1, 2 }, { 3, 4 } }, "a", "b")).FailAsEnumerable().Single()}"
        );
}
