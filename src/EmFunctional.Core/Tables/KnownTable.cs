using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Sharding;
using LanguageExt;

namespace EmFunctional.Tables;

/// <summary>A table of rows that others have gone through: none is read before it is asked for, and then its block is known by its hash.</summary>
public static class KnownTable
{
    /// <summary>A table whose blocks are read one by one.</summary>
    /// <param name="source">How messages name it.</param>
    /// <param name="known">What is known of all rows.</param>
    /// <param name="chosen">How the parts are read; their columns are those that are known.</param>
    /// <param name="part">Reads the rows of a block, from 0, as a table; any number of threads may do so at once.</param>
    /// <returns>A table of blocks. A block that has other rows than it had is <see cref="EmError.ChangedFile"/>.</returns>
    public static Table Of(string source, KnownRows known, ColumnChoice chosen, Func<int, Validation<EmError, Table>> part)
    {
        var blocks = new KnownBlocks(source, known, chosen with { Columns = known.Columns }, part);
        var description = NumberTable.DescriptionOf(source, chosen, known.Columns, Enumerable.Range(0, known.Columns.Count).ToArray());
        return Table.OfBlocks(source, blocks) with
        {
            Streamed = new(known.Columns.Count, Enumerable.Range(0, known.Columns.Count).ToArray(), description)
            {
                Names = known.Columns,
                Rows = blocks.Rows,
                Labels = blocks.Labels,
                WeightsInParts = blocks.Weights,
                Known = known,
            },
        };
    }
}

// Rows whose weights and labels come with them, block by block.
sealed record KnownBlocks : RowBlocks
{
    readonly string _source;
    readonly KnownRows _known;
    readonly ColumnChoice _chosen;
    readonly Func<int, Validation<EmError, Table>> _part;
    readonly NumbersInParts _weights;
    readonly NumbersInParts _labels;
    readonly RowHashes _hashes;

    public KnownBlocks(string source, KnownRows known, ColumnChoice chosen, Func<int, Validation<EmError, Table>> part)
        : base(checked((int)known.Hashes.Count), known.Columns.Count)
    {
        (_source, _known, _chosen, _part) = (source, known, chosen, part);
        (_weights, _labels) = (new(Blocks), new(Blocks));
        (Weights, Labels) = (
            known.AreWeighted ? RowWeights.InParts(_weights) : RowWeights.None,
            known.Labels.IsEmpty ? RowLabels.None : RowLabels.InParts(_labels, known.Labels)
        );
        _hashes = new(Columns, Weights, Labels);
    }

    public RowWeights Weights { get; }

    public RowLabels Labels { get; }

    public override Either<EmError, T> Read<T>(int block, Func<ReadOnlySpan<double>, T> use) =>
        _part(block)
            .Bind(table => NumberTable.Read(table, _chosen))
            .ToEither()
            .MapLeft(faults => faults.Head)
            .Bind(read => IsKnown(block, read) ? Prelude.Right<EmError, T>(use(read.Values.Span)) : Changed(block));

    bool IsKnown(int block, NumberTable read)
    {
        var first = block * BlockRows;
        if (read.Rows != Math.Min(BlockRows, Rows - first))
            return false;
        if (_known.AreWeighted)
            _weights.Take(block, read.Weights!);
        if (!_known.Labels.IsEmpty)
        {
            var names = read.Labels.Names.Map(name => (double)System.Array.IndexOf(_known.Labels.ToArray(), name)).ToArray();
            _labels.Take(block, Vector.Of(read.Rows, i => read.Labels[i] is >= 0 and var label ? names[label] : -1));
        }
        return block < _known.Hashes.Hashes.Count && _hashes.Of(first, read.Values.Span) == _known.Hashes.Hashes[block];
    }

    EmError Changed(int block) => new EmError.ChangedFile(_source, block * BlockRows + 1);
}
