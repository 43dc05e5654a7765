namespace EmFunctional.Transcripts.Model;

/// <summary>
/// The codes of hexamers: A 0, C 1, G 2, T 3, the first base in the highest place. Bases are given as two bits, A 0, C 1, T 2, G 3.
/// </summary>
static class Hexamers
{
    /// <summary>The code of six bases.</summary>
    public static int Forward(ReadOnlySpan<byte> bases)
    {
        var code = 0;
        foreach (var b in bases)
            code = (code << 2) | Place(b);
        return code;
    }

    /// <summary>The code of their reverse complement.</summary>
    public static int Turned(ReadOnlySpan<byte> bases)
    {
        var code = 0;
        for (var i = bases.Length - 1; i >= 0; i--)
            code = (code << 2) | (3 - Place(bases[i]));
        return code;
    }

    // T and G change places.
    static int Place(int code) => code ^ (code >> 1);
}
