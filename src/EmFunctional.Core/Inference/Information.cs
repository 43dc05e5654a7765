using System.Linq;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Inference;

/// <summary>
/// The observed information at θ, I = −∂²ℓ/∂u∂uᵀ, in free coordinates u = Chart.ToFree(θ) that are measured in their own scale: the curvature of the
/// objective, log-prior included. By Richardson's extrapolation of second differences, 2 evaluations at each of five steps for each pair of coordinates.
/// </summary>
/// <param name="Coordinates">Which free coordinates they are: those in which the objective is curved. It is not where u is at the edge of the domain, or next to it.</param>
/// <param name="Scale">s: a change of uᵢ by sᵢ, all else fixed, costs about ½ nat.</param>
/// <param name="Packed">sᵢ Iᵢⱼ sⱼ, the lower triangle (<see cref="Triangle"/>).</param>
/// <param name="Error">How far an entry may be off, by the extrapolation's own estimate: the largest.</param>
/// <param name="Evaluations">How many passes over the data it took.</param>
public sealed record Information(Arr<int> Coordinates, Vector Scale, Vector Packed, double Error, int Evaluations)
{
    // In scales: so far off the objective is a parabola but for terms that the extrapolation removes.
    const double Step = 0.4;

    const int MostTrials = 40;

    /// <summary>Computes it.</summary>
    /// <param name="problem">A model with its data.</param>
    /// <param name="at">θ.</param>
    /// <returns>The information, or the error of a point that cannot be evaluated.</returns>
    public static Either<EmError, Information> Of<TParams>(Problem<TParams> problem, TParams at)
    {
        var free = problem.Chart.ToFree(at);
        return Surface<TParams>.Of(problem, free).Map(surface => Of(surface, free));
    }

    static Information Of<TParams>(Surface<TParams> surface, Vector free)
    {
        var curved = Enumerable
            .Range(0, free.Count)
            .Where(i => double.IsFinite(free[i]))
            .Select(i => (Coordinate: i, Scale: ScaleOf(surface, i, free[i])))
            .Where(found => found.Scale > 0)
            .ToArray();
        Arr<int> inside = curved.Select(found => found.Coordinate).ToArray();
        var scale = Vector.Of(curved.Select(found => found.Scale));
        var alone = new double[inside.Count];
        var packed = new double[Triangle.Count(inside.Count)];
        var largest = 0.0;
        for (var i = 0; i < inside.Count; i++)
        for (var j = i; j >= 0; j--)
        {
            var direction = Along(i, j);
            var (curvature, error) = Richardson.Of([.. Richardson.Steps(Step).Select(h => surface.Curvature(direction, h))]);
            largest = Math.Max(largest, error);
            if (i == j)
                alone[i] = curvature;
            packed[Triangle.At(i, j)] = -(i == j ? curvature : (curvature - alone[i] - alone[j]) / 2);
        }
        return new(inside, scale, Vector.Create(packed), largest, surface.Evaluations);

        (int, double)[] Along(int i, int j) => i == j ? [(inside[i], scale[i])] : [(inside[i], scale[i]), (inside[j], scale[j])];
    }

    // The step at which the objective is half a nat lower on both sides; 0 where it is flat, or no parabola for want of room.
    static double ScaleOf<TParams>(Surface<TParams> surface, int coordinate, double value)
    {
        var largest = 1e9 * Math.Max(1, Math.Abs(value));
        var step = 1e-3 * Math.Max(1, Math.Abs(value));
        for (var trial = 0; trial < MostTrials && step < largest; trial++)
        {
            var lost = Math.Abs(surface.Curvature([(coordinate, step)], 1));
            if (lost is > 0.25 and < 4)
                return IsParabola(step / Math.Sqrt(lost)) ? step / Math.Sqrt(lost) : 0;
            step *= double.IsFinite(lost) ? Math.Clamp(1 / Math.Sqrt(lost), 1e-2, lost > surface.Noise ? 1e2 : 10) : 0.1;
        }
        return 0;

        bool IsParabola(double scale) =>
            surface.Curvature([(coordinate, scale)], Step) / surface.Curvature([(coordinate, scale)], Step / 8) is > 0.5 and < 2;
    }
}
