using LanguageExt;

namespace EmFunctional.Tables;

/// <summary>What stands for a missing number: an empty cell, <c>NA</c>, <c>NaN</c>, and a marker if one is stated.</summary>
/// <param name="Marker">The stated marker.</param>
public sealed record Missing(Option<string> Marker)
{
    /// <summary>Whether a cell is missing.</summary>
    /// <param name="text">The cell.</param>
    public bool Stands(string text)
    {
        var cell = text.Trim();
        return cell.Length == 0
            || cell.Equals("NA", StringComparison.OrdinalIgnoreCase)
            || cell.Equals("NaN", StringComparison.OrdinalIgnoreCase)
            || Marker.Exists(marker => cell == marker);
    }
}
