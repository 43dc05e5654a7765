using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Sharding;
using LanguageExt;

namespace EmFunctional.Cluster;

/// <summary>
/// Rows of which some blocks are kept in memory once they are read; the others are read whenever they are wanted. So are rows that are made of these:
/// columns of them, which are the same for whoever asks for the same ones, and the same rows in another order.
/// </summary>
public sealed record KeptRows : RowBlocks
{
    readonly RowBlocks _of;
    readonly Vector?[] _kept;
    readonly Family _family;
    readonly ConcurrentDictionary<string, KeptRows> _picked = new(StringComparer.Ordinal);

    /// <summary>Rows of which no block is kept yet.</summary>
    /// <param name="of">Where they are read.</param>
    public KeptRows(RowBlocks of)
        : this(of, new(of.Blocks)) { }

    KeptRows(RowBlocks of, Family family)
        : base(of.Rows, of.Columns)
    {
        (_of, _kept, _family) = (of, new Vector?[of.Blocks], family);
        family.Add(this);
    }

    /// <summary>How many rows are kept.</summary>
    public long Count => CountOf(0, Blocks);

    /// <summary>How many rows of some blocks are kept.</summary>
    /// <param name="first">The first block.</param>
    /// <param name="count">How many.</param>
    internal long CountOf(int first, int count) =>
        _family.All().Sum(rows => Enumerable.Range(first, count).Sum(block => (long)(rows._kept[block]?.Count ?? 0) / rows.Columns));

    /// <summary>Some blocks are kept from now on, once they are read, until they are released as often as this was asked.</summary>
    /// <param name="first">The first of them.</param>
    /// <param name="count">How many.</param>
    public void Keep(int first, int count)
    {
        for (var block = first; block < first + count; block++)
            Interlocked.Increment(ref _family.Wanted[block]);
    }

    /// <summary>Keeps some blocks no longer.</summary>
    /// <param name="first">The first of them.</param>
    /// <param name="count">How many.</param>
    public void Release(int first, int count)
    {
        for (var block = first; block < first + count; block++)
            if (Interlocked.Decrement(ref _family.Wanted[block]) <= 0)
                foreach (var rows in _family.All())
                    Volatile.Write(ref rows._kept[block], null);
    }

    /// <inheritdoc/>
    public override Either<EmError, T> Read<T>(int block, Func<ReadOnlySpan<double>, T> use) =>
        Volatile.Read(ref _kept[block]) is { } rows ? use(rows.Span)
        : Volatile.Read(ref _family.Wanted[block]) <= 0 ? _of.Read(block, use)
        : _of.Read(block, rows => Vector.Create(rows))
            .Map(read =>
            {
                Volatile.Write(ref _kept[block], read);
                return use(read.Span);
            });

    // What a pass goes through is kept, not what that is made of.
    /// <inheritdoc/>
    public override RowBlocks Pick(IReadOnlyList<int> columns) =>
        _picked.GetOrAdd(string.Join(',', columns), _ => new KeptRows(_of.Pick(columns), _family));

    /// <inheritdoc/>
    public override RowBlocks Map(int columns, MapRows map) => new KeptRows(_of.Map(columns, map), _family);

    /// <inheritdoc/>
    public override Either<EmError, RowBlocks> Store(RowBlocks rows, IReadOnlyList<int> order) =>
        _of.Store(rows, order).Map(RowBlocks (stored) => new KeptRows(stored, _family));

    // All rows that come of the same, block by block, and which blocks of them are kept.
    sealed class Family(int blocks)
    {
        readonly List<WeakReference<KeptRows>> _all = [];

        // How often each is wanted.
        public int[] Wanted { get; } = new int[blocks];

        public void Add(KeptRows rows)
        {
            lock (_all)
                _all.Add(new(rows));
        }

        // Nobody else holds those that were made for a model that is gone.
        public IReadOnlyList<KeptRows> All()
        {
            lock (_all)
            {
                _all.RemoveAll(one => !one.TryGetTarget(out _));
                return [.. _all.Select(one => one.TryGetTarget(out var rows) ? rows : null).OfType<KeptRows>()];
            }
        }
    }
}
