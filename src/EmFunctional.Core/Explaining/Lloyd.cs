using System.Collections.Generic;
using System.Linq;
using EmFunctional.Numerics;
using LanguageExt;
using Vector = EmFunctional.Numerics.Vector;

namespace EmFunctional.Explaining;

/// <summary>The two half-steps of K-means, to be compared with EM's: points are given whole to middles, and middles move to the means of their points. Source: Lloyd (1982), IEEE Transactions on Information Theory 28:129.</summary>
public static class Lloyd
{
    /// <summary>The nearest middle of each point, the first of equals; it stands where EM has its E-step.</summary>
    /// <param name="points">The points [n×d].</param>
    /// <param name="middles">The middles [K×d], in the points' units.</param>
    /// <returns>For each point its middle, from 0 [n].</returns>
    public static Arr<int> Assign(Arr<Vector> points, Arr<Vector> middles) => points.Map(point => Nearest(point, middles));

    /// <summary>The mean of each middle's points; it stands where EM has its M-step. A middle without points stays.</summary>
    /// <param name="points">The points [n×d].</param>
    /// <param name="labels">For each point its middle [n].</param>
    /// <param name="middles">The middles as they are [K×d].</param>
    /// <returns>The middles as they become [K×d].</returns>
    public static Arr<Vector> Move(Arr<Vector> points, Arr<int> labels, Arr<Vector> middles) =>
        middles.Select((middle, k) => Mean(points.Where((_, i) => labels[i] == k).ToArray()).IfNone(middle)).ToArray();

    static int Nearest(Vector point, Arr<Vector> middles) =>
        Enumerable.Range(0, middles.Count).MinBy(k => middles[k].Zip(point, (a, b) => (a - b) * (a - b)).Sum());

    static Option<Vector> Mean(IReadOnlyList<Vector> points) =>
        points.Count == 0 ? Option<Vector>.None : Vector.Of(points[0].Count, j => points.Sum(point => point[j]) / points.Count);
}
