using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

namespace EmFunctional.Journal;

/// <summary>
/// The files of a rolling log as one journal: the name that was given to the sink (<c>log-.clef</c> of <c>log-20260131.clef</c> and
/// <c>log-20260131_001.clef</c>), or a pattern with <c>*</c>.
/// </summary>
static class RollingFiles
{
    /// <summary>The files in the order in which they were written; none where the name is that of a file, or of nothing.</summary>
    /// <param name="path">The name.</param>
    public static string[] Of(string path)
    {
        if (path.Length == 0 || File.Exists(path) || Path.GetFileName(path).Length == 0)
            return [];
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (!Directory.Exists(folder))
            return [];
        var (stem, extension) = (Path.GetFileNameWithoutExtension(path), Path.GetExtension(path));
        var isPattern = stem.Contains('*', StringComparison.Ordinal);
        return
        [
            .. Directory
                .EnumerateFiles(folder, isPattern ? Path.GetFileName(path) : $"{stem}*{extension}")
                .Select(file => (file, place: PlaceOf(Path.GetFileNameWithoutExtension(file), isPattern ? stem.Split('*')[0] : stem)))
                .Where(one => isPattern || one.place is { Period.Length: > 0 } or { Number: > 0 })
                .OrderBy(one => one.place?.Period ?? one.file, StringComparer.Ordinal)
                .ThenBy(one => one.place?.Number ?? 0)
                .ThenBy(one => one.file, StringComparer.Ordinal)
                .Select(one => one.file),
        ];
    }

    // What the sink adds to a name: the period in digits, and from the second file of a period on its number behind a bar.
    static (string Period, int Number)? PlaceOf(string name, string stem)
    {
        if (!name.StartsWith(stem, StringComparison.Ordinal))
            return null;
        var added = name[stem.Length..].Split('_');
        return
            added.Length <= 2
            && added[0].All(char.IsAsciiDigit)
            && (added.Length == 1 || int.TryParse(added[1], NumberStyles.None, CultureInfo.InvariantCulture, out _))
            ? (added[0], added.Length == 1 ? 0 : int.Parse(added[1], NumberStyles.None, CultureInfo.InvariantCulture))
            : null;
    }
}
