using EmFunctional.Explaining;
using LanguageExt;

namespace EmFunctional.Narration;

/// <summary>A run told from the beginning to readers who have never met EM; <c>Storyteller</c> tells it, writers set it.</summary>
/// <param name="Title">What was run on what.</param>
/// <param name="Chapters">The chapters, in reading order.</param>
public sealed record Story(string Title, Arr<Chapter> Chapters);

/// <summary>A chapter.</summary>
/// <param name="Title">Its title, with its number.</param>
/// <param name="Passages">Its pieces, in order.</param>
public sealed record Chapter(string Title, Arr<Passage> Passages);
