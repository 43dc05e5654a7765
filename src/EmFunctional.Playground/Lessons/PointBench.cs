using System.Collections.Generic;
using System.Linq;
using EmFunctional.Numerics;

namespace EmFunctional.Playground.Lessons;

/// <summary>Points that somebody puts on a line, each with a colour that EM does not see.</summary>
/// <param name="seed">Where points of chance fall.</param>
/// <param name="place">The axis.</param>
public sealed class PointBench(Seed seed, Guess place)
{
    /// <summary>More points are not seen beside each other.</summary>
    public const int Most = 60;

    // Two bell curves to draw from: mean and standard deviation.
    static readonly (double Mean, double Deviation)[] _curves = [(3, 1), (7, 2)];

    readonly List<LessonRow> _points = [];
    int _draws;

    /// <summary>The colour of the next point.</summary>
    public int Colour { get; private set; }

    /// <summary>Where the next point lies.</summary>
    public double At { get; private set; } = (place.Least + place.Most) / 2;

    public IReadOnlyList<LessonRow> Points => _points;

    public bool HasRoom => _points.Count < Most;

    /// <summary>The points as EM gets them: none while no two differ, for two bell curves need as much.</summary>
    public IReadOnlyList<LessonRow> Taken => _points.DistinctBy(point => point.Point[0]).Count() < 2 ? [] : _points;

    public void Take(int colour) => Colour = colour;

    public void Move(double at) => At = Math.Clamp(Math.Round(at / place.Step) * place.Step, place.Least, place.Most);

    /// <summary>Puts a point where it was moved to.</summary>
    public void Add()
    {
        if (HasRoom)
            _points.Add(Course.Point(NumberFormat.Significant(At, 6), Colour));
    }

    /// <summary>Draws points by chance, their colours too.</summary>
    public void Draw(int points)
    {
        for (var i = 0; i < points && HasRoom; i++)
        {
            Take(seed.Below(_draws, _curves.Length));
            var (mean, deviation) = _curves[Colour];
            Move(mean + deviation * seed.Split(1).Normal(_draws++));
            Add();
        }
    }

    public void Remove(int point) => _points.RemoveAt(point);

    public void Clear() => _points.Clear();
}
