namespace EmFunctional.Numerics;

/// <summary>Distances counted in doubles.</summary>
public static class Ulp
{
    /// <summary>
    /// How many steps to the next double lead from one number to the other: 0 only for the same bits, 1 for neighbours. −0 and 0 are neighbours.
    /// </summary>
    /// <param name="a">A number.</param>
    /// <param name="b">Another.</param>
    public static ulong Distance(double a, double b)
    {
        var (x, y) = (Ordinal(a), Ordinal(b));
        return x > y ? x - y : y - x;
    }

    // The place of a double among all doubles, from −NaN to NaN.
    static ulong Ordinal(double value)
    {
        var bits = BitConverter.DoubleToUInt64Bits(value);
        return (bits & 0x8000_0000_0000_0000) != 0 ? ~bits : bits | 0x8000_0000_0000_0000;
    }
}
