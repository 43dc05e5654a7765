using System.Collections.Generic;
using System.Linq;
using EmFunctional.Families.Gaussian;
using EmFunctional.Numerics;

namespace EmFunctional.Models.GaussianMixture.Start;

/// <summary>
/// Groups of rows by model-based hierarchical clustering: from groups of one row each, those two are joined that cost the classification likelihood of a
/// Gaussian mixture least, until K are left. A group of weight n with scatter W costs n ln(|W/n| + (tr W + α)/n), with α = tr W₀/(n₀ d) of all rows: covariances
/// of any kind, and the trace for groups that have no determinant. Of pairs that cost the same the last counts, in the order of mclust. Sources: Fraley (1998),
/// SIAM Journal on Scientific Computing 20:270; mclust 6 (<c>hcVVV</c>).
/// </summary>
sealed class Hierarchical
{
    readonly int _d;
    readonly double _alpha;
    readonly double[] _work;
    readonly double[] _factor;
    readonly List<Group> _groups; // what is joined has the place of its first, and the last group that of its second
    readonly double[][] _costs; // of joining group j with group i < j
    readonly List<(int With, double Cost)> _least; // of each group the least among those before it

    Hierarchical(IEnumerable<Group> groups, int d, double alpha)
    {
        (_d, _alpha, _groups) = (d, alpha, [.. groups]);
        (_work, _factor) = (new double[Triangle.Count(d)], new double[Triangle.Count(d)]);
        foreach (var group in _groups)
            group.Cost = CostOf(group.Weight, group.Scatter);
        _costs = [.. _groups.Select((_, j) => new double[j])];
        _least = [];
        for (var j = 0; j < _groups.Count; j++)
        {
            for (var i = 0; i < j; i++)
                _costs[j][i] = Joining(i, j);
            _least.Add(Least(j));
        }
    }

    /// <summary>The group of each row, 0 … K − 1 or fewer, in the order of their first rows; of rows with a label, the label.</summary>
    /// <param name="scores">The rows, of which nothing is missing [n×d].</param>
    /// <param name="d">d.</param>
    /// <param name="weights">How often each counts [n], above 0.</param>
    /// <param name="labels">The label of each, −1 where there is none [n].</param>
    /// <param name="k">K.</param>
    public static int[] Of(double[] scores, int d, Vector weights, int[] labels, int k)
    {
        var rows = weights.Select((weight, i) => Group.OfRow(i, scores.AsSpan(i * d, d), weight, labels[i])).ToArray();
        var all = rows.Aggregate((one, next) => one.With(next));
        var begun = rows.GroupBy(row => row.Label < 0 ? (row.Label, row.Rows[0]) : (row.Label, -1))
            .Select(of => of.Aggregate((one, next) => one.With(next)));
        var tree = new Hierarchical(begun, d, all.Trace / (all.Weight * d));
        while (tree._groups.Count > k && tree.Join()) { }
        return Numbered(tree._groups, labels.Length, k);
    }

    static int[] Numbered(List<Group> groups, int rows, int k)
    {
        var free = new Queue<int>(Enumerable.Range(0, k).Except(groups.Select(group => group.Label)));
        var into = new int[rows];
        foreach (var group in groups.OrderBy(group => group.Rows.Min()))
        {
            var number = group.Label < 0 ? free.Dequeue() : group.Label;
            foreach (var row in group.Rows)
                into[row] = number;
        }
        return into;
    }

    // Joins the two groups that cost least; whether there are such.
    bool Join()
    {
        var b = 0;
        for (var j = 1; j < _groups.Count; j++)
            if (_least[j].Cost <= _least[b].Cost)
                b = j;
        if (double.IsPositiveInfinity(_least[b].Cost))
            return false;
        var (a, last) = (_least[b].With, _groups.Count - 1);
        _groups[a] = _groups[a].With(_groups[b]);
        _groups[a].Cost = CostOf(_groups[a].Weight, _groups[a].Scatter);
        for (var j = 0; j < last; j++)
            if (j != b)
                _costs[Math.Max(j, b)][Math.Min(j, b)] = _costs[last][j];
        _groups[b] = _groups[last];
        _groups.RemoveAt(last);
        _least.RemoveAt(last);
        for (var j = 0; j < last; j++)
            if (j != a)
                _costs[Math.Max(j, a)][Math.Min(j, a)] = Joining(Math.Min(j, a), Math.Max(j, a));
        for (var j = Math.Min(a, b); j < last; j++)
            if (j == a || j == b || _least[j].With == a || _least[j].With == b)
                _least[j] = Least(j);
            else
                _least[j] = Lower(j, Math.Max(a, b), Lower(j, Math.Min(a, b), _least[j]));
        return true;
    }

    (int, double) Least(int j)
    {
        var least = (With: 0, Cost: double.PositiveInfinity);
        for (var i = 0; i < j; i++)
            least = Lower(j, i, least);
        return least;
    }

    // What costs less, of the same the later.
    (int With, double Cost) Lower(int j, int i, (int With, double Cost) least) =>
        i < j && (_costs[j][i] < least.Cost || (_costs[j][i] == least.Cost && i > least.With)) ? (i, _costs[j][i]) : least;

    // Groups with labels are never joined with each other.
    double Joining(int i, int j)
    {
        var (a, b) = (_groups[i], _groups[j]);
        if (a.Label >= 0 && b.Label >= 0)
            return double.PositiveInfinity;
        a.ScatterWith(b, _work);
        return CostOf(a.Weight + b.Weight, _work) - (a.Cost + b.Cost);
    }

    double CostOf(double weight, double[] scatter)
    {
        var (trace, determinant) = (0.0, Triangle.Factor(scatter, _d, _factor) < 0 ? 1.0 : 0.0);
        for (var j = 0; j < _d; j++)
        {
            trace += scatter[Triangle.At(j, j)];
            determinant *= _factor[Triangle.At(j, j)] * _factor[Triangle.At(j, j)] / weight;
        }
        return weight * Elementary.Log(determinant + (trace + _alpha) / weight);
    }

    // Rows by their weight, mean and scatter W about it.
    sealed class Group
    {
        Group(List<int> rows, int label, double weight, double[] mean, double[] scatter) =>
            (Rows, Label, Weight, Mean, Scatter) = (rows, label, weight, mean, scatter);

        public List<int> Rows { get; }
        public int Label { get; }
        public double Weight { get; }
        public double[] Mean { get; }
        public double[] Scatter { get; }
        public double Cost { get; set; }

        public double Trace => Enumerable.Range(0, Mean.Length).Sum(j => Scatter[Triangle.At(j, j)]);

        public static Group OfRow(int index, ReadOnlySpan<double> row, double weight, int label) =>
            new([index], label, weight, row.ToArray(), new double[Triangle.Count(row.Length)]);

        public Group With(Group other)
        {
            var (weight, scatter) = (Weight + other.Weight, new double[Scatter.Length]);
            ScatterWith(other, scatter);
            var mean = Mean.Select((x, j) => x + other.Weight / weight * (other.Mean[j] - x)).ToArray();
            return new([.. Rows, .. other.Rows], Math.Max(Label, other.Label), weight, mean, scatter);
        }

        // W + W′ + w·w′/(w + w′)·δδᵀ, δ between the means.
        public void ScatterWith(Group other, double[] into)
        {
            var share = Weight * other.Weight / (Weight + other.Weight);
            for (var (i, at) = (0, 0); i < Mean.Length; i++)
            for (var j = 0; j <= i; j++, at++)
                into[at] = Scatter[at] + other.Scatter[at] + share * (other.Mean[i] - Mean[i]) * (other.Mean[j] - Mean[j]);
        }
    }
}
