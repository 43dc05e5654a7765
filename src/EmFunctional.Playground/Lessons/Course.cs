using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using EmFunctional.Numerics;

namespace EmFunctional.Playground.Lessons;

/// <summary>The lessons of the page.</summary>
public static class Course
{
    /// <summary>All lessons, the article's coins first.</summary>
    public static IReadOnlyList<Lesson> Lessons { get; } = [Coins(), Points()];

    /// <summary>A row of flips.</summary>
    /// <param name="flips">H and T.</param>
    /// <param name="coin">The coin that made it.</param>
    public static LessonRow Flips(string flips, int coin)
    {
        var heads = flips.Count(flip => flip == 'H');
        return new(flips, flips, coin, [heads, flips.Length - heads], [(double)heads / flips.Length]);
    }

    static Lesson Coins() =>
        Of(
            "coins",
            new(
                "Two coins",
                "Somebody took one of two coins five times and flipped it ten times each time (H is heads, T is tails). Both coins are unfair. How often does each fall on heads?",
                "row of flips",
                "coin",
                ["A", "B"],
                ["heads", "tails"],
                "share of heads"
            ),
            new(Registry.Standard.Find("coins").OrThrow(), "do-batzoglou", "sequence", Flips),
            [new("theta[0]", 0.6, 0.01, 0.99, 0.01), new("theta[1]", 0.5, 0.01, 0.99, 0.01)]
        );

    static Lesson Points() =>
        Of(
            "points",
            new(
                "Points that lost their colours",
                "Forty points were drawn from two normal distributions (bell curves), a red one and a blue one. The colours are lost. Where are the two bell curves?",
                "point",
                "component",
                ["red", "blue"],
                ["points", "sum of x"],
                "x"
            ),
            new(Registry.Standard.Find("normal-mixture").OrThrow(), "notebook-points", "x", Point),
            [
                new("mean[0]", 1.1, -2, 12, 0.1),
                new("mean[1]", 9, -2, 12, 0.1),
                new("standardDeviation[0]", 2, 0.2, 5, 0.1),
                new("standardDeviation[1]", 1.7, 0.2, 5, 0.1),
            ]
        ) with
        {
            Traps = [Narrow(7), Narrow(10)],
        };

    // A narrow component in a wide one catches a few points that happen to lie close together.
    static Trap Narrow(double at) =>
        new(
            $"one narrow, at {NumberFormat.Significant(at, 2)}",
            new Dictionary<string, double>
            {
                ["mean[0]"] = at,
                ["mean[1]"] = 5,
                ["standardDeviation[0]"] = 0.5,
                ["standardDeviation[1]"] = 4,
            }
        );

    /// <summary>A point on the line.</summary>
    /// <param name="cell">Where it lies, as a file has it.</param>
    /// <param name="colour">The component that made it.</param>
    public static LessonRow Point(string cell, int colour)
    {
        var x = double.Parse(cell, CultureInfo.InvariantCulture);
        return new(NumberFormat.Significant(x, 3), cell, colour, [1, x], [x]);
    }

    static Lesson Of(string key, LessonWords words, LessonSource source, IReadOnlyList<Guess> guesses)
    {
        var rows = source.Rows(words.Names);
        return new(key, words, source, guesses, rows, source.Read(source.Write(rows, null), hasLabels: false).OrThrow());
    }
}
