using System.Linq;
using EmFunctional.Chains;
using EmFunctional.Families;
using EmFunctional.Mixtures;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Models.GaussianMixture;
using EmFunctional.Models.GaussianMixture.Data;
using EmFunctional.Models.GaussianMixture.Form;
using EmFunctional.Numerics;
using EmFunctional.Tables;
using EmFunctional.Tests.Support;
using LanguageExt;

namespace EmFunctional.Tests.Models;

/// <summary>Sizes that do not agree are refused where they come in, with both; and nothing is never the likeliest.</summary>
public sealed class EdgeTests
{
    static readonly MixtureParameters _plane = GaussianMixtureParameters
        .Create(CovarianceForm.Diagonal, [0.25, 0.75], [0, 0, 0, 5, 5, 5], [1, 1, 1, 2, 2, 2])
        .OrThrow();

    static readonly MixtureData _points = GaussianMixtureData.Create(Arr.create("a", "b"), [1, 2, 3, 5, 8, 1, 0, 2, 7, 7]).OrThrow();

    static void Refused(string message, Action act) =>
        Assert.Contains(message, Assert.ThrowsAny<ArgumentException>(act).Message, StringComparison.Ordinal);

    static string Error<T>(Either<EmError, T> result) => result.LeftAsEnumerable().Single().ToString()!;

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(4)]
    public void A_row_has_the_columns_of_the_model(int columns)
    {
        var row = new double[columns];
        var message = $"{columns} numbers in the row, where there are 3 columns of the model";
        Refused(message, () => _plane.Posterior(row));
        Refused(message, () => _plane.Distance(row, 0));
        Refused(message, () => _plane.Conditional(row));
        Refused(message, () => _plane.Expect(row));
        Refused(message, () => _plane.Complete(row, new Seed(1)));
    }

    [Fact]
    public void Data_and_components_are_those_of_the_model()
    {
        Refused("2 columns of the data, where there are 3 columns of the model", () => _plane.Score(_points));
        Refused("component 2, where there are 2 components", () => _plane.Distance([1, 2, 3], 2));
        Refused("component -1", () => _plane.Distance([1, 2, 3], -1));
        Refused("1 names of columns, where there are 3", () => _plane.Sample(new Seed(1), 2, Arr.create("x")));
        var coins = Make.Coins(0.2, 0.8).OrThrow();
        Refused("1 numbers in the row, where there are 2", () => Mixture.Of<Coin>(2).Posterior(coins, [3]));
        var counts = Make.Poissons([0.5, 0.5], [1, 4]).OrThrow();
        Refused("count is a whole number", () => Mixture.Of<Poisson>(2).Posterior(counts, [-1]));
        Refused("count is a whole number", () => Mixture.Of<Poisson>(2).Posterior(counts, [2.5]));
        var weather = HiddenMarkov.Parameters([1], [1], [0.5, 0.5]).OrThrow();
        Refused(
            "3 symbols of the data, where there are 2 symbols of the model",
            () =>
                HiddenMarkovUse.Apply(
                    HiddenMarkovData
                        .Create([
                            ["x", "y", "z"],
                        ])
                        .OrThrow(),
                    weather
                )
        );
        Refused("rows", () => Mixture.Of<Poisson>(2).Sample(counts, new Seed(1), -1));
        Assert.Contains(
            "5 numbers for an array of shape (3, 2)",
            Error(NumPyFile.Write("no", new NumPyArray(Arr.create(3, 2), new double[5]))),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_start_has_the_sizes_of_the_data()
    {
        foreach (
            var draw in new[]
            {
                GaussianMixtureStart.KMeansPlusPlus,
                new Func<MixtureData, GaussianMixtureOptions, Seed, Either<EmError, MixtureParameters>>(GaussianMixtureStart.RandomRows),
            }
        )
        {
            Assert.StartsWith("components = 0 must be", Error(draw(_points, new(0, 2), new Seed(1))), StringComparison.Ordinal);
            Assert.StartsWith(
                "2 values for the columns of the data, where the model has 3",
                Error(draw(_points, new(2, 3), new Seed(1))),
                StringComparison.Ordinal
            );
            Assert.StartsWith(
                "900000000 components, but only 5 rows",
                Error(draw(_points, new(900_000_000, 2), new Seed(1))),
                StringComparison.Ordinal
            );
            var labelled = GaussianMixtureData.Create(Arr.create("a"), [1, 2, 3, 4], labels: [0, -1, 3, 1]).OrThrow();
            Assert.StartsWith("4 labels for 2 components", Error(draw(labelled, new(2, 1), new Seed(1))), StringComparison.Ordinal);
        }
        Assert.StartsWith(
            "labels = 2 must be a whole number from 0 to 1",
            Error(GaussianMixtureStart.FromLabels(_points, Arr.create(0, 1, 2, 0, 1), new(2, 2))),
            StringComparison.Ordinal
        );
        var points = Make.Points([1, 2, 3, 4]).OrThrow();
        Assert.StartsWith(
            "labels = -1 must be",
            Error(Mixture.Of<Normal>(2).FromLabels(points, Arr.create(0, 0, 1, -1))),
            StringComparison.Ordinal
        );
        Refused("components", () => Mixture.Of<Normal>(0).Start(points));
        Refused(
            "states",
            () =>
                HiddenMarkovStart.Leaning(
                    HiddenMarkovData
                        .Create([
                            ["x"],
                        ])
                        .OrThrow(),
                    0
                )
        );
    }

    [Fact]
    public void Nothing_is_not_the_likeliest()
    {
        Assert.Equal(-1, new RowPosterior([0, 0], double.NegativeInfinity).Label);
        Assert.Equal(-1, new RowPosterior([double.NaN, double.NaN], double.NegativeInfinity).Label);
        Assert.True(_plane.Posterior([2e154, 0, 0]).IsImpossible);
        Assert.Equal((1, false), (_plane.Posterior([5, 5, 5]).Label, _plane.Posterior([5, 5, 5]).IsImpossible));
    }
}
