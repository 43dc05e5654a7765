using System.IO;
using System.IO.Compression;
using System.Text;
using EmFunctional.Tokenisation.Files;

namespace EmFunctional.Tokenisation.Tests.Support;

/// <summary>What the real SentencePiece made, in the folder Reference, which also has the script.</summary>
static class Reference
{
    public static byte[] Bytes(string name)
    {
        using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Reference", name + ".gz"));
        using var plain = new GZipStream(file, CompressionMode.Decompress);
        var bytes = new MemoryStream();
        plain.CopyTo(bytes);
        return bytes.ToArray();
    }

    public static string Text(string name) => Encoding.UTF8.GetString(Bytes(name));

    public static string[] Lines(string name) => Text(name).Split('\n')[..^1];

    public static SavedTokeniser Model(string name) =>
        TokeniserFile.Read(Bytes(name + ".model"), name).IfLeft(error => throw new InvalidDataException(error.ToString()));
}
