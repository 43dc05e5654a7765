using System.Collections.Generic;
using System.Linq;
using LanguageExt;

namespace EmFunctional.Explaining;

/// <summary>Which component stands for which label.</summary>
public static class Matching
{
    // 8! orders are tried one by one; beyond, the largest shares are taken first.
    const int MostTried = 8;

    /// <summary>The one-to-one matching of labels to components that keeps the most mass.</summary>
    /// <param name="mass">The rows of label l that component k is responsible for, as <c>mass[l][k]</c>; as many labels as components.</param>
    /// <returns>For each label its component.</returns>
    public static Arr<int> Of(Arr<Arr<double>> mass)
    {
        var k = mass.Count;
        return k <= MostTried
            ? Orders(Enumerable.Range(0, k).ToArray(), 0).MaxBy(order => order.Select((component, label) => mass[label][component]).Sum())!
            : Greedy(mass);
    }

    static int[] Greedy(Arr<Arr<double>> mass)
    {
        var (order, taken) = (new int[mass.Count], new System.Collections.Generic.HashSet<int>());
        for (var label = 0; label < mass.Count; label++)
        {
            order[label] = Enumerable.Range(0, mass.Count).Where(c => !taken.Contains(c)).MaxBy(c => mass[label][c]);
            taken.Add(order[label]);
        }
        return order;
    }

    static IEnumerable<int[]> Orders(int[] items, int from)
    {
        if (from == items.Length)
            yield return [.. items];
        for (var i = from; i < items.Length; i++)
        {
            (items[from], items[i]) = (items[i], items[from]);
            foreach (var order in Orders(items, from + 1))
                yield return order;
            (items[from], items[i]) = (items[i], items[from]);
        }
    }
}
