using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using EmFunctional.Families;
using EmFunctional.Iterating;
using EmFunctional.Mixtures;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Models.GaussianMixture;
using EmFunctional.Models.GaussianMixture.Data;
using EmFunctional.Models.GaussianMixture.Form;
using EmFunctional.Numerics;
using EmFunctional.Saving;
using EmFunctional.Tests.Laws;
using EmFunctional.Tests.Support;
using Json.Schema;

namespace EmFunctional.Tests.Saving;

/// <summary>A saved model comes back to the same bits, or is refused with the field that is wrong.</summary>
public sealed class SavedModelTests : IDisposable
{
    static readonly JsonSchema _schema = JsonSchema.FromText(ModelJson.Schema);

    readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    public static TheoryData<string> Models => ModelTable.Names;

    [Theory]
    [MemberData(nameof(Models))]
    public void Every_model_comes_back_to_the_same_bits(string name)
    {
        var row = ModelTable.Find(name);
        var fitted = Em.Fit(row.Problem, row.Start, StopRule.Iterations(7)).OrThrow();
        var saved = new SavedModel(row.Problem.Model, row.Problem.Chart.Names, fitted.State.Parameters);
        var back = ModelJson.Read(ModelFile.ToText(ModelJson.Of(saved)), name).OrThrow();
        Assert.Equal(saved, back);
        Assert.Equal(fitted.State.Parameters, back.As(row.Problem.Chart).OrThrow());
    }

    static SavedModel Some
    {
        get
        {
            var data = ModelTable.Read("notebook2_points.csv", table => MixtureData.Parse(Family.Of<Normal>(), table));
            var model = Mixture.Of<Normal>(2);
            return SavedModel.Of(model, Em.Fit(model, data, Mixture.Of<Normal>(2).Start(data)).OrThrow()) with
            {
                Columns = LanguageExt.Arr.create("x"),
            };
        }
    }

    [Fact]
    public void A_file_is_whole_or_not_there()
    {
        var path = Path.Combine(_tool.Folder, "model.json");
        ModelFile.Save(Some, path).OrThrow();
        Assert.Equal(Some, ModelFile.Load(path).OrThrow());
        ModelFile.Save(Some with { Columns = LanguageExt.Arr.create("y") }, path).OrThrow();
        Assert.Equal("y", ModelFile.Load(path).OrThrow().Columns[0]);
        _tool.Write("data.csv", "x\n1\n");
        Assert.Contains(
            "there is such a file, and it is no saved model",
            ModelFile.Save(Some, Path.Combine(_tool.Folder, "data.csv")).LeftAsEnumerable().Single().ToString(),
            StringComparison.Ordinal
        );
        Assert.IsType<EmError.Unwritable>(ModelFile.Save(Some, Path.Combine(_tool.Folder, "no", "m.json")).LeftAsEnumerable().Single());
        Assert.Equal(2, _tool.Files.Count()); // nothing is left of what failed
    }

    [Theory]
    [InlineData("version", "2", "m: a model of version 2, and the newest known here is 1; use the software that wrote it, or a newer one")]
    [InlineData("version", "\"1\"", "m: version must be a whole number, 1 or less")]
    [InlineData("version", null, "m: version must be a whole number, 1 or less")]
    [InlineData("model", "3", "m: model must be a text")]
    [InlineData("options", "{\"components\":2}", "m: options.components must be a text")]
    [InlineData("chart", "[]", "m: chart must be the names of the parameters")]
    [InlineData("chart", "[\"a\"]", "m: parameters must be the 1 numbers that chart names, not 6")]
    [InlineData("parameters", "{\"mean\":[1,2]}", "m: parameters must be the 6 numbers that chart names, not 2")]
    [InlineData("parameters", "{\"mean\":[1,2,3,4,5,6]}", "m: parameters must be numbers that have a mixingWeight[0]")]
    [InlineData("parameters", "{\"mean\":[\"x\"]}", "m: parameters.mean must be numbers")]
    [InlineData("traceDigest", "\"abc\"", "m: traceDigest must be 64 hexadecimal digits")]
    [InlineData("iterations", "-1", "m: iterations must be a whole number, 0 or more")]
    public void What_was_tampered_with_is_named(string field, string? value, string message)
    {
        var json = ModelJson.Of(Some);
        json[field] = value is null ? null : JsonNode.Parse(value);
        Assert.StartsWith(
            message,
            ModelJson.Read(json.ToJsonString(), "m").LeftAsEnumerable().Single().ToString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_model_of_another_shape_or_outside_its_domain_is_refused_when_it_is_used()
    {
        var chart = Mixture.Of<Normal>(3).Chart;
        Assert.IsType<EmError.BadModelFile>(Some.As(chart).LeftAsEnumerable().Single());
        var broken = Some with { Parameters = [0.5, 0.5, 1, 2, -1, 1] };
        Assert.Equal(
            "standardDeviation[0] = -1 must be a number above 0, 6e-309 or more; choose another value",
            broken.As(Mixture.Of<Normal>(2).Chart).LeftAsEnumerable().Single().ToString()
        );
        _tool.Write("m.json", ModelJson.Of(broken).ToJsonString());
        var result = _tool.Run("predict", "m.json", "@notebook-points");
        Assert.Equal((2, ""), (result.ExitCode, result.Out));
    }

    [Theory]
    [InlineData("", "m:1:1: a saved model must be valid JSON")]
    [InlineData("[1]", "m: version must be")]
    [InlineData("{\"version\":1,", "m:1:13: a saved model must be valid JSON")]
    public void What_is_no_model_is_refused(string text, string message) =>
        Assert.StartsWith(message, ModelJson.Read(text, "m").LeftAsEnumerable().Single().ToString(), StringComparison.Ordinal);

    [Fact]
    public void What_the_tool_saves_obeys_the_published_schema()
    {
        using var published = JsonDocument.Parse(ModelJson.Schema);
        var known = published.RootElement.GetProperty("properties").EnumerateObject().Select(field => field.Name).ToHashSet();
        Assert.Equal(0, _tool.Run("fit", "hmm", "@ice-cream", "--save", "m.json", "--quiet").ExitCode);
        var printed = _tool.Run("fit", "gaussian-mixture", "@iris", "-k", "3", "--format", "json", "--trace").Out;
        foreach (
            var text in new[] { printed, File.ReadAllText(Path.Combine(_tool.Folder, "m.json")), ModelFile.ToText(ModelJson.Of(Some)) }
        )
        {
            using var document = JsonDocument.Parse(text);
            Assert.Empty(SchemaFaults(document.RootElement));
            Assert.All(document.RootElement.EnumerateObject(), field => Assert.Contains(field.Name, known));
        }
        Assert.Equal(ModelJson.Schema, _tool.Run("models", "--schema").Out);
    }

    [Theory]
    [InlineData("version", "2", "/version")]
    [InlineData("model", "1", "/model")]
    [InlineData("options", """{"mixing":1}""", "/options/mixing")]
    [InlineData("parameters", """{"mean":["x"]}""", "/parameters/mean")]
    [InlineData("chart", "\"mean[0]\"", "/chart")]
    [InlineData("run", "\"0123\"", "/run")]
    [InlineData("iterations", "-1", "/iterations")]
    [InlineData("chart", null, "")]
    public void The_published_schema_refuses_what_is_no_model(string field, string? wrong, string place)
    {
        var model = JsonNode.Parse(ModelFile.ToText(ModelJson.Of(Some)))!.AsObject();
        if (wrong is null)
            model.Remove(field);
        else
            model[field] = JsonNode.Parse(wrong);
        using var document = JsonDocument.Parse(model.ToJsonString());
        Assert.Contains(place, SchemaFaults(document.RootElement).Select(fault => fault.Split(':')[0]));
    }

    [Fact]
    public void The_reports_of_a_mixture_are_those_of_code()
    {
        Assert.Equal(0, _tool.Run("fit", "gaussian-mixture", "@iris", "-k", "3", "--save", "m.json", "--quiet").ExitCode);
        var saved = ModelFile.Load(Path.Combine(_tool.Folder, "m.json")).OrThrow();
        var options = new GaussianMixtureOptions(3, 4);
        var mixture = saved.As(GaussianMixtureModel.Of(options).Chart).OrThrow();
        Assert.Equal(["sepal_length", "sepal_width", "petal_length", "petal_width"], saved.Columns.AsEnumerable());
        var fit = saved.Fit.Single();
        Assert.Equal((44, true, 150.0), (fit.DegreesOfFreedom, fit.Converged, fit.Size.Single()));
        var data = ModelTable.Read("iris.csv", table => GaussianMixtureData.Parse(table));
        Close.To(fit.Objective, mixture.Score(data), 1e-12, "score");
    }

    // Where a document breaks the published schema. An alternative that fails within a document that holds is no fault.
    static IEnumerable<string> SchemaFaults(JsonElement document)
    {
        var result = _schema.Evaluate(document, new() { OutputFormat = OutputFormat.List });
        return result.IsValid
            ? []
            : (result.Details ?? []).SelectMany(part => (part.Errors ?? []).Select(error => $"{part.InstanceLocation}: {error.Value}"));
    }
}
