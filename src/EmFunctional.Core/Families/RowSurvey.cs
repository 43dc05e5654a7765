using System.Collections;
using System.Collections.Generic;
using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Sharding;
using EmFunctional.Tables;
using LanguageExt;

namespace EmFunctional.Families;

/// <summary>
/// What one pass over rows of a family that are not in memory says of them: whether each is in its domain, which of them say nothing, their hashes, and
/// a part of them that a start can be made of.
/// </summary>
sealed class RowSurvey
{
    /// <summary>How many rows are taken for a start, at even distances; all where there are no more.</summary>
    public const int MostTaken = 1 << 20;

    readonly Family _family;
    readonly Arr<string> _names;
    readonly NumberBlocks _rows;
    readonly RowWeights _given;
    readonly long _step;
    readonly BitArray _out;
    readonly List<int> _taken = [];
    readonly List<double> _values = [];
    readonly Witness?[] _least;
    readonly Witness?[] _largest;
    EmError? _fault;

    RowSurvey(Family family, Arr<string> names, NumberBlocks rows, RowWeights given)
    {
        (_family, _names, _rows, _given) = (family, names, rows, given);
        Hashes = new(names.Count, given, rows.Labels);
        _step = (rows.Count + (long)MostTaken - 1) / MostTaken;
        _out = new(rows.Count);
        (_least, _largest) = (new Witness?[names.Count], new Witness?[names.Count]);
    }

    /// <summary>Cells that are missing.</summary>
    public long Missing { get; private set; }

    /// <summary>Whether a number of a row that counts is missing.</summary>
    public bool HasHoles { get; private set; }

    /// <summary>The hashes of the blocks.</summary>
    public RowHashes Hashes { get; private set; }

    /// <summary>The weights, 0 where nothing of a row was observed.</summary>
    public RowWeights Weights => _given.Without(row => _out[row], _rows.Count);

    /// <summary>Goes through the rows.</summary>
    /// <param name="family">The family.</param>
    /// <param name="names">What the columns are called [d].</param>
    /// <param name="rows">The rows.</param>
    /// <param name="given">Their weights.</param>
    /// <returns>What was seen; the first row that cannot be one of the family's.</returns>
    public static Either<EmError, RowSurvey> Of(Family family, Arr<string> names, NumberBlocks rows, RowWeights given)
    {
        var survey = new RowSurvey(family, names, rows, given);
        return from seen in rows.Rows.Visit(survey.See)
            from sound in survey._fault is { } fault ? fault : Prelude.Right<EmError, Unit>(seen)
            from hashed in survey._out.HasAnySet() ? survey.HashAgain() : seen
            select survey;
    }

    // A row of which nothing was observed counts nothing, and that is part of what the data are known by.
    Either<EmError, Unit> HashAgain()
    {
        Hashes = new(_names.Count, Weights, _rows.Labels);
        return _rows.Rows.Visit(
            (first, block) =>
            {
                Hashes.Add(first, block);
                return true;
            }
        );
    }

    /// <summary>
    /// Rows at even distances, and of each column a row with its least and one with its largest number, in their order: what a column must be is asked of
    /// them.
    /// </summary>
    public NumberBlocks Taken()
    {
        var all = new SortedDictionary<int, ReadOnlyMemory<double>>();
        var (values, d) = (_values.ToArray(), _names.Count);
        for (var i = 0; i < _taken.Count; i++)
            all[_taken[i]] = values.AsMemory(i * d, d);
        foreach (var end in _least.Concat(_largest).OfType<Witness>())
            all[end.Row] = end.Values;
        int[] rows = [.. all.Keys];
        return new(
            _names,
            new RowsInMemory(Vector.Of(all.Values.SelectMany(row => row.ToArray())), d),
            _given.IsNone ? null : Vector.Of(rows.Length, i => _given[rows[i]]),
            _rows.Labels.IsNone ? RowLabels.None : RowLabels.Of(Vector.Of(rows.Length, i => _rows.Labels[rows[i]]), _rows.Labels.Names),
            _rows.Description
        );
    }

    bool See(int first, ReadOnlySpan<double> block)
    {
        var d = _names.Count;
        for (var i = 0; i * d < block.Length && _fault is null; i++)
            SeeRow(first + i, block.Slice(i * d, d));
        if (_fault is null)
            Hashes.Add(first, block);
        return _fault is null;
    }

    void SeeRow(int row, ReadOnlySpan<double> x)
    {
        for (var j = 0; j < x.Length; j++)
            if (double.IsNaN(x[j]))
                Missing++;
            else if (!_family.Shape.Columns[j].Domain.Contains(x[j]))
            {
                _fault = Outside(row, j, x, _family.Shape.Columns[j].Domain);
                return;
            }
            else
            {
                SeeEnd(ref _least[j], row, x, x[j], isLeast: true);
                SeeEnd(ref _largest[j], row, x, x[j], isLeast: false);
            }
        if (_family.Fault(x).Case is (int column, Domain expected))
            _fault = Outside(row, column, x, expected);
        _out[row] = !_family.Observes(x);
        HasHoles |= !_out[row] && _given[row] > 0 && !RowSpan.IsWhole(x);
        if (row % _step != 0)
            return;
        _taken.Add(row);
        _values.AddRange(x);
    }

    static void SeeEnd(ref Witness? end, int row, ReadOnlySpan<double> x, double value, bool isLeast)
    {
        if (end is null || (isLeast ? value < end.Value : value > end.Value))
            end = new(row, value, x.ToArray());
    }

    EmError.OutsideDomain Outside(int row, int column, ReadOnlySpan<double> x, Domain expected) =>
        new($"{_names[column]} in row {row + 1}", x[column], expected);

    sealed record Witness(int Row, double Value, double[] Values);
}
