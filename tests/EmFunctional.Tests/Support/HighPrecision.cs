using System.Numerics;

namespace EmFunctional.Tests.Support;

/// <summary>Exponential and logarithm in fixed point with 320 bits behind the point: an oracle that shares nothing with the code it judges.</summary>
static class HighPrecision
{
    const int Bits = 320;
    static readonly BigInteger _one = BigInteger.One << Bits;
    static readonly BigInteger _ln2 = TwiceArtanh(_one / 3);

    /// <summary>How far a double is from eˣ, in units of the double's last place.</summary>
    public static double UlpsFromExp(double computed, double x)
    {
        var fixedX = Fixed(x);
        var n = (int)(BigInteger.Divide(fixedX, _ln2));
        var r = fixedX - n * _ln2;
        var (sum, term) = (BigInteger.Zero, _one);
        for (var i = 1; !term.IsZero; i++)
        {
            sum += term;
            term = (term * r >> Bits) / i;
        }
        return Ulps(computed, sum, n);
    }

    /// <summary>How far a double is from ln x, in units of the double's last place.</summary>
    public static double UlpsFromLog(double computed, double x) => Ulps(computed, Log(x), 0);

    static BigInteger Log(double x)
    {
        var k = Math.ILogB(x);
        var m = Fixed(Math.ScaleB(x, -k)); // in [1, 2)
        return k * _ln2 + TwiceArtanh(((m - _one) << Bits) / (m + _one));
    }

    // 2·artanh s = 2(s + s³/3 + s⁵/5 + …)
    static BigInteger TwiceArtanh(BigInteger s)
    {
        var (sum, power, square) = (BigInteger.Zero, s, s * s >> Bits);
        for (var i = 1; !power.IsZero; i += 2)
        {
            sum += power / i;
            power = power * square >> Bits;
        }
        return 2 * sum;
    }

    // |computed − value·2ⁿ| / ulp(computed)
    static double Ulps(double computed, BigInteger value, int n)
    {
        var exponent = Math.Max(Math.ILogB(computed), -1022) - 52;
        // Everything in units of ulp·2⁻²⁰⁰, so that the quotient keeps its digits.
        var exact = Shift(value, n - Bits - exponent + 200);
        var mine = new BigInteger(Math.ScaleB(Math.ScaleB(computed, -exponent / 2), -(exponent - exponent / 2))) << 200;
        return Math.Abs((double)(mine - exact)) * Math.ScaleB(1, -200);
    }

    static BigInteger Fixed(double x) => Shift(new BigInteger(Math.ScaleB(x, 52 - Math.ILogB(x))), Bits - 52 + Math.ILogB(x));

    static BigInteger Shift(BigInteger value, int bits) => bits >= 0 ? value << bits : value >> -bits;
}
