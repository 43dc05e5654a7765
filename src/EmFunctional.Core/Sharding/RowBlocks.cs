using System.Buffers;
using System.Collections.Generic;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Sharding;

/// <summary>Rows of numbers [n×d] that need not be in memory: they are read block by block, and are the same whenever they are read.</summary>
/// <param name="Rows">n.</param>
/// <param name="Columns">d ≥ 1.</param>
public abstract record RowBlocks(int Rows, int Columns)
{
    /// <summary>Rows in a block; the last has what is left.</summary>
    public const int BlockRows = 4096;

    /// <summary>How many blocks there are.</summary>
    public int Blocks => (int)(((long)Rows + BlockRows - 1) / BlockRows);

    /// <summary>The numbers of rows that are in memory [n×d, row by row].</summary>
    /// <exception cref="InvalidOperationException">They are not.</exception>
    internal Vector InMemory =>
        this is RowsInMemory { Values: var values }
            ? values
            : throw new InvalidOperationException("rows that are not in memory are read by block");

    /// <summary>Reads a block; any number of threads may do so at once.</summary>
    /// <param name="block">Which, from 0.</param>
    /// <param name="use">What is made of its rows, which are gone afterwards [rows×d, row by row].</param>
    /// <returns>What was made of them, or why they cannot be read.</returns>
    public abstract Either<EmError, T> Read<T>(int block, Func<ReadOnlySpan<double>, T> use);

    /// <summary>Goes through the blocks from the first on.</summary>
    /// <param name="visit">Given the index of a block's first row and its rows; returns whether to go on.</param>
    public Either<EmError, Unit> Visit(Func<int, ReadOnlySpan<double>, bool> visit)
    {
        for (var block = 0; block < Blocks; block++)
        {
            var first = block * BlockRows;
            var read = Read(block, rows => visit(first, rows));
            if (read.Case is EmError error)
                return error;
            if (read.Case is false)
                break;
        }
        return Prelude.unit;
    }

    /// <summary>A row.</summary>
    /// <param name="index">Which, from 0.</param>
    public Either<EmError, Vector> Row(int index) =>
        Read(index / BlockRows, rows => Vector.Create(rows.Slice(index % BlockRows * Columns, Columns)));

    /// <summary>How many different rows there are, counted up to a number.</summary>
    /// <param name="most">Where to stop counting.</param>
    /// <param name="counts">Whether a row, by its index, counts.</param>
    public Either<EmError, int> DistinctUpTo(int most, Func<int, bool> counts)
    {
        var seen = new System.Collections.Generic.HashSet<Vector>();
        return Visit(
                (first, rows) =>
                {
                    for (var i = 0; i * Columns < rows.Length && seen.Count < most; i++)
                        if (counts(first + i))
                            seen.Add(Vector.Create(rows.Slice(i * Columns, Columns)));
                    return seen.Count < most;
                }
            )
            .Map(_ => seen.Count);
    }

    /// <summary>The same rows in another order.</summary>
    /// <param name="order">For each place the index of its row [n].</param>
    public Either<EmError, RowBlocks> InOrder(IReadOnlyList<int> order) => Store(this, order);

    /// <summary>Stores rows in an order where these are kept: in memory, unless they are elsewhere.</summary>
    /// <param name="rows">The rows, which are made of these.</param>
    /// <param name="order">For each place the index of its row [n].</param>
    public virtual Either<EmError, RowBlocks> Store(RowBlocks rows, IReadOnlyList<int> order)
    {
        var (places, values) = (PlacesOf(order), new double[order.Count * rows.Columns]);
        return rows.Visit(
                (first, block) =>
                {
                    for (var i = 0; i * rows.Columns < block.Length; i++)
                        block.Slice(i * rows.Columns, rows.Columns).CopyTo(values.AsSpan(places[first + i] * rows.Columns));
                    return true;
                }
            )
            .Map(RowBlocks (_) => new RowsInMemory(Vector.Create(values), rows.Columns));
    }

    /// <summary>The place of each row in an order [n].</summary>
    protected static int[] PlacesOf(IReadOnlyList<int> order)
    {
        var places = new int[order.Count];
        for (var place = 0; place < places.Length; place++)
            places[order[place]] = place;
        return places;
    }

    /// <summary>Some columns of these rows.</summary>
    /// <param name="columns">Which, from 0, in their new order.</param>
    public virtual RowBlocks Pick(IReadOnlyList<int> columns)
    {
        var (picked, d) = (new int[columns.Count], Columns);
        for (var j = 0; j < picked.Length; j++)
            picked[j] = columns[j];
        return Map(
            picked.Length,
            (_, rows, into) =>
            {
                for (; into.Length > 0; rows = rows[d..], into = into[picked.Length..])
                for (var j = 0; j < picked.Length; j++)
                    into[j] = rows[picked[j]];
            }
        );
    }

    /// <summary>Other rows, each made of the one at its place.</summary>
    /// <param name="columns">How many columns they have.</param>
    /// <param name="map">Given the index of a block's first row and its rows, writes the others; a pure function.</param>
    public virtual RowBlocks Map(int columns, MapRows map) => new MappedRows(this, columns, map);
}

/// <summary>Makes rows of others.</summary>
/// <param name="first">The index of the first row.</param>
/// <param name="rows">The rows.</param>
/// <param name="into">Where their images go.</param>
public delegate void MapRows(int first, ReadOnlySpan<double> rows, Span<double> into);

/// <summary>Rows in memory.</summary>
public sealed record RowsInMemory : RowBlocks
{
    /// <summary>The rows of a vector.</summary>
    /// <param name="values">The numbers [n×d, row by row].</param>
    /// <param name="columns">d ≥ 1.</param>
    public RowsInMemory(Vector values, int columns)
        : base(values.Count / columns, columns) => Values = values;

    /// <summary>The numbers [n×d, row by row].</summary>
    public Vector Values { get; }

    /// <inheritdoc/>
    public override Either<EmError, T> Read<T>(int block, Func<ReadOnlySpan<double>, T> use)
    {
        var first = block * BlockRows;
        return use(Values.Span[(first * Columns)..(Math.Min(Rows, first + BlockRows) * Columns)]);
    }

    // Nothing is copied: a block is gathered when it is read.
    /// <inheritdoc/>
    public override Either<EmError, RowBlocks> Store(RowBlocks rows, IReadOnlyList<int> order) =>
        rows is RowsInMemory own ? new GatheredRows(own, order) : base.Store(rows, order);

    /// <inheritdoc/>
    public override RowBlocks Map(int columns, MapRows map) =>
        new RowsInMemory(Vector.Fill(Rows * columns, (Values, map), (into, x) => x.map(0, x.Values.Span, into)), columns);
}

// Rows in memory, in another order.
sealed record GatheredRows(RowsInMemory Of, IReadOnlyList<int> Order) : RowBlocks(Of.Rows, Of.Columns)
{
    public override Either<EmError, T> Read<T>(int block, Func<ReadOnlySpan<double>, T> use)
    {
        var first = block * BlockRows;
        var values = Of.Values.Span;
        var count = Math.Min(Rows, first + BlockRows) - first;
        var buffer = ArrayPool<double>.Shared.Rent(count * Columns);
        try
        {
            for (var i = 0; i < count; i++)
                values.Slice(Order[first + i] * Columns, Columns).CopyTo(buffer.AsSpan(i * Columns));
            return use(buffer.AsSpan(0, count * Columns));
        }
        finally
        {
            ArrayPool<double>.Shared.Return(buffer);
        }
    }
}

// Made anew whenever they are read.
sealed record MappedRows(RowBlocks Of, int Columns, MapRows Images) : RowBlocks(Of.Rows, Columns)
{
    public override Either<EmError, RowBlocks> Store(RowBlocks rows, IReadOnlyList<int> order) => Of.Store(rows, order);

    public override Either<EmError, T> Read<T>(int block, Func<ReadOnlySpan<double>, T> use) =>
        Of.Read(
            block,
            rows =>
            {
                var buffer = ArrayPool<double>.Shared.Rent(rows.Length / Of.Columns * Columns);
                try
                {
                    var into = buffer.AsSpan(0, rows.Length / Of.Columns * Columns);
                    Images(block * BlockRows, rows, into);
                    return use(into);
                }
                finally
                {
                    ArrayPool<double>.Shared.Return(buffer);
                }
            }
        );
}
