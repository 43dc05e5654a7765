using System.Linq;
using System.Text.RegularExpressions;

namespace EmFunctional.Cli.Input;

/// <summary>Names of columns as a call lists them.</summary>
static class NameList
{
    /// <summary>Names with commas between them. A name with a comma stands in quotes, as in a row of CSV; a quote in it is doubled.</summary>
    public static string[] Of(string text) =>
        [
            .. Regex
                .Matches($",{text}", """,\s*(?:"(?<quoted>(?:[^"]|"")*)"(?=\s*(?:,|$))|(?<bare>[^,]*))""")
                .Select(name =>
                    name.Groups["quoted"].Success
                        ? name.Groups["quoted"].Value.Replace("\"\"", "\"", StringComparison.Ordinal)
                        : name.Groups["bare"].Value.Trim()
                )
                .Where(name => name.Length > 0),
        ];

    /// <summary>One name, in quotes or not.</summary>
    public static string[] OfOne(string text) =>
        text.TrimStart().StartsWith('"') ? Of(text)
        : text.Length > 0 ? [text]
        : [];
}
