using System.Linq;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Models.GaussianMixture;

// k-means in columns scaled to variance 1, for starts. A tie goes to the first.
static class KMeans
{
    /// <summary>
    /// The group of each row after k-means++ and some steps of Lloyd's algorithm. A row with a label stays in its group, and a group with labels
    /// begins at their mean (Basu, Banerjee, Mooney 2002, Semi-supervised clustering by seeding, ICML: constrained k-means).
    /// </summary>
    public static int[] Labels(GaussianMixtureData data, int k, Seed seed, int steps)
    {
        var scaled = Scaled(data);
        var centres = PlusPlus(data, scaled, k, seed);
        var labels = new int[data.Rows];
        for (var step = 0; step < steps && Assign(data, scaled, centres, labels); step++)
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

    // The first centre is a row drawn at random, each further one with a probability proportional to the squared distance from the nearest centre.
    static double[] PlusPlus(GaussianMixtureData data, double[] scaled, int k, Seed seed)
    {
        var (n, d) = (data.Rows, data.Dimension);
        var centres = Enumerable.Repeat(double.NaN, k * d).ToArray();
        var nearest = Enumerable.Repeat(double.PositiveInfinity, n).ToArray();
        var sum = data.TotalWeight;
        void Place(int c, ReadOnlySpan<double> centre)
        {
            centre.CopyTo(centres.AsSpan(c * d));
            sum = 0.0;
            for (var i = 0; i < n; i++)
            {
                nearest[i] = Math.Min(nearest[i], Distance(scaled, i * d, centres, c * d, d));
                sum += data.Weights[i] * nearest[i];
            }
        }
        var isLabelled = new bool[k];
        for (var c = 0; c < k && !data.Labels.IsNone; c++)
            if (Enumerable.Range(0, n).Where(i => data.Labels[i] == c && data.Weights[i] > 0).ToArray() is { Length: > 0 } rows)
            {
                Place(c, [.. Enumerable.Range(0, d).Select(j => rows.Average(i => scaled[i * d + j]))]);
                isLabelled[c] = true;
            }
        for (var c = 0; c < k; c++)
            if (!isLabelled[c])
            {
                var isFirst = double.IsPositiveInfinity(nearest[0]);
                var row = Draw(data, i => isFirst ? data.Weights[i] : data.Weights[i] * nearest[i], sum, seed.Uniform(c));
                Place(c, scaled.AsSpan(row * d, d));
            }
        return centres;
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

    static bool Assign(GaussianMixtureData data, double[] scaled, double[] centres, int[] labels)
    {
        var (d, changed) = (data.Dimension, false);
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
            best = data.Labels[i] >= 0 ? data.Labels[i] : best;
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
