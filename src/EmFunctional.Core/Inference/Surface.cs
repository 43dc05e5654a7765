using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Inference;

/// <summary>The objective about a point, over free coordinates.</summary>
sealed class Surface<TParams>
{
    readonly Problem<TParams> _problem;
    readonly Vector _free;
    readonly double _here;

    Surface(Problem<TParams> problem, Vector free, Evaluated<TParams> here) =>
        (_problem, _free, _here, Noise) = (problem, free, here.Objective, here.Slack);

    public static Either<EmError, Surface<TParams>> Of(Problem<TParams> problem, Vector free) =>
        from parameters in problem.Chart.FromFree(free)
        from here in problem.Evaluate(new(parameters, Arr<Diagnostic>.Empty))
        select new Surface<TParams>(problem, free, here);

    /// <summary>What rounding can make of a difference.</summary>
    public double Noise { get; }

    /// <summary>How many passes over the data there were.</summary>
    public int Evaluations { get; private set; } = 1;

    /// <summary>(ℓ(u + h·d) − 2ℓ(u) + ℓ(u − h·d))/h²; NaN where one of them cannot be evaluated.</summary>
    /// <param name="direction">d: which coordinates, and how much of each.</param>
    /// <param name="h">h.</param>
    public double Curvature((int Coordinate, double Length)[] direction, double h) =>
        (At(direction, h) - _here + (At(direction, -h) - _here)) / (h * h);

    double At((int Coordinate, double Length)[] direction, double h)
    {
        var moved = _free.Span.ToArray();
        foreach (var (coordinate, length) in direction)
            moved[coordinate] += h * length;
        Evaluations++;
        return _problem
            .Chart.FromFree(Vector.Create(moved))
            .Bind(parameters => _problem.Evaluate(new(parameters, Arr<Diagnostic>.Empty)))
            .Match(Right: evaluated => evaluated.Objective, Left: _ => double.NaN);
    }
}
