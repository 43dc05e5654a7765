using System.Linq;
using EmFunctional.Models;
using EmFunctional.Numerics;
using EmFunctional.Pictures;

namespace EmFunctional.Playground.Lessons;

/// <summary>
/// Why the log-likelihood cannot fall: the floor that an E-step builds under it, drawn over one number. The floor is ℓ(θ) less the divergence of the
/// responsibilities at θ from those of the E-step, Σᵢ KL(r(θₙ) ‖ r(θ)); it touches ℓ at θₙ (Neal and Hinton 1998, §2).
/// </summary>
static class Floor
{
    const int Places = 40;

    /// <summary>The picture.</summary>
    /// <param name="lesson">The lesson.</param>
    /// <param name="from">θₙ, where the E-step was made.</param>
    /// <param name="guess">The number that varies.</param>
    public static Figure Draw(Lesson lesson, Vector from, Guess guess)
    {
        RowPosterior[] Rows(Vector at) =>
            lesson
                .Model.Rows.Apply.Map(apply => apply(lesson.Model.At(at)))
                .Map(applied => Enumerable.Range(0, applied.Rows).Select(applied.Row).ToArray())
                .IfNone([]);
        var place = lesson.PlaceOf(guess.Name);
        var xs = Vector.Of(Places, i => guess.Least + (guess.Most - guess.Least) * i / (Places - 1));
        var (likelihood, floor) = (new double[Places], new double[Places]);
        var expected = Rows(from);
        for (var i = 0; i < Places; i++)
        {
            var rows = Rows(Vector.Of(from.Count, j => j == place ? xs[i] : from[j]));
            likelihood[i] = rows.Sum(row => row.LogDensity);
            floor[i] = likelihood[i] - expected.Zip(rows, (e, row) => Divergence(e.Responsibilities, row.Responsibilities)).Sum();
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
