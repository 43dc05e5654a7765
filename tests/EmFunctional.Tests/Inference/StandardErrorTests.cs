using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using EmFunctional.Families;
using EmFunctional.Inference;
using EmFunctional.Iterating;
using EmFunctional.Mixtures;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Numerics;
using EmFunctional.Tables;
using EmFunctional.Tests.Support;
using LanguageExt;

namespace EmFunctional.Tests.Inference;

/// <summary>Standard errors against those of standard_errors.py: other code, 40 to 60 digits.</summary>
public class StandardErrorTests
{
    public sealed record Case(
        string Name,
        string[] Names,
        double[] Values,
        double?[] Errors,
        string Model,
        string Sample,
        Dictionary<string, string> Options,
        string? Column = null,
        string? Weights = null
    );

    static readonly Case[] _cases = JsonSerializer.Deserialize<Case[]>(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Oracles/Reference/standard_errors.json")),
        JsonSerializerOptions.Web
    )!;

    public static TheoryData<string> Cases() => [.. _cases.Select(one => one.Name)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void They_are_those_of_other_code(string name)
    {
        var reference = _cases.Single(one => one.Name == name);
        var found = StandardErrors.Of(Open(reference), Vector.Create(reference.Values)).OrThrow();
        Assert.False(found.IsSaddle);
        Assert.Equal(reference.Names, found.Names);
        for (var k = 0; k < reference.Names.Length; k++)
            if (reference.Errors[k] is { } expected)
            {
                var actual = Assert.IsType<StandardError.Known>(found.Values[k]).Value;
                Assert.True(Math.Abs(actual / expected - 1) < 1e-6, $"{reference.Names[k]}: {actual:R}, not {expected:R}");
            }
            else
                Assert.IsNotType<StandardError.Known>(found.Values[k]);
    }

    [Fact]
    public void A_number_at_the_edge_is_told_from_one_that_is_held()
    {
        var hmm = _cases.Single(one => one.Model == "hmm");
        var found = StandardErrors.Of(Open(hmm), Vector.Create(hmm.Values)).OrThrow();
        Assert.All(["initial[0]", "initial[1]"], name => Assert.IsType<StandardError.AtEdge>(Of(found, name)));
        var coins = _cases.Single(one => one.Model == "coins");
        Assert.IsType<StandardError.Fixed>(Of(StandardErrors.Of(Open(coins), Vector.Create(coins.Values)).OrThrow(), "mixingWeight[0]"));
    }

    [Fact]
    public void Coincident_components_are_a_saddle()
    {
        var (mixture, flips) = (
            Mixture.Of<Coin>(2),
            Flips.Parse("HTTTHHTHTH", "HHHHTHHHHH", "HTHHHHHTHH", "HTHTTTHHTT", "THHHTHHHTH").OrThrow()
        );
        var found = StandardErrors.Of(Problem.Of(mixture, flips).OrThrow(), mixture.At(("theta", [0.66, 0.66])).OrThrow()).OrThrow();
        Assert.True(found.IsSaddle);
        Assert.IsType<StandardError.NoMaximum>(Of(found, "theta[0]"));
    }

    [Fact]
    public void Weights_that_no_row_tells_are_not_identified()
    {
        // Both components are the same and stay so: the mixing weights say nothing, and neither do the coins apart.
        var (mixture, flips) = (Mixture.Of<Coin>(2, Mixing.Estimated), Flips.Parse("HT", "HT", "TH").OrThrow());
        var found = StandardErrors
            .Of(Problem.Of(mixture, flips).OrThrow(), mixture.At(("theta", [0.5, 0.5]), ("mixingWeight", [0.3, 0.7])).OrThrow())
            .OrThrow();
        Assert.IsType<StandardError.NotIdentified>(Of(found, "mixingWeight[0]"));
    }

    [Theory]
    [InlineData(1e-6)]
    [InlineData(1e6)]
    public void They_go_with_the_unit(double unit)
    {
        double[] waits = [54, 51, 58, 79, 81, 77, 84, 52, 80, 62, 71];
        StandardErrors In(double by)
        {
            var (mixture, data) = (Mixture.Of<Normal>(1), MixtureData.Of<Normal>(Vector.Of(waits.Select(x => x * by))).OrThrow());
            return StandardErrors
                .Of(Problem.Of(mixture, data).OrThrow(), Em.Fit(mixture, data, mixture.Start(data)).OrThrow().State.Parameters)
                .OrThrow();
        }
        var (one, other) = (In(1), In(unit));
        foreach (var name in new[] { "mean[0]", "standardDeviation[0]" })
            Assert.Equal(1, Known(other, name) / Known(one, name) / unit, 1e-7);
        // σ/√n and σ/√(2n).
        Assert.Equal(Math.Sqrt(2), Known(one, "mean[0]") / Known(one, "standardDeviation[0]"), 1e-6);
    }

    static StandardError Of(StandardErrors found, string name) => found.Values[found.Names.ToList().IndexOf(name)];

    static double Known(StandardErrors found, string name) => Assert.IsType<StandardError.Known>(Of(found, name)).Value;

    static Problem<Vector> Open(Case reference)
    {
        var entry = Registry.Standard.Find(reference.Model).OrThrow();
        var sample = EmFunctional.Cli.Input.Sample.Find(reference.Sample).OrThrow();
        var options = entry.Resolve(reference.Options.Select(option => new ModelOption(option.Key, option.Value)).ToSeq()).OrThrow();
        var chosen = (reference.Column is { } column ? ColumnChoice.Of(column) : ColumnChoice.Default) with
        {
            Weights = reference.Weights is { } weights ? weights : Option<string>.None,
        };
        return entry.Open(new(CsvTable.Read(new StringReader(sample.Text), reference.Sample), chosen, options)).OrThrow().Problem;
    }
}
