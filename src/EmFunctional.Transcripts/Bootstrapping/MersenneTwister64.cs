using System.Collections.Generic;

namespace EmFunctional.Transcripts.Bootstrapping;

/// <summary>The 64-bit Mersenne Twister, of which the C++ standard prescribes every number. Nishimura (2000), ACM TOMACS 10:348.</summary>
static class MersenneTwister64
{
    const int Size = 312;
    const int Middle = 156;
    const ulong Upper = 0xFFFFFFFF80000000;
    const ulong Twist = 0xB5026F5AA96619E9;

    /// <summary>The numbers that follow from a seed, without end.</summary>
    public static IEnumerable<ulong> From(ulong seed)
    {
        var state = new ulong[Size];
        state[0] = seed;
        for (var i = 1; i < Size; i++)
            state[i] = 6364136223846793005 * (state[i - 1] ^ (state[i - 1] >> 62)) + (ulong)i;
        while (true)
        {
            for (var i = 0; i < Size; i++)
            {
                var mixed = (state[i] & Upper) | (state[(i + 1) % Size] & ~Upper);
                state[i] = state[(i + Middle) % Size] ^ (mixed >> 1) ^ ((mixed & 1) == 0 ? 0 : Twist);
            }
            foreach (var number in state)
                yield return Temper(number);
        }
    }

    static ulong Temper(ulong x)
    {
        x ^= (x >> 29) & 0x5555555555555555;
        x ^= (x << 17) & 0x71D67FFFEDA60000;
        x ^= (x << 37) & 0xFFF7EEE000000000;
        return x ^ (x >> 43);
    }
}
