using System.Linq;
using EmFunctional.Iterating;
using EmFunctional.Numerics;
using EmFunctional.Pictures;

namespace EmFunctional.Playground.Lessons;

/// <summary>
/// Why the log-likelihood cannot fall: the floor that an E-step builds under it, drawn over one number. The floor is ℓ(θ) less the divergence of the
/// responsibilities at θ from those of the E-step, Σᵢ KL(r(θₙ) ‖ r(θ)); it touches ℓ at θₙ (Neal and Hinton 1998, §2).
/// </summary>
static class Floor
{
    const int Places = 80;

    /// <summary>The picture.</summary>
    /// <param name="lesson">The lesson.</param>
    /// <param name="from">θₙ, where the E-step was made.</param>
    /// <param name="guess">The number that varies.</param>
    public static Figure Draw(Lesson lesson, Vector from, Guess guess)
    {
        var place = lesson.PlaceOf(guess.Name);
        var xs = Vector.Of(Places, i => guess.Least + (guess.Most - guess.Least) * i / (Places - 1));
        var (likelihood, floor) = (new double[Places], new double[Places]);
        var expected = Enumerable.Range(0, lesson.Rows.Count).Select(row => lesson.Labels.Responsibilities(from, row)).ToArray();
        for (var i = 0; i < Places; i++)
        {
            var at = Vector.Of(from.Count, j => j == place ? xs[i] : from[j]);
            likelihood[i] = lesson.Model.Problem.Evaluate(new(at, default)).Match(Right: e => e.Objective, Left: _ => double.NaN);
            floor[i] = likelihood[i] - expected.Select((r, row) => Divergence(r, lesson.Labels.Responsibilities(at, row))).Sum();
        }
        var highest = likelihood.Where(double.IsFinite).DefaultIfEmpty(0).Max();
        var lowest = likelihood.Where(double.IsFinite).DefaultIfEmpty(-1).Min();
        var low = System.Math.Max(lowest, highest - 20) - 1;
        return new(
            "",
            "",
            [
                new(
                    "",
                    new(guess.Name),
                    new("log-likelihood") { Low = low, High = highest + 0.05 * (highest - low) },
                    [
                        new Mark.Line(xs, Vector.Create(likelihood)) { Ink = Ink.Plain with { Width = 2 }, Key = "log-likelihood" },
                        new Mark.Line(xs, Vector.Create(floor)) { Ink = Ink.Of(1) with { Width = 2 }, Key = "floor" },
                        new Mark.Rule(from[place], IsVertical: true) { Ink = Ink.Muted with { Dash = Dash.Dotted }, Key = "the guess" },
                    ]
                ),
            ]
        );
    }

    static double Divergence(Vector from, Vector to) => from.Select((r, k) => r == 0 ? 0 : r * Elementary.Log(r / to[k])).Sum();
}
