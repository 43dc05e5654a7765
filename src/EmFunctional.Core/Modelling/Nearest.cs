using System.Collections.Generic;
using System.Linq;
using LanguageExt;

namespace EmFunctional.Modelling;

/// <summary>The known name that somebody may have meant.</summary>
public static class Nearest
{
    /// <summary>Advice to follow an unknown name: the nearest one if there is one near, else all.</summary>
    /// <param name="name">What was written.</param>
    /// <param name="known">What there is.</param>
    public static string Advice(string name, Arr<string> known) =>
        known.IsEmpty
            ? "there are none"
            : Find(name, known).Match(near => $"did you mean {near}?", () => $"choose {Wording.Listed(known)}");

    /// <summary>The known name with the fewest edits to it, if these are at most a third of its letters (or 2) and leave some, or one begins the other.</summary>
    /// <param name="name">What was written.</param>
    /// <param name="known">What there is.</param>
    public static Option<string> Find(string name, IEnumerable<string> known)
    {
        var nearest = known
            .Select(candidate => (candidate, edits: Edits(name.ToLowerInvariant(), candidate.ToLowerInvariant())))
            .OrderBy(pair => pair.edits)
            .FirstOrDefault(pair =>
                pair.edits <= Math.Min(Math.Max(2, pair.candidate.Length / 3), name.Length - 1) || Begins(name, pair.candidate)
            );
        return Prelude.Optional(nearest.candidate);
    }

    static bool Begins(string name, string candidate) => name.Length >= 2 && candidate.StartsWith(name, StringComparison.OrdinalIgnoreCase);

    // The Levenshtein distance, row by row.
    static int Edits(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)));
        }
        return row[b.Length];
    }
}
