using System.Collections.Immutable;
using System.Linq;
using EmFunctional.Modelling;
using LanguageExt;

namespace EmFunctional.Transcripts.Files;

/// <summary>
/// Counts of several samples as a Matrix Market file: a line of what it is, <c>samples⇥classes⇥entries</c>, and an entry a line,
/// <c>sample⇥class⇥count</c> from 1. Boisvert, Pozo, Remington (1996), NISTIR 5935.
/// </summary>
static class MatrixFile
{
    const string Banner = "%%MatrixMarket matrix coordinate";

    /// <summary>Whether a file is one, by its name.</summary>
    public static bool Is(string path) =>
        path.EndsWith(".mtx", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".mtx.gz", StringComparison.OrdinalIgnoreCase);

    /// <summary>The counts of each sample.</summary>
    /// <param name="path">The file.</param>
    /// <param name="classes">How many classes there are.</param>
    public static Either<EmError, ImmutableArray<ImmutableArray<long>>> Read(string path, int classes) =>
        TextLines.Read(
            path,
            lines =>
            {
                using var line = lines.GetEnumerator();
                if (!line.MoveNext() || !line.Current.Text.StartsWith(Banner, StringComparison.Ordinal))
                    return TextLines.Fault(path, 1, "the first line", line.Current.Text ?? "", $"{Banner} …");
                do if (!line.MoveNext())
                    return TextLines.Fault(path, 2, "the size", "", "samples, classes and entries");
                while (line.Current.Text.StartsWith('%'));
                if (Numbers(line.Current.Text) is not [var samples and >= 0 and <= int.MaxValue, var columns, var entries])
                    return TextLines.Fault(path, line.Current.Number, "the size", line.Current.Text, "samples, classes and entries");
                if (columns != classes)
                    return TextLines.Fault(
                        path,
                        line.Current.Number,
                        "the number of classes",
                        $"{columns}",
                        $"{classes}, as in the classes"
                    );
                if (samples == 0)
                    return new EmError.NoRows(path);
                // A sample without reads tells nothing; and nothing is made for samples that are not there.
                if (samples > entries)
                    return TextLines.Fault(
                        path,
                        line.Current.Number,
                        "the number of samples",
                        $"{samples}",
                        $"{entries} or fewer, an entry at least for each"
                    );
                var counts = Enumerable.Range(0, (int)samples).Select(_ => new long[classes]).ToArray();
                for (; entries > 0; entries--)
                {
                    if (!line.MoveNext())
                        return TextLines.Fault(path, 0, "an entry", "", $"there: {entries} more were promised; the file is cut off");
                    if (
                        Numbers(line.Current.Text) is not [var sample, var c, >= 0 and var count]
                        || sample < 1
                        || sample > samples
                        || c < 1
                        || c > classes
                    )
                        return TextLines.Fault(
                            path,
                            line.Current.Number,
                            "an entry",
                            line.Current.Text,
                            "sample, class and count, counted from 1"
                        );
                    counts[sample - 1][c - 1] = count;
                }
                return Prelude.Right<EmError, ImmutableArray<ImmutableArray<long>>>([.. counts.Select(one => one.ToImmutableArray())]);
            }
        );

    static long[] Numbers(string line) =>
        [.. line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(text => TextLines.Whole(text))];
}
