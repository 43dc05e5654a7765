using System.Collections.Generic;
using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Tables;
using LanguageExt;

namespace EmFunctional.Models.HiddenMarkov;

/// <summary>Sequences of symbols, each made by states that nobody saw.</summary>
public sealed record HiddenMarkovData
{
    HiddenMarkovData(
        Arr<string> symbols,
        Arr<Vector> sequences,
        RowWeights weights,
        RowLabels labels,
        DataDescription read,
        IReadOnlyList<int> order
    )
    {
        (Symbols, Sequences, Weights, Labels, Order) = (symbols, sequences, weights, labels, order);
        var lengths = sequences.Select(sequence => sequence.Count).ToArray();
        Description = read.With(
            lengths.Sum(),
            sequences.Sum(sequence => sequence.Count(symbol => symbol < 0)),
            RowWeights.None,
            labels
        ) with
        {
            WeightSum = weights.IsNone ? Option<double>.None : weights.Total(lengths.Length),
            Sequences = new SequenceLengths(lengths.Length, lengths.Min(), lengths.Max()),
            Symbols = symbols,
        };
        var begin = 0.0;
        Begins = Vector.Of(sequences.Select(sequence => (begin += sequence.Count) - sequence.Count).ToArray());
    }

    /// <summary>The different symbols, in order: by number if all are numbers, else by letter [V].</summary>
    public Arr<string> Symbols { get; }

    /// <summary>For each sequence its symbols by index, −1 for one that is missing; none is empty [N].</summary>
    public Arr<Vector> Sequences { get; }

    /// <summary>How often each sequence counts [N].</summary>
    public RowWeights Weights { get; }

    /// <summary>The states of observations, where they are known: of all sequences, one behind the other.</summary>
    public RowLabels Labels { get; }

    /// <summary>What was read.</summary>
    public DataDescription Description { get; }

    // Of each observation, one sequence behind the other, the row in which it was read.
    internal IReadOnlyList<int> Order { get; }

    /// <summary>Data are the same if what they say is, wherever it was read.</summary>
    public bool Equals(HiddenMarkovData? other) => other is not null && Id == other.Id;

    /// <inheritdoc/>
    public override int GetHashCode() => Id.GetHashCode();

    /// <summary>Where each sequence begins among all observations [N].</summary>
    internal Vector Begins { get; }

    /// <summary>n as criteria count it: the observations that were made, by the weights of their sequences.</summary>
    public double Observed => Sequences.Select((sequence, i) => Enumerable.Range(0, sequence.Count).Sum(t => WeightOf(i, t))).Sum();

    internal double WeightOf(int sequence, int t) => Sequences[sequence][t] < 0 ? 0 : Weights[sequence];

    /// <summary>How many observations there are in all sequences.</summary>
    public int Observations => Sequences.Sum(sequence => sequence.Count);

    /// <summary>The hash of all this.</summary>
    public Hash256 Id
    {
        get
        {
            var bytes = new Canonical(64 + 8 * Observations).Add("sequences").Add(Symbols.Count);
            foreach (var symbol in Symbols)
                bytes.Add(symbol);
            bytes.Add(Sequences.Count);
            foreach (var sequence in Sequences)
                bytes.Add(sequence.Count).Add(sequence);
            return Labels.AddTo(Weights.AddTo(bytes)).Hash();
        }
    }

    /// <summary>The data of given sequences.</summary>
    /// <param name="sequences">The symbols of each sequence; none may be empty.</param>
    public static Validation<EmError, HiddenMarkovData> Create(params IEnumerable<IEnumerable<string>> sequences) =>
        Create(sequences, null);

    /// <summary>The data of given sequences with weights.</summary>
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
        return RowLabels.Create(labels, texts.Sum(sequence => sequence.Length)).Bind(known => Create(texts, weights, known));
    }

    internal static Validation<EmError, HiddenMarkovData> Create(
        string[][] texts,
        Vector? weights,
        RowLabels labels,
        Arr<string> known = default,
        DataDescription? read = null,
        IReadOnlyList<int>? order = null
    )
    {
        if (texts.Length == 0 || texts.Any(sequence => sequence.Length == 0))
            return new EmError.NoRows(texts.Length == 0 ? "sequences" : $"sequence {Array.FindIndex(texts, s => s.Length == 0) + 1}");
        var seen = Modelling.Symbols.InOrder(texts.SelectMany(sequence => sequence).Where(symbol => symbol.Length > 0));
        var symbols = known.IsEmpty ? seen : known;
        var index = Modelling.Symbols.Index(symbols);
        if (seen.Find(symbol => !index.ContainsKey(symbol)).Case is string unknown)
            return new EmError.UnknownName("symbol", unknown, symbols);
        if (symbols.IsEmpty)
            return new EmError.AllMissing("symbols");
        Arr<Vector> indexed = texts
            .Select(sequence => Vector.Of(sequence.Select(symbol => symbol.Length > 0 ? index[symbol] : -1)))
            .ToArray();
        return RowWeights
            .Create(weights, texts.Length)
            .Map(counts => new HiddenMarkovData(
                symbols,
                indexed,
                counts,
                labels,
                read ?? DataDescription.Unknown,
                order ?? [.. Enumerable.Range(0, indexed.Sum(sequence => sequence.Count))]
            ));
    }

    /// <summary>Reads a column of symbols; rows with the same text in a column <c>sequence</c>, wherever they stand, are one sequence.</summary>
    /// <param name="table">The table.</param>
    /// <param name="chosen">The column of symbols; the only one beside <c>sequence</c>, weights (the same in all rows of a sequence) and labels if none is named.</param>
    /// <param name="symbols">The symbols that there are; those of the table if none are given.</param>
    /// <returns>The data, or the first twenty errors, each with its place.</returns>
    public static Validation<EmError, HiddenMarkovData> Parse(Table table, ColumnChoice? chosen = null, Arr<string> symbols = default) =>
        HiddenMarkovParser.Parse(table, chosen ?? ColumnChoice.Default, symbols);
}
