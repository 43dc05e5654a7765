using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using EmFunctional.Families;
using EmFunctional.Iterating;
using EmFunctional.Mixtures;
using EmFunctional.Modelling;
using EmFunctional.Models.GaussianMixture.Form;
using EmFunctional.Numerics;
using EmFunctional.Tables;
using EmFunctional.Testing;
using EmFunctional.Tests.Support;

namespace EmFunctional.Tests.Oracles;

/// <summary>Case 3 in its three variants: every iteration within 1e-12·max(1, |b|).</summary>
public class NormalMixtureReferenceTests
{
    const double Limit = 1e-12;

    static readonly MixtureData _points = MixtureData
        .Parse(
            Family.Of<Normal>(),
            CsvTable.Read(
                new StreamReader(Path.Combine(AppContext.BaseDirectory, "Oracles/Reference/notebook2_points.csv")),
                "notebook2_points.csv"
            ),
            default
        )
        .OrThrow();

    static readonly MixtureParameters _start = Make.Normals([1.1, 9.0], [2.0, 1.7]).OrThrow();

    public static TheoryData<string, Mixing, DeviationAbout> Variants =>
        new()
        {
            { "notebook_equalWeights_oldMeanStd", Mixing.Equal, DeviationAbout.PreviousMean },
            { "standard_equalWeights_newMeanStd", Mixing.Equal, DeviationAbout.NewMean },
            { "free_weights_newMeanStd", Mixing.Estimated, DeviationAbout.NewMean },
        };

    [Theory]
    [MemberData(nameof(Variants))]
    public void Every_iteration_matches(string variant, Mixing mixing, DeviationAbout deviation)
    {
        var trace = ReferenceCase
            .Read("case3_two_gaussians_notebook2")["variants"]
            .GetProperty(variant)
            .GetProperty("trace")
            .EnumerateArray()
            .ToArray();
        Assert.Equal(21, trace.Length);
        foreach (var (expected, state) in trace.Zip(Iterates(mixing, deviation)))
        {
            var at = $"{variant}, iteration {state.Iteration}";
            Assert.Equal(expected.GetProperty("iter").GetInt32(), state.Iteration);
            Close.To(expected.GetProperty("loglik").GetDouble(), state.Objective, Limit, $"{at}, objective");
            Close.To(expected.GetProperty("params").GetProperty("weights"), state.Parameters.MixingWeights, Limit, $"{at}, weights");
            Close.To(expected.GetProperty("params").GetProperty("means"), state.Parameters.Means, Limit, $"{at}, means");
            Close.To(expected.GetProperty("params").GetProperty("stds"), state.Parameters.StandardDeviations, Limit, $"{at}, deviations");
        }
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public Task Trace_of(string variant, Mixing mixing, DeviationAbout deviation)
    {
        var settings = new VerifySettings();
        settings.UseTextForParameters(variant);
        var chart = Mixture.Of<Normal>(2, mixing, family: new Normal(deviation)).Chart;
        return Snapshot.Match(NumericTrace.Of(chart, Iterates(mixing, deviation)).ToText(), settings);
    }

    static IReadOnlyList<IterationState<MixtureParameters>> Iterates(Mixing mixing, DeviationAbout deviation) =>
        [
            .. Em.Iterate(Mixture.Of<Normal>(2, mixing, family: new Normal(deviation)), _points, _start)
                .Take(21)
                .Select(iterate => iterate.OrThrow().State),
        ];
}
