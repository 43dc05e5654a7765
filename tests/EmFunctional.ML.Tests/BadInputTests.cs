using System.Linq;
using EmFunctional.ML.Tests.Support;
using EmFunctional.Modelling;
using Microsoft.ML;
using Microsoft.ML.Data;
using Xunit;

namespace EmFunctional.ML.Tests;

/// <summary>What is wrong with what was given is said, with its name and numbers.</summary>
public class BadInputTests
{
    readonly MLContext _ml = new(seed: 1);

    string Refused(Func<object> made) => Assert.ThrowsAny<ArgumentException>(made).Message;

    static void Says(string message, params string[] parts)
    {
        foreach (var part in parts)
            Assert.Contains(part, message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_that_is_not_there() =>
        Says(Refused(() => _ml.Clustering.Trainers.GaussianMixture("Sizes").Fit(Iris.View(_ml))), "Sizes", "sepal_length");

    [Fact]
    public void A_column_that_is_not_there_is_said_before_a_pipeline_runs() =>
        Says(Refused(() => _ml.Clustering.Trainers.GaussianMixture("Sizes").GetOutputSchema(new SchemaShape([]))), "Sizes");

    [Fact]
    public void A_column_of_texts() =>
        Says(
            Assert.Throws<EmException>(() => _ml.Clustering.Trainers.GaussianMixture("species").Fit(Iris.View(_ml))).Message,
            "species",
            "setosa"
        );

    [Fact]
    public void Vectors_of_changing_length()
    {
        var rows = new[]
        {
            new Any { Values = [1, 2] },
            new Any { Values = [3, 4] },
            new Any { Values = [5] },
        };
        Says(
            Refused(() => _ml.Clustering.Trainers.GaussianMixture("Values").Fit(_ml.Data.LoadFromEnumerable(rows))),
            "Values",
            "row 3",
            "1 number",
            "2 numbers"
        );
    }

    [Fact]
    public void Rows_of_another_width_than_the_model()
    {
        var model = Iris.Features(_ml).Append(_ml.Clustering.Trainers.GaussianMixture()).Fit(Iris.View(_ml)).LastTransformer;
        var three = _ml.Transforms.Concatenate("Features", Iris.Columns[..3]).Fit(Iris.View(_ml)).Transform(Iris.View(_ml));
        Says(Refused(() => model.Transform(three)), "3 numbers", "4 columns");
    }

    [Fact]
    public void An_infinity()
    {
        var rows = Iris.Rows.Select((row, i) => new Point { X = i == 4 ? double.PositiveInfinity : row.PetalLength }).ToArray();
        var error = Assert
            .Throws<EmException>(() => _ml.Clustering.Trainers.GaussianMixture("X").Fit(_ml.Data.LoadFromEnumerable(rows)))
            .Error;
        Says(error.ToString(), "X", "5");
        Assert.IsAssignableFrom<EmError.Data>(error);
    }

    [Fact]
    public void No_rows() =>
        Assert.IsType<EmError.NoRows>(
            Assert
                .Throws<EmException>(() =>
                    _ml.Clustering.Trainers.GaussianMixture("X").Fit(_ml.Data.LoadFromEnumerable(Array.Empty<Point>()))
                )
                .Error
        );

    [Fact]
    public void Fewer_rows_than_components() =>
        Assert.IsType<EmError.TooManyComponents>(
            Assert
                .Throws<EmException>(() =>
                    _ml
                        .Clustering.Trainers.GaussianMixture("X", numberOfComponents: 3)
                        .Fit(
                            _ml.Data.LoadFromEnumerable(
                                new[]
                                {
                                    new Point { X = 1 },
                                    new Point { X = 2 },
                                }
                            )
                        )
                )
                .Error
        );

    [Fact]
    public void Options_that_the_model_does_not_have()
    {
        Says(Refused(() => _ml.Clustering.Trainers.GaussianMixture(numberOfComponents: 0)), "components", "0");
        Says(Refused(() => _ml.Clustering.Trainers.Mixture("poison")), "poison");
        Says(
            Refused(() =>
                _ml.Clustering.Trainers.GaussianMixture(
                    options: new() { Model = new System.Collections.Generic.Dictionary<string, string> { ["shape"] = "round" } }
                )
            ),
            "shape"
        );
    }

    [Fact]
    public void An_unknown_way_to_start_is_an_error_of_the_fit() =>
        Says(
            Assert
                .Throws<EmException>(() =>
                    _ml.Clustering.Trainers.GaussianMixture("petal_width", options: new() { Start = "anyhow" }).Fit(Iris.View(_ml))
                )
                .Message,
            "anyhow",
            "k-means++"
        );

    /// <summary>A vector of any length.</summary>
    public sealed class Any
    {
        public float[] Values { get; set; } = [];
    }

    /// <summary>A number.</summary>
    public sealed class Point
    {
        public double X { get; set; }
    }
}
