using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using EmFunctional.Tests.Support;

namespace EmFunctional.Tests.Readme;

/// <summary>A page in Markdown, by its path from the root of the repository.</summary>
sealed partial record Page(string Path)
{
    public static IEnumerable<Page> All { get; } =
        new[] { "README.md" }
            .Concat(
                new[] { "src", "tests" }
                    .SelectMany(folder => Directory.EnumerateFiles(Repository.PathTo(folder), "*.md", SearchOption.AllDirectories))
                    .Select(path => System.IO.Path.GetRelativePath(Repository.PathTo("."), path).Replace('\\', '/'))
                    .Where(path => !path.Split('/').Any(part => part is "bin" or "obj"))
                    .Order(StringComparer.Ordinal)
            )
            .Select(path => new Page(path))
            .ToArray();

    public string Text { get; } = File.ReadAllText(Repository.PathTo(Path)).ReplaceLineEndings("\n");

    /// <summary>What stands between the fences of a language; of no language if it is empty.</summary>
    public IEnumerable<string> Blocks(string language) =>
        Fenced()
            .Matches(Text)
            .Where(match => match.Groups["language"].Value == language)
            .Select(match => match.Groups["text"].Value.TrimEnd('\n'));

    /// <summary>The calls of the tool: the lines of blocks that begin with it, and whole calls in the first two columns of a table.</summary>
    public IEnumerable<string[]> Calls =>
        Blocks("")
            .Concat(Blocks("sh"))
            .SelectMany(block => block.Split('\n'))
            .Where(line => line.StartsWith("em ", StringComparison.Ordinal))
            .Concat(Path == "README.md" ? Rows().Matches(Text).Select(match => match.Groups["call"].Value) : [])
            .Select(Words);

    /// <summary>What the page links to: a path from the page, and a heading or nothing.</summary>
    public IEnumerable<(string File, string Heading)> Links =>
        Linked()
            .Matches(Fenced().Replace(Text, ""))
            .Select(match => match.Groups["to"].Value)
            .Where(to => !to.Contains("://", StringComparison.Ordinal))
            .Select(to => to.Split('#'))
            .Select(parts => (parts[0], parts.Length > 1 ? parts[1] : ""));

    /// <summary>The headings, as links name them.</summary>
    public IEnumerable<string> Headings =>
        Text.Split('\n')
            .Where(line => line.StartsWith('#'))
            .Select(line => NoName().Replace(line.TrimStart('#').Trim().ToLowerInvariant(), "").Replace(' ', '-'));

    // Two blanks outside quotes begin a remark.
    static string[] Words(string line)
    {
        var call = Remark().Replace(line, "${call}");
        return [.. Word().Matches(call).Skip(1).Select(word => word.Groups["quoted"].Success ? word.Groups["quoted"].Value : word.Value)];
    }

    [GeneratedRegex(@"^```(?<language>[a-z]*)\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fenced();

    [GeneratedRegex(@"`(?<call>em [a-z]+ [^`]+)`(?=[^\n]*\|)")]
    private static partial Regex Rows();

    [GeneratedRegex(@"^(?<call>(?:'[^']*'|[^' ]| (?! ))*)  .*$")]
    private static partial Regex Remark();

    [GeneratedRegex(@"'(?<quoted>[^']*)'|[^ ']+")]
    private static partial Regex Word();

    [GeneratedRegex(@"\]\((?<to>[^)\s]+)\)")]
    private static partial Regex Linked();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NoName();
}
