using System.Linq;
using EmFunctional.Families;
using EmFunctional.Modelling;
using EmFunctional.Models.GaussianMixture;
using EmFunctional.Models.GaussianMixture.Data;
using EmFunctional.Models.GaussianMixture.Form;
using EmFunctional.Numerics;
using EmFunctional.Tests.Laws;
using EmFunctional.Tests.Support;
using LanguageExt;

namespace EmFunctional.Tests.Models;

public class HierarchicalStartTests
{
    static readonly MixtureData _faithful = ModelTable.Read("faithful.csv", table => GaussianMixtureData.Parse(table));

    static MixtureData Data(Vector values, Vector? weights = null, Vector? labels = null) =>
        GaussianMixtureData.Create(Arr.create("x", "y"), values, weights, labels).OrThrow();

    static MixtureParameters Start(MixtureData data, int k, CovarianceForm form = CovarianceForm.Full) =>
        GaussianMixtureStart.Hierarchical(data, new(k, data.Dimension, form)).OrThrow();

    // Three clouds of fifty far from each other.
    static Vector Clouds(int rows = 150) =>
        Vector.Of(2 * rows, at => new Seed(4).Normal(at) + (at % 2 == 0 ? 20 * (at / 2 % 3) : 15 * (at / 2 % 3 == 1 ? 1 : 0)));

    [Theory]
    [InlineData(150)]
    [InlineData(6000)]
    public void Clouds_far_from_each_other_are_its_groups(int rows)
    {
        var start = Start(Data(Clouds(rows)), 3);
        Assert.All(start.MixingWeights, weight => Assert.InRange(weight, 0.28, 0.39));
        var means = Enumerable.Range(0, 3).Select(k => (start.Means[2 * k], start.Means[2 * k + 1])).OrderBy(mean => mean.Item1).ToArray();
        foreach (var (mean, (x, y)) in means.Zip(new[] { (0.0, 0.0), (20.0, 15.0), (40.0, 0.0) }))
        {
            Assert.InRange(mean.Item1, x - 0.5, x + 0.5);
            Assert.InRange(mean.Item2, y - 0.5, y + 0.5);
        }
    }

    [Fact]
    public void Its_groups_do_not_depend_on_the_unit_or_the_place_of_a_column()
    {
        var moved = Data(Vector.Of(_faithful.Values.Count, at => at % 2 == 1 ? 1e6 * _faithful.Values[at] - 3e7 : _faithful.Values[at]));
        var (here, there) = (Start(_faithful, 4), Start(moved, 4));
        for (var k = 0; k < 4; k++)
        {
            Close.To(here.MixingWeights[k], there.MixingWeights[k], 1e-12, "weight");
            Close.To(here.Means[2 * k], there.Means[2 * k], 1e-9, "mean");
        }
    }

    [Fact]
    public void A_weight_of_two_is_a_row_twice_and_one_of_none_is_no_row()
    {
        var values = Clouds(60);
        var weights = Vector.Of(60, i => i % 7 == 0 ? 0 : 1);
        var kept = Enumerable.Range(0, 60).Where(i => weights[i] > 0).ToArray();
        var (weighted, alone) = (
            Start(Data(values, weights), 3),
            Start(Data(Vector.Of(kept.SelectMany(i => new[] { values[2 * i], values[2 * i + 1] }))), 3)
        );
        Assert.Equal(alone.MixingWeights, weighted.MixingWeights);
        Close.To(alone.Means[0], weighted.Means[0], 1e-12, "mean");
    }

    [Fact]
    public void Known_labels_name_the_groups()
    {
        var labels = Vector.Of(150, i => i < 30 ? 2 - i % 3 : -1);
        var start = Start(Data(Clouds(), labels: labels), 3);
        Assert.InRange(start.Means[0], 39, 41);
        Assert.InRange(start.Means[2], 19, 21);
        Assert.InRange(start.Means[4], -1, 1);
    }

    [Fact]
    public void A_group_without_a_covariance_takes_that_of_all_rows()
    {
        Vector values = [.. Clouds(12), 500, 500];
        var start = Start(Data(values), 4);
        Assert.All(start.Covariances, covariance => Assert.Equal(start.Covariances[0], covariance));
    }

    [Fact]
    public void Holes_and_one_component_are_no_fault_and_more_components_than_rows_are()
    {
        var holes = Data(Vector.Of(300, at => at % 11 == 0 ? double.NaN : Clouds()[at]));
        Assert.Equal(3, Start(holes, 3).Components);
        Assert.Equal(1, Start(_faithful, 1).Components);
        Assert.IsType<EmError.TooManyComponents>(
            GaussianMixtureStart.Hierarchical(Data([1, 2, 3, 4, 5, 7], weights: [1, 1, 0]), new(3, 2)).LeftAsEnumerable().Single()
        );
    }
}
