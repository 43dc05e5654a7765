using System.Buffers;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace EmFunctional.Numerics;

/// <summary>An immutable vector of real numbers, x ∈ ℝⁿ, equal to another when every number has the same bits.</summary>
/// <remarks>Written as a collection expression: <c>Vector theta = [0.6, 0.5];</c>. A kernel reads it as a span.</remarks>
[CollectionBuilder(typeof(Vector), nameof(Create))]
public sealed class Vector : IReadOnlyList<double>, IEquatable<Vector>
{
    readonly double[] _values;

    Vector(double[] values) => _values = values;

    /// <summary>The vector of length 0.</summary>
    public static Vector Empty { get; } = new([]);

    /// <summary>The vector of the given numbers, which are copied.</summary>
    /// <param name="values">The n numbers.</param>
    public static Vector Create(ReadOnlySpan<double> values) => values.IsEmpty ? Empty : new(values.ToArray());

    /// <summary>The vector whose i-th number is a function of i.</summary>
    /// <param name="count">n ≥ 0.</param>
    /// <param name="at">The number at index i = 0 … n−1.</param>
    public static Vector Of(int count, Func<int, double> at)
    {
        var values = new double[count];
        for (var i = 0; i < count; i++)
            values[i] = at(i);
        return new(values);
    }

    /// <summary>The vector of the given numbers, in their order.</summary>
    /// <param name="values">The n numbers.</param>
    public static Vector Of(IEnumerable<double> values) => new(values.ToArray());

    /// <summary>The vector that a kernel writes: <paramref name="fill"/> is given n zeros to overwrite and cannot keep them.</summary>
    /// <param name="count">n ≥ 0.</param>
    /// <param name="state">What the kernel reads.</param>
    /// <param name="fill">Writes the n numbers.</param>
    public static Vector Fill<TState>(int count, TState state, SpanAction<double, TState> fill)
    {
        var values = new double[count];
        fill(values, state);
        return new(values);
    }

    /// <summary>n, the length.</summary>
    public int Count => _values.Length;

    /// <summary>The number at an index from 0.</summary>
    /// <param name="index">0 ≤ index &lt; n.</param>
    public double this[int index] => _values[index];

    /// <summary>The numbers as a kernel reads them.</summary>
    public ReadOnlySpan<double> Span => _values;

    /// <summary>The vector of f(xᵢ).</summary>
    /// <param name="f">Applied to each number.</param>
    public Vector Map(Func<double, double> f) => Of(Count, i => f(_values[i]));

    /// <summary>The vector of f(xᵢ, yᵢ).</summary>
    /// <param name="other">y, of the same length.</param>
    /// <param name="f">Applied to each pair.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public Vector Zip(Vector other, Func<double, double, double> f)
    {
        CheckLength(other);
        return Of(Count, i => f(_values[i], other._values[i]));
    }

    void CheckLength(Vector other)
    {
        if (other.Count != Count)
            throw new ArgumentException($"vectors of lengths {Count} and {other.Count}", nameof(other));
    }

    /// <summary>The numbers at given indices.</summary>
    /// <param name="indices">For each new index the old one.</param>
    public Vector Select(IReadOnlyList<int> indices) => Of(indices.Count, i => _values[indices[i]]);

    /// <summary>The n′ numbers from an index on.</summary>
    /// <param name="start">The first index.</param>
    /// <param name="count">n′.</param>
    public Vector Slice(int start, int count) => Create(Span.Slice(start, count));

    /// <summary>x followed by y.</summary>
    /// <param name="vectors">The vectors, in order.</param>
    public static Vector Concat(params ReadOnlySpan<Vector> vectors)
    {
        var count = 0;
        foreach (var vector in vectors)
            count += vector.Count;
        var values = new double[count];
        var at = 0;
        foreach (var vector in vectors)
        {
            vector.Span.CopyTo(values.AsSpan(at));
            at += vector.Count;
        }
        return new(values);
    }

    /// <summary>Σ xᵢ, added from the first to the last.</summary>
    public double Sum()
    {
        var sum = 0.0;
        foreach (var value in _values)
            sum += value;
        return sum;
    }

    /// <summary>x + y.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Vector operator +(Vector x, Vector y)
    {
        x.CheckLength(y);
        var (sum, of, other) = (new double[x.Count], x._values, y._values);
        for (var i = 0; i < sum.Length; i++)
            sum[i] = of[i] + other[i];
        return new(sum);
    }

    /// <summary>x − y.</summary>
    public static Vector operator -(Vector x, Vector y) => x.Zip(y, (a, b) => a - b);

    /// <summary>a·x.</summary>
    public static Vector operator *(double a, Vector x) => x.Map(value => a * value);

    /// <summary>Whether both have the same length and, number by number, the same bits (so NaN equals NaN and 0 differs from −0).</summary>
    public bool Equals(Vector? other) => other is not null && MemoryMarshal.AsBytes(Span).SequenceEqual(MemoryMarshal.AsBytes(other.Span));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Vector);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var value in _values)
            hash.Add(BitConverter.DoubleToInt64Bits(value));
        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public IEnumerator<double> GetEnumerator() => ((IEnumerable<double>)_values).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The numbers in shortest round-trip form: <c>[0.6, 0.5]</c>.</summary>
    public override string ToString() => $"[{string.Join(", ", _values.Select(NumberText.Shortest))}]";
}
