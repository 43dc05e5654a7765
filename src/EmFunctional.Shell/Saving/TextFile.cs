using System.IO;
using System.Text;
using EmFunctional.Modelling;
using EmFunctional.Tables;
using LanguageExt;

namespace EmFunctional.Saving;

/// <summary>Files of text that are read as a whole: models, starts, tables in JSON.</summary>
public static class TextFile
{
    /// <summary>How many bytes such a file may have.</summary>
    public const int MostBytes = 1 << 28;

    /// <summary>Reads a file, or a pipe, once from its beginning to its end. The text is UTF-8, or UTF-16 with a byte-order mark.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The text; why it cannot be read, or where it is no Unicode.</returns>
    public static Either<EmError, string> Read(string path) => Open(path, (begin, stream) => Read(begin, stream, path));

    /// <summary>Opens a file, or a pipe, once, to be told by its first bytes how to read it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="use">Given the first bytes, and the stream behind them.</param>
    public static Either<EmError, T> Open<T>(string path, Func<ReadOnlyMemory<byte>, Stream, Either<EmError, T>> use)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
            var begin = new byte[16];
            return use(begin.AsMemory(0, stream.ReadAtLeast(begin, begin.Length, throwOnEndOfStream: false)), stream);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return new EmError.Unreadable(path, FileFaults.Of(path, error));
        }
    }

    /// <summary>Reads a stream to its end in the same way.</summary>
    /// <param name="begin">What was read of it before.</param>
    /// <param name="stream">The stream, which is not closed.</param>
    /// <param name="source">What messages call it.</param>
    public static Either<EmError, string> Read(ReadOnlyMemory<byte> begin, Stream stream, string source)
    {
        var (bytes, count, more) = (new byte[1 << 14], begin.Length, 1);
        begin.Span.CopyTo(bytes);
        for (; more > 0 && count <= MostBytes; count += more)
        {
            if (count == bytes.Length)
                Array.Resize(ref bytes, Math.Min(2 * count, MostBytes + 1));
            more = stream.Read(bytes, count, bytes.Length - count);
        }
        return count <= MostBytes
            ? Text(bytes.AsSpan(0, count), source)
            : new EmError.OverLimit($"the bytes of {source}", count, MostBytes);
    }

    static Either<EmError, string> Text(ReadOnlySpan<byte> bytes, string source)
    {
        if (bytes.StartsWith(Encoding.Unicode.Preamble) || bytes.StartsWith(Encoding.BigEndianUnicode.Preamble))
            return new UnicodeEncoding(bigEndian: bytes[0] == 0xFE, byteOrderMark: true).GetString(bytes[2..]);
        var text = bytes.StartsWith(Encoding.UTF8.Preamble) ? bytes[3..] : bytes;
        var wrong = System.Text.Unicode.Utf8.IsValid(text) ? -1 : FirstWrong(text);
        return wrong < 0
            ? Encoding.UTF8.GetString(text)
            : new EmError.NotUnicode(Place(source, Encoding.UTF8.GetString(text[..wrong])), $"the byte 0x{text[wrong]:x2}");
    }

    static int FirstWrong(ReadOnlySpan<byte> text)
    {
        for (var at = 0; at < text.Length; )
        {
            if (Rune.DecodeFromUtf8(text[at..], out _, out var length) != System.Buffers.OperationStatus.Done)
                return at;
            at += length;
        }
        return -1;
    }

    static Position Place(string source, string before) =>
        new(source, before.AsSpan().Count('\n') + 1, before.Length - before.LastIndexOf('\n'));
}
