using System.Collections.Generic;
using System.Linq;
using EmFunctional.Families;
using EmFunctional.Families.Gaussian;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Sharding;
using EmFunctional.Tables;
using LanguageExt;

namespace EmFunctional.Models.GaussianMixture.Data;

/// <summary>Rows of d numbers for a Gaussian mixture: those of a mixture of <see cref="MultivariateNormal"/>, of which all keep their weights.</summary>
public static class GaussianMixtureData
{
    extension(MixtureData data)
    {
        /// <summary>d.</summary>
        public int Dimension => data.Names.Count;

        // Which numbers are missing; nothing where none is.
        internal Option<MissingPatterns> Holes => Known.Of(data).Holes;

        // The mean of each column, of what was observed [d].
        internal Vector Centre => Known.Of(data).Centre;

        // The variance of each column, about its mean, divided by n [d].
        internal Vector Variances => Known.Of(data).Variances;

        // What whoever computes with some of the rows must know; nothing where numbers are missing, since rows are put in the order of what is.
        internal Option<KnownRows> KnownOfParts =>
            data.Holes.IsSome ? Option<KnownRows>.None : KnownRows.Of(data.Hashes, data.Names, data.Weights, data.Labels, haveHoles: false);

        // Of rows with the same numbers missing; computed when first asked for.
        internal Either<EmError, PatternMoments[]> MomentsOfPatterns => Known.Of(data).Moments.Value;
    }

    /// <summary>The data of given rows.</summary>
    /// <param name="names">The columns' names [d].</param>
    /// <param name="values">Finite numbers, NaN for one that is missing [n×d, row by row].</param>
    /// <param name="weights">How often each row counts [n]; once if null.</param>
    /// <param name="labels">The component of each row, from 0, or −1 where it is not known [n]; none is if null.</param>
    public static Validation<EmError, MixtureData> Create(
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
    public static Validation<EmError, MixtureData> Create(
        IReadOnlyList<string> names,
        RowBlocks rows,
        Vector? weights = null,
        Vector? labels = null
    ) =>
        names.Count != rows.Columns
            ? new EmError.WrongLength("the names of the columns", rows.Columns, names.Count)
            : RowLabels
                .Create(labels, rows.Rows)
                .Bind(known => Create(new(Prelude.toArray(names), rows, weights, known, DataDescription.Unknown)));

    /// <summary>Reads columns of a table.</summary>
    /// <param name="table">The table, with or without a header.</param>
    /// <param name="chosen">The columns; every column of numbers if none are named.</param>
    public static Validation<EmError, MixtureData> Parse(Table table, ColumnChoice? chosen = null) =>
        (
            table.Blocks is { } blocks
                ? NumberBlocks.Read(table, blocks, chosen ?? ColumnChoice.Default)
                : NumberTable
                    .Read(table, chosen ?? ColumnChoice.Default)
                    .Map(read => new NumberBlocks(
                        read.Names,
                        new RowsInMemory(read.Values, read.Names.Count),
                        read.Weights,
                        read.Labels,
                        read.Description
                    ))
        ).Bind(Create);

    static Validation<EmError, MixtureData> Create(NumberBlocks read)
    {
        var (names, rows) = (read.Names, read.Rows);
        if (rows.Rows == 0)
            return new EmError.NoRows("data");
        if (read is { Known: { HaveHoles: false } others, WeightsInParts: { } weights })
        {
            // Others have surveyed them: what is asked of all rows together is not here.
            var part = new MixtureData(FamilyOf(names), read, weights, others);
            part.Once(_ => new Known(Vector.Empty, Vector.Empty, Option<MissingPatterns>.None, weights));
            return part;
        }
        var counts = RowWeights.Create(read.Weights, rows.Rows);
        // What is not in memory is identified on the way: it is not read for that alone.
        var hashes = new RowHashes(names.Count, counts.IfFail(RowWeights.None), read.Labels);
        return from survey in ColumnSurvey.Of(rows, counts.IfFail(RowWeights.None), rows is RowsInMemory ? null : hashes.Add).ToValidation()
            from sound in Faults(names, rows, survey)
            from given in counts
            from known in Known.Of(survey, rows, given).ToValidation()
            let data = new MixtureData(FamilyOf(names), read, given, (survey.Missing, survey.Unobserved), hashes)
            let kept = data.Once(_ => known)
            select data;
    }

    // Rows that are known by other hashes than those of the family.
    static Family FamilyOf(Arr<string> names)
    {
        var normal = new MultivariateNormal(names.Count);
        return new Family<MultivariateNormal>(normal, normal.Shape with { Tag = "rows", Marks = Arr.create(names.Count) }).On(names);
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

    // What a survey said of the rows.
    sealed record Known(Vector Centre, Vector Variances, Option<MissingPatterns> Holes, RowWeights Weights)
    {
        public Lazy<Either<EmError, PatternMoments[]>> Moments { get; } =
            new(() => Holes.Match(patterns => PatternMoments.About(Centre, patterns, Weights), () => Array.Empty<PatternMoments>()));

        public static Either<EmError, Known> Of(ColumnSurvey survey, RowBlocks rows, RowWeights weights) =>
            (survey.Missing > 0 ? MissingPatterns.Of(rows).Map(Prelude.Some) : Option<MissingPatterns>.None).Map(holes => new Known(
                survey.Centre,
                survey.Variances,
                holes,
                weights
            ));

        // Rows that were made for the family are surveyed when it is first asked for.
        public static Known Of(MixtureData data) =>
            data.Once(rows =>
                ColumnSurvey
                    .Of(rows.Blocks, rows.Weights, null)
                    .Bind(survey => Of(survey, rows.Blocks, rows.Weights))
                    .IfLeft(error => throw new InvalidOperationException(error.ToString()))
            );
    }
}
