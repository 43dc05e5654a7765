using System.IO;
using System.IO.Compression;

namespace EmFunctional.Transcripts.Tests.Support;

/// <summary>Files beside the tests; <c>Reference/ORIGIN.md</c> says where they come from.</summary>
static class Reference
{
    public static string PathTo(string file) => Path.Combine(AppContext.BaseDirectory, "Reference", file);

    public static string Text(string file) => new StreamReader(Open(file)).ReadToEnd();

    public static string[] Lines(string file) => Text(file).TrimEnd('\n').Split('\n');

    public static Stream Open(string file)
    {
        var stream = File.OpenRead(PathTo(file));
        return file.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(stream, CompressionMode.Decompress) : stream;
    }
}
