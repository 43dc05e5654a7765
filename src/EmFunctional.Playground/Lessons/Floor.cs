using System.Collections.Generic;
using System.Linq;
using EmFunctional.Explaining;
using EmFunctional.Models;
using EmFunctional.Numerics;
using EmFunctional.Pictures;
using LanguageExt;

namespace EmFunctional.Playground.Lessons;

/// <summary>Why the log-likelihood cannot fall: the floor that an E-step lays under it (<see cref="LowerBound"/>), drawn over one number.</summary>
static class Floor
{
    const int Places = 40;
    const double Deepest = 20; // nats below the highest place that are drawn

    /// <summary>The height of the log-likelihood, and of the floor where an E-step was made, at the newest iterate.</summary>
    public static (double LogLikelihood, Option<double> Floor) At(Walk walk)
    {
        var there = new Heights(walk.Lesson, walk.Last.Parameters);
        return (there.LogLikelihood, walk.Expected.Map(from => there.Floor(new(walk.Lesson, from))));
    }

    /// <summary>How the height of the floor at the newest iterate comes about.</summary>
    public static IEnumerable<string> Worked(Walk walk)
    {
        var there = new Heights(walk.Lesson, walk.Last.Parameters);
        return walk.Expected.Match(
            from =>
            {
                double[] gaps = [.. there.Gaps(new(walk.Lesson, from))];
                return
                [
                    "floor = log-likelihood − Σᵢ KL(rᵢ ‖ r′ᵢ), with r of the last E-step, and r′ of one that would be made now",
                    "KL(r ‖ r′) = Σₖ r[k] ln(r[k] / r′[k]) says how far shares are from those made now: it is 0 where they agree, and never below",
                    $"Σᵢ KL(rᵢ ‖ r′ᵢ) = {Equations.Sum(gaps, x => NumberFormat.Fixed(x, 4))}",
                    $"floor = {NumberFormat.Fixed(there.LogLikelihood, 4)} − {NumberFormat.Fixed(gaps.Sum(), 4)} = {NumberFormat.Fixed(there.LogLikelihood - gaps.Sum(), 4)}",
                ];
            },
            () => new[] { Equations.LogLikelihood(walk.Lesson, walk.Last.Parameters) }
        );
    }

    /// <summary>The picture.</summary>
    /// <param name="walk">The walk.</param>
    /// <param name="guess">The number that varies; the others are those of the newest iterate.</param>
    public static string Draw(Walk walk, Guess guess)
    {
        var (now, place) = (walk.Last.Parameters, walk.Lesson.PlaceOf(guess.Name));
        // Where EM is, is one of the places, so that what touches is seen to.
        var xs = Vector.Of(
            Enumerable.Range(0, Places).Select(i => guess.Least + (guess.Most - guess.Least) * i / (Places - 1)).Append(now[place]).Order()
        );
        Heights[] heights = [.. xs.Select(x => new Heights(walk.Lesson, Vector.Of(now.Count, j => j == place ? x : now[j])))];
        var likelihood = Vector.Of(heights.Select(at => at.LogLikelihood));
        var highest = likelihood.Where(double.IsFinite).DefaultIfEmpty(0).Max();
        var low = Math.Max(likelihood.Where(double.IsFinite).DefaultIfEmpty(-1).Min(), highest - Deepest) - 1;
        var here = At(walk);
        return Scene.Draw(
            new(
                "",
                "",
                [
                    new(
                        "",
                        new(guess.Name),
                        new("log-likelihood") { Low = low, High = highest + 0.05 * (highest - low) },
                        [
                            new Mark.Rule(now[place], IsVertical: true) { Ink = Ink.Muted with { Dash = Dash.Dotted }, Key = "EM is here" },
                            new Mark.Line(xs, likelihood) { Ink = Ink.Plain with { Width = 2 }, Key = "log-likelihood" },
                            .. walk.Expected.Map(from => Under(walk, xs, heights, new(walk.Lesson, from))).AsEnumerable(),
                            new Mark.Dots([now[place]], [here.LogLikelihood], 5) { Ink = Ink.Plain },
                            .. here.Floor.Map(floor => new Mark.Dots([now[place]], [floor], 5) { Ink = Ink.Of(1) }).AsEnumerable(),
                        ]
                    ),
                ]
            )
        );
    }

    static Mark Under(Walk walk, Vector xs, Heights[] heights, Heights expected) =>
        new Mark.Line(xs, Vector.Of(heights.Select(at => at.Floor(expected))))
        {
            Ink = Ink.Of(1) with { Width = 2 },
            Key = walk.IsExpected ? "floor" : "floor of the last E-step",
        };

    // The log-likelihood at θ, and the responsibilities there.
    sealed class Heights(Lesson lesson, Vector at)
    {
        readonly IReadOnlyList<RowPosterior> _rows = lesson.Posteriors(at);

        public double LogLikelihood => _rows.Sum(row => row.LogDensity);

        public double Floor(Heights expected) => LogLikelihood - Gaps(expected).Sum();

        // How far each row pulls the floor down.
        public IEnumerable<double> Gaps(Heights expected) =>
            expected._rows.Zip(_rows, (then, now) => LowerBound.Gap(then.Responsibilities, now.Responsibilities));
    }
}
