using System.Linq;
using System.Numerics;

namespace EmFunctional.Tests.Support;

/// <summary>Functions in fixed point with 320 bits behind the point: an oracle that shares nothing with the code it judges.</summary>
static class HighPrecision
{
    const int Bits = 320;
    static readonly BigInteger _one = BigInteger.One << Bits;
    static readonly BigInteger _ln2 = TwiceArtanh(_one / 3);

    /// <summary>How far a double is from eˣ, in units of the double's last place.</summary>
    public static double UlpsFromExp(double computed, double x)
    {
        var (sum, n) = Exp(Fixed(x));
        return Ulps(computed, sum, n);
    }

    /// <summary>The same of eˣ − 1.</summary>
    public static double UlpsFromExpm1(double computed, double x)
    {
        var (sum, n) = Exp(Fixed(x));
        return n > 200 ? Ulps(computed, sum, n) : Ulps(computed, Shift(sum, n) - _one, 0);
    }

    /// <summary>The same of ln(1 + x).</summary>
    public static double UlpsFromLog1p(double computed, double x) => Ulps(computed, Log(_one + Fixed(x)), 0);

    /// <summary>The same of erf x = 2/√π Σ (−1)ᵏ x²ᵏ⁺¹/(k! (2k + 1)), |x| ≤ 7.</summary>
    public static double UlpsFromErf(double computed, double x)
    {
        var fixedX = Fixed(x);
        var square = fixedX * fixedX >> Bits;
        var (sum, term) = (BigInteger.Zero, fixedX);
        for (var k = 0; !term.IsZero && k < 2000; k++)
        {
            sum += term / (2 * k + 1);
            term = -(term * square >> Bits) / (k + 1);
        }
        return Ulps(computed, 2 * (sum << Bits) / Root(_pi), 0);
    }

    /// <summary>The same of sin x = Σ (−1)ᵏ x²ᵏ⁺¹/(2k + 1)!, less whole turns.</summary>
    public static double UlpsFromSin(double computed, double x) => Ulps(computed, Wave(x, 1), 0);

    /// <summary>The same of cos x = Σ (−1)ᵏ x²ᵏ/(2k)!.</summary>
    public static double UlpsFromCos(double computed, double x) => Ulps(computed, Wave(x, 0), 0);

    static BigInteger Wave(double x, int first)
    {
        var turned = BigInteger.Remainder(Fixed(x), 2 * _pi);
        var (sum, term) = (BigInteger.Zero, first == 1 ? turned : _one);
        for (var k = first + 1; !term.IsZero; k += 2)
        {
            sum += term;
            term = -((term * turned >> Bits) * turned >> Bits) / (k * (k + 1));
        }
        return sum;
    }

    /// <summary>How far a double is from ln Γ(x), in units of its last place: Stirling's series at x + 100, less the logarithm of the product.</summary>
    public static double UlpsFromLogGamma(double computed, double x)
    {
        var (product, y) = (_one, Fixed(x));
        for (var i = 0; i < Shifts; i++, y += _one)
            product = product * y >> Bits;
        var series = BigInteger.Zero;
        var power = (_one << Bits) / y;
        var square = power * power >> Bits;
        for (var k = 1; k <= Terms; k++, power = power * square >> Bits)
            series += power * _bernoulli[k].Numerator / (_bernoulli[k].Denominator * (2 * k) * (2 * k - 1));
        var exact = ((y - _one / 2) * Log(y) >> Bits) - y + Log(2 * _pi) / 2 + series - Log(product);
        return Ulps(computed, exact, 0);
    }

    /// <summary>How far a double is from ψ(x), as a multiple of 2⁻⁵³·max(1, |ψ|).</summary>
    public static double ErrorOfDigamma(double computed, double x)
    {
        var (sum, y) = (BigInteger.Zero, Fixed(x));
        for (var i = 0; i < Shifts; i++, y += _one)
            sum += (_one << Bits) / y;
        var inverse = (_one << Bits) / y;
        var square = inverse * inverse >> Bits;
        var (series, power) = (BigInteger.Zero, square);
        for (var k = 1; k <= Terms; k++, power = power * square >> Bits)
            series += power * _bernoulli[k].Numerator / (_bernoulli[k].Denominator * (2 * k));
        var exact = Log(y) - inverse / 2 - series - sum;
        return Math.Abs((double)(Fixed(computed) - exact)) / (double)BigInteger.Max(_one, BigInteger.Abs(exact)) * Math.ScaleB(1, 53);
    }

    const int Shifts = 100;
    const int Terms = 30;

    // B₂ₖ, k = 0 …, from Σ C(2k + 1, j) Bⱼ = 0.
    static readonly (BigInteger Numerator, BigInteger Denominator)[] _bernoulli = Bernoulli();

    static (BigInteger, BigInteger)[] Bernoulli()
    {
        var all = new (BigInteger N, BigInteger D)[2 * Terms + 1];
        for (var m = 0; m < all.Length; m++)
        {
            var (n, d, choose) = (BigInteger.Zero, BigInteger.One, BigInteger.One);
            for (var j = 0; j < m; j++)
            {
                (n, d) = (n * all[j].D + choose * all[j].N * d, d * all[j].D);
                choose = choose * (m + 1 - j) / (j + 1);
            }
            (n, d) = m == 0 ? (BigInteger.One, BigInteger.One) : (-n, d * (m + 1));
            var common = BigInteger.GreatestCommonDivisor(n, d);
            all[m] = (n / common, d / common);
        }
        return [.. Enumerable.Range(0, Terms + 1).Select(k => all[2 * k])];
    }

    // Machin (1706): π = 16 arctan 1/5 − 4 arctan 1/239.
    static readonly BigInteger _pi = 16 * Arctan(5) - 4 * Arctan(239);

    static BigInteger Arctan(int inverse)
    {
        var (sum, power) = (BigInteger.Zero, _one / inverse);
        for (var i = 1; !power.IsZero; i += 2, power /= -inverse * inverse)
            sum += power / i;
        return sum;
    }

    static BigInteger Root(BigInteger value)
    {
        var root = _one * 2;
        for (var i = 0; i < 12; i++)
            root = (root + (value << Bits) / root) / 2;
        return root;
    }

    // eˣ = sum·2ⁿ
    static (BigInteger Sum, int N) Exp(BigInteger fixedX)
    {
        var n = (int)(BigInteger.Divide(fixedX, _ln2));
        var r = fixedX - n * _ln2;
        var (sum, term) = (BigInteger.Zero, _one);
        for (var i = 1; !term.IsZero; i++)
        {
            sum += term;
            term = (term * r >> Bits) / i;
        }
        return (sum, n);
    }

    /// <summary>How far a double is from ln x, in units of the double's last place.</summary>
    public static double UlpsFromLog(double computed, double x) => Ulps(computed, Log(x), 0);

    static BigInteger Log(double x)
    {
        var k = Math.ILogB(x);
        return k * _ln2 + Log(Fixed(Math.ScaleB(x, -k)));
    }

    static BigInteger Log(BigInteger x)
    {
        var k = (int)x.GetBitLength() - 1 - Bits;
        var m = Shift(x, -k); // in [1, 2)
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

    static BigInteger Fixed(double x) =>
        x == 0 ? BigInteger.Zero : Shift(new BigInteger(Math.ScaleB(x, 52 - Math.ILogB(x))), Bits - 52 + Math.ILogB(x));

    static BigInteger Shift(BigInteger value, int bits) => bits >= 0 ? value << bits : value >> -bits;
}
