using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace EmFunctional.Numerics;

// Real numbers side by side in a register, and in memory that begins where a register may.
unsafe interface ILanes<V> : IReal<V>
    where V : struct, ILanes<V>
{
    static abstract int Count { get; }

    static abstract V Load(double* from);

    static abstract void Store(V value, double* to);

    /// <summary>The larger one; either where one is no number.</summary>
    static abstract V Max(V a, V b);
}

// Eight of them; where the machine's vectors are narrower, or there are none, the runtime does the same in parts.
readonly struct Eight : ILanes<Eight>
{
    public readonly Vector512<double> Value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Eight(Vector512<double> value) => Value = value;

    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 8;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe Eight Load(double* from) => new(Vector512.LoadAligned(from));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Store(Eight value, double* to) => value.Value.StoreAligned(to);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Eight Max(Eight a, Eight b) => new(Vector512.MaxNative(a.Value, b.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Eight Of(double value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Eight operator +(Eight a, Eight b) => new(a.Value + b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Eight operator -(Eight a, Eight b) => new(a.Value - b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Eight operator -(Eight a) => new(-a.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Eight operator *(Eight a, Eight b) => new(a.Value * b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Eight operator /(Eight a, Eight b) => new(a.Value / b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Eight Fma(Eight a, Eight b, Eight c) => new(Vector512.FusedMultiplyAdd(a.Value, b.Value, c.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Eight Abs(Eight a) => new(Vector512.Abs(a.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Eight Floor(Eight a) => new(Vector512.Floor(a.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Eight IfLess(Eight a, Eight b, Eight then, Eight otherwise) =>
        new(Vector512.ConditionalSelect(Vector512.LessThan(a.Value, b.Value), then.Value, otherwise.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Eight IfSame(Eight a, Eight b, Eight then, Eight otherwise) =>
        new(Vector512.ConditionalSelect(Vector512.Equals(a.Value, b.Value), then.Value, otherwise.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Eight PowerOfTwo(Eight n) =>
        new(Vector512.ShiftLeft((n.Value + Vector512.Create(RealBits.Magic + 1023)).AsInt64(), 52).AsDouble());

    // 2⁵² with the biased exponent in its lowest bits, less 2⁵² and the bias.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Eight Exponent(Eight x)
    {
        var biased = Vector512.ShiftRightLogical(x.Value.AsInt64() + Vector512.Create(RealBits.One - RealBits.LeastSignificand), 52);
        return new((biased | Vector512.Create(RealBits.Whole)).AsDouble() - Vector512.Create(4503599627370496.0 + 1023));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Eight Significand(Eight x)
    {
        var bits = x.Value.AsInt64();
        return new((bits - ((bits - Vector512.Create(RealBits.LeastSignificand)) & Vector512.Create(RealBits.Exponent))).AsDouble());
    }
}

// Four of them.
readonly struct Four : ILanes<Four>
{
    public readonly Vector256<double> Value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Four(Vector256<double> value) => Value = value;

    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 4;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe Four Load(double* from) => new(Vector256.LoadAligned(from));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Store(Four value, double* to) => value.Value.StoreAligned(to);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Four Max(Four a, Four b) => new(Vector256.MaxNative(a.Value, b.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Four Of(double value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Four operator +(Four a, Four b) => new(a.Value + b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Four operator -(Four a, Four b) => new(a.Value - b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Four operator -(Four a) => new(-a.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Four operator *(Four a, Four b) => new(a.Value * b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Four operator /(Four a, Four b) => new(a.Value / b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Four Fma(Four a, Four b, Four c) => new(Vector256.FusedMultiplyAdd(a.Value, b.Value, c.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Four Abs(Four a) => new(Vector256.Abs(a.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Four Floor(Four a) => new(Vector256.Floor(a.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Four IfLess(Four a, Four b, Four then, Four otherwise) =>
        new(Vector256.ConditionalSelect(Vector256.LessThan(a.Value, b.Value), then.Value, otherwise.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Four IfSame(Four a, Four b, Four then, Four otherwise) =>
        new(Vector256.ConditionalSelect(Vector256.Equals(a.Value, b.Value), then.Value, otherwise.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Four PowerOfTwo(Four n) =>
        new(Vector256.ShiftLeft((n.Value + Vector256.Create(RealBits.Magic + 1023)).AsInt64(), 52).AsDouble());

    // 2⁵² with the biased exponent in its lowest bits, less 2⁵² and the bias.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Four Exponent(Four x)
    {
        var biased = Vector256.ShiftRightLogical(x.Value.AsInt64() + Vector256.Create(RealBits.One - RealBits.LeastSignificand), 52);
        return new((biased | Vector256.Create(RealBits.Whole)).AsDouble() - Vector256.Create(4503599627370496.0 + 1023));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Four Significand(Four x)
    {
        var bits = x.Value.AsInt64();
        return new((bits - ((bits - Vector256.Create(RealBits.LeastSignificand)) & Vector256.Create(RealBits.Exponent))).AsDouble());
    }
}
