using System.IO;
using System.Linq;
using EmFunctional.Modelling;
using LanguageExt;

namespace EmFunctional.Tables;

// What separates the cells of a text whose numbers have decimal commas; others are guessed by the reader of CSV, for which a comma separates.
static class SeparatorGuess
{
    static readonly char[] _separators = [';', '\t', '|'];

    /// <summary>The separator that the first line has most of, outside quotes; a semicolon where it has none.</summary>
    /// <param name="begin">The beginning of the text.</param>
    /// <param name="format">What is said of it.</param>
    public static char Of(string begin, TextFormat format)
    {
        var reader = new StringReader(begin.TrimStart('\uFEFF'));
        for (var line = reader.ReadLine(); line is not null; line = reader.ReadLine())
            if (line.Trim().Length > 0 && !(format.Comment.Case is char mark && line[0] == mark))
                return _separators.MaxBy(separator => Count(line, separator));
        return _separators[0];
    }

    static int Count(string line, char separator)
    {
        var (count, isQuoted) = (0, false);
        foreach (var c in line)
            if (c == '"')
                isQuoted = !isQuoted;
            else if (c == separator && !isQuoted)
                count++;
        return count;
    }
}
