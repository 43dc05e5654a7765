using System.Collections.Generic;
using System.Linq;
using EmFunctional.Families;
using EmFunctional.Families.Gaussian;
using EmFunctional.Mixtures;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Sharding;
using EmFunctional.Tables;
using LanguageExt;

namespace EmFunctional.Models.GaussianMixture.Data;

/// <summary>Rows of d numbers, each from one of K components.</summary>
public sealed record GaussianMixtureData : IMixtureRows
{
    readonly Lazy<DataHashes> _hashes;
    readonly Lazy<DataDescription> _description;

    GaussianMixtureData(
        Arr<string> names,
        RowBlocks blocks,
        RowWeights weights,
        RowLabels labels,
        ColumnSurvey survey,
        Option<MissingPatterns> holes,
        RowHashes hashes,
        DataDescription read
    )
    {
        (Names, Blocks, Weights, Labels) = (names, blocks, weights, labels);
        (Centre, Variances, Unobserved) = (survey.Centre, survey.Variances, survey.Unobserved);
        _hashes = new(() =>
            blocks is RowsInMemory { Values: var values } ? hashes.Of(Head(names), values) : hashes.OfBlocks(Head(names), Rows)
        );
        TotalWeight = weights.Total(Rows);
        Holes = holes;
        _description = new(() => read.OrOf(names).With(Rows, survey.Missing, weights, labels));
        _patternMoments = new(() =>
            Holes.Match(patterns => PatternMoments.About(Centre, patterns, Weights), () => Array.Empty<PatternMoments>())
        );
    }

    /// <summary>The columns' names [d].</summary>
    public Arr<string> Names { get; }

    /// <summary>The rows, in memory or not [n×d].</summary>
    public RowBlocks Blocks { get; }

    /// <summary>Whether the rows are in memory: only then can a single one be looked at.</summary>
    public bool IsInMemory => Blocks is RowsInMemory;

    /// <summary>xᵢⱼ, finite, or NaN where it is missing [n×d, row by row].</summary>
    /// <exception cref="InvalidOperationException">The rows are not in memory.</exception>
    public Vector Values => Blocks.InMemory;

    /// <summary>How often each row counts [n].</summary>
    public RowWeights Weights { get; }

    /// <summary>The components of rows, where they are known [n].</summary>
    public RowLabels Labels { get; }

    /// <summary>How many rows there are, by weight, of which nothing was observed.</summary>
    public double Unobserved { get; }

    /// <summary>Σ wᵢ, the number of rows where none has a weight.</summary>
    public double TotalWeight { get; }

    /// <summary>Which numbers are missing; nothing where none is.</summary>
    public Option<MissingPatterns> Holes { get; }

    /// <summary>The mean of each column, of what was observed [d].</summary>
    public Vector Centre { get; }

    /// <summary>The variance of each column, about its mean, divided by n [d].</summary>
    public Vector Variances { get; }

    /// <summary>What was read.</summary>
    public DataDescription Description => _description.Value;

    /// <summary>n.</summary>
    public int Rows => Blocks.Rows;

    /// <summary>d.</summary>
    public int Dimension => Names.Count;

    // Of rows with the same numbers missing; computed when first asked for.
    internal Either<EmError, PatternMoments[]> MomentsOfPatterns => _patternMoments.Value;

    readonly Lazy<Either<EmError, PatternMoments[]>> _patternMoments;

    /// <summary>A row.</summary>
    /// <param name="index">Which, from 0.</param>
    public ReadOnlySpan<double> Row(int index) => Values.Span.Slice(index * Dimension, Dimension);

    int IMixtureRows.Count => Rows;

    double IMixtureRows.Size => TotalWeight - Unobserved;

    FoldedRows IMixtureRows.Folded => new(Blocks, Weights, Labels, Holes.IsSome, null, row => row);

    Vector IMixtureRows.Row(int index) => Values.Slice(index * Dimension, Dimension);

    /// <summary>The hash of all this.</summary>
    public Hash256 Id => Hashes.Id;

    /// <summary>The hashes of the rows.</summary>
    internal DataHashes Hashes => _hashes.Value;

    /// <summary>The data of given rows.</summary>
    /// <param name="names">The columns' names [d].</param>
    /// <param name="values">Finite numbers, NaN for one that is missing [n×d, row by row].</param>
    /// <param name="weights">How often each row counts [n]; once if null.</param>
    /// <param name="labels">The component of each row, from 0, or −1 where it is not known [n]; none is if null.</param>
    public static Validation<EmError, GaussianMixtureData> Create(
        IReadOnlyList<string> names,
        Vector values,
        Vector? weights = null,
        Vector? labels = null
    ) =>
        names.Count == 0 ? new EmError.WrongLength("the names of the columns", 1, 0)
        : values.Count % names.Count != 0 ? new EmError.WrongLength("the last row", names.Count, values.Count % names.Count)
        : Create(names, new RowsInMemory(values, names.Count), weights, labels);

    /// <summary>The data of given rows, which need not be in memory.</summary>
    /// <param name="names">The columns' names [d].</param>
    /// <param name="rows">The rows: finite numbers, NaN for one that is missing.</param>
    /// <param name="weights">How often each row counts [n]; once if null.</param>
    /// <param name="labels">The component of each row, from 0, or −1 where it is not known [n]; none is if null.</param>
    public static Validation<EmError, GaussianMixtureData> Create(
        IReadOnlyList<string> names,
        RowBlocks rows,
        Vector? weights = null,
        Vector? labels = null
    ) =>
        names.Count != rows.Columns
            ? new EmError.WrongLength("the names of the columns", rows.Columns, names.Count)
            : RowLabels
                .Create(labels, rows.Rows)
                .Bind(known => Create(Prelude.toArray(names), rows, weights, known, DataDescription.Unknown));

    static Validation<EmError, GaussianMixtureData> Create(
        Arr<string> names,
        RowBlocks rows,
        Vector? weights,
        RowLabels labels,
        DataDescription read
    )
    {
        if (rows.Rows == 0)
            return new EmError.NoRows("data");
        var counts = RowWeights.Create(weights, rows.Rows);
        // What is not in memory is identified on the way: it is not read for that alone.
        var hashes = new RowHashes(names.Count, counts.IfFail(RowWeights.None), labels);
        return from survey in ColumnSurvey.Of(rows, counts.IfFail(RowWeights.None), rows is RowsInMemory ? null : hashes.Add).ToValidation()
            from sound in Faults(names, rows, survey)
            from given in counts
            from holes in (survey.Missing > 0 ? MissingPatterns.Of(rows).Map(Prelude.Some) : Option<MissingPatterns>.None).ToValidation()
            select new GaussianMixtureData(names, rows, given, labels, survey, holes, hashes, read);
    }

    static Canonical Head(Arr<string> names)
    {
        var bytes = new Canonical().Add("rows").Add(names.Count);
        foreach (var name in names)
            bytes.Add(name);
        return bytes;
    }

    static Validation<EmError, Unit> Faults(Arr<string> names, RowBlocks rows, ColumnSurvey survey)
    {
        var missing = Enumerable
            .Range(0, names.Count)
            .Where(survey.IsUnobserved)
            .Select(EmError (j) => new EmError.AllMissing(names[j]))
            .ToSeq();
        if (!missing.IsEmpty)
            return missing;
        if (survey.HasInfinity)
            return FindInfinity(names, rows).ToValidation();
        var apart = names.SelectMany((name, j) => Scale.Fault(name, survey.Largest[j] - survey.Least[j])).ToSeq();
        return apart.IsEmpty ? Prelude.Success<EmError, Unit>(Prelude.unit) : apart;
    }

    static Either<EmError, Unit> FindInfinity(Arr<string> names, RowBlocks rows)
    {
        EmError? fault = null;
        return rows.Visit(
                (first, block) =>
                {
                    for (var at = 0; at < block.Length && fault is null; at++)
                        if (double.IsInfinity(block[at]))
                            fault = new EmError.OutsideDomain(
                                $"{names[at % names.Count]} in row {first + at / names.Count + 1}",
                                block[at],
                                Domain.Finite
                            );
                    return fault is null;
                }
            )
            .Bind(done => fault is null ? Prelude.Right<EmError, Unit>(done) : fault);
    }

    /// <summary>Reads columns of a table.</summary>
    /// <param name="table">The table, with or without a header.</param>
    /// <param name="chosen">The columns; every column of numbers if none are named.</param>
    public static Validation<EmError, GaussianMixtureData> Parse(Table table, ColumnChoice? chosen = null) =>
        table.Blocks is { } blocks
            ? NumberBlocks
                .Read(table, blocks, chosen ?? ColumnChoice.Default)
                .Bind(read => Create(read.Names, read.Rows, read.Weights, read.Labels, read.Description))
            : NumberTable
                .Read(table, chosen ?? ColumnChoice.Default)
                .Bind(read =>
                    Create(read.Names, new RowsInMemory(read.Values, read.Names.Count), read.Weights, read.Labels, read.Description)
                );

    /// <summary>How many different rows that count there are, counted up to a number.</summary>
    /// <param name="most">Where to stop counting.</param>
    public Either<EmError, int> DistinctUpTo(int most) => Blocks.DistinctUpTo(most, row => Weights[row] > 0);
}
