using System.Collections.Generic;
using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Tests.Modelling;

public class IdentityTests
{
    sealed record Counts(string Name, int[] Values, Vector Weights);

    readonly record struct Pair(double First, Counts Second);

    sealed record Lazy(int Value)
    {
        public int Squared { get; } = Value * Value;
    }

    sealed class Opaque
    {
        public int Value { get; init; }
    }

    static object[] Different() =>
        [
            1.0,
            -0.0,
            0.0,
            1,
            "1",
            true,
            Vector.Empty,
            new Vector[] { [1, 2] },
            new Vector[] { [1], [2] },
            Vector.Create([1, 2]),
            new[] { 1, 2 },
            new[,]
            {
                { 1, 2 },
            },
            new[,]
            {
                { 1 },
                { 2 },
            },
            new[] { "a", "bc" },
            new[] { "ab", "c" },
            new int[][] { [1], [2, 3] },
            new int[][] { [1, 2], [3] },
            (1, "a"),
            (1, ("a", 2.5)),
            new Counts("a", [1, 2], [0.5]),
            new Counts("a", [1, 3], [0.5]),
            new Counts("b", [1, 2], [0.5]),
            new Pair(1, new("a", [1, 2], [0.5])),
            new Pair(double.NaN, new("a", [1, 2], [0.5])),
        ];

    [Fact]
    public void Different_data_have_different_hashes_and_equal_data_the_same()
    {
        var (first, second) = (Different().Select(Identity.Find).ToArray(), Different().Select(Identity.Find).ToArray());
        Assert.All(first, hash => Assert.True(hash.IsSome));
        Assert.Equal(first, second);
        Assert.Equal(first.Length, first.Distinct().Count());
    }

    [Fact]
    public void Lists_have_one_hash_whatever_holds_them()
    {
        Assert.Equal(Identity.Find(Arr.create(1, 2)), Identity.Find(new List<int> { 1, 2 }));
        Assert.Equal(Identity.Find(new[] { 0.5, 2 }), Identity.Find(Vector.Create([0.5, 2])));
    }

    [Fact]
    public void What_does_not_say_all_that_it_is_has_no_hash()
    {
        Assert.True(Identity.Find(new Opaque { Value = 1 }).IsNone);
        Assert.True(Identity.Find(new Lazy(2)).IsNone);
        Assert.True(Identity.Find(Enumerable.Range(0, 2).Select(i => i)).IsNone);
        Assert.True(Identity.Find(new object[] { 1, new Opaque() }).IsNone);
        Assert.True(Identity.Find((System.Func<int>)(() => 1)).IsNone);
        Assert.True(Identity.Find(new Dictionary<string, int> { ["a"] = 1 }).IsNone);
    }
}
