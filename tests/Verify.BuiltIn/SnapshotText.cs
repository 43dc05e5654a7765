using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;

namespace VerifyTests;

// Verify rewrites some texts before it compares them and cannot write others. Both are refused, so that a test that passes here passes there.
static class SnapshotText
{
    // Verify takes more; these it surely takes as text.
    static readonly string[] _extensions = ["txt", "csv", "json", "md", "html", "xml"];

    /// <summary>The text as it is written, with LF at the ends of lines.</summary>
    public static string Of(string? text, string? extension, string sourceFile)
    {
        if (!_extensions.Contains(extension))
            throw new VerifyException(
                $"The extension '{extension}' is none of {string.Join(", ", _extensions)}; Verify refuses text in a file that it does not know as text"
            );
        if (string.IsNullOrEmpty(text))
            throw new VerifyException(
                "The text is empty: Verify writes a word for it ('emptyString' or 'null'); write something that says so"
            );
        var written = text.Replace("\r\n", "\n", StringComparison.Ordinal);
        if (written.IndexOf('\r', StringComparison.Ordinal) is var lone and >= 0)
            throw new VerifyException($"A carriage return without a line feed, in line {Line(written, lone)}: Verify makes it a line feed");
        if (written[0] == '\uFEFF')
            throw new VerifyException("The text begins with U+FEFF: Verify takes it for the mark of the encoding and drops it");
        if (LoneSurrogate(written) is { } at)
            throw new VerifyException($"A surrogate without its other half, in line {Line(written, at)}: this cannot be written as UTF-8");
        foreach (var (folder, token) in Folders(sourceFile))
            if (written.Replace('\\', '/').IndexOf(folder, StringComparison.OrdinalIgnoreCase) is var place and >= 0)
                throw new VerifyException(
                    $"The folder {folder}, in line {Line(written, place)}, is of this machine: Verify replaces it by {token}; leave it out of the text"
                );
        return written;
    }

    static int Line(string text, int index) => 1 + text.AsSpan(0, index).Count('\n');

    static int? LoneSurrogate(string text)
    {
        var index = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune == Rune.ReplacementChar && text[index] != '\uFFFD')
                return index;
            index += rune.Utf16SequenceLength;
        }
        return null;
    }

    static IEnumerable<(string Folder, string Token)> Folders(string sourceFile) =>
        new[]
        {
            (Above(sourceFile, "*.csproj"), "{ProjectDirectory}"),
            (Above(sourceFile, "*.sln"), "{SolutionDirectory}"),
            (AppContext.BaseDirectory, "{CurrentDirectory}"),
            (Environment.CurrentDirectory, "{CurrentDirectory}"),
            (Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), "{UserProfile}"),
            (Path.GetTempPath(), "{TempPath}"),
        }
            .Select(pair => (Folder: pair.Item1.Replace('\\', '/').TrimEnd('/'), Token: pair.Item2))
            .Where(pair => pair.Folder.Length > 1);

    static string Above(string sourceFile, string pattern)
    {
        var folder = Directory.GetParent(sourceFile);
        while (folder is not null && !(folder.Exists && folder.EnumerateFiles(pattern).Any()))
            folder = folder.Parent;
        return folder?.FullName ?? "";
    }
}
