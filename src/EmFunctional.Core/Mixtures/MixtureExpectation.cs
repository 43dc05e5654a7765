using System.Linq;
using EmFunctional.Families;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Numerics;
using EmFunctional.Sharding;
using LanguageExt;

namespace EmFunctional.Mixtures;

// The E-step of a mixture. Of each component the statistics are its mass and the family's sums [K×(1+m)].
static class MixtureExpectation
{
    /// <summary>Rows in a block; a part of a run's identity.</summary>
    public const int BlockRows = RowBlocks.BlockRows;

    // Rows that go to the family together, as long as their K responsibilities stay in the cache.
    const int TileNumbers = 2048;

    public static int BlocksOf(MixtureData data) => data.Folded.Blocks.Blocks;

    public static Func<int, Either<EmError, Expectation<Vector>>> Prepare(Family family, MixtureData data, MixtureParameters at)
    {
        if (family.As<IHasKernel>() is { } own)
            return own.Prepare(data, at);
        var (members, logWeights) = (family.At(at.ByComponent()), at.MixingWeights.Map(Elementary.Log));
        return block => OfBlock(data.Folded, block, members, logWeights, 1 + family.Shape.Sums);
    }

    static Either<EmError, Expectation<Vector>> OfBlock(FoldedRows rows, int block, Members members, Vector logWeights, int stride) =>
        rows.Blocks.Read(block, x => OfRows(rows, block * BlockRows, x, members, logWeights, stride)).Bind(made => made);

    static Either<EmError, Expectation<Vector>> OfRows(
        FoldedRows rows,
        int begin,
        ReadOnlySpan<double> all,
        Members members,
        Vector logWeights,
        int stride
    )
    {
        var (k, d) = (logWeights.Count, rows.Width);
        var (sums, objective, magnitude) = (new double[k * stride], 0.0, 0.0);
        var (tile, n) = (Math.Max(1, TileNumbers / k), all.Length / d);
        var r = new double[Math.Min(tile, n) * k];
        for (var first = 0; first < n; first += tile)
        {
            var count = Math.Min(tile, n - first);
            var own = r.AsSpan(0, count * k);
            var x = all.Slice(first * d, count * d);
            for (var at = 0; at < own.Length; at += k)
                logWeights.Span.CopyTo(own[at..]);
            members.AddLogDensities(new(x, d, rows.HasHoles), own);
            var impossible = Responsibilities(rows, begin + first, x, own, k, ref objective, ref magnitude);
            if (impossible >= 0)
                return new EmError.ImpossibleRow(rows.RowOf(impossible) + 1);
            for (var j = 0; j < k; j++)
            for (var at = j; at < own.Length; at += k)
                sums[j * stride] += own[at];
            members.AddSums(new(x, d, rows.HasHoles), own, new(sums.AsSpan(1), stride));
        }
        return new Expectation<Vector>(Vector.Create(sums), objective) { Magnitude = magnitude };
    }

    // Of ln πₖ g(xᵢ | θₖ) makes wᵢ rᵢₖ, with rᵢₖ = πₖ f(xᵢ | θₖ) / Σⱼ πⱼ f(xᵢ | θⱼ), and adds up Σ wᵢ ln p(xᵢ); returns the first row that no component
    // can have made, or −1.
    static int Responsibilities(
        FoldedRows rows,
        int first,
        ReadOnlySpan<double> x,
        Span<double> r,
        int k,
        ref double objective,
        ref double magnitude
    )
    {
        var d = rows.Width;
        for (var i = 0; i * k < r.Length; i++)
        {
            var own = r.Slice(i * k, k);
            var w = rows.Weights[first + i];
            if (w == 0)
            {
                own.Clear();
                continue;
            }
            var l = LogSumExp.Normalise(own, rows.Labels[first + i]);
            if (l == double.NegativeInfinity)
                return first + i;
            var measure = rows.LogMeasure(first + i, x.Slice(i * d, d));
            objective += w * (l + measure);
            magnitude += w * (1 + Math.Abs(l) + Math.Abs(measure));
            foreach (ref var part in own)
                part *= w;
        }
        return -1;
    }

    /// <summary>The mass of each component, and its sums, number by number [1+m][K]; nothing of a row that no component can have made.</summary>
    public static Vector[] Sums(MixtureData data, MixtureParameters at)
    {
        var (blocks, k) = (Prepare(data.Family, data, at), at.Components);
        var sums = Vector.Of(k * (1 + data.Family.Shape.Sums), _ => 0);
        for (var block = 0; block < BlocksOf(data); block++)
            sums = blocks(block).Match(Right: expected => sums + expected.Statistics, Left: _ => sums);
        var stride = sums.Count / k;
        return [.. Enumerable.Range(0, stride).Select(m => Vector.Of(k, j => sums[j * stride + m]))];
    }
}
