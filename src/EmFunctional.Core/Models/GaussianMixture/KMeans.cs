using System.Linq;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Models.GaussianMixture;

// k-means in columns scaled to variance 1, for starts. A tie goes to the first.
static class KMeans
{
    /// <summary>The group of each row after k-means++ and some steps of Lloyd's algorithm.</summary>
    public static int[] Labels(GaussianMixtureData data, int k, Seed seed, int steps)
    {
        var scaled = Scaled(data);
        var d = data.Dimension;
        var centres = PlusPlus(data, scaled, k, seed).SelectMany(row => scaled[(row * d)..(row * d + d)]).ToArray();
        var labels = new int[data.Rows];
        for (var step = 0; step < steps && Assign(scaled, centres, d, labels); step++)
            Move(data, scaled, centres, labels);
        return labels;
    }

    /// <summary>Rows that differ from each other, drawn one after the other.</summary>
    public static Arr<int> DrawDistinct(GaussianMixtureData data, int k, Seed seed)
    {
        var (rows, order) = (new System.Collections.Generic.List<int>(), Enumerable.Range(0, data.Rows).OrderBy(seed.Bits));
        var seen = new System.Collections.Generic.HashSet<Vector>();
        foreach (var row in order)
            if (rows.Count < k && data.Weights[row] > 0 && seen.Add(Vector.Create(data.Row(row))))
                rows.Add(row);
        return rows.ToArray();
    }

    // The first row is drawn at random, each further one with a probability that is proportional to the squared distance from the nearest drawn.
    static int[] PlusPlus(GaussianMixtureData data, double[] scaled, int k, Seed seed)
    {
        var (n, d) = (data.Rows, data.Dimension);
        var rows = new int[k];
        rows[0] = Draw(data, i => data.Weights[i], data.TotalWeight, seed.Uniform(0));
        var nearest = Enumerable.Repeat(double.PositiveInfinity, n).ToArray();
        for (var c = 1; c < k; c++)
        {
            var sum = 0.0;
            for (var i = 0; i < n; i++)
            {
                nearest[i] = Math.Min(nearest[i], Distance(scaled, i * d, scaled, rows[c - 1] * d, d));
                sum += data.Weights[i] * nearest[i];
            }
            rows[c] = Draw(data, i => data.Weights[i] * nearest[i], sum, seed.Uniform(c));
        }
        return rows;
    }

    // The row at a share of a total; rounding may lead past the last row that can be drawn, then it is that one.
    static int Draw(GaussianMixtureData data, Func<int, double> chance, double total, double share)
    {
        var (left, last) = (share * total, 0);
        for (var i = 0; i < data.Rows; i++)
        {
            if (chance(i) == 0)
                continue;
            last = i;
            left -= chance(i);
            if (left < 0)
                break;
        }
        return last;
    }

    static bool Assign(double[] scaled, double[] centres, int d, int[] labels)
    {
        var changed = false;
        for (var i = 0; i < labels.Length; i++)
        {
            var best = 0;
            var least = double.PositiveInfinity;
            for (var c = 0; c * d < centres.Length; c++)
            {
                var distance = Distance(scaled, i * d, centres, c * d, d);
                if (distance < least)
                    (best, least) = (c, distance);
            }
            changed |= labels[i] != best;
            labels[i] = best;
        }
        return changed;
    }

    // A group without rows keeps its centre.
    static void Move(GaussianMixtureData data, double[] scaled, double[] centres, int[] labels)
    {
        var d = data.Dimension;
        var counts = new double[centres.Length / d];
        var sums = new double[centres.Length];
        for (var i = 0; i < labels.Length; i++)
        {
            counts[labels[i]] += data.Weights[i];
            for (var j = 0; j < d; j++)
                sums[labels[i] * d + j] += data.Weights[i] * scaled[i * d + j];
        }
        for (var at = 0; at < sums.Length; at++)
            if (counts[at / d] > 0)
                centres[at] = sums[at] / counts[at / d];
    }

    static double Distance(double[] x, int i, double[] y, int j, int d)
    {
        var square = 0.0;
        for (var at = 0; at < d; at++)
            square += (x[i + at] - y[j + at]) * (x[i + at] - y[j + at]);
        return square;
    }

    static double[] Scaled(GaussianMixtureData data)
    {
        var d = data.Dimension;
        var deviations = data.Variances.Map(variance => variance > 0 ? Math.Sqrt(variance) : 1);
        return
        [
            .. Enumerable
                .Range(0, data.Values.Count)
                .Select(at => (data.Values[at] - data.Centre[at % d]) / deviations[at % d])
                .Select(x => double.IsNaN(x) ? 0 : x),
        ];
    }
}
