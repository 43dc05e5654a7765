using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Models;

/// <summary>A group of numbers of a start, each with its place in the arrays within each other.</summary>
/// <param name="Name">The group: <c>mean</c>.</param>
/// <param name="Numbers">The numbers, in the order in which they are written.</param>
public sealed record GivenGroup(string Name, Arr<(Arr<int> Index, double Value)> Numbers)
{
    // How far the halves of a symmetric matrix may differ, as a part of the number: what writing in decimals leaves.
    const double Asymmetry = 1e-9;

    /// <summary>The numbers without their places.</summary>
    public Vector Flat => Vector.Of(Numbers.Select(number => number.Value));

    /// <summary>The lengths of the arrays, such as <c>2×3</c>.</summary>
    public string Shape => ShapeOf(Numbers.Map(number => number.Index), "");

    /// <summary>The numbers by their names on a chart. Flat arrays are read in its order; of a symmetric matrix the whole will do, or its lower triangle.</summary>
    /// <param name="names">The names of the group on the chart.</param>
    /// <param name="axes">What each index counts.</param>
    /// <param name="order">For each index of the model that of what is given.</param>
    internal Either<EmError, IEnumerable<(string Name, double Value)>> Read(
        string[] names,
        Arr<ParameterAxis> axes,
        Func<ParameterAxis, int, int> order
    )
    {
        Arr<Arr<int>> expected = names.Select(IndexOf).ToArray();
        if (Numbers.ForAll(number => number.Index.Count <= 1) && expected[0].Count != 1 && Numbers.Count == names.Length)
            return Prelude.Right<EmError, IEnumerable<(string, double)>>(names.Zip(Numbers, (name, number) => (name, number.Value)));
        var given = Numbers.ToDictionary(number => Key(number.Index), number => number.Value, StringComparer.Ordinal);
        var read = new List<(string, double)>();
        var mirrored = 0;
        for (var i = 0; i < names.Length; i++)
        {
            var index = expected[i];
            Arr<int> source = index.Select((at, axis) => order(axis < axes.Count ? axes[axis] : ParameterAxis.Column, at)).ToArray();
            var (own, mirror) = (Key(source), Key(Mirrored(source)));
            var isOwn = given.TryGetValue(own, out var value);
            var hasMirror = given.TryGetValue(mirror, out var other) && own != mirror && IsTriangle(expected);
            if (!isOwn && !hasMirror)
                return WrongShape(expected);
            if (isOwn && hasMirror)
            {
                mirrored++;
                if (!(Math.Abs(value - other) <= Asymmetry * Math.Max(Math.Abs(value), Math.Abs(other))))
                    return new EmError.OutsideDomain(
                        Name + mirror,
                        other,
                        new(
                            $"{NumberText.Shortest(value)} like {Name}{own}, for a covariance is symmetric (its lower triangle alone will do)",
                            _ => false
                        )
                    );
            }
            read.Add((names[i], isOwn ? value : other));
        }
        return read.Count + mirrored == given.Count ? read : WrongShape(expected);
    }

    EmError WrongShape(Arr<Arr<int>> expected) =>
        expected[0].Count == 1 && Numbers.ForAll(number => number.Index.Count == 1)
            ? new EmError.WrongLength(Name, expected.Count, Numbers.Count)
            : new EmError.WrongShape(Name, ShapeOf(expected, " or its lower triangle"), Shape);

    static bool IsTriangle(Arr<Arr<int>> indices) => indices[0].Count >= 2 && Volume(indices) > indices.Count;

    static Arr<int> Mirrored(Arr<int> index) =>
        index.Count < 2 ? index : index.SetItem(index.Count - 1, index[index.Count - 2]).SetItem(index.Count - 2, index[index.Count - 1]);

    static string ShapeOf(Arr<Arr<int>> indices, string triangle)
    {
        if (indices.IsEmpty)
            return "0";
        if (indices.Exists(index => index.Count != indices[0].Count))
            return $"{indices.Count} numbers at different depths";
        var lengths = Lengths(indices);
        var shape = indices[0].IsEmpty ? "one number" : string.Join('×', lengths);
        return indices.Count == Volume(indices) ? shape
            : triangle.Length > 0 ? shape + triangle
            : $"{indices.Count} numbers in rows of different lengths";
    }

    static Arr<long> Lengths(Arr<Arr<int>> indices) =>
        Enumerable.Range(0, indices[0].Count).Select(axis => 1L + indices.Max(index => index[axis])).ToArray();

    static double Volume(Arr<Arr<int>> indices) => Lengths(indices).Fold(1.0, (volume, length) => volume * length);

    static string Key(Arr<int> index) => string.Concat(index.Select(at => $"[{at}]"));

    // Of mean[0][2] (0, 2).
    static Arr<int> IndexOf(string name) =>
        name.Split('[').Skip(1).Select(part => int.Parse(part.TrimEnd(']'), CultureInfo.InvariantCulture)).ToArray();
}
