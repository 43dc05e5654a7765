using System.Globalization;
using System.IO;
using System.Linq;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace EmFunctional.ML.Tests.Support;

/// <summary>A row of iris, its numbers as doubles.</summary>
public sealed class Flower
{
    [ColumnName("sepal_length")]
    public double SepalLength { get; set; }

    [ColumnName("sepal_width")]
    public double SepalWidth { get; set; }

    [ColumnName("petal_length")]
    public double PetalLength { get; set; }

    [ColumnName("petal_width")]
    public double PetalWidth { get; set; }

    [ColumnName("species")]
    public string Species { get; set; } = "";
}

/// <summary>What a model says of a row.</summary>
public sealed class Said
{
    public uint PredictedLabel { get; set; }

    public float[] Score { get; set; } = [];

    public float[] Responsibilities { get; set; } = [];

    public double LogDensity { get; set; }
}

static class Iris
{
    public static readonly string[] Columns = ["sepal_length", "sepal_width", "petal_length", "petal_width"];

    public static string Path { get; } = System.IO.Path.Combine(AppContext.BaseDirectory, "Samples", "iris.csv");

    public static Flower[] Rows { get; } =
    [
        .. File.ReadAllLines(Path)
            .Skip(1)
            .Select(line => line.Split(','))
            .Select(cells => new Flower
            {
                SepalLength = Number(cells[0]),
                SepalWidth = Number(cells[1]),
                PetalLength = Number(cells[2]),
                PetalWidth = Number(cells[3]),
                Species = cells[4],
            }),
    ];

    public static IDataView View(MLContext ml) => ml.Data.LoadFromEnumerable(Rows);

    /// <summary>The features as one column.</summary>
    public static IEstimator<ITransformer> Features(MLContext ml) => ml.Transforms.Concatenate("Features", Columns);

    static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
