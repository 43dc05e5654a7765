using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.IO.Hashing;
using System.Linq;
using System.Text;

namespace EmFunctional.Cli.Output;

/// <summary>PNGs of one size and true colours as one that moves. Source: PNG Specification, third edition (W3C 2025), §11.3.6.</summary>
static class AnimatedPng
{
    const int SignatureLength = 8;

    // The last is seen for as long as so many.
    const int Hold = 5;

    /// <summary>The film, which begins anew at its end.</summary>
    /// <param name="pngs">The frames, at least one.</param>
    /// <param name="seconds">How long each is seen.</param>
    public static byte[] Of(IReadOnlyList<byte[]> pngs, double seconds)
    {
        var frames = pngs.Select(png => Chunks(png).ToArray()).ToArray();
        var header = frames[0][0].Data;
        using var film = new MemoryStream();
        film.Write(pngs[0], 0, SignatureLength);
        Add(film, "IHDR", header);
        Add(film, "acTL", [.. Number(frames.Length), .. Number(0)]);
        var sequence = 0;
        for (var i = 0; i < frames.Length; i++)
        {
            var milliseconds = (int)(1000 * seconds * (i < frames.Length - 1 ? 1 : Hold));
            Add(
                film,
                "fcTL",
                [.. Number(sequence++), .. header[..8], .. Number(0), .. Number(0), .. Short(milliseconds), .. Short(1000), 0, 0]
            );
            foreach (var chunk in frames[i].Where(chunk => chunk.Kind == "IDAT"))
                Add(film, i == 0 ? "IDAT" : "fdAT", i == 0 ? chunk.Data : [.. Number(sequence++), .. chunk.Data]);
        }
        Add(film, "IEND", []);
        return film.ToArray();
    }

    static IEnumerable<(string Kind, byte[] Data)> Chunks(byte[] png)
    {
        for (var at = SignatureLength; at + 12 <= png.Length; )
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
            yield return (Encoding.ASCII.GetString(png, at + 4, 4), png[(at + 8)..(at + 8 + length)]);
            at += 12 + length;
        }
    }

    static void Add(Stream film, string kind, byte[] data)
    {
        byte[] named = [.. Encoding.ASCII.GetBytes(kind), .. data];
        film.Write(Number(data.Length));
        film.Write(named);
        film.Write(Number((int)Crc32.HashToUInt32(named)));
    }

    static byte[] Number(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }

    static byte[] Short(int value) => Number(value)[2..];
}
