using System.Collections.Generic;
using System.Linq;
using EmFunctional.Mixtures;

namespace EmFunctional.Families;

// Where a mixture of normal distributions starts.
static class NormalStart
{
    /// <summary>The mean and deviation of each of K groups of the sorted points, cut between whole points where the groups are equal.</summary>
    public static double[] Of(MixtureData data, Cuts cuts)
    {
        var k = cuts.Components;
        var sorted = data.Counted.OrderBy(i => data.Values[i]).Select(i => (data.Values[i], data.Weights[i])).ToArray();
        var total = data.Weights.Total(data.Rows);
        double Boundary(int j) =>
            cuts.AreEven && total == Math.Floor(total) && total >= k ? Math.Floor(total * j / k) : cuts.Boundary(total, j);
        var overall = Moments(sorted).Deviation;
        return
        [
            .. Enumerable
                .Range(0, k)
                .Select(j => Moments(Between(sorted, Boundary(j), Boundary(j + 1))))
                // Equal points in a group have no deviation to start from.
                .SelectMany(group => new[] { group.Mean, group.Deviation > 0 ? group.Deviation : overall / k }),
        ];
    }

    // The points whose weights, added up in order, lie between two sums; a point at a boundary counts on both sides for what lies there.
    static (double X, double Weight)[] Between((double X, double Weight)[] sorted, double low, double high)
    {
        var (at, between) = (0.0, new List<(double, double)>());
        foreach (var (x, weight) in sorted)
        {
            var inside = Math.Min(high, at + weight) - Math.Max(low, at);
            if (inside > 0)
                between.Add((x, inside));
            at += weight;
        }
        return [.. between];
    }

    public static (double Mean, double Deviation) Moments((double X, double Weight)[] points)
    {
        var mass = points.Sum(p => p.Weight);
        var mean = points[0].X + points.Sum(p => p.Weight * (p.X - points[0].X)) / mass;
        return (mean, Math.Sqrt(points.Sum(p => p.Weight * (p.X - mean) * (p.X - mean)) / mass));
    }
}
