using LanguageExt;

namespace EmFunctional.Narration;

/// <summary>What rows really are, where it is known: EM does not see it.</summary>
/// <param name="Names">The labels.</param>
/// <param name="OfRow">For each row the index of its label [n].</param>
public sealed record TrueLabels(Arr<string> Names, Arr<int> OfRow);
