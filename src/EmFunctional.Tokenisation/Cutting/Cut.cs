namespace EmFunctional.Tokenisation.Cutting;

/// <summary>A piece in a text.</summary>
/// <param name="Begin">Its first byte.</param>
/// <param name="End">The byte behind its last.</param>
/// <param name="Id">The piece.</param>
readonly record struct Cut(int Begin, int End, int Id);
