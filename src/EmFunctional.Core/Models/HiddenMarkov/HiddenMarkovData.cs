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
    HiddenMarkovData(Arr<string> symbols, Arr<Vector> sequences) => (Symbols, Sequences) = (symbols, sequences);

    /// <summary>The different symbols, in order: by number if all are numbers, else by letter [V].</summary>
    public Arr<string> Symbols { get; }

    /// <summary>For each sequence its symbols by index, none empty [N].</summary>
    public Arr<Vector> Sequences { get; }

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
            return bytes.Hash();
        }
    }

    /// <summary>The data of given sequences.</summary>
    /// <param name="sequences">The symbols of each sequence; none may be empty.</param>
    public static Validation<EmError, HiddenMarkovData> Create(params IEnumerable<IEnumerable<string>> sequences)
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
        return new HiddenMarkovData(symbols, texts.Select(sequence => Vector.Of(sequence.Select(symbol => index[symbol]))).ToArray());
    }

    /// <summary>Reads a column of symbols; rows that follow each other with the same text in a column <c>sequence</c> are one sequence.</summary>
    /// <param name="table">The table; its first row is a header unless all its cells are numbers.</param>
    /// <param name="column">The column of symbols; the only one beside <c>sequence</c> if none is given.</param>
    /// <returns>The data, or the first twenty errors, each with its place.</returns>
    public static Validation<EmError, HiddenMarkovData> Parse(Table table, Option<string> column)
    {
        var (sequences, last) = (new List<List<string>>(), Option<string>.None);
        var key = Option<string>.None;
        return ColumnReader
            .Read(
                table,
                (names, _) => Choose(table, names, column),
                cell =>
                {
                    var text = cell.Text.Trim();
                    if (text.Length == 0)
                        return new Domain("a symbol", _ => false);
                    if (!cell.IsLast)
                        key = text;
                    else
                    {
                        if (sequences.Count == 0 || key != last)
                            sequences.Add([]);
                        sequences[^1].Add(text);
                        last = key;
                    }
                    return Option<Domain>.None;
                }
            )
            .Bind(_ => Create(sequences));
    }

    const string SequenceColumn = "sequence";

    // The column of sequences, if there is one, then that of symbols.
    static Validation<EmError, Arr<int>> Choose(Table table, Arr<string> names, Option<string> column)
    {
        bool IsSequence(string name) => name.Equals(SequenceColumn, StringComparison.OrdinalIgnoreCase);
        var keys = Enumerable.Range(0, names.Count).Where(i => IsSequence(names[i]) && !column.Exists(IsSequence)).Take(1).ToArray();
        var others = Enumerable.Range(0, names.Count).Where(i => !keys.Contains(i)).ToArray();
        var symbols = column.Match(
            name => ColumnReader.ByName(names, Arr.create(name)),
            () =>
                others.Length == 1
                    ? Prelude.Success<EmError, Arr<int>>(others)
                    : new EmError.ManyColumns(table.Source, others.Select(i => names[i]).ToArray())
        );
        return symbols.Map<Arr<int>>(chosen => keys.Concat(chosen).ToArray());
    }
}
