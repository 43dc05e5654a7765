namespace EmFunctional.Tokenisation;

/// <summary>What training found: all that encoding, and a file, need.</summary>
/// <param name="Vocabulary">The pieces.</param>
/// <param name="Options">How it was trained, and how text is normalised before it is cut.</param>
public sealed record TrainedTokeniser(Vocabulary Vocabulary, TokeniserOptions Options);
