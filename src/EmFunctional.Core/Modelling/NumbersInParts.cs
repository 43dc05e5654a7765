using EmFunctional.Numerics;

namespace EmFunctional.Modelling;

// A number for each row, of which those of a block are there once its rows were read.
sealed class NumbersInParts(int blocks)
{
    readonly Vector?[] _blocks = new Vector?[blocks];

    public double this[int row] => Of(row / DataHashes.BlockRows)[row % DataHashes.BlockRows];

    public void Take(int block, Vector numbers) => _blocks[block] = numbers;

    public ReadOnlySpan<double> Span(int first, int count) =>
        Of(first / DataHashes.BlockRows).Span.Slice(first % DataHashes.BlockRows, count);

    Vector Of(int block) =>
        _blocks[block]
        ?? throw new InvalidOperationException($"block {block} is asked for what is known of its rows before they were read");
}
