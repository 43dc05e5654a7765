using System.Collections.Generic;
using System.Threading;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Sharding;
using LanguageExt;

namespace EmFunctional.Cluster;

/// <summary>Rows of which some blocks are kept in memory; the others are read whenever they are wanted.</summary>
public sealed record KeptRows : RowBlocks
{
    readonly RowBlocks _of;
    readonly Vector?[] _kept;

    /// <summary>Rows of which no block is kept yet.</summary>
    /// <param name="of">Where they are read.</param>
    public KeptRows(RowBlocks of)
        : base(of.Rows, of.Columns) => (_of, _kept) = (of, new Vector?[of.Blocks]);

    /// <summary>How many rows are kept.</summary>
    public long Count
    {
        get
        {
            var count = 0L;
            foreach (var block in _kept)
                count += (block?.Count ?? 0) / Columns;
            return count;
        }
    }

    /// <summary>Reads some blocks and keeps them.</summary>
    /// <param name="first">The first of them.</param>
    /// <param name="count">How many.</param>
    public Either<EmError, Unit> Keep(int first, int count)
    {
        for (var block = first; block < first + count; block++)
            if (Volatile.Read(ref _kept[block]) is null)
            {
                var read = _of.Read(block, rows => Vector.Create(rows));
                if (read.Case is EmError error)
                    return error;
                Volatile.Write(ref _kept[block], read.Match(Right: rows => rows, Left: _ => null!));
            }
        return Prelude.unit;
    }

    /// <summary>Keeps some blocks no longer.</summary>
    /// <param name="first">The first of them.</param>
    /// <param name="count">How many.</param>
    public void Release(int first, int count) => Array.Clear(_kept, first, count);

    /// <inheritdoc/>
    public override Either<EmError, T> Read<T>(int block, Func<ReadOnlySpan<double>, T> use) =>
        Volatile.Read(ref _kept[block]) is { } rows ? use(rows.Span) : _of.Read(block, use);

    /// <inheritdoc/>
    public override Either<EmError, RowBlocks> Store(RowBlocks rows, IReadOnlyList<int> order) => _of.Store(rows, order);
}
