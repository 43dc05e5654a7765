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

    static double[] All(RowBlocks rows)
    {
        var all = new List<double>();
        rows.Visit(
                (_, block) =>
                {
                    all.AddRange(block);
                    return true;
                }
            )
            .OrThrow();
        return [.. all];
    }

    // What lies elsewhere and is not gathered where it is read.
    sealed record Elsewhere(RowBlocks Of) : RowBlocks(Of.Rows, Of.Columns)
    {
        public override Either<EmError, T> Read<T>(int block, Func<ReadOnlySpan<double>, T> use) => Of.Read(block, use);
    }

    [Fact]
    public void Rows_in_another_order_are_the_same_rows_wherever_they_are_kept()
    {
        int[] order = [.. Enumerable.Range(0, Count).Select(i => (i * 4099 + 3) % Count)];
        Assert.Equal(Count, order.Distinct().Count());
        double[] expected = [.. order.SelectMany(i => new double[] { i, -i })];
        foreach (var rows in new[] { _rows, new Elsewhere(_rows) })
        {
            var ordered = rows.InOrder(order).OrThrow();
            Assert.Equal((Count, 2), (ordered.Rows, ordered.Columns));
            Assert.Equal(expected, All(ordered));
            // Where rows are stored tells how their images are: those have other columns.
            Assert.Equal(order.Select(i => 12.0 * i), All(new MappedRows(rows, 1, Images).InOrder(order).OrThrow()));
        }
        Assert.Equal(new EmError.NoWeight(), new Broken(From: 2).InOrder(order).LeftAsEnumerable().Single());
    }

    [Fact]
    public void Picked_columns_are_those_columns_in_their_new_order_wherever_the_rows_are_kept()
    {
        // Row i is (i, i + ½, −i).
        RowBlocks rows = new RowsInMemory(Vector.Of(3 * Count, i => (i / 3) * (i % 3 == 2 ? -1 : 1) + (i % 3 == 1 ? 0.5 : 0)), 3);
        foreach (var kept in new[] { rows, new Elsewhere(rows) })
        {
            var two = kept.Pick([2, 1]);
            Assert.Equal((Count, 2, 3), (two.Rows, two.Columns, two.Blocks));
            Assert.Equal(Enumerable.Range(0, Count).SelectMany(i => new[] { -i, i + 0.5 }), All(two));
            Assert.Equal(Enumerable.Range(0, Count).SelectMany(i => new double[] { i, -i, i, i }), All(kept.Pick([0, 2, 0, 0])));
            Assert.Equal([-(Count - 1), Count - 0.5], two.Row(Count - 1).OrThrow());
        }
    }

    [Fact]
    public void Rows_that_differ_are_counted_up_to_a_number_and_those_that_do_not_count_are_not()
    {
        var rows = new RowsInMemory(Vector.Of(2 * Count, i => i % 2 == 0 ? i / 2 % 7 : i / 2 / RowBlocks.BlockRows), 2);
        Assert.Equal(19, rows.DistinctUpTo(100, _ => true).OrThrow()); // seven in each whole block, and five in the last
        Assert.Equal(19, rows.DistinctUpTo(19, _ => true).OrThrow());
        Assert.Equal(4, rows.DistinctUpTo(4, _ => true).OrThrow());
        Assert.Equal(5, rows.DistinctUpTo(100, i => i >= 2 * RowBlocks.BlockRows).OrThrow());
        Assert.Equal(0, rows.DistinctUpTo(100, _ => false).OrThrow());
        // What need not be read is not.
        Assert.Equal(9, new Broken(From: 1).DistinctUpTo(9, _ => true).OrThrow());
        Assert.Equal(new EmError.NoWeight(), new Broken(From: 1).DistinctUpTo(Count, _ => true).LeftAsEnumerable().Single());
    }

    [Fact]
    public void Rows_that_are_not_in_memory_are_not_taken_for_such()
    {
        Assert.Equal(2 * Count, _rows.InMemory.Count);
        Assert.Contains(
            "by block",
            Assert.Throws<InvalidOperationException>(() => new Broken(1).InMemory).Message,
            StringComparison.Ordinal
        );
    }
}
