using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using EmFunctional.Modelling;
using LanguageExt;

namespace EmFunctional.Tokenisation.Explaining;

/// <summary>A word, and how often it was seen.</summary>
/// <param name="Text">The word.</param>
/// <param name="Count">How often.</param>
public sealed record CountedWord(string Text, int Count)
{
    // All ways to cut a word are listed: of n letters there may be 2ⁿ⁻¹.
    const int MostLetters = 10;
    const int MostWords = 12;
    const int MostCount = 1_000_000;

    /// <summary>Five short words that share parts.</summary>
    public static Arr<CountedWord> Five { get; } =
        Arr.create<CountedWord>(new("tea", 6), new("team", 4), new("meat", 3), new("eat", 5), new("mat", 2));

    /// <summary>Reads words such as <c>tea=6</c>; one without a number was seen once.</summary>
    /// <param name="texts">The words; none stands for the five.</param>
    public static Either<EmError, Arr<CountedWord>> Read(IReadOnlyCollection<string> texts)
    {
        if (texts.Count > MostWords)
            return new EmError.OverLimit("the number of words", texts.Count, MostWords);
        var words = texts.Select(Read).ToArray();
        var bad = texts.Where(text => Read(text) is null).Take(1).ToArray();
        return bad is [var text]
                ? new EmError.BadOption("word", text, new($"1 to {MostLetters} letters, with = and a count behind it", _ => false))
            : words.DistinctBy(word => word!.Text).Count() < words.Length
                ? new EmError.BadOption(
                    "word",
                    words.GroupBy(word => word!.Text).First(same => same.Count() > 1).Key,
                    new("another than those before it", _ => false)
                )
            : words.Length == 0 ? Five
            : new Arr<CountedWord>(words!);
    }

    static CountedWord? Read(string text)
    {
        var at = text.LastIndexOf('=');
        var (word, count) = at < 0 ? (text, "1") : (text[..at], text[(at + 1)..]);
        return
            word.Length is >= 1 and <= MostLetters
            && word.All(char.IsLetter)
            && int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var times)
            && times is >= 1 and <= MostCount
            ? new(word, times)
            : null;
    }
}
