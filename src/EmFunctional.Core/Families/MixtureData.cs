using System.Collections.Generic;
using System.Linq;
using EmFunctional.Mixtures;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Sharding;
using EmFunctional.Tables;
using LanguageExt;

namespace EmFunctional.Families;

/// <summary>Rows that were read for a family, before anything is asked of them together.</summary>
sealed record FamilyRows(Family Family, NumberTable Rows);

/// <summary>Rows of a family, each by a component that nobody noted.</summary>
public sealed record MixtureData
{
    MixtureData(
        Family family,
        Arr<string> names,
        RowBlocks blocks,
        (RowWeights Given, RowWeights Counting) weights,
        RowLabels labels,
        DataDescription read,
        long missing
    )
    {
        (Family, Names, Blocks, Weights, Labels) = (family, names, blocks, weights.Counting, labels);
        Size = Weights.Total(Rows);
        Unobserved = weights.Given.Total(Rows) - Size;
        _identity = new(family, names);
        _hashes = new(() => _identity.OfRows(Values, Weights, Labels));
        _id = new(() => family.Shape.IsFolded ? _identity.OfFolded(Folded, !Labels.IsNone) : Hashes.Id);
        _folded = new(FoldInMemory);
        Description = read.OrOf(names).With(Rows, missing / (family.Shape.Observation.IsSome ? names.Count : 1), weights.Given, labels);
        _isWhole = ReferenceEquals(weights.Given, weights.Counting);
    }

    // Of rows that are not in memory: what one pass over them has said.
    MixtureData(MixtureData sample, NumberBlocks rows, RowWeights given, RowSurvey survey, FoldedRows folded)
        : this(sample.Family, sample.Names, rows.Rows, (given, survey.Weights), rows.Labels, rows.Description, survey.Missing)
    {
        (_sample, _folded) = (sample, new(folded));
        var hashes = survey.Hashes;
        _hashes = new(() => _identity.OfBlocks(Rows, hashes));
        if (sample.Rows < Rows)
            Description = Description with
            {
                Notes = Description.Notes.Add($"a start is made of {sample.Rows} of the {Rows} rows, which are not in memory"),
            };
    }

    // Rows that all keep their weights, those too of which nothing was observed: what a survey has said.
    internal MixtureData(Family family, NumberBlocks rows, RowWeights given, (long Cells, double Rows) missing, RowHashes hashes)
        : this(family, rows.Names, rows.Rows, (given, given), rows.Labels, rows.Description, missing.Cells)
    {
        (Size, Unobserved) = (Size - missing.Rows, missing.Rows);
        if (rows.Rows is RowsInMemory)
            return;
        _hashes = new(() => _identity.OfBlocks(Rows, hashes));
        _folded = new(() => FoldedRows.Each(family, rows.Rows, given, rows.Labels, missing.Cells > 0));
    }

    /// <summary>What is made of them when it is first asked for, such as a survey.</summary>
    internal T Once<T>(Func<MixtureData, T> make)
        where T : class => _once as T ?? (T)(_once = make(this));

    object? _once;

    // Of rows that others have gone through.
    internal MixtureData(Family family, NumberBlocks rows, RowWeights weights, KnownRows known)
    {
        (Family, Names, Blocks, Weights, Labels) = (family, rows.Names, rows.Rows, weights, rows.Labels);
        (Size, Unobserved, Description) = (double.NaN, double.NaN, rows.Description with { Rows = Rows });
        (_identity, _id) = (new(family, rows.Names), new(() => Hashes.Id));
        _hashes = new(() => _identity.OfKnown(known.Hashes));
        _folded = new(FoldedRows.Each(family, Blocks, Weights, Labels, known.HaveHoles));
    }

    /// <summary>The family that the rows were checked against.</summary>
    public Family Family { get; }

    /// <summary>The names of the columns [d].</summary>
    public Arr<string> Names { get; }

    /// <summary>xᵢ, NaN where a number is missing, in memory or not [n×d].</summary>
    public RowBlocks Blocks { get; }

    /// <summary>The same.</summary>
    /// <exception cref="InvalidOperationException">The rows are not in memory.</exception>
    public Vector Values => Blocks.InMemory;

    /// <summary>How often each row counts, 0 where nothing of it was observed [n].</summary>
    public RowWeights Weights { get; }

    /// <summary>The components of rows, where they are known [n].</summary>
    public RowLabels Labels { get; }

    /// <summary>How many rows there are, by weight, of which nothing was observed.</summary>
    public double Unobserved { get; }

    /// <summary>What was read.</summary>
    public DataDescription Description { get; }

    /// <summary>n.</summary>
    public int Rows => Blocks.Rows;

    /// <summary>
    /// What a start is made of: these data, or where they are not in memory some of their rows, at even distances, with a row for the least and the
    /// largest number of each column.
    /// </summary>
    internal MixtureData Sample => _sample ?? this;

    MixtureData? _sample;

    /// <summary>The same without those rows: what passes need.</summary>
    internal MixtureData ForPasses
    {
        get
        {
            if (_sample is null)
                return this;
            // What is known already holds these data no longer.
            _ = (Id, Hashes);
            return this with { _sample = null };
        }
    }

    /// <summary>What a pass goes through: the rows, or each different one once.</summary>
    internal FoldedRows Folded => _folded.Value;

    // Made where it is asked for: rows of sequences need it for a start only.
    readonly Lazy<FoldedRows> _folded;

    FoldedRows FoldInMemory() =>
        Family.Shape.IsFolded
            ? FoldedRows.Folded(Family, Blocks, Weights, Labels).IfLeft(error => throw new InvalidOperationException(error.ToString()))
            : FoldedRows.Each(Family, Values, Weights, Labels);

    /// <summary>The weight of the rows of which something was observed.</summary>
    internal double Size { get; }

    /// <summary>Row i [d].</summary>
    /// <param name="row">i, from 0.</param>
    public Vector Row(int row) => Values.Slice(row * Names.Count, Names.Count);

    /// <summary>A column [n].</summary>
    /// <param name="column">Which, from 0.</param>
    public Vector Column(int column) => Vector.Of(Rows, i => Values[i * Names.Count + column]);

    /// <summary>The rows that count.</summary>
    internal IEnumerable<int> Counted => Enumerable.Range(0, Rows).Where(i => Weights[i] > 0);

    /// <summary>How many different rows count, counted up to a number.</summary>
    /// <param name="most">Where to stop counting.</param>
    internal Either<EmError, int> DistinctUpTo(int most) => Blocks.DistinctUpTo(most, row => Weights[row] > 0);

    /// <summary>Data are the same if what they say is, wherever it was read.</summary>
    public bool Equals(MixtureData? other) => other is not null && Id == other.Id;

    /// <inheritdoc/>
    public override int GetHashCode() => Id.GetHashCode();

    /// <summary>The hash of all that the data say: where each different row is gone through once, of those, in whatever order they were read.</summary>
    public Hash256 Id => _id.Value;

    /// <summary>The hashes of the rows as they were read.</summary>
    internal DataHashes Hashes => _hashes.Value;

    readonly bool _isWhole; // each row says something
    readonly MixtureIdentity _identity;
    readonly Lazy<Hash256> _id;
    readonly Lazy<DataHashes> _hashes;

    /// <summary>What whoever computes with some of the rows must know; nothing where the family must see all of them, or a row says nothing.</summary>
    internal Option<KnownRows> Known =>
        _isWhole && Family.IsOfEachRow ? KnownRows.Of(Hashes, Names, Weights, Labels, Folded.HasHoles) : Option<KnownRows>.None;

    /// <summary>Rows of a family.</summary>
    /// <param name="values">The rows, NaN where a number is missing [n×d].</param>
    /// <param name="weights">How often each counts [n]; once if null.</param>
    /// <param name="names">What the columns are called [d]; as the family calls them if none are named.</param>
    /// <param name="labels">The component of each, from 0, or −1 where it is not known [n]; none is if null.</param>
    /// <param name="family">The family, where its default value is not it.</param>
    /// <example>
    /// <code><![CDATA[
    /// var counts = MixtureData.Of<Poisson>([0, 1, 7, 9], weights: [3, 2, 1, 1], names: ["deaths"]).OrThrow();
    /// Console.WriteLine(counts.Rows); // prints: 4
    /// Console.WriteLine(MixtureData.Of<Poisson>([0, 1.5]).Match(_ => "", errors => errors.Head.ToString())); // prints: count = 1.5 must be a whole number, 0 or more; choose another value
    /// ]]></code>
    /// </example>
    public static Validation<EmError, MixtureData> Of<TFamily>(
        Vector values,
        Vector? weights = null,
        IReadOnlyList<string>? names = null,
        Vector? labels = null,
        TFamily family = default
    )
        where TFamily : struct, IFamily<TFamily> =>
        RowLabels
            .Create(labels, values.Count / family.Shape.Width)
            .Bind(known => Create(Family.Of(family), Prelude.toArray(names ?? []), values, weights, known, DataDescription.Unknown));

    /// <summary>The same of a family that is known when the program runs.</summary>
    /// <param name="family">The family.</param>
    /// <param name="values">The rows, NaN where a number is missing [n×d].</param>
    /// <param name="weights">How often each counts [n]; once if null.</param>
    /// <param name="labels">The component of each, from 0, or −1 where it is not known [n]; none is if null.</param>
    public static Validation<EmError, MixtureData> Of(Family family, Vector values, Vector? weights = null, Vector? labels = null) =>
        RowLabels
            .Create(labels, values.Count / family.Shape.Width)
            .Bind(known => Create(family, Arr<string>.Empty, values, weights, known, DataDescription.Unknown));

    /// <summary>Reads the columns of a table: those of the choice, or the only ones that there are.</summary>
    /// <param name="family">The family.</param>
    /// <param name="table">The table, with or without a header.</param>
    /// <param name="chosen">The columns.</param>
    public static Validation<EmError, MixtureData> Parse(Family family, Table table, ColumnChoice? chosen = null) =>
        (
            family.Shape.Width == 1
                ? NumberTable.ReadColumn(table, chosen ?? ColumnChoice.Default, family.Shape.Columns[0].Domain)
                : NumberTable.Read(table, chosen ?? ColumnChoice.Default)
        ).Bind(read => Of(new FamilyRows(family, read)));

    internal static Validation<EmError, MixtureData> Of(FamilyRows read) =>
        Create(read.Family, read.Rows.Names, read.Rows.Values, read.Rows.Weights, read.Rows.Labels, read.Rows.Description);

    /// <summary>Some rows of more: they need not bear a model by themselves.</summary>
    internal static Validation<EmError, MixtureData> OfPart(FamilyRows read) =>
        Create(read.Family, read.Rows.Names, read.Rows.Values, read.Rows.Weights, read.Rows.Labels, read.Rows.Description, isToFit: false);

    /// <summary>Rows of a family that need not be in memory; a start is made of some of them where they are not.</summary>
    /// <param name="family">The family.</param>
    /// <param name="rows">The rows, and what is known of them.</param>
    /// <returns>The data; the first row that cannot be one of the family's, a column that cannot, or why a row cannot be read.</returns>
    public static Validation<EmError, MixtureData> Of(Family family, NumberBlocks rows) =>
        rows.Rows is RowsInMemory { Values: var values } ? Create(family, rows.Names, values, rows.Weights, rows.Labels, rows.Description)
        : (rows.Names.Count, rows.Rows.Columns) != (family.Shape.Width, family.Shape.Width)
            ? new EmError.WrongLength("columns", family.Shape.Width, rows.Rows.Columns)
        : rows is { Known: { } known, WeightsInParts: { } weights } && family.IsOfEachRow ? new MixtureData(family, rows, weights, known)
        : from given in RowWeights.Create(rows.Weights, rows.Count)
        from survey in RowSurvey.Of(family, rows.Names, rows, given).ToValidation()
        from sample in Of(family, survey.Taken())
        from folded in (
            family.Shape.IsFolded
                ? FoldedRows.Folded(sample.Family, rows.Rows, survey.Weights, rows.Labels)
                : FoldedRows.Each(sample.Family, rows.Rows, survey.Weights, rows.Labels, survey.HasHoles)
        ).ToValidation()
        select new MixtureData(sample, rows, given, survey, folded);

    internal static Validation<EmError, MixtureData> Create(
        Family family,
        Arr<string> names,
        Vector values,
        Vector? weights,
        RowLabels labels,
        DataDescription read,
        bool isToFit = true
    )
    {
        var (columns, d) = (family.Shape.Columns, family.Shape.Width);
        var called = names.IsEmpty ? columns.Map(column => column.Name) : names;
        if (called.Count != d)
            return new EmError.WrongLength("columns", d, called.Count);
        if (values.Count % d != 0)
            return new EmError.WrongLength("the last row", d, values.Count % d);
        var unfit = Enumerable
            .Range(0, values.Count)
            .Where(at => !double.IsNaN(values[at]) && !columns[at % d].Domain.Contains(values[at]))
            .Take(1)
            .Select(EmError (at) => new EmError.OutsideDomain(called[at % d], values[at], columns[at % d].Domain))
            .ToSeq();
        return unfit.IsEmpty
            ? RowWeights.Create(weights, values.Count / d).Bind(given => Create(family, called, values, given, labels, read, isToFit))
            : unfit;
    }

    static Validation<EmError, MixtureData> Create(
        Family family,
        Arr<string> names,
        Vector values,
        RowWeights given,
        RowLabels labels,
        DataDescription read,
        bool isToFit
    )
    {
        var (d, n) = (names.Count, values.Count / names.Count);
        for (var i = 0; i < n; i++)
            if (family.Fault(values.Span.Slice(i * d, d)).Case is (int column, Domain expected))
                return new EmError.OutsideDomain(names[column], values[i * d + column], expected);
        bool IsOut(int i) => !family.Observes(values.Span.Slice(i * d, d));
        MixtureData Of(Family of) =>
            new(of, names, new RowsInMemory(values, d), (given, given.Without(IsOut, n)), labels, read, values.Count(double.IsNaN));
        var data = Of(family);
        return !isToFit ? data
            : MixtureFaults.Of(family, names, data.Column, data.Weights.Counted(n)).Case is EmError fault ? fault
            : family.Seen(names, values).ToValidation().Map(seen => ReferenceEquals(seen, family) ? data : Of(seen));
    }
}
