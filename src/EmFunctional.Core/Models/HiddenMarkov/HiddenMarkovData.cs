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
    HiddenMarkovData(Arr<string> symbols, Arr<Vector> sequences, RowWeights weights) =>
        (Symbols, Sequences, Weights) = (symbols, sequences, weights);

    /// <summary>The different symbols, in order: by number if all are numbers, else by letter [V].</summary>
    public Arr<string> Symbols { get; }

    /// <summary>For each sequence its symbols by index, none empty [N].</summary>
    public Arr<Vector> Sequences { get; }

    /// <summary>How often each sequence counts [N].</summary>
    public RowWeights Weights { get; }

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
            return Weights.AddTo(bytes).Hash();
        }
    }

    /// <summary>The data of given sequences.</summary>
    /// <param name="sequences">The symbols of each sequence; none may be empty.</param>
    public static Validation<EmError, HiddenMarkovData> Create(params IEnumerable<IEnumerable<string>> sequences) =>
        Create(sequences, null);

    /// <summary>The data of given sequences with weights.</summary>
    /// <param name="sequences">The symbols of each sequence; none may be empty.</param>
    /// <param name="weights">How often each sequence counts [N]; once if null.</param>
    public static Validation<EmError, HiddenMarkovData> Create(IEnumerable<IEnumerable<string>> sequences, Vector? weights)
    {
        var texts = sequences.Select(sequence => sequence.ToArray()).ToArray();
        var all = texts.SelectMany(sequence => sequence).Distinct(StringComparer.Ordinal).ToArray();
        if (texts.Length == 0 || texts.Any(sequence => sequence.Length == 0))
            return new EmError.NoRows(texts.Length == 0 ? "sequences" : $"sequence {Array.FindIndex(texts, s => s.Length == 0) + 1}");
        var symbols = all.All(symbol => NumberText.TryRead(symbol, out _))
            ? all.OrderBy(symbol => NumberText.TryRead(symbol, out var value) ? value : 0).ToArray()
            : all.Order(StringComparer.Ordinal).ToArray();
        var index = symbols
            .Select((symbol, i) => (symbol, i))
            .ToDictionary(pair => pair.symbol, pair => (double)pair.i, StringComparer.Ordinal);
        Arr<Vector> indexed = texts.Select(sequence => Vector.Of(sequence.Select(symbol => index[symbol]))).ToArray();
        return RowWeights.Create(weights, texts.Length).Map(counts => new HiddenMarkovData(symbols, indexed, counts));
    }

    /// <summary>Reads a column of symbols; rows that follow each other with the same text in a column <c>sequence</c> are one sequence.</summary>
    /// <param name="table">The table; its first row is a header unless all its cells are numbers.</param>
    /// <param name="column">The column of symbols; the only one beside <c>sequence</c> and the weights if none is given.</param>
    /// <param name="weights">The name of the column of weights, the same in all rows of a sequence, if there is one.</param>
    /// <returns>The data, or the first twenty errors, each with its place.</returns>
    public static Validation<EmError, HiddenMarkovData> Parse(Table table, Option<string> column, Option<string> weights = default)
    {
        var (sequences, counts, keys) = (new List<List<string>>(), new List<double>(), new List<string>());
        var (weight, key) = (1.0, "");
        Option<Domain> ReadWeight(string text)
        {
            if (!NumberText.TryRead(text, out weight) || !Modelling.Domain.NonNegative.Contains(weight))
                return Modelling.Domain.NonNegative;
            return sequences.Count > 0 && key == keys[^1] && weight != counts[^1]
                ? new Domain($"{NumberText.Shortest(counts[^1])}, as in the rows before of this sequence", _ => false)
                : Option<Domain>.None;
        }
        Option<Domain> ReadSymbol(string text)
        {
            if (text.Length == 0)
                return new Domain("a symbol", _ => false);
            if (sequences.Count == 0 || key != keys[^1])
            {
                sequences.Add([]);
                counts.Add(weight);
                keys.Add(key);
            }
            sequences[^1].Add(text);
            return Option<Domain>.None;
        }
        return ColumnReader
            .Read(
                table,
                (names, _) => Choose(table, names, column, weights),
                cell =>
                {
                    var text = cell.Text.Trim();
                    if (cell.IsLast)
                        return ReadSymbol(text);
                    if (weights.IsSome && cell.IsBeforeLast)
                        return ReadWeight(text);
                    key = text;
                    return text.Length == 0 ? new Domain("the name of a sequence", _ => false) : Option<Domain>.None;
                }
            )
            .Bind(_ => Create(sequences, weights.IsSome ? Vector.Of(counts) : null));
    }

    const string SequenceColumn = "sequence";

    // The column of sequences, if there is one, that of weights, if there is one, then that of symbols.
    static Validation<EmError, Arr<int>> Choose(Table table, Arr<string> names, Option<string> column, Option<string> weights)
    {
        bool IsSequence(string name) => name.Equals(SequenceColumn, StringComparison.OrdinalIgnoreCase);
        var keys = Enumerable.Range(0, names.Count).Where(i => IsSequence(names[i]) && !column.Exists(IsSequence)).Take(1).ToArray();
        return ColumnReader
            .ByName(names, weights.ToArray())
            .Bind(weight =>
            {
                var others = Enumerable.Range(0, names.Count).Where(i => !keys.Contains(i) && !weight.Contains(i)).ToArray();
                var symbols = column.Match(
                    name => ColumnReader.ByName(names, Arr.create(name)),
                    () =>
                        others.Length == 1
                            ? Prelude.Success<EmError, Arr<int>>(others)
                            : new EmError.ManyColumns(table.Source, others.Select(i => names[i]).ToArray())
                );
                return symbols.Map<Arr<int>>(chosen => keys.Concat(weight).Concat(chosen).ToArray());
            });
    }
}
