using System.Linq;
using EmFunctional.Explaining;
using LanguageExt;

namespace EmFunctional.Numerics;

/// <summary>Which component stands for which label.</summary>
public static class Matching
{
    const int None = -1;

    /// <summary>
    /// The one-to-one matching of labels to components that keeps the most mass, by shortest augmenting paths in O(K³). Labels keep their own
    /// numbers where nothing is gained by another order. Source: Kuhn (1955), The Hungarian method for the assignment problem; Tomizawa (1971).
    /// </summary>
    /// <param name="mass">The rows of label l that component k is responsible for, as <c>mass[l][k]</c>; what is not finite counts as 0.</param>
    /// <returns>For each label its component.</returns>
    /// <exception cref="ArgumentException">There are not as many components as labels.</exception>
    public static Arr<int> Of(Arr<Arr<double>> mass)
    {
        var count = mass.Count;
        if (mass.Find(row => row.Count != count).Case is Arr<double> other)
            throw new ArgumentException($"{count} labels, but {other.Count} components", nameof(mass));
        var cost = mass.Select(row => row.Select(value => double.IsFinite(value) ? -value : 0).ToArray()).ToArray();
        var (labels, components) = (new double[count], new double[count]); // potentials: cost − both is at least 0
        var labelOf = Enumerable.Repeat(None, count).ToArray();
        for (var label = 0; label < count; label++)
            Augment(label);
        return Enumerable.Range(0, count).Select(label => System.Array.IndexOf(labelOf, label)).ToArray();

        // The cheapest path from a label without a component to a component without a label; along it every label moves on by one.
        void Augment(int from)
        {
            var distance = Enumerable.Repeat(double.PositiveInfinity, count).ToArray();
            var before = Enumerable.Repeat(None, count).ToArray();
            var isDone = new bool[count];
            var (label, last) = (from, None);
            while (label != None)
            {
                var at = last == None ? 0 : distance[last];
                for (var k = 0; k < count; k++)
                    if (!isDone[k] && at + cost[label][k] - labels[label] - components[k] is var length && length < distance[k])
                        (distance[k], before[k]) = (length, last);
                last = Enumerable.Range(0, count).Where(k => !isDone[k]).MinBy(k => distance[k]);
                isDone[last] = true;
                label = labelOf[last];
            }
            var total = distance[last];
            labels[from] += total;
            for (var k = 0; k < count; k++)
                if (isDone[k] && k != last)
                {
                    components[k] += distance[k] - total;
                    labels[labelOf[k]] += total - distance[k];
                }
            for (var k = last; k != None; k = before[k])
                labelOf[k] = before[k] == None ? from : labelOf[before[k]];
        }
    }
}
