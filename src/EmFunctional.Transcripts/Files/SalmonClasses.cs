using System.Collections.Immutable;
using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Transcripts.Model;
using LanguageExt;

namespace EmFunctional.Transcripts.Files;

/// <summary>
/// Equivalence classes as <c>salmon quant --dumpEq</c> writes them (<c>aux_info/eq_classes.txt.gz</c>): T, the number of classes, T names, and for each class
/// <c>n⇥t…⇥count</c>; with <c>--dumpEqWeights</c> n weights stand before the count, which are passed over.
/// </summary>
public static class SalmonClasses
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The classes with their names and without lengths; the place of what is wrong.</returns>
    public static Either<EmError, EquivalenceClasses> Read(string path) =>
        TextLines.Read(
            path,
            lines =>
            {
                using var line = lines.GetEnumerator();
                if (!line.MoveNext() || TextLines.Whole(line.Current.Text) is not (> 0 and <= int.MaxValue and var transcripts))
                    return TextLines.Fault(path, 1, "the number of transcripts", line.Current.Text ?? "", "a whole number above 0");
                if (!line.MoveNext() || TextLines.Whole(line.Current.Text) is not (> 0 and <= int.MaxValue and var classes))
                    return TextLines.Fault(path, 2, "the number of classes", line.Current.Text ?? "", "a whole number above 0");
                var names = ImmutableArray.CreateBuilder<string>((int)System.Math.Min(transcripts, 1 << 20));
                while (names.Count < transcripts)
                    if (line.MoveNext())
                        names.Add(line.Current.Text.Trim());
                    else
                        return TextLines.Fault(
                            path,
                            names.Count + 3,
                            "a name",
                            "",
                            $"there: {transcripts - names.Count} more were promised"
                        );
                var (rows, counts) = (new SparseRows.Builder(), ImmutableArray.CreateBuilder<long>());
                for (; classes > 0; classes--)
                {
                    if (!line.MoveNext())
                        return TextLines.Fault(path, 0, "a class", "", $"there: {classes} more were promised; the file is cut off");
                    var cells = line.Current.Text.Split('\t', System.StringSplitOptions.RemoveEmptyEntries);
                    var size = TextLines.Whole(cells[0]);
                    if (
                        size < 1
                        || (cells.Length != size + 2 && cells.Length != 2 * size + 2)
                        || TextLines.Whole(cells[^1]) is not (>= 0 and var count)
                    )
                        return TextLines.Fault(path, line.Current.Number, "a class", line.Current.Text, "n, n transcripts and a count");
                    for (var i = 1; i <= size; i++)
                        if (TextLines.Whole(cells[i]) is var t && t >= 0 && t < transcripts)
                            rows.Add((int)t);
                        else
                            return TextLines.Fault(
                                path,
                                line.Current.Number,
                                "a transcript",
                                cells[i],
                                $"a whole number below {transcripts}"
                            );
                    rows.EndRow();
                    counts.Add(count);
                }
                var read = rows.ToRows();
                return EquivalenceClasses
                    .Create(names.ToImmutable(), [.. names.Select(_ => 0)], read.Offsets, read.Members, counts.ToImmutable())
                    .MapLeft(EmError (error) => new EmError.InFile(path, error));
            }
        );
}
