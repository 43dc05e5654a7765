using System.Runtime.CompilerServices;
using EmFunctional.Transcripts.Sequences;

namespace EmFunctional.Transcripts.Mapping;

/// <summary>A read as two bits a base, and where k-mers without other letters begin. One is used for many reads.</summary>
/// <param name="k">k.</param>
sealed class EncodedRead(int k)
{
    readonly ulong _mask = Bases.Mask(k);
    ulong[] _words = new ulong[16];
    ulong[] _others = new ulong[16];
    int[] _next = [];
    bool _hasOther;

    /// <summary>How many bases there are.</summary>
    public int Length { get; private set; }

    /// <summary>The last place where a k-mer could begin; below 0 if the read is too short.</summary>
    public int Last { get; private set; }

    /// <summary>Takes a read.</summary>
    public void Take(ReadOnlySpan<byte> letters)
    {
        (Length, Last) = (letters.Length, letters.Length - k);
        var words = PackedBases.WordsFor(letters.Length);
        if (words > _words.Length)
            _words = new ulong[2 * words];
        PackedBases.Pack(letters, _words);
        _hasOther = letters.IndexOfAnyExcept(Bases.Letters) >= 0;
        if (_hasOther)
            FindNext(letters);
    }

    /// <summary>The k-mer at a place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong At(int place) => PackedBases.At(_words, place) & _mask;

    /// <summary>32 bases from a place on.</summary>
    public ulong Word(int place) => PackedBases.At(_words, place);

    /// <summary>Of 32 letters from a place on the lower bit of each that is no base.</summary>
    public ulong Others(int place) => _hasOther ? PackedBases.At(_others, place) : 0;

    /// <summary>The first k-mer of bases only that begins at a place or behind it; −1 if there is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int From(int place) =>
        place > Last ? -1
        : _hasOther ? _next[place]
        : place;

    void FindNext(ReadOnlySpan<byte> letters)
    {
        if (_next.Length < letters.Length)
            _next = new int[2 * letters.Length];
        var words = PackedBases.WordsFor(letters.Length);
        if (words > _others.Length)
            _others = new ulong[_words.Length];
        System.Array.Clear(_others, 0, words);
        var (next, run) = (-1, 0);
        for (var i = letters.Length - 1; i >= 0; i--)
        {
            var isBase = Bases.Letters.Contains(letters[i]);
            run = isBase ? run + 1 : 0;
            if (!isBase)
                _others[i / 32] |= 1UL << (2 * (i % 32));
            next = run >= k ? i : next;
            _next[i] = next;
        }
    }
}
