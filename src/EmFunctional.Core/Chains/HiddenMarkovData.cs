using System.Collections.Generic;
using System.Linq;
using EmFunctional.Families;
using EmFunctional.Mixtures;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Tables;
using LanguageExt;

namespace EmFunctional.Chains;

/// <summary>Sequences of observations, each made by states that nobody saw. Symbols: N sequences, n observations in all, d columns.</summary>
public sealed record HiddenMarkovData
{
    HiddenMarkovData(MixtureData rows, int[] begins, RowWeights weights, DataDescription read, IReadOnlyList<int> order)
    {
        (Rows, Begins, _begins, Weights, Order) = (rows, begins, begins, weights, order);
        _hashes = new(HashRows);
        (Each, HasHoles) = (FoldedRows.Each(rows.Family, rows.Values, rows.Weights, rows.Labels), !RowSpan.IsWhole(rows.Values.Span));
        var lengths = Enumerable.Range(0, Count).Select(Length).ToArray();
        var known = Symbols.IsEmpty ? read.OrOf(Names) : read;
        Description = known.With(rows.Rows, rows.Values.Count(double.IsNaN), RowWeights.None, Labels) with
        {
            WeightSum = weights.IsNone ? Option<double>.None : weights.Total(Count),
            Sequences = new SequenceLengths(Count, lengths.Min(), lengths.Max()),
            Symbols = Symbols,
        };
    }

    /// <summary>The family that the observations were checked against.</summary>
    public Family Family => Rows.Family;

    /// <summary>The names of the columns [d].</summary>
    public Arr<string> Names => Rows.Names;

    /// <summary>Where each sequence is one of symbols, the different ones, in order: by number if all are numbers, else by letter [V].</summary>
    public Arr<string> Symbols => Emissions.SymbolsOf(Family);

    /// <summary>xₜ of all sequences, one behind the other, NaN where a number is missing; symbols by index [n×d].</summary>
    public Vector Values => Rows.Values;

    /// <summary>N.</summary>
    public int Count => Begins.Count;

    /// <summary>n, how many observations there are in all sequences.</summary>
    public int Observations => Rows.Rows;

    /// <summary>How often each sequence counts [N].</summary>
    public RowWeights Weights { get; }

    /// <summary>The states of observations, where they are known: of all sequences, one behind the other.</summary>
    public RowLabels Labels => Rows.Labels;

    /// <summary>What was read.</summary>
    public DataDescription Description { get; }

    /// <summary>The observations without their order; each counts as often as its sequence, and not where nothing was observed.</summary>
    internal MixtureData Rows { get; }

    // What a pass goes through: each row by itself.
    internal FoldedRows Each { get; }

    // Whether any number is missing: rows that count nothing are gone through too.
    internal bool HasHoles { get; }

    // Where each sequence begins among all observations [N].
    internal Arr<int> Begins { get; }

    readonly int[] _begins;

    // Of each observation, one sequence behind the other, the row in which it was read.
    internal IReadOnlyList<int> Order { get; }

    /// <summary>The sequence of each row, in the order in which rows were read.</summary>
    internal Arr<int> SequenceOfRows
    {
        get
        {
            var sequences = Enumerable.Range(0, Count).SelectMany(i => Enumerable.Repeat(i, Length(i))).ToArray();
            System.Array.Sort([.. Order], sequences);
            return sequences;
        }
    }

    /// <summary>How many observations a sequence has.</summary>
    /// <param name="sequence">Which, from 0.</param>
    public int Length(int sequence) => (sequence + 1 < Count ? Begins[sequence + 1] : Observations) - Begins[sequence];

    /// <summary>The observations of a sequence [T×d].</summary>
    /// <param name="sequence">Which, from 0.</param>
    public Vector Sequence(int sequence) => Vector.Create(SpanOf(sequence));

    internal ReadOnlySpan<double> SpanOf(int sequence) => Values.Span.Slice(Begins[sequence] * Names.Count, Length(sequence) * Names.Count);

    /// <summary>All sequences, made anew.</summary>
    internal Arr<Vector> Sequences => Enumerable.Range(0, Count).Select(Sequence).ToArray();

    /// <summary>n as criteria count it: the observations that were made, by the weights of their sequences.</summary>
    public double Observed => Rows.Weights.Total(Observations);

    internal double WeightOf(int sequence, int t) => Rows.Weights[Begins[sequence] + t];

    /// <summary>Data are the same if what they say is, wherever it was read.</summary>
    public bool Equals(HiddenMarkovData? other) => other is not null && Id == other.Id;

    /// <inheritdoc/>
    public override int GetHashCode() => Id.GetHashCode();

    /// <summary>The hash of all this.</summary>
    public Hash256 Id => Hashes.Id;

    /// <summary>The hashes of the observations, one sequence behind the other.</summary>
    internal DataHashes Hashes => _hashes.Value;

    readonly Lazy<DataHashes> _hashes;

    DataHashes HashRows()
    {
        var head = new Canonical();
        if (Emissions.AreSymbols(Family))
            Add(head.Add("sequences"), Symbols);
        else
            AddFamily(head.Add("sequences of rows"));
        return DataHashes.Create("observations", head, Observations, Add);
    }

    // Of each sequence that begins among them where it does, and its weight.
    void Add(Canonical bytes, int first, int count)
    {
        bytes.AddNumbers(Values.Span.Slice(first * Names.Count, count * Names.Count));
        var at = _begins.AsSpan().BinarySearch(first);
        for (var i = at < 0 ? ~at : at; i < Count && Begins[i] < first + count; i++)
            bytes.Add(Begins[i] - first).Add(Weights[i]);
        Labels.AddTo(bytes, first, count);
    }

    void AddFamily(Canonical bytes)
    {
        bytes.Add(Family.Shape.Tag);
        foreach (var mark in Family.Shape.Marks)
            bytes.Add(mark);
        Add(bytes, Names);
        foreach (var column in Family.Shape.Columns)
            Add(bytes, column.Levels);
    }

    static void Add(Canonical bytes, Arr<string> texts)
    {
        bytes.Add(texts.Count);
        foreach (var text in texts)
            bytes.Add(text);
    }

    /// <summary>The data of given sequences of symbols.</summary>
    /// <param name="sequences">The symbols of each sequence; none may be empty.</param>
    public static Validation<EmError, HiddenMarkovData> Create(params IEnumerable<IEnumerable<string>> sequences) =>
        Create(sequences, null);

    /// <summary>The data of given sequences of symbols with weights.</summary>
    /// <param name="sequences">The symbols of each sequence, empty texts where one is missing; no sequence may be empty.</param>
    /// <param name="weights">How often each sequence counts [N]; once if null.</param>
    /// <param name="labels">The state of each observation, from 0, or −1 where it is not known, one sequence behind the other; none is if null.</param>
    public static Validation<EmError, HiddenMarkovData> Create(
        IEnumerable<IEnumerable<string>> sequences,
        Vector? weights,
        Vector? labels = null
    )
    {
        var texts = sequences.Select(sequence => sequence.ToArray()).ToArray();
        var symbols = Modelling.Symbols.InOrder(texts.SelectMany(sequence => sequence).Where(symbol => symbol.Length > 0));
        var index = Modelling.Symbols.Index(symbols);
        var indexed = texts.Select(sequence => Vector.Of(sequence.Select(symbol => symbol.Length > 0 ? index[symbol] : double.NaN)));
        return Of(Emissions.Of(symbols), indexed, weights, labels);
    }

    /// <summary>Sequences of rows of a family.</summary>
    /// <param name="sequences">The rows of each sequence, NaN where a number is missing [T×d]; none may be empty.</param>
    /// <param name="weights">How often each sequence counts [N]; once if null.</param>
    /// <param name="labels">The state of each observation, from 0, or −1 where it is not known, one sequence behind the other; none is if null.</param>
    /// <param name="family">The family, where its default value is not it.</param>
    public static Validation<EmError, HiddenMarkovData> Of<TFamily>(
        IEnumerable<Vector> sequences,
        Vector? weights = null,
        Vector? labels = null,
        TFamily family = default
    )
        where TFamily : struct, IFamily<TFamily> => Of(Family.Of(family), sequences, weights, labels);

    /// <summary>The same of a family that is known when the program runs.</summary>
    /// <param name="family">The family.</param>
    /// <param name="sequences">The rows of each sequence, NaN where a number is missing [T×d]; none may be empty.</param>
    /// <param name="weights">How often each sequence counts [N]; once if null.</param>
    /// <param name="labels">The state of each observation, from 0, or −1 where it is not known, one sequence behind the other; none is if null.</param>
    public static Validation<EmError, HiddenMarkovData> Of(
        Family family,
        IEnumerable<Vector> sequences,
        Vector? weights = null,
        Vector? labels = null
    )
    {
        var rows = sequences.ToArray();
        var d = family.Shape.Width;
        if (System.Array.Find(rows, sequence => sequence.Count % d != 0) is { } ragged)
            return new EmError.WrongLength("the last row", d, ragged.Count % d);
        var lengths = rows.Select(sequence => sequence.Count / d).ToArray();
        return RowLabels
            .Create(labels, lengths.Sum())
            .Bind(known =>
                Create(new SequenceRows(family, family.Shape.Columns.Map(c => c.Name), Vector.Concat(rows), lengths, weights, known))
            );
    }

    internal static Validation<EmError, HiddenMarkovData> Create(SequenceRows rows)
    {
        if (rows.Lengths.IsEmpty || rows.Lengths.Exists(length => length == 0))
            return new EmError.NoRows(
                rows.Lengths.IsEmpty ? "sequences" : $"sequence {rows.Lengths.ToList().FindIndex(length => length == 0) + 1}"
            );
        if (rows.IsToFit && Emissions.AreSymbols(rows.Family) && rows.Values.ForAll(double.IsNaN))
            return new EmError.AllMissing("symbols");
        var begins = new int[rows.Lengths.Count];
        for (var i = 1; i < begins.Length; i++)
            begins[i] = begins[i - 1] + rows.Lengths[i - 1];
        return from weights in RowWeights.Create(rows.Weights, begins.Length)
            from data in MixtureData.Create(
                rows.Family,
                rows.Names,
                rows.Values,
                weights.IsNone ? null : Vector.Of(rows.Lengths.SelectMany((length, i) => Enumerable.Repeat(weights[i], length))),
                rows.Labels,
                DataDescription.Unknown,
                rows.IsToFit
            )
            select new HiddenMarkovData(data, begins, weights, rows.Description, rows.Order ?? [.. Enumerable.Range(0, data.Rows)]);
    }

    /// <summary>Reads a column of symbols; rows with the same text in a column <c>sequence</c>, wherever they stand, are one sequence.</summary>
    /// <param name="table">The table.</param>
    /// <param name="chosen">The column of symbols; the only one beside <c>sequence</c>, weights (the same in all rows of a sequence) and labels if none is named.</param>
    /// <param name="symbols">The symbols that there are; those of the table if none are given.</param>
    /// <returns>The data, or the first twenty errors, each with its place.</returns>
    public static Validation<EmError, HiddenMarkovData> Parse(
        Table table,
        ColumnChoice? chosen = null,
        IReadOnlyList<string>? symbols = null
    ) =>
        SequenceReader
            .Read(
                SequenceReader.Symbols,
                table,
                chosen ?? ColumnChoice.Default,
                Prelude.toArray(symbols ?? []),
                isToFit: symbols is null or []
            )
            .Bind(Create);

    /// <summary>Reads the columns of a family as people write it, such as <c>normal(x) * categorical(colour)</c>, sequences as above.</summary>
    /// <param name="family">The family; levels that are not written in it are those of the table.</param>
    /// <param name="table">The table.</param>
    /// <param name="chosen">The columns, where the family is one alone without any; sequences, weights and labels.</param>
    /// <returns>The data with the family; or what does not parse, or the first twenty errors, each with its place.</returns>
    public static Validation<EmError, HiddenMarkovData> Parse(string family, Table table, ColumnChoice? chosen = null) =>
        FamilyExpression
            .Parse(family, FamilyCatalogue.Families)
            .Bind(expression => SequenceReader.Read(expression, table, chosen ?? ColumnChoice.Default))
            .Bind(Create);
}
