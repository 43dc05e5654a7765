using System.Linq;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Threading.Tasks;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using EmFunctional.Tests.Laws;
using EmFunctional.Tests.Support;
using LanguageExt;

namespace EmFunctional.Tests.Iterating;

/// <summary>
/// Every iterate of every faster algorithm to the bit: its number, the passes over the data so far, the objective, what the walk before the first leap has
/// seen, and hashes of the parameters and of all that is remembered. Some problems are of data; those made by hand lead to leaps that are given up.
/// </summary>
public class AcceleratedTraceTests
{
    static readonly (string Name, Iterate<Vector> Algorithm)[] _algorithms =
    [
        .. Algorithm.Names.Where(name => name != Algorithm.PlainName).Select(name => (name, Algorithm.Find<Vector>(name).OrThrow())),
        ("squarem as first recorded", Algorithm.Find<Vector>("squarem", Arr.create("stepLimit")).OrThrow()),
    ];

    [Fact]
    public Task What_each_algorithm_remembers() =>
        Snapshot.Match(
            string.Join(
                '\n',
                _algorithms.SelectMany(algorithm =>
                    new[] { 1, 2, 3, 6 }.Select(n =>
                    {
                        var chart = ChartOf(Coordinates.Real([.. Enumerable.Range(0, n).Select(i => $"x{i}")]));
                        var made = algorithm.Algorithm(_ => new EmError.NotFinite("objective", double.NaN), chart);
                        return $"{algorithm.Name}, {n} coordinates: {made.DefaultRule}\n  {string.Join(" ", made.MemoryNames)}";
                    })
                )
            )
        );

    [Fact]
    public Task Deaths_in_The_Times() => Snapshot.Match(TracesOf("PoissonMixture, times", 70));

    [Fact]
    public Task Three_rates() => Snapshot.Match(TracesOf("PoissonMixture, three", 90));

    [Fact]
    public Task Irises() => Snapshot.Match(TracesOf("GaussianMixture, iris full", 40));

    [Fact]
    public Task Rats() => Snapshot.Match(TracesOf("Linkage, rao", 12));

    [Fact]
    public Task Linear_steps_over_ripples() =>
        Snapshot.Match(
            TracesOf(
                // The objective has ripples, so that a leap may end below where it began.
                Of(
                    "ripples",
                    at => [0.97 * at[0], 0.9 * at[1], 0.5 * at[2]],
                    at => -Square(at) + 0.02 * Elementary.Cos(9 * at[0]),
                    [1, -1, 1]
                ),
                [1, -1, 1],
                60
            )
        );

    [Fact]
    public Task A_trench_that_no_leap_may_end_in() =>
        Snapshot.Match(
            TracesOf(
                Of(
                    "trench",
                    at => [0.97 * at[0], 0.9 * at[1]],
                    at => -Square(at) - (Math.Abs(at[0]) is < 0.5 and > 0.3 ? 0.2 : 0) - (Math.Abs(at[0]) < 0.2 ? 0.5 : 0),
                    [1, 1]
                ),
                [1, 1],
                60
            )
        );

    [Fact]
    public Task Steps_that_bend() =>
        Snapshot.Match(
            TracesOf(
                Of("bend", at => [at[0] - 0.05 * at[0] * at[0] * at[0], 0.95 * at[1] + 0.02 * at[0]], at => -Square(at), [1, 1]),
                [1.5, -1],
                60
            )
        );

    [Fact]
    public Task Where_no_M_step_leads_on() =>
        Snapshot.Match(
            TracesOf(
                Of("forbidden", at => [0.95 * at[0], 0.9 * at[1]], at => -Square(at), [1, 1]) with
                {
                    MStep = (at, statistics) =>
                        at[0] is < 0.2 and > 0.1 || at[1] is < 0.05 and > 0.02
                            ? new EmError.NotFinite("theta", double.NaN)
                            : (Proposal<Vector>)statistics,
                },
                [1, 1],
                60
            )
        );

    [Fact]
    public Task Towards_the_edge_of_the_domain()
    {
        var chart = ChartOf(Coordinates.Probability("p", "q"));
        return Snapshot.Match(
            TracesOf(
                Of("edge", at => [Math.Max(0.99 * at[0] - 0.001, at[0] / 2), 0.8 * at[1]], at => -Square(at), [1, 1], chart),
                [0.9, 0.5],
                60
            )
        );
    }

    [Fact]
    public Task One_coordinate() =>
        Snapshot.Match(TracesOf(Of("one", at => [at[0] - 0.03 * Elementary.Sin(at[0])], at => -Square(at), [1]), [2.5], 60));

    static double Square(Vector at) => at.Sum(x => x * x);

    static Chart<Vector> ChartOf(Coordinates coordinates) => Chart.Of<Vector>(at => at, flat => flat, coordinates);

    static EmModel<double, Vector, Vector> Of(
        string name,
        Func<Vector, Vector> map,
        Func<Vector, double> objective,
        Vector units,
        Chart<Vector>? chart = null
    ) =>
        EmModel.Of<double, Vector>(
            name,
            (_, at) => new(map(at), objective(at)),
            statistics => statistics,
            chart ?? ChartOf(Coordinates.Real([.. Enumerable.Range(0, units.Count).Select(i => $"x{i}")]))
        );

    static string TracesOf(string row, int steps)
    {
        var found = ModelTable.Find(row);
        return TracesOf(found.Problem, found.Start, steps);
    }

    static string TracesOf(EmModel<double, Vector, Vector> model, Vector start, int steps) =>
        TracesOf(EmFunctional.Iterating.Problem.Of(model, 1.0).OrThrow(), start, steps);

    static string TracesOf(Problem<Vector> problem, Vector start, int steps) =>
        string.Join("\n\n", _algorithms.Select(algorithm => $"{algorithm.Name}\n{Trace(problem, start, algorithm.Algorithm, steps)}"));

    static string Trace(Problem<Vector> problem, Vector start, Iterate<Vector> algorithm, int steps) =>
        string.Join(
            '\n',
            Em.Iterate(problem, start, algorithm).Take(steps).Select(iterate => iterate.Match(Right: Line, Left: error => $"  {error}"))
        );

    static string Line(Carried<Vector> at) =>
        $"  {at.Iteration} {at.Evaluations} {at.At.Objective:R} {Hash(at.At.Parameters)} {Hash(at.Memory)} {Seen(at.Memory)}";

    static string Seen(Vector memory) => string.Join(" ", memory.Take(6).Select(x => $"{x:G3}"));

    static string Hash(Vector vector) => Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(vector.Span)))[..8];
}
