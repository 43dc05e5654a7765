using System.Linq;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Watching.Following;
using LanguageExt;
using Xunit;

namespace EmFunctional.Watching.Tests;

/// <summary>What is kept of a long run.</summary>
public sealed class ThinnedTraceTests
{
    static ThinnedTrace Of(int count, int numbers = 2) =>
        Enumerable
            .Range(0, count)
            .Aggregate(
                ThinnedTrace.Empty,
                (trace, n) =>
                    trace.Add(
                        new IterationState<Vector>(n, n + 1, Vector.Of(numbers, i => n + i), -1.0 / (n + 1), 0, 0, Arr<Diagnostic>.Empty),
                        n < 3 ? Option<double>.None : 1.0 / n
                    )
            );

    [Fact]
    public void A_short_run_is_kept_whole_and_a_long_one_at_even_steps_of_its_logarithm()
    {
        Assert.Equal(Enumerable.Range(0, 64), Of(64).Points.Select(point => point.State.Iteration));
        var points = Of(1_000_000).Points;
        Assert.InRange(points.Count, 500, 800);
        Assert.Equal((0, 999_999), (points[0].State.Iteration, points[^1].State.Iteration));
        Assert.All(
            points.Zip(points.Skip(1)),
            pair => Assert.InRange(pair.Item2.State.Iteration - pair.Item1.State.Iteration, 1, Math.Max(1, pair.Item1.State.Iteration / 64))
        );
        Assert.True(double.IsNaN(points[2].Remaining));
        Assert.Equal(1.0 / 999_999, points[^1].Remaining);
    }

    [Fact]
    public void Of_a_model_of_many_numbers_no_curve_keeps_them()
    {
        Assert.All(Of(3, ThinnedTrace.MostNumbers).Points, point => Assert.Equal(ThinnedTrace.MostNumbers, point.State.Parameters.Count));
        Assert.All(Of(3, ThinnedTrace.MostNumbers + 1).Points, point => Assert.Empty(point.State.Parameters));
    }

    [Fact]
    public void The_place_of_each_iterate_is_known_also_where_other_lines_come_between()
    {
        var index = new IterateIndex();
        index.Add(100, 150);
        index.Add(150, 210);
        index.Add(300, 310); // after a resumption
        Assert.Equal([(100L, 150L), (150, 210), (300, 310)], Enumerable.Range(0, index.Count).SelectMany(n => index.Find(n).ToArray()));
        Assert.True(index.Find(3).IsNone && index.Find(-1).IsNone);
    }
}
