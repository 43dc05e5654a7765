using System.IO;
using System.Linq;
using System.Text;
using DiffEngine;
using EmFunctional.Testing;

namespace VerifyTests;

// The conventions of Verify's files: received beside verified; UTF-8 with BOM, LF, no newline added; nothing else of the same name.
static class SnapshotFile
{
    static readonly UTF8Encoding _utf8WithBom = new(encoderShouldEmitUTF8Identifier: true);

    public static void Compare(string path, string extension, string text, VerifySettings settings)
    {
        var (received, verified) = ($"{path}.received.{extension}", $"{path}.verified.{extension}");
        foreach (var stale in Named(path, "received").Concat(Named(path, "verified").Where(file => new FileInfo(file).Length == 0)))
            File.Delete(stale);
        var faults = new[] { Fault(received, verified, text, settings), LeftOver(path, verified) }.OfType<string>().ToArray();
        if (faults.Length > 0)
            throw new VerifyException(string.Join("\n\n", faults));
    }

    static string? Fault(string received, string verified, string actual, VerifySettings settings)
    {
        var expected = File.Exists(verified) ? File.ReadAllText(verified).Replace("\r\n", "\n", StringComparison.Ordinal) : "";
        if (expected.Length > 0 && (expected == actual || expected == actual + "\n"))
        {
            if (settings.OpensDiff)
                DiffRunner.Kill(received, verified);
            return null;
        }
        Directory.CreateDirectory(Path.GetDirectoryName(verified)!);
        if (settings.AcceptsChanges)
        {
            File.WriteAllText(verified, actual, _utf8WithBom);
            return null;
        }
        File.WriteAllText(received, actual, _utf8WithBom);
        if (settings.OpensDiff)
            DiffRunner.LaunchForText(received, verified); // which does nothing on a build server
        return expected.Length == 0 ? New(received, verified, actual) : Differs(received, verified, expected, actual);
    }

    static string? LeftOver(string path, string verified) =>
        Named(path, "verified").Where(file => file != verified).ToArray() is { Length: > 0 } others
            ? $"Left over from an earlier form of this test, on which Verify fails too; delete:\n{string.Join('\n', others)}"
            : null;

    // Of any extension, and with an index (#00).
    static string[] Named(string path, string kind)
    {
        var (folder, name) = (Path.GetDirectoryName(path)!, Path.GetFileName(path));
        bool IsOf(string file) =>
            file.StartsWith($"{name}.{kind}.", StringComparison.Ordinal)
            || file.StartsWith($"{name}#", StringComparison.Ordinal) && file.Contains($".{kind}.", StringComparison.Ordinal);
        return Directory.Exists(folder)
            ? [.. Directory.GetFiles(folder).Where(file => IsOf(Path.GetFileName(file))).Order(StringComparer.Ordinal)]
            : [];
    }

    static string New(string received, string verified, string actual) =>
        $"New snapshot: if it is right, rename the received file to the verified one.\nReceived: {received}\nVerified: {verified}\n\n{actual}";

    static string Differs(string received, string verified, string expected, string actual) =>
        $"The snapshot differs{FirstDifference(expected, actual)}\nIf the change is right, rename the received file over the verified one.\n"
        + $"Received: {received}\nVerified: {verified}\n\nReceived text:\n{actual}\n\nVerified text:\n{expected}";

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
