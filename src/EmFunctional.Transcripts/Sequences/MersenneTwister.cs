namespace EmFunctional.Transcripts.Sequences;

/// <summary>The generator MT19937 of 32-bit numbers (Matsumoto and Nishimura 1998): other programs draw the bases that a sequence lacks from it.</summary>
sealed class MersenneTwister
{
    const int Size = 624;
    const int Shift = 397;

    readonly uint[] _state = new uint[Size];
    int _next = Size;

    /// <summary>The generator of a seed.</summary>
    public MersenneTwister(uint seed)
    {
        _state[0] = seed;
        for (var i = 1; i < Size; i++)
            _state[i] = 1812433253 * (_state[i - 1] ^ (_state[i - 1] >> 30)) + (uint)i;
    }

    /// <summary>The next number.</summary>
    public uint Next()
    {
        if (_next == Size)
            Twist();
        var y = _state[_next++];
        y ^= y >> 11;
        y ^= (y << 7) & 0x9D2C5680;
        y ^= (y << 15) & 0xEFC60000;
        return y ^ (y >> 18);
    }

    void Twist()
    {
        for (var i = 0; i < Size; i++)
        {
            var x = (_state[i] & 0x80000000) | (_state[(i + 1) % Size] & 0x7FFFFFFF);
            _state[i] = _state[(i + Shift) % Size] ^ (x >> 1) ^ ((x & 1) == 0 ? 0 : 0x9908B0DF);
        }
        _next = 0;
    }
}
