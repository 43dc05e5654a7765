using System.Linq;
using EmFunctional.Families;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Mixtures;

// The E-step of a mixture. Of each component the statistics are its mass and the family's sums [K×(1+m)].
static class MixtureExpectation
{
    /// <summary>Rows in a block; a part of a run's identity.</summary>
    public const int BlockRows = 4096;

    // Rows that go to the family together, as long as their K responsibilities stay in the cache.
    const int TileNumbers = 2048;

    public static int BlocksOf(MixtureData data) => (data.Folded.Count + BlockRows - 1) / BlockRows;

    public static Func<int, Either<EmError, Expectation<Vector>>> Prepare(Family family, MixtureData data, MixtureParameters at)
    {
        if (family.As<IHasKernel>() is { } own)
            return own.Prepare(data, at);
        var (members, logWeights) = (family.At(at.ByComponent()), at.MixingWeights.Map(Elementary.Log));
        return block => OfBlock(data.Folded, block, members, logWeights, 1 + family.Shape.Sums);
    }

    static Either<EmError, Expectation<Vector>> OfBlock(FoldedRows rows, int block, Members members, Vector logWeights, int stride)
    {
        var (k, end) = (logWeights.Count, Math.Min(rows.Count, (block + 1) * BlockRows));
        var (sums, objective, magnitude) = (new double[k * stride], 0.0, 0.0);
        var tile = Math.Max(1, TileNumbers / k);
        var r = new double[Math.Min(tile, end - block * BlockRows) * k];
        for (var first = block * BlockRows; first < end; first += tile)
        {
            var count = Math.Min(tile, end - first);
            var own = r.AsSpan(0, count * k);
            var x = rows.Values.Span.Slice(first * rows.Width, count * rows.Width);
            for (var at = 0; at < own.Length; at += k)
                logWeights.Span.CopyTo(own[at..]);
            members.AddLogDensities(new(x, rows.Width, rows.HasHoles), own);
            var impossible = Responsibilities(rows, first, own, k, ref objective, ref magnitude);
            if (impossible >= 0)
                return new EmError.ImpossibleRow(rows.RowOf(impossible) + 1);
            for (var j = 0; j < k; j++)
            for (var at = j; at < own.Length; at += k)
                sums[j * stride] += own[at];
            members.AddSums(new(x, rows.Width, rows.HasHoles), own, new(sums.AsSpan(1), stride));
        }
        return new Expectation<Vector>(Vector.Create(sums), objective) { Magnitude = magnitude };
    }

    // Of ln πₖ g(xᵢ | θₖ) makes wᵢ rᵢₖ, with rᵢₖ = πₖ f(xᵢ | θₖ) / Σⱼ πⱼ f(xᵢ | θⱼ), and adds up Σ wᵢ ln p(xᵢ); returns the first row that no component
    // can have made, or −1.
    static int Responsibilities(FoldedRows rows, int first, Span<double> r, int k, ref double objective, ref double magnitude)
    {
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
            var measure = rows.LogMeasure(first + i);
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
