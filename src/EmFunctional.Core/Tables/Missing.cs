using System.Linq;
using LanguageExt;

namespace EmFunctional.Tables;

/// <summary>What stands for a missing number: an empty cell, <c>NA</c>, <c>NaN</c>, and markers if some are stated.</summary>
/// <param name="Markers">The stated markers.</param>
public sealed record Missing(Arr<string> Markers)
{
    readonly string[] _markers = [.. Markers.Map(marker => marker.Trim())];

    /// <summary>Whether a cell is missing.</summary>
    /// <param name="text">The cell.</param>
    public bool Matches(string text)
    {
        var cell = text.AsSpan().Trim();
        if (cell.IsEmpty || cell.Equals("NA", StringComparison.OrdinalIgnoreCase) || cell.Equals("NaN", StringComparison.OrdinalIgnoreCase))
            return true;
        foreach (var marker in _markers)
            if (cell.SequenceEqual(marker))
                return true;
        return false;
    }
}
