using System.Linq;
using EmFunctional.Chains;
using EmFunctional.Families;
using EmFunctional.Mixtures;
using EmFunctional.Models.GaussianMixture.Form;
using EmFunctional.Tests.Support;
using LanguageExt;

namespace EmFunctional.Tests.Models;

/// <summary>Misuse in code is an exception that says so, not wrong numbers.</summary>
public class ComponentOrderTests
{
    static readonly HiddenMarkovData _seen = HiddenMarkovData.Create(new[] { "abba", "bab" }.Select(s => s.Select(c => $"{c}"))).OrThrow();

    static readonly (string Model, Func<Arr<int>, object> Reorder)[] _models =
    [
        ("coins", Make.Coins(0.6, 0.5).OrThrow().Reordered),
        ("normal", Make.Normals([1, 2], [1, 1]).OrThrow().Reordered),
        ("poisson", Make.Poissons([0.5, 0.5], [1, 2]).OrThrow().Reordered),
        ("gaussian", GaussianMixtureParameters.Create(CovarianceForm.Spherical, [0.5, 0.5], [1, 2], [1, 1]).OrThrow().Reordered),
        ("tied", GaussianMixtureParameters.Create(CovarianceForm.Tied, [0.5, 0.5], [1, 2], [1]).OrThrow().Reordered),
        ("hmm", order => HiddenMarkovStart.Leaning(_seen, 2).Reordered(order)),
    ];

    public static TheoryData<string> Models => [.. _models.Select(row => row.Model)];

    [Theory]
    [MemberData(nameof(Models))]
    public void An_order_has_each_component_once(string model)
    {
        var reorder = _models.Single(row => row.Model == model).Reorder;
        Assert.NotNull(reorder(new[] { 1, 0 }));
        foreach (var bad in new int[][] { [], [0], [0, 0], [1, 2], [-1, 0], [0, 1, 1], [0, 1, 2] })
            Assert.StartsWith(
                $"an order of 2 components has each number from 0 to 1 once, and this is [{string.Join(", ", bad)}]",
                Assert.Throws<ArgumentException>(() => reorder(bad)).Message,
                StringComparison.Ordinal
            );
    }

    [Fact]
    public void A_start_has_as_many_components_as_the_model()
    {
        var points = Make.Points([1, 2, 3, 5, 8, 9]).OrThrow();
        var three = Make.Normals([1, 4, 8], [1, 1, 1]).OrThrow();
        var error = Assert.Throws<ArgumentException>(() => Em.Fit(Mixture.Of<Normal>(2), points, three));
        Assert.StartsWith("the start has 9 numbers, and normal-mixture(components=2", error.Message, StringComparison.Ordinal);
        Assert.Equal("start", error.ParamName);
        Assert.Throws<ArgumentException>(() => Em.Fit(Mixture.Of<Coin>(3), Sample.DoBatzoglou, Make.Coins(0.6, 0.5).OrThrow()));
        Assert.Throws<ArgumentException>(() => Em.Fit(HiddenMarkov.Of(3, 2), _seen, HiddenMarkovStart.Leaning(_seen, 2)));
    }
}
