using System.Collections.Generic;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace EmFunctional.ML;

/// <summary>The columns that a fitted mixture adds.</summary>
public static class OutputColumns
{
    /// <summary>The likeliest component as a key from 1 to K; none (0) of a row that no component can have made.</summary>
    public const string PredictedLabel = "PredictedLabel";

    /// <summary>
    /// −ln πₖ f(x | θₖ), in nats [K]: as those of KMeans, the smaller the nearer, so that <c>Clustering.Evaluate</c> takes the likeliest component and its
    /// average distance is that of the log-likelihood from 0.
    /// </summary>
    public const string Score = "Score";

    /// <summary>rₖ = p(component k | x) [K].</summary>
    public const string Responsibilities = "Responsibilities";

    /// <summary>ln p(x), in nats: the smaller, the stranger the row is to the model.</summary>
    public const string LogDensity = "LogDensity";

    internal static IReadOnlyList<SchemaShape.Column> Shapes { get; } =
    [
        new(PredictedLabel, SchemaShape.Column.VectorKind.Scalar, NumberDataViewType.UInt32, true, new SchemaShape([])),
        new(Score, SchemaShape.Column.VectorKind.Vector, NumberDataViewType.Single, false, new SchemaShape([])),
        new(Responsibilities, SchemaShape.Column.VectorKind.Vector, NumberDataViewType.Single, false, new SchemaShape([])),
        new(LogDensity, SchemaShape.Column.VectorKind.Scalar, NumberDataViewType.Double, false, new SchemaShape([])),
    ];

    internal static DataViewSchema Add(DataViewSchema schema, int components)
    {
        var builder = new DataViewSchema.Builder();
        builder.AddColumns(schema);
        builder.AddColumn(PredictedLabel, new KeyDataViewType(typeof(uint), components));
        builder.AddColumn(Score, new VectorDataViewType(NumberDataViewType.Single, components));
        builder.AddColumn(Responsibilities, new VectorDataViewType(NumberDataViewType.Single, components));
        builder.AddColumn(LogDensity, NumberDataViewType.Double);
        return builder.ToSchema();
    }
}
