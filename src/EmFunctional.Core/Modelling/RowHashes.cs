using System.Collections.Generic;
using EmFunctional.Numerics;

namespace EmFunctional.Modelling;

// The hashes of rows with their weights and labels: added block by block where they are not in memory, made when they are asked for where they are.
sealed class RowHashes(int columns, RowWeights weights, RowLabels labels)
{
    readonly Canonical _bytes = new();
    readonly List<Hash256> _blocks = [];

    /// <summary>Hashes the next block.</summary>
    /// <param name="first">The index of its first row.</param>
    /// <param name="block">Its rows.</param>
    public void Add(int first, ReadOnlySpan<double> block)
    {
        Add(_bytes, first, block);
        _blocks.Add(_bytes.Take());
    }

    /// <summary>The hash of one block by itself.</summary>
    /// <param name="first">The index of its first row.</param>
    /// <param name="block">Its rows.</param>
    public Hash256 Of(int first, ReadOnlySpan<double> block)
    {
        var bytes = new Canonical(capacity: 16 + 8 * block.Length);
        Add(bytes, first, block);
        return bytes.Take();
    }

    /// <summary>The hashes of all rows, which were added block by block.</summary>
    /// <param name="head">What the data say beside their rows.</param>
    /// <param name="rows">How many there are.</param>
    public DataHashes OfBlocks(Canonical head, int rows) => new("rows", head.Hash(), rows, 0, _blocks.ToArray());

    /// <summary>The hashes of rows in memory.</summary>
    /// <param name="head">What the data say beside their rows.</param>
    /// <param name="values">The rows [n×d].</param>
    public DataHashes Of(Canonical head, Vector values) =>
        DataHashes.Create(
            "rows",
            head,
            values.Count / columns,
            (bytes, first, count) => Add(bytes, first, values.Span.Slice(first * columns, count * columns))
        );

    void Add(Canonical bytes, int first, ReadOnlySpan<double> block)
    {
        var count = block.Length / columns;
        labels.AddTo(weights.AddTo(bytes.AddNumbers(block), first, count), first, count);
    }
}
