using System.Collections.Generic;
using System.Linq;
using System.Text;
using EmFunctional.Numerics;
using EmFunctional.Tokenisation.Normalisation;
using Xunit;

namespace EmFunctional.Tokenisation.Tests;

/// <summary>A double array holds the keys it was built of, and no others.</summary>
public class DoubleArrayTests
{
    static DoubleArray Of(IEnumerable<(byte[] Key, int Value)> keys) =>
        DoubleArray.Build(
            keys.OrderBy(pair => Convert.ToHexString(pair.Key), StringComparer.Ordinal)
                .Select(pair => KeyValuePair.Create<ReadOnlyMemory<byte>, int>(pair.Key, pair.Value))
        );

    static int Find(DoubleArray array, ReadOnlySpan<byte> key)
    {
        var (at, found) = (array.Root, -1);
        foreach (var c in key)
            if ((found = array.Step(ref at, c)) == -2)
                return -1;
        return found;
    }

    [Theory]
    [InlineData(1, 10, 3, 255)]
    [InlineData(2, 3000, 4, 3)]
    [InlineData(3, 30000, 6, 255)]
    [InlineData(4, 30000, 12, 2)]
    public void Random_keys_are_found_and_others_are_not(ulong key, int count, int longest, int letters)
    {
        var seed = new Seed(key);
        byte[] Drawn(int i) =>
            [.. Enumerable.Range(0, 1 + seed.Split(i).Below(0, longest)).Select(j => (byte)(1 + seed.Split(i).Below(j + 1, letters)))];
        var keys = Enumerable.Range(0, count).Select(Drawn).DistinctBy(Convert.ToHexString).ToDictionary(Convert.ToHexString);
        var array = Of(keys.Values.Select((one, i) => (one, i % 17)));
        var value = 0;
        foreach (var one in keys.Values)
            Assert.Equal(value++ % 17, Find(array, one));
        var strangers = Enumerable.Range(count, count).Select(Drawn).Where(one => !keys.ContainsKey(Convert.ToHexString(one)));
        Assert.All(strangers, one => Assert.Equal(-1, Find(array, one)));
    }

    [Fact]
    public void Equal_ends_are_stored_once()
    {
        string[] begins = [.. Enumerable.Range('a', 26).Select(c => $"{(char)c}")];
        var array = Of(begins.Select(begin => (Encoding.ASCII.GetBytes(begin + "-the-same-long-end"), 7)));
        Assert.Equal(256, array.Units.Length);
    }

    [Fact]
    public void Numbers_beyond_the_reach_of_short_offsets_are_found()
    {
        // Keys that share little, so that there are more than 2²¹ units: the last ones are pointed at by blocks.
        var keys = Enumerable
            .Range(0, 500_000)
            .Select(i => unchecked((uint)i * 2654435761u))
            .Order()
            .Select((key, i) => (Encoding.ASCII.GetBytes($"{key:x8}"), i))
            .ToArray();
        var array = Of(keys);
        Assert.InRange(array.Units.Length, 1 << 21, 1 << 23);
        Assert.All(keys.Where(pair => pair.i % 97 == 0), pair => Assert.Equal(pair.i, Find(array, pair.Item1)));
    }

    [Fact]
    public void Nothing_is_found_in_an_array_without_keys()
    {
        Assert.Equal(0, Of([]).Longest("a"u8, out _));
        Assert.Equal(0, new DoubleArray([]).Longest("a"u8, out _));
    }

    [Fact]
    public void The_longest_key_is_found()
    {
        var array = Of([("a"u8.ToArray(), 1), ("abc"u8.ToArray(), 2)]);
        Assert.Equal(1, array.Longest("abd"u8, out var value));
        Assert.Equal(1, value);
        Assert.Equal(3, array.Longest("abcd"u8, out value));
        Assert.Equal(2, value);
        Assert.Equal(0, array.Longest("\0"u8, out _));
        Assert.Equal(1, array.Longest("a\0"u8, out _));
        Assert.Equal(0, array.Longest("b"u8, out _));
    }

    [Theory]
    [InlineData("b,a")]
    [InlineData("a,a")]
    [InlineData(",a")]
    [InlineData("a\0b")]
    public void Keys_out_of_order_are_misuse(string keys) =>
        Assert.Throws<ArgumentException>(() =>
            DoubleArray.Build(
                keys.Split(',').Select(key => KeyValuePair.Create<ReadOnlyMemory<byte>, int>(Encoding.ASCII.GetBytes(key), 0))
            )
        );
}
