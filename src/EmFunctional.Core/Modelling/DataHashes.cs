using System.Collections.Generic;
using System.Linq;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Modelling;

/// <summary>
/// What data are known by: hashes of blocks of rows, which are cut by the count of rows alone, and combined in the one binary tree whose left half is the
/// largest power of two. So each part of the data is hashed by itself, wherever it is, and two data whose hashes differ differ in rows that can be named.
/// </summary>
/// <param name="Of">What is counted: rows, observations …</param>
/// <param name="Head">The hash of what the data say beside their rows: names of columns, the family, symbols.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Level">At which level of the tree the hashes are: each is of 2ˡᵉᵛᵉˡ blocks, the last of what is left.</param>
/// <param name="Hashes">The hashes, in order.</param>
public sealed record DataHashes(string Of, Hash256 Head, long Count, int Level, Arr<Hash256> Hashes)
{
    /// <summary>Rows in a block; the last has what is left.</summary>
    public const int BlockRows = 4096;

    /// <summary>How many hashes a journal keeps at the most.</summary>
    public const int MostKept = 64;

    /// <summary>How many rows a hash is of.</summary>
    public long Each => (long)BlockRows << Level;

    /// <summary>Hashes the blocks of data that are at hand.</summary>
    /// <param name="of">What is counted.</param>
    /// <param name="head">What the data say beside their rows.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="addTo">Adds the rows from one on, so many of them, to canonical bytes.</param>
    public static DataHashes Create(string of, Canonical head, long count, Action<Canonical, int, int> addTo)
    {
        var (hashes, bytes) = (new Hash256[(count + BlockRows - 1) / BlockRows], new Canonical());
        for (var block = 0; block < hashes.Length; block++)
        {
            var first = block * BlockRows;
            addTo(bytes, first, (int)Math.Min(BlockRows, count - first));
            hashes[block] = bytes.Take();
        }
        return new(of, head.Hash(), count, 0, hashes);
    }

    /// <summary>The hash of all: the data's identity.</summary>
    public Hash256 Id => new Canonical().Add("data").Add(Of).Add(Head).AddCount(Count).Add(Root).Hash();

    Hash256 Root => Hashes.IsEmpty ? default : Up(64).Hashes[0];

    /// <summary>The same, with no more hashes than a number.</summary>
    /// <param name="most">1 or more.</param>
    public DataHashes Within(int most)
    {
        var kept = this;
        while (kept.Hashes.Count > most)
            kept = kept.Up(1);
        return kept;
    }

    // Some levels further up the tree, or as far as it goes.
    DataHashes Up(int levels)
    {
        var (hashes, level) = (Hashes.ToArray(), Level);
        for (; levels > 0 && hashes.Length > 1; levels--, level++)
            hashes = [.. hashes.Chunk(2).Select(pair => pair.Length == 1 ? pair[0] : Pair(pair[0], pair[1]))];
        return this with { Level = level, Hashes = hashes };
    }

    static Hash256 Pair(Hash256 left, Hash256 right) => new Canonical(capacity: 80).Add("pair").Add(left).Add(right).Hash();

    /// <summary>In which rows two data differ, from 1, as far as their hashes tell; nothing where all hashes are the same.</summary>
    /// <param name="other">The hashes of other data.</param>
    public Arr<DifferentRows> Differences(DataHashes other)
    {
        var level = Math.Max(Level, other.Level);
        var (one, two) = (Up(level - Level), other.Up(level - other.Level));
        var found = new List<DifferentRows>();
        var last = Math.Max(Count, other.Count);
        for (var i = 0; i < Math.Max(one.Hashes.Count, two.Hashes.Count); i++)
        {
            if (i < one.Hashes.Count && i < two.Hashes.Count && one.Hashes[i] == two.Hashes[i])
                continue;
            var (from, to) = (1 + (i * one.EachAt(level)), Math.Min(last, (i + 1) * one.EachAt(level)));
            if (found.Count > 0 && found[^1].To == from - 1)
                found[^1] = found[^1] with { To = to };
            else
                found.Add(new(from, to));
        }
        return found.ToArray();
    }

    long EachAt(int level) => (long)BlockRows << level;

    /// <summary>How two data differ, in words, such as <c>rows 4097 to 8192 differ</c>; empty where nothing is known to.</summary>
    /// <param name="other">The hashes of other data.</param>
    public string Compare(DataHashes other)
    {
        if (Of != other.Of)
            return $"{Of} there, {other.Of} here";
        var (rows, parts) = (Differences(other), new List<string>());
        if (Head != other.Head)
            parts.Add("names, kinds or levels of columns differ");
        if (Count != other.Count)
            parts.Add($"{Count} {Of} there, {other.Count} here");
        if (!rows.IsEmpty)
            parts.Add(
                $"{Of} {string.Join(", ", rows.Take(MostNamed))}{(rows.Count > MostNamed ? $" and {rows.Count - MostNamed} ranges more" : "")} differ"
            );
        return string.Join("; ", parts);
    }

    const int MostNamed = 5;
}

/// <summary>A range of rows in which data differ.</summary>
/// <param name="From">The first, from 1.</param>
/// <param name="To">The last.</param>
public readonly record struct DifferentRows(long From, long To)
{
    /// <summary>Such as <c>4097 to 8192</c>.</summary>
    public override string ToString() => $"{From} to {To}";
}
