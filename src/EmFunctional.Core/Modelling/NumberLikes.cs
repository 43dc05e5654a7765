using System.Linq;
using System.Text.RegularExpressions;

namespace EmFunctional.Modelling;

// Texts that somebody meant for a number, or for a missing one.
static partial class NumberLikes
{
    static readonly string[] _markers =
    [
        "N/A",
        "#N/A",
        "null",
        "none",
        "nil",
        "missing",
        "-",
        "--",
        "?",
        ".",
        "*",
        "-nan",
        "nan(ind)",
        "-nan(ind)",
    ];

    /// <summary>Whether a text is a number with a decimal comma or separators of thousands.</summary>
    public static bool HasComma(string text) => Written().IsMatch(text.AsSpan().Trim());

    /// <summary>Whether programs write the text for what is missing.</summary>
    public static bool IsMarker(string text) => _markers.Contains(text.Trim(), StringComparer.OrdinalIgnoreCase);

    [GeneratedRegex(
        @"^[+-]?\d+(\.\d{3})*,\d+([eE][+-]?\d+)?\z|^[+-]?\d{1,3}([,' \u00A0\u202F]\d{3})+([.,]\d+)?\z",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Written();
}
