using System.Runtime.CompilerServices;

namespace EmFunctional.Numerics;

// Four registers at once: what one of them waits for, another computes meanwhile.
readonly unsafe struct Quad<V>
    where V : struct, ILanes<V>
{
    public readonly V A;
    public readonly V B;
    public readonly V C;
    public readonly V D;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    Quad(V a, V b, V c, V d)
    {
        A = a;
        B = b;
        C = c;
        D = d;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Quad<V> Of(double value) => new(V.Of(value), V.Of(value), V.Of(value), V.Of(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Quad<V> OfFour(double* values) => new(V.Of(values[0]), V.Of(values[1]), V.Of(values[2]), V.Of(values[3]));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Quad<V> Load(double* from, int step) =>
        new(V.Load(from), V.Load(from + step), V.Load(from + 2 * step), V.Load(from + 3 * step));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(double* to, int step)
    {
        V.Store(A, to);
        V.Store(B, to + step);
        V.Store(C, to + 2 * step);
        V.Store(D, to + 3 * step);
    }

    /// <summary>Stores the first so many.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(double* to, int step, int count)
    {
        V.Store(A, to);
        if (count > 1)
            V.Store(B, to + step);
        if (count > 2)
            V.Store(C, to + 2 * step);
        if (count > 3)
            V.Store(D, to + 3 * step);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Quad<V> operator +(Quad<V> x, Quad<V> y) => new(x.A + y.A, x.B + y.B, x.C + y.C, x.D + y.D);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Quad<V> operator -(Quad<V> x, Quad<V> y) => new(x.A - y.A, x.B - y.B, x.C - y.C, x.D - y.D);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Quad<V> operator -(Quad<V> x, V y) => new(x.A - y, x.B - y, x.C - y, x.D - y);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Quad<V> operator *(Quad<V> x, Quad<V> y) => new(x.A * y.A, x.B * y.B, x.C * y.C, x.D * y.D);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Quad<V> operator *(V x, Quad<V> y) => new(x * y.A, x * y.B, x * y.C, x * y.D);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Quad<V> Fma(Quad<V> x, Quad<V> y, Quad<V> z) =>
        new(V.Fma(x.A, y.A, z.A), V.Fma(x.B, y.B, z.B), V.Fma(x.C, y.C, z.C), V.Fma(x.D, y.D, z.D));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Quad<V> Fma(V x, Quad<V> y, Quad<V> z) =>
        new(V.Fma(x, y.A, z.A), V.Fma(x, y.B, z.B), V.Fma(x, y.C, z.C), V.Fma(x, y.D, z.D));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Quad<V> Max(Quad<V> x, Quad<V> y) => new(V.Max(x.A, y.A), V.Max(x.B, y.B), V.Max(x.C, y.C), V.Max(x.D, y.D));

    /// <summary>The sum of the four, by pairs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Sum() => (A + B) + (C + D);
}
