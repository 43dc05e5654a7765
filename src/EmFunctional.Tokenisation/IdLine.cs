using System.Collections.Generic;
using System.Globalization;
using EmFunctional.Modelling;
using LanguageExt;

namespace EmFunctional.Tokenisation;

/// <summary>A line of ids with blanks between them.</summary>
/// <param name="Ids">The ids, from 0; whether a vocabulary has them is not asked.</param>
/// <param name="Place">Where the i-th id stands.</param>
public sealed record IdLine(IReadOnlyList<int> Ids, Func<int, Position> Place)
{
    /// <summary>Reads a line.</summary>
    /// <param name="line">The line.</param>
    /// <param name="source">The file.</param>
    /// <param name="number">Which line of it, from 1.</param>
    /// <returns>The ids; the first text that is none, with its place.</returns>
    public static Either<TokeniserError, IdLine> Read(string line, string source, int number)
    {
        var (ids, columns) = (new List<int>(), new List<int>());
        for (var at = 0; at < line.Length; )
        {
            if (char.IsWhiteSpace(line[at]))
            {
                at++;
                continue;
            }
            var begin = at;
            while (at < line.Length && !char.IsWhiteSpace(line[at]))
                at++;
            var place = new Position(source, number, begin + 1);
            if (!int.TryParse(line.AsSpan(begin, at - begin), NumberStyles.None, CultureInfo.InvariantCulture, out var id))
                return new TokeniserError.NotAnId(place, line[begin..at]);
            ids.Add(id);
            columns.Add(begin + 1);
        }
        return new IdLine(ids, i => new(source, number, columns[i]));
    }
}
