using System.Collections.Generic;

namespace EmFunctional.Narration;

/// <summary>Prose in lines.</summary>
public static class Wrapped
{
    /// <summary>The lines of a text, broken between words.</summary>
    /// <param name="text">The text, without line breaks.</param>
    /// <param name="width">How many characters a line may have; a longer word has a line of its own.</param>
    /// <param name="first">What the first line begins with; the others are set in as far.</param>
    public static IEnumerable<string> Lines(string text, int width, string first = "")
    {
        var line = first;
        foreach (var word in text.Split(' '))
        {
            if (line.Length > first.Length && line.Length + 1 + word.Length > width)
            {
                yield return line;
                line = new string(' ', first.Length);
            }
            line += line.Length > first.Length ? " " + word : word;
        }
        yield return line;
    }
}
