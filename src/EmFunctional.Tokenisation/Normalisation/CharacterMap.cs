using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;
using LanguageExt;

namespace EmFunctional.Tokenisation.Normalisation;

/// <summary>
/// Which sequences of characters are replaced by which, compiled as SentencePiece's files hold it (<c>precompiled_charsmap</c>): the size of a
/// <see cref="DoubleArray"/> in bytes as 32 bits, its units, then what sequences are replaced by, in UTF-8, each with a 0 behind it. A sequence's number is the
/// place of its replacement. All numbers begin with their lowest byte.
/// </summary>
public sealed class CharacterMap
{
    static readonly System.Collections.Concurrent.ConcurrentDictionary<NormalisationRule, Lazy<CharacterMap>> _known = new();

    readonly DoubleArray _sequences;
    readonly byte[] _replacements;

    CharacterMap(string name, byte[] bytes, DoubleArray sequences, byte[] replacements) =>
        (Name, Bytes, _sequences, _replacements) = (name, bytes, sequences, replacements);

    /// <summary>The rule's name, as files have it: nmt_nfkc, nfkc, identity, or another's.</summary>
    public string Name { get; }

    /// <summary>The map as files hold it; nothing where nothing is replaced.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>The map of a rule that we know. That of nmt_nfkc is kept compiled, as compiling takes a second; a test does it anew.</summary>
    /// <param name="rule">The rule.</param>
    public static CharacterMap Of(NormalisationRule rule) => _known.GetOrAdd(rule, key => new(() => Known(key))).Value;

    static CharacterMap Known(NormalisationRule rule)
    {
        if (rule != NormalisationRule.NmtNfkc)
            return Compile(NameOf(rule), CharacterRules.Of(rule));
        using var file = typeof(CharacterMap).Assembly.GetManifestResourceStream("nmt_nfkc.map.br")!;
        using var plain = new BrotliStream(file, CompressionMode.Decompress);
        var bytes = new MemoryStream();
        plain.CopyTo(bytes);
        return Read(NameOf(rule), bytes.ToArray(), "nmt_nfkc.map.br")
            .IfLeft(error => throw new InvalidOperationException(error.ToString()));
    }

    /// <summary>The name that files have for a rule.</summary>
    /// <param name="rule">The rule.</param>
    public static string NameOf(NormalisationRule rule) =>
        rule switch
        {
            NormalisationRule.NmtNfkc => "nmt_nfkc",
            NormalisationRule.Nfkc => "nfkc",
            _ => "identity",
        };

    /// <summary>Compiles rules.</summary>
    /// <param name="name">Their name.</param>
    /// <param name="rules">What is replaced, in the order of its bytes and each once, and by what; no text has a character of the code 0.</param>
    public static CharacterMap Compile(string name, IReadOnlyList<(byte[] From, string To)> rules)
    {
        if (rules.Count == 0)
            return new(name, [], new([]), []);
        var (places, texts) = (new Dictionary<string, int>(StringComparer.Ordinal), new List<byte>());
        var keys = new List<KeyValuePair<ReadOnlyMemory<byte>, int>>(rules.Count);
        foreach (var (from, to) in rules)
        {
            if (!places.TryGetValue(to, out var place))
            {
                places.Add(to, place = texts.Count);
                texts.AddRange(Encoding.UTF8.GetBytes(to));
                texts.Add(0);
            }
            keys.Add(new(from, place));
        }
        var sequences = DoubleArray.Build(keys);
        var bytes = new byte[sizeof(uint) + (sequences.Units.Length * sizeof(uint)) + texts.Count];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, (uint)(sequences.Units.Length * sizeof(uint)));
        for (var i = 0; i < sequences.Units.Length; i++)
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan((i + 1) * sizeof(uint)), sequences.Units[i]);
        CollectionsMarshal.AsSpan(texts).CopyTo(bytes.AsSpan(bytes.Length - texts.Count));
        return new(name, bytes, sequences, [.. texts]);
    }

    /// <summary>Reads a compiled map.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="bytes">The map; empty where nothing is replaced.</param>
    /// <param name="source">The file it is in, for errors.</param>
    public static Either<TokeniserError, CharacterMap> Read(string name, ReadOnlyMemory<byte> bytes, string source)
    {
        var from = bytes.Span;
        if (from.IsEmpty)
            return new CharacterMap(name, [], new([]), []);
        TokeniserError Bad(string expected, string found) =>
            new TokeniserError.BadModelFile(source, "precompiled_charsmap", expected, found);
        if (from.Length < sizeof(uint))
            return Bad("4 bytes or more", $"{from.Length}");
        var size = BinaryPrimitives.ReadUInt32LittleEndian(from);
        if (size == 0 || size % sizeof(uint) != 0 || size > from.Length - sizeof(uint))
            return Bad($"an array of at most {from.Length - sizeof(uint)} bytes, a multiple of 4", $"{size} bytes");
        var units = new uint[size / sizeof(uint)];
        for (var i = 0; i < units.Length; i++)
            units[i] = BinaryPrimitives.ReadUInt32LittleEndian(from[((i + 1) * sizeof(uint))..]);
        var texts = from[(sizeof(uint) + (int)size)..];
        return !texts.IsEmpty && texts[^1] != 0
            ? Bad("a 0 behind the last replacement", $"{texts[^1]}")
            : new CharacterMap(name, bytes.ToArray(), new(units), texts.ToArray());
    }

    /// <summary>The longest sequence with which a text begins that is replaced.</summary>
    /// <param name="text">The text.</param>
    /// <param name="replacement">What replaces it.</param>
    /// <returns>How many bytes it has; 0 where nothing is replaced.</returns>
    public int Longest(ReadOnlySpan<byte> text, out ReadOnlySpan<byte> replacement)
    {
        var length = _sequences.Longest(text, out var place);
        replacement = length > 0 && place < _replacements.Length ? Text(_replacements.AsSpan(place)) : default;
        return length;
    }

    static ReadOnlySpan<byte> Text(ReadOnlySpan<byte> from) => from[..from.IndexOf((byte)0)];
}
