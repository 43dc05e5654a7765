using System.IO;
using System.Text;
using EmFunctional.Testing;

namespace VerifyTests;

// The conventions of Verify's files: received beside verified; UTF-8 with BOM, LF, no newline added.
static class SnapshotFile
{
    static readonly UTF8Encoding _utf8WithBom = new(encoderShouldEmitUTF8Identifier: true);

    public static void Compare(string path, string extension, string text, bool acceptsChanges)
    {
        var (received, verified) = ($"{path}.received.{extension}", $"{path}.verified.{extension}");
        var actual = text.Replace("\r\n", "\n", StringComparison.Ordinal);
        var expected = File.Exists(verified) ? Read(verified) : "";
        if (expected.Length > 0 && Agrees(expected, actual))
        {
            File.Delete(received);
            return;
        }
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        if (acceptsChanges)
        {
            File.WriteAllText(verified, actual, _utf8WithBom);
            File.Delete(received);
            return;
        }
        File.WriteAllText(received, actual, _utf8WithBom);
        throw new VerifyException(expected.Length == 0 ? New(received, verified, actual) : Differs(received, verified, expected, actual));
    }

    static string Read(string file) => File.ReadAllText(file).Replace("\r\n", "\n", StringComparison.Ordinal);

    static bool Agrees(string expected, string actual) => expected == actual || expected == actual + "\n";

    static string New(string received, string verified, string actual) =>
        $"New snapshot: if it is right, rename the received file.\nReceived: {received}\nVerified: {verified}\n\n{actual}";

    static string Differs(string received, string verified, string expected, string actual) =>
        $"The snapshot differs{FirstDifference(expected, actual)}\nReceived: {received}\nVerified: {verified}\n\n"
        + $"Received text:\n{actual}\n\nVerified text:\n{expected}";

    // Two numeric traces are told apart by iteration and parameter, other texts by line.
    static string FirstDifference(string expected, string actual) =>
        NumericTrace
            .FindIn(actual)
            .Bind(trace => NumericTrace.FindIn(expected).Bind(wanted => trace.FindDivergence(wanted)))
            .Match(divergence => $": {divergence}", () => $" in line {FirstLine(expected.Split('\n'), actual.Split('\n'))}");

    static int FirstLine(string[] expected, string[] actual)
    {
        var line = 0;
        while (line < expected.Length && line < actual.Length && expected[line] == actual[line])
            line++;
        return line + 1;
    }
}
