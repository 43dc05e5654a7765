using System.Linq;
using EmFunctional.Families;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Mixtures;

/// <summary>Starts that are drawn on a family's own terms, whatever it is.</summary>
static class DrawnStarts
{
    // How much of all rows is in what stands for one row, which alone would have no width.
    const double OfAll = 0.2;

    /// <summary>
    /// Groups of rows about rows that are drawn one after the other, each with a probability in proportion to how badly those before it fit; then each
    /// component fitted to its group. Source: Arthur, Vassilvitskii (2007), k-means++, SODA. Where they have a squared distance, there is the loss of
    /// log-density that a row has at a centre against its own fit, ln f(x | θₓ) − ln f(x | θ_c), 0 at least, where θₓ is the M-step from a
    /// fifth of all rows and four fifths of x: a Bregman divergence, but for that fifth, where the family is exponential (Banerjee, Merugu, Dhillon,
    /// Ghosh 2005, Journal of Machine Learning Research 6:1705).
    /// </summary>
    /// <param name="family">The family.</param>
    /// <param name="data">The rows.</param>
    /// <param name="components">K.</param>
    /// <param name="seed">What is drawn.</param>
    /// <returns>θ of the components [K×p]; or that all rows together have no fit.</returns>
    public static Either<EmError, double[]> PlusPlus(Family family, MixtureData data, int components, Seed seed) =>
        OneRow.Of(family, data).Map(one => Fits.OfLabels(family, data, components, Nearest(family, data, components, seed, one)));

    // For each row of the data the centre at which it fits best.
    static int[] Nearest(Family family, MixtureData data, int components, Seed seed, OneRow one)
    {
        var rows = data.Rows;
        var (own, best, group) = (new double[rows], new double[rows], new int[rows]);
        for (var i = 0; i < rows; i++)
            (own[i], best[i]) = (data.Weights[i] > 0 ? LogDensities(family, data, one.Fit(i))(i) : 0, double.NegativeInfinity);
        for (var k = 0; k < components; k++)
        {
            // The first centre is any row; where all fit, the next is, too.
            var loss = Vector.Of(rows, i => data.Weights[i] > 0 && k > 0 ? data.Weights[i] * Math.Max(0, own[i] - best[i]) : 0);
            var share = loss.Sum() is > 0 and < double.PositiveInfinity ? loss : Vector.Of(rows, i => data.Weights[i]);
            var total = share.Sum();
            var centre = seed.Choose(k, share.Map(part => part / total));
            var logs = LogDensities(family, data, one.Fit(centre));
            for (var i = 0; i < rows; i++)
                if (data.Weights[i] > 0 && logs(i) is var log && log > best[i])
                    (best[i], group[i]) = (log, k);
        }
        return group;
    }

    static Func<int, double> LogDensities(Family family, MixtureData data, double[] theta)
    {
        var members = family.At(theta);
        return i =>
        {
            var log = new double[1];
            members.AddLogDensities(new(data.Row(i).Span, data.Names.Count, data.Folded.HasHoles), log);
            return log[0];
        };
    }

    /// <summary>
    /// Responsibilities that are drawn for each row, uniformly among all that sum to 1 (a Dirichlet distribution of ones); a row with a label is its
    /// component's. As statistics of an M-step from components that are all alike.
    /// </summary>
    /// <param name="family">The family.</param>
    /// <param name="data">The rows.</param>
    /// <param name="theta">θ of the components, which are alike [K×p].</param>
    /// <param name="components">K.</param>
    /// <param name="seed">What is drawn.</param>
    public static Vector Responsibilities(Family family, MixtureData data, double[] theta, int components, Seed seed)
    {
        var (members, stride) = (family.At(theta), 1 + family.Shape.Sums);
        var (sums, r) = (new double[components * stride], new double[components]);
        foreach (var i in data.Counted)
        {
            var own = seed.Split(i);
            for (var k = 0; k < components; k++)
                r[k] = data.Labels[i] >= 0 ? (data.Labels[i] == k ? 1 : 0) : -Elementary.Log(own.Uniform(k));
            var scale = data.Weights[i] / r.Sum();
            for (var k = 0; k < components; k++)
                sums[k * stride] += r[k] *= scale;
            members.AddSums(new(data.Row(i).Span, data.Names.Count, data.Folded.HasHoles), r, new(sums.AsSpan(1), stride));
        }
        return Vector.Create(sums);
    }

    // The M-step from one row and a little of all.
    sealed record OneRow(Family Family, MixtureData Data, double[] All, Members Members, double[] Sums, double Mass)
    {
        public static Either<EmError, OneRow> Of(Family family, MixtureData data)
        {
            var all = new double[family.Shape.Count];
            var rows = data.Counted.ToArray();
            if (Fits.Fit(family, data, rows, all) is { } width)
                return new EmError.Degenerate(Option<int>.None, rows.Sum(i => data.Weights[i]), width);
            var (members, sums, mass) = (family.At(all), new double[family.Shape.Sums], 0.0);
            foreach (var i in rows)
            {
                mass += data.Weights[i];
                members.AddSums(new(data.Row(i).Span, data.Names.Count, data.Folded.HasHoles), [data.Weights[i]], new(sums, sums.Length));
            }
            return new OneRow(family, data, all, members, sums, mass);
        }

        public double[] Fit(int row)
        {
            var (sums, theta) = (new double[Sums.Length], All.ToArray());
            Members.AddSums(new(Data.Row(row).Span, Data.Names.Count, Data.Folded.HasHoles), [1 - OfAll], new(sums, sums.Length));
            for (var m = 0; m < sums.Length; m++)
                sums[m] += OfAll / Mass * Sums[m];
            return Family.Maximise(new(1, sums, new bool[theta.Length]), theta) is null ? theta : All;
        }
    }
}
