using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Inference;

/// <summary>θ and the points next to it along each free coordinate, from which any function of θ is differentiated.</summary>
sealed class Neighbourhood
{
    // A number so near 0 or 1 is at the edge.
    const double NextToEdge = 1e-6;

    readonly (double Step, Vector Above, Vector Below)[][] _directions;
    readonly (Vector There, bool IsInfinite)[] _flat;

    Neighbourhood(Vector here, (double, Vector, Vector)[][] directions, (Vector, bool)[] flat) =>
        (Here, _directions, _flat) = (here, directions, flat);

    /// <summary>θ as it comes back from its free coordinates.</summary>
    public Vector Here { get; }

    public static Neighbourhood Of<TParams>(Chart<TParams> chart, TParams at, Information information)
    {
        var free = chart.ToFree(at);
        Vector At(int coordinate, double value) =>
            chart
                .FromFree(Vector.Of(free.Count, i => i == coordinate ? value : free[i]))
                .Match(Right: chart.ToFlat, Left: _ => Vector.Of(chart.Names.Count, _ => double.NaN));
        var directions = information.Coordinates.Select(
            (coordinate, j) =>
            {
                var (from, scale) = (free[coordinate], information.Scale[j]);
                return Richardson
                    .Steps(FirstStep(scale))
                    .Select(h => (h, At(coordinate, from + h * scale), At(coordinate, from - h * scale)))
                    .ToArray();
            }
        );
        var flat = Enumerable
            .Range(0, free.Count)
            .Where(j => !information.Coordinates.Contains(j))
            .Select(j => (At(j, double.IsFinite(free[j]) ? free[j] + 1 : 0), !double.IsFinite(free[j])));
        return new(At(-1, 0), [.. directions], [.. flat]);
    }

    /// <summary>∂f/∂uⱼ · sⱼ for each coordinate in which the objective is curved, a row for each value of f.</summary>
    public Vector[] Jacobian(Func<Vector, Vector> function)
    {
        var columns = _directions
            .Select(direction =>
                direction
                    .Select(step => function(step.Above).Zip(function(step.Below), (above, below) => (above - below) / (2 * step.Step)))
                    .ToArray()
            )
            .ToArray();
        return
        [
            .. Enumerable
                .Range(0, function(Here).Count)
                .Select(k => Vector.Of(columns.Length, j => Richardson.Of([.. columns[j].Select(quotient => quotient[k])]).Limit)),
        ];
    }

    /// <summary>What is wrong with each value of f that changes with a coordinate in which the objective is not curved; null of the others.</summary>
    public StandardError?[] Lacks(Func<Vector, Vector> function)
    {
        var here = function(Here);
        return
        [
            .. Enumerable
                .Range(0, here.Count)
                .Select(k =>
                    _flat
                        .Where(direction => !function(direction.There)[k].Equals(here[k]))
                        // Next to a number at the edge, the others of its kind that add up to 1 move too, but by next to nothing.
                        .Where(direction =>
                            direction.IsInfinite || IsNextToEdge(here[k]) || !IsLittle(function(direction.There)[k] - here[k], here[k])
                        )
                        .Select(direction =>
                            direction.IsInfinite || IsNextToEdge(here[k])
                                ? (StandardError)new StandardError.AtEdge()
                                : new StandardError.NotIdentified()
                        )
                        .FirstOrDefault()
                ),
        ];
    }

    static bool IsNextToEdge(double value) => Math.Min(Math.Abs(value), Math.Abs(1 - value)) < NextToEdge;

    static bool IsLittle(double change, double value) => Math.Abs(change) <= NextToEdge * Math.Abs(value);

    // Of the coordinate itself at most a tenth: logarithms bend at 1.
    static double FirstStep(double scale) => Math.Min(0.4, 0.1 / scale);
}
