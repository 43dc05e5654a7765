namespace EmFunctional.Cli.Input;

/// <summary>How data are opened.</summary>
/// <param name="Read">Into memory, in blocks or as a map, by name.</param>
/// <param name="RawColumns">The number of columns, of a file that does not say.</param>
sealed record DataWay(string Read, int RawColumns);
