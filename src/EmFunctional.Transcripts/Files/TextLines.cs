using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Saving;
using EmFunctional.Unpacking;
using LanguageExt;

namespace EmFunctional.Transcripts.Files;

/// <summary>Files of text, plain or gzip, line by line; line ends may be those of Windows, and blank lines are passed over.</summary>
static class TextLines
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="read">Given its lines with their numbers from 1; what ends the reading is a value.</param>
    public static Either<EmError, T> Read<T>(string path, Func<IEnumerable<(int Number, string Text)>, Either<EmError, T>> read)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1 << 16);
            using var text = new StreamReader(Unpacked.Open(file));
            return read(Lines(text));
        }
        catch (Exception error) when (FileFaults.IsOne(error))
        {
            return new EmError.Unreadable(path, FileFaults.Of(path, error));
        }
    }

    /// <summary>That a line is not what it should be.</summary>
    public static EmError Fault(string path, int line, string name, string found, string expected) =>
        new EmError.BadCell(new(path, line, 1), name, found, new(expected, _ => false));

    /// <summary>A whole number, 0 or more; −1 where a text is none.</summary>
    public static long Whole(ReadOnlySpan<char> text) =>
        long.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;

    static IEnumerable<(int, string)> Lines(StreamReader text)
    {
        for (var number = 1; text.ReadLine() is { } line; number++)
            if (!string.IsNullOrWhiteSpace(line))
                yield return (number, line);
    }
}
