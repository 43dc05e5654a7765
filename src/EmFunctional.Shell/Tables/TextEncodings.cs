using System.Collections.Generic;
using System.IO;
using System.Text;
using EmFunctional.Modelling;
using LanguageExt;

namespace EmFunctional.Tables;

/// <summary>Encodings of text by name.</summary>
public static class TextEncodings
{
    static readonly Arr<string> _examples = Arr.create(
        "utf-8",
        "utf-16",
        "latin-1",
        "windows-1252",
        "iso-8859-15",
        "us-ascii",
        "macintosh"
    );

    /// <summary>The encoding of a name, such as <c>utf-8</c>, <c>utf-16</c>, <c>latin-1</c>, <c>windows-1252</c>; any that .NET knows.</summary>
    /// <param name="name">The name, in letters of any case.</param>
    public static Either<EmError, Encoding> Find(string name)
    {
        var known = name.Trim().ToLowerInvariant() switch
        {
            "latin-1" or "latin1" => "iso-8859-1",
            "utf8" => "utf-8",
            "utf16" or "utf-16le" => "utf-16",
            "ascii" => "us-ascii",
            var cp when cp.StartsWith("cp125", StringComparison.Ordinal) => $"windows-{cp[2..]}",
            var other => other,
        };
        try
        {
            // What is no text of the encoding is an error, and never another character.
            var provided = CodePagesEncodingProvider.Instance.GetEncoding(
                known,
                EncoderFallback.ReplacementFallback,
                DecoderFallback.ExceptionFallback
            );
            return provided ?? Encoding.GetEncoding(known, EncoderFallback.ReplacementFallback, DecoderFallback.ExceptionFallback);
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            return new EmError.UnknownName("encoding", name, _examples);
        }
    }

    /// <summary>What a byte order mark says, where there is one of another encoding than UTF-8.</summary>
    /// <param name="begin">The first bytes.</param>
    internal static Option<Encoding> OfMark(ReadOnlySpan<byte> begin) =>
        begin.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE, 0, 0]) ? Encoding.UTF32
        : begin.StartsWith((ReadOnlySpan<byte>)[0, 0, 0xFE, 0xFF]) ? new UTF32Encoding(bigEndian: true, byteOrderMark: true)
        : begin.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) ? Encoding.Unicode
        : begin.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) ? Encoding.BigEndianUnicode
        : Option<Encoding>.None;
}
