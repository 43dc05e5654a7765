using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Sharding;
using LanguageExt;

namespace EmFunctional.Models.GaussianMixture.Data;

// The hashes of rows: told of on the way where they are not in memory, made when they are asked for where they are.
sealed class RowHashes(Arr<string> names, RowBlocks rows, RowWeights weights, RowLabels labels)
{
    readonly Canonical _bytes = new();
    readonly System.Collections.Generic.List<Hash256> _told = [];

    /// <summary>Hashes the next block.</summary>
    /// <param name="first">The index of its first row.</param>
    /// <param name="block">Its rows.</param>
    public void Add(int first, ReadOnlySpan<double> block)
    {
        Add(_bytes, first, block);
        _told.Add(_bytes.Take());
    }

    public DataHashes Of() =>
        rows is RowsInMemory { Values: var values }
            ? DataHashes.Create(
                "rows",
                Head,
                rows.Rows,
                (bytes, first, count) => Add(bytes, first, values.Span.Slice(first * names.Count, count * names.Count))
            )
            : new("rows", Head.Hash(), rows.Rows, 0, _told.ToArray());

    Canonical Head
    {
        get
        {
            var bytes = new Canonical().Add("rows").Add(names.Count);
            foreach (var name in names)
                bytes.Add(name);
            return bytes;
        }
    }

    void Add(Canonical bytes, int first, ReadOnlySpan<double> block)
    {
        var count = block.Length / names.Count;
        labels.AddTo(weights.AddTo(bytes.AddNumbers(block), first, count), first, count);
    }
}
