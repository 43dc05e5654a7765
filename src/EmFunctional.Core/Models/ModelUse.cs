using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Sharding;
using EmFunctional.Tables;
using LanguageExt;

namespace EmFunctional.Models;

/// <summary>What can be done with a fitted model, as code that knows no model meets it.</summary>
/// <param name="Apply">Reads rows, of which there may be one or a million, and says what the model makes of each.</param>
/// <param name="Draw">Draws rows from the model.</param>
public sealed record ModelUse(
    Func<SavedModel, Table, ColumnChoice, Validation<EmError, AppliedModel>> Apply,
    Func<SavedModel, Seed, int, Either<EmError, DrawnRows>> Draw
)
{
    /// <summary>Draws sequences, where the model is one of sequences.</summary>
    public Option<Func<SavedModel, Seed, SequenceDraw, Either<EmError, DrawnRows>>> DrawSequences { get; init; }

    /// <summary>Makes ready for rows that come one by one, where each stands for itself.</summary>
    public Option<Func<SavedModel, PosteriorOfRow>> Each { get; init; }
}

/// <summary>Sequences to draw.</summary>
/// <param name="Count">N ≥ 1; of several, each is drawn from a seed of its own.</param>
/// <param name="Length">T, how many rows each has.</param>
public sealed record SequenceDraw(int Count, int Length)
{
    /// <summary>The state, from 0, that came before the first row of each: they go on from it. If there is none they begin as the model says.</summary>
    public Option<int> From { get; init; }
}

/// <summary>What a fitted model says of a row of numbers.</summary>
/// <param name="row">x, NaN where a number is missing; a text is the index of its level [d].</param>
/// <exception cref="ArgumentException">The row has another length, or a number that cannot be.</exception>
public delegate RowPosterior PosteriorOfRow(ReadOnlySpan<double> row);

/// <summary>A fitted model on rows.</summary>
/// <param name="Rows">n.</param>
/// <param name="Row">What it says of a row.</param>
/// <param name="Weight">How often a row counts; 0 where nothing of it was observed.</param>
public sealed record AppliedModel(int Rows, Func<int, RowPosterior> Row, Func<int, double> Weight)
{
    /// <summary>What was read of the rows.</summary>
    public DataDescription Description { get; init; } = DataDescription.Unknown;

    /// <summary>What is missing of the rows, filled in, where the model offers it.</summary>
    public Option<Imputer> Imputer { get; init; }

    /// <summary>
    /// Makes the states that are likeliest together, of each row one (−1 where there is none), where rows follow each other; given how to go through the
    /// sequences.
    /// </summary>
    public Option<Func<IBlockExecutor, Arr<int>>> Path { get; init; }

    /// <summary>n as the weights have it: Σ wᵢ of the rows that were observed.</summary>
    public double Size => Enumerable.Range(0, Rows).Sum(Weight);

    /// <summary>Σ wᵢ ln p(xᵢ), in nats.</summary>
    public double LogLikelihood => Enumerable.Range(0, Rows).Where(i => Weight(i) > 0).Sum(i => Weight(i) * Row(i).LogDensity);

    /// <summary>Rows of numbers read from a table.</summary>
    /// <param name="read">The table.</param>
    /// <param name="row">What the model says of a row of numbers.</param>
    /// <param name="isSeen">Whether a row says something; if any number of it is there if null.</param>
    internal static Validation<EmError, AppliedModel> Of(
        NumberTable read,
        Func<Vector, RowPosterior> row,
        Func<Vector, bool>? isSeen = null
    )
    {
        var d = read.Names.Count;
        Vector Values(int i) => read.Values.Slice(i * d, d);
        bool IsSeen(Vector values) => isSeen?.Invoke(values) ?? !values.All(double.IsNaN);
        return RowWeights
            .Create(read.Weights, read.Rows)
            .Map(weights => new AppliedModel(read.Rows, i => row(Values(i)), i => IsSeen(Values(i)) ? weights[i] : 0)
            {
                Description = read.Description.With(read.Rows, read.Description.Missing, weights, read.Labels),
            });
    }

    /// <summary>The same of a model that reads one column.</summary>
    internal static Validation<EmError, AppliedModel> OfColumn<TParams>(
        Table table,
        ColumnChoice chosen,
        TParams parameters,
        Func<TParams, double, RowPosterior> row,
        Domain? domain = null
    ) => NumberTable.ReadColumn(table, chosen, domain).Bind(read => Of(read, x => row(parameters, x[0])));
}

/// <summary>Rows drawn from a model.</summary>
/// <param name="Columns">What the columns are called [d].</param>
/// <param name="Values">The numbers, or the indices of symbols, row by row [n×d].</param>
/// <param name="Components">From which component each row was drawn [n].</param>
public sealed record DrawnRows(Arr<string> Columns, Vector Values, Arr<int> Components)
{
    /// <summary>The sequence of each row, from 0 [n]; empty where rows are no sequences.</summary>
    public Arr<int> Sequences { get; init; } = Arr<int>.Empty;

    /// <summary>What the numbers 0, 1 … of each column stand for, where it is of texts [d]; empty where none is.</summary>
    public Arr<Arr<string>> Levels { get; init; } = Arr<Arr<string>>.Empty;

    /// <summary>Rows drawn one by one, each from a seed of its own.</summary>
    /// <param name="columns">What the columns are called.</param>
    /// <param name="rows">n.</param>
    /// <param name="seed">What is drawn.</param>
    /// <param name="draw">A row from its seed.</param>
    internal static DrawnRows Of(Arr<string> columns, int rows, Seed seed, Func<Seed, (Vector Values, int Component)> draw)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        var (d, values, components) = (columns.Count, new double[(long)rows * columns.Count], new int[rows]);
        for (var i = 0; i < rows; i++)
        {
            var (row, component) = draw(seed.Split(i));
            row.Span.CopyTo(values.AsSpan(i * d, d));
            components[i] = component;
        }
        return new(columns, Vector.Create(values), components);
    }
}
