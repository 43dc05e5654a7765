namespace EmFunctional.Tokenisation.Seeding;

/// <summary>
/// The suffixes of a text in order, in time and memory that grow as the text does. A suffix that is the begin of another comes first. Source: Nong, Zhang,
/// Chan (2009), Linear Suffix Array Construction by Almost Pure Induced-Sorting, Data Compression Conference, algorithm SA-IS.
/// </summary>
static class SuffixArray
{
    const int Empty = -1;

    /// <summary>Computes the begin of each suffix, in the order of the suffixes.</summary>
    /// <param name="text">The text, as codes from 0.</param>
    /// <param name="codes">How many codes there are.</param>
    public static int[] Of(ReadOnlySpan<int> text, int codes)
    {
        var suffixes = new int[text.Length];
        Sort(text, codes, suffixes);
        return suffixes;
    }

    static void Sort(ReadOnlySpan<int> text, int codes, Span<int> suffixes)
    {
        if (text.Length <= 1)
        {
            suffixes.Clear();
            return;
        }
        var rises = Rises(text);
        var sizes = new int[codes];
        foreach (var code in text)
            sizes[code]++;

        // The pieces between neighbouring valleys in their order: one pass of induction from valleys in any order.
        suffixes.Fill(Empty);
        var ends = Ends(sizes);
        for (var i = text.Length - 1; i > 0; i--)
            if (rises.IsValley(i))
                suffixes[--ends[text[i]]] = i;
        Induce(text, rises, sizes, suffixes);

        // Their names, equal where they are.
        var valleys = 0;
        for (var i = 0; i < suffixes.Length; i++)
            if (rises.IsValley(suffixes[i]))
                suffixes[valleys++] = suffixes[i];
        var names = Name(text, rises, suffixes, valleys);

        // The valleys' suffixes in their order: that of the text of names.
        var reduced = suffixes[^valleys..];
        if (names < valleys)
            Sort(reduced, names, suffixes[..valleys]);
        else
            for (var i = 0; i < valleys; i++)
                suffixes[reduced[i]] = i;
        for (int i = 1, at = 0; i < text.Length; i++)
            if (rises.IsValley(i))
                reduced[at++] = i;
        for (var i = 0; i < valleys; i++)
            suffixes[i] = reduced[suffixes[i]];

        // All suffixes, by induction from those.
        suffixes[valleys..].Fill(Empty);
        ends = Ends(sizes);
        for (var i = valleys - 1; i >= 0; i--)
        {
            var at = suffixes[i];
            suffixes[i] = Empty;
            suffixes[--ends[text[at]]] = at;
        }
        Induce(text, rises, sizes, suffixes);
    }

    // From the sorted valleys the falling suffixes, from left to right, and from those the rising ones, from right to left.
    static void Induce(ReadOnlySpan<int> text, Slopes rises, int[] sizes, Span<int> suffixes)
    {
        var begins = Begins(sizes);
        suffixes[begins[text[^1]]++] = text.Length - 1;
        for (var i = 0; i < suffixes.Length; i++)
        {
            var before = suffixes[i] - 1;
            if (before >= 0 && !rises[before])
                suffixes[begins[text[before]]++] = before;
        }
        var ends = Ends(sizes);
        for (var i = suffixes.Length - 1; i >= 0; i--)
        {
            var before = suffixes[i] - 1;
            if (before >= 0 && rises[before])
                suffixes[--ends[text[before]]] = before;
        }
    }

    // Writes the name of each piece into the end of the array, in the order of the text; the number of different names.
    static int Name(ReadOnlySpan<int> text, Slopes rises, Span<int> suffixes, int valleys)
    {
        var byPlace = suffixes[valleys..]; // two valleys are never neighbours, so half the place of each is its own
        byPlace.Fill(Empty);
        var (names, last) = (0, Empty);
        for (var i = 0; i < valleys; i++)
        {
            var at = suffixes[i];
            if (last == Empty || !AreEqual(text, rises, last, at))
                names++;
            last = at;
            byPlace[at / 2] = names - 1;
        }
        for (int i = byPlace.Length - 1, to = suffixes.Length; i >= 0; i--)
            if (byPlace[i] != Empty)
                suffixes[--to] = byPlace[i];
        return names;
    }

    static bool AreEqual(ReadOnlySpan<int> text, Slopes rises, int first, int second)
    {
        for (var i = 0; ; i++)
        {
            if (first + i == text.Length || second + i == text.Length)
                return false; // the end is like no other code
            if (text[first + i] != text[second + i] || rises[first + i] != rises[second + i])
                return false;
            if (i > 0 && (rises.IsValley(first + i) || rises.IsValley(second + i)))
                return rises.IsValley(first + i) && rises.IsValley(second + i);
        }
    }

    static Slopes Rises(ReadOnlySpan<int> text)
    {
        var rises = new Slopes(text.Length);
        for (var i = text.Length - 2; i >= 0; i--)
            if (text[i] < text[i + 1] || (text[i] == text[i + 1] && rises[i + 1]))
                rises.Set(i);
        return rises;
    }

    static int[] Begins(int[] sizes)
    {
        var begins = new int[sizes.Length];
        for (var code = 1; code < sizes.Length; code++)
            begins[code] = begins[code - 1] + sizes[code - 1];
        return begins;
    }

    static int[] Ends(int[] sizes)
    {
        var ends = new int[sizes.Length];
        for (int code = 0, sum = 0; code < sizes.Length; code++)
            ends[code] = sum += sizes[code];
        return ends;
    }

    // Of each suffix whether it is below the next one.
    readonly struct Slopes(int count)
    {
        readonly ulong[] _bits = new ulong[count / 64 + 1];

        public bool this[int i] => (_bits[i >> 6] >> i & 1) != 0;

        public void Set(int i) => _bits[i >> 6] |= 1UL << i;

        /// <summary>Whether the suffixes rise here and fall before.</summary>
        public bool IsValley(int i) => i > 0 && this[i] && !this[i - 1];
    }
}
