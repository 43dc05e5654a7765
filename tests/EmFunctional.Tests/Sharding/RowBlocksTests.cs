using System.Collections.Generic;
using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Sharding;
using LanguageExt;

namespace EmFunctional.Tests.Sharding;

/// <summary>Rows that are read block by block are the rows, whichever way one comes to them.</summary>
public class RowBlocksTests
{
    const int Count = 2 * RowBlocks.BlockRows + 5;

    // Row i is (i, −i).
    static readonly RowBlocks _rows = new RowsInMemory(Vector.Of(2 * Count, i => i % 2 == 0 ? i / 2 : -(i / 2)), 2);

    // i + 10 x − y of each row (x, y).
    static void Images(int first, ReadOnlySpan<double> rows, Span<double> into)
    {
        for (var i = 0; i < into.Length; i++)
            into[i] = first + i + 10 * rows[2 * i] - rows[2 * i + 1];
    }

    sealed record Broken(int From) : RowBlocks(Count, 2)
    {
        public override Either<EmError, T> Read<T>(int block, Func<ReadOnlySpan<double>, T> use) =>
            block < From ? _rows.Read(block, use) : new EmError.NoWeight();
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(RowBlocks.BlockRows, 1)]
    [InlineData(RowBlocks.BlockRows + 1, 2)]
    [InlineData(Count, 3)]
    public void Every_row_has_its_block_and_the_last_has_what_is_left(int rows, int blocks) =>
        Assert.Equal(blocks, new RowsInMemory(Vector.Of(rows, i => i), 1).Blocks);

    [Theory]
    [InlineData(0, 0, RowBlocks.BlockRows)]
    [InlineData(1, RowBlocks.BlockRows, RowBlocks.BlockRows)]
    [InlineData(2, 2 * RowBlocks.BlockRows, 5)]
    public void A_block_begins_where_the_one_before_it_ends(int block, int first, int rows) =>
        Assert.Equal((first, 2 * rows), _rows.Read(block, values => ((int)values[0], values.Length)).OrThrow());

    [Theory]
    [InlineData(0)]
    [InlineData(RowBlocks.BlockRows - 1)]
    [InlineData(RowBlocks.BlockRows)]
    [InlineData(Count - 1)]
    public void A_row_is_found_by_its_index(int index) => Assert.Equal([index, -index], _rows.Row(index).OrThrow());

    [Fact]
    public void A_visit_goes_through_all_blocks_or_ends_where_it_is_told_to_or_cannot_read()
    {
        var seen = new List<(int First, double Value)>();
        bool See(int first, ReadOnlySpan<double> rows)
        {
            seen.Add((first, rows[0]));
            return first < 2 * RowBlocks.BlockRows;
        }
        _rows.Visit(See).OrThrow();
        Assert.Equal([(0, 0), (RowBlocks.BlockRows, RowBlocks.BlockRows), (2 * RowBlocks.BlockRows, 2 * RowBlocks.BlockRows)], seen);
        seen.Clear();
        _rows.Visit((first, rows) => See(first, rows) && false).OrThrow();
        Assert.Single(seen);
        seen.Clear();
        Assert.Equal(new EmError.NoWeight(), new Broken(From: 1).Visit(See).Match(Right: _ => null!, Left: e => e));
        Assert.Single(seen);
    }

    [Fact]
    public void Rows_made_of_others_are_the_same_at_once_and_whenever_they_are_read()
    {
        var (atOnce, anew) = (_rows.Map(1, Images), new MappedRows(_rows, 1, Images));
        Assert.Equal((Count, 1, 3), (anew.Rows, anew.Columns, anew.Blocks));
        Assert.Equal((Count, 1), (atOnce.Rows, atOnce.Columns));
        for (var block = 0; block < 3; block++)
        {
            var expected = Enumerable.Range(block * RowBlocks.BlockRows, block == 2 ? 5 : RowBlocks.BlockRows).Select(i => 12.0 * i);
            Assert.Equal(expected, atOnce.Read(block, values => values.ToArray()).OrThrow());
            Assert.Equal(expected, anew.Read(block, values => values.ToArray()).OrThrow());
        }
    }
}
