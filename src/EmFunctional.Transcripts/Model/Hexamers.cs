namespace EmFunctional.Transcripts.Model;

/// <summary>
/// The codes of hexamers: A 0, C 1, G 2, T 3, the first base in the highest place, of two-bit codes of bases (A 0, C 1, T 2, G 3).
/// </summary>
static class Hexamers
{
    const int Length = 6;

    /// <summary>The code of six bases.</summary>
    public static int Forward(Func<int, int> baseAt)
    {
        var code = 0;
        for (var i = 0; i < Length; i++)
            code = (code << 2) | Place(baseAt(i));
        return code;
    }

    /// <summary>The code of their reverse complement.</summary>
    public static int Turned(Func<int, int> baseAt)
    {
        var code = 0;
        for (var i = Length - 1; i >= 0; i--)
            code = (code << 2) | (3 - Place(baseAt(i)));
        return code;
    }

    /// <summary>The place of a base in the order A, C, G, T: T and G change places.</summary>
    public static int Place(int code) => code ^ (code >> 1);
}
