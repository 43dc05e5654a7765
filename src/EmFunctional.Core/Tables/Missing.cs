using LanguageExt;

namespace EmFunctional.Tables;

/// <summary>What stands for a missing number: an empty cell, <c>NA</c>, <c>NaN</c>, and a marker if one is stated.</summary>
/// <param name="Marker">The stated marker.</param>
public sealed record Missing(Option<string> Marker)
{
    readonly string? _marker = Marker.MatchUnsafe<string?>(marker => marker, () => null);

    /// <summary>Whether a cell is missing.</summary>
    /// <param name="text">The cell.</param>
    public bool Stands(string text)
    {
        var cell = text.AsSpan().Trim();
        return cell.IsEmpty
            || cell.Equals("NA", StringComparison.OrdinalIgnoreCase)
            || cell.Equals("NaN", StringComparison.OrdinalIgnoreCase)
            || (_marker is not null && cell.SequenceEqual(_marker));
    }
}
