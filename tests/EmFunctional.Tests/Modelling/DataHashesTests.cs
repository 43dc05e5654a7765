using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Numerics;

namespace EmFunctional.Tests.Modelling;

/// <summary>Hashes of blocks of rows: of how many rows each is, which rows differ, and how that is said.</summary>
public class DataHashesTests
{
    const int Block = DataHashes.BlockRows;

    static DataHashes Of(long rows, string head = "x", string of = "rows", params long[] changed) =>
        DataHashes.Create(
            of,
            new Canonical().Add(head),
            rows,
            (bytes, first, count) =>
            {
                for (var i = first; i < first + count; i++)
                    bytes.Add(changed.Contains(i + 1) ? -1 : i);
            }
        );

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(Block, 1)]
    [InlineData(Block + 1, 2)]
    [InlineData(5 * Block, 5)]
    public void There_is_a_hash_for_each_block_that_is_begun(long rows, int hashes)
    {
        var found = Of(rows);
        Assert.Equal((rows, 0, hashes), (found.Count, found.Level, found.Hashes.Count));
        Assert.Equal(Block, found.Each);
    }

    [Fact]
    public void A_block_is_hashed_by_itself()
    {
        var (whole, part) = (Of(2 * Block + 5), Of(2 * Block));
        Assert.Equal(part.Hashes, whole.Hashes.Take(2));
        Assert.Equal(Of(3 * Block, changed: [Block + 1]).Hashes[2], Of(3 * Block).Hashes[2]);
    }

    [Theory]
    [InlineData(64, 0, 5)]
    [InlineData(5, 0, 5)]
    [InlineData(4, 1, 3)]
    [InlineData(2, 2, 2)]
    [InlineData(1, 3, 1)]
    public void Fewer_hashes_are_those_of_twice_as_many_rows_and_the_identity_stays(int most, int level, int hashes)
    {
        var all = Of(5 * Block);
        var kept = all.Within(most);
        Assert.Equal((level, hashes), (kept.Level, kept.Hashes.Count));
        Assert.Equal((long)Block << level, kept.Each);
        Assert.Equal(all.Id, kept.Id);
    }

    [Fact]
    public void Whatever_data_say_is_in_their_identity()
    {
        var ids = new[] { Of(5), Of(6), Of(5, head: "y"), Of(5, of: "observations"), Of(5, changed: [5]), Of(0), Of(0, head: "y") }.Select(
            one => one.Id
        );
        Assert.Equal(7, ids.Distinct().Count());
        Assert.Equal(Of(5).Id, Of(5).Id);
    }

    [Fact]
    public void Rows_that_differ_are_named_by_their_blocks_and_neighbours_are_one_range()
    {
        var rows = (5 * Block) - 10;
        Assert.Empty(Of(rows).Differences(Of(rows)));
        Assert.Equal([new(1, Block)], Of(rows).Differences(Of(rows, changed: [1])).ToArray());
        Assert.Equal([new(1, Block)], Of(rows).Differences(Of(rows, changed: [Block])).ToArray());
        Assert.Equal([new((4 * Block) + 1, rows)], Of(rows).Differences(Of(rows, changed: [rows])).ToArray());
        Assert.Equal([new(1, 2 * Block)], Of(rows).Differences(Of(rows, changed: [Block, Block + 1])).ToArray());
        Assert.Equal(
            [new(1, Block), new((2 * Block) + 1, 3 * Block)],
            Of(rows).Differences(Of(rows, changed: [7, (3 * Block) - 1])).ToArray()
        );
        Assert.Equal([new((4 * Block) + 1, 6L * Block)], Of(rows).Differences(Of(6 * Block)).ToArray());
        Assert.Equal([new((4 * Block) + 1, 6L * Block)], Of(6 * Block).Differences(Of(rows)).ToArray());
    }

    [Fact]
    public void Data_of_which_fewer_hashes_were_kept_are_compared_by_those()
    {
        var (all, other) = (Of(5 * Block), Of(5 * Block, changed: [(2 * Block) + 1]));
        DifferentRows[] pair = [new((2 * Block) + 1, 4 * Block)];
        Assert.Equal(pair, all.Within(3).Differences(other));
        Assert.Equal(pair, all.Differences(other.Within(3)));
        Assert.Equal(pair, all.Within(3).Differences(other.Within(4)));
        Assert.Empty(all.Within(1).Differences(all));
    }

    [Fact]
    public void The_difference_is_told_in_words()
    {
        var rows = 13 * Block;
        Assert.Equal("", Of(rows).Compare(Of(rows)));
        Assert.Equal("rows there, observations here", Of(rows).Compare(Of(rows, of: "observations")));
        Assert.Equal("names, kinds or levels of columns differ", Of(rows).Compare(Of(rows, head: "y")));
        Assert.Equal("rows 4097 to 8192 differ", Of(rows).Compare(Of(rows, changed: [Block + 1])));
        Assert.Equal("10 rows there, 9 here; rows 1 to 10 differ", Of(10).Compare(Of(9)));
        long[] each = [.. Enumerable.Range(0, 5).Select(i => (2L * i * Block) + 1)];
        Assert.Equal(
            "rows 1 to 4096, 8193 to 12288, 16385 to 20480, 24577 to 28672, 32769 to 36864 differ",
            Of(rows).Compare(Of(rows, changed: each))
        );
        Assert.Equal(
            "rows 1 to 4096, 8193 to 12288, 16385 to 20480, 24577 to 28672, 32769 to 36864 and 2 ranges more differ",
            Of(rows).Compare(Of(rows, changed: [.. each, (10L * Block) + 1, 12L * Block + 1]))
        );
    }
}
