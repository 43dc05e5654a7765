namespace EmFunctional.Cli.Input;

/// <summary>How data are opened.</summary>
/// <param name="Read">Into memory, in blocks or as a map, by name.</param>
/// <param name="RawColumns">The number of columns, of a file that does not say.</param>
sealed record DataAccess(string Read, int RawColumns)
{
    /// <summary>Whether a process that computes a part of the passes opens them in blocks, so that it has its own rows alone in memory.</summary>
    public bool IsInParts { get; init; }

    /// <summary>How such a process opens them.</summary>
    public DataAccess OfParts() => IsInParts ? this with { Read = "blocks" } : this;
}
