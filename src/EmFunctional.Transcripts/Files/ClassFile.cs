using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using EmFunctional.Modelling;
using EmFunctional.Saving;
using EmFunctional.Transcripts.Model;
using LanguageExt;

namespace EmFunctional.Transcripts.Files;

/// <summary>
/// Equivalence classes in the two files of kallisto: <c>.ec</c>, a line <c>id⇥t,t,…</c> for each class, the first T of which are the transcripts one by one;
/// and the counts, <c>id⇥count</c>, where a class that is left out has none.
/// </summary>
public static class ClassFile
{
    /// <summary>Reads both files.</summary>
    /// <param name="classes">The <c>.ec</c> file.</param>
    /// <param name="counts">The counts: a <c>.tsv</c> file, or a <c>.mtx</c> file with a row for each sample.</param>
    /// <param name="targets">The transcripts.</param>
    /// <returns>The classes of each sample; the place of what is wrong.</returns>
    public static Either<EmError, ImmutableArray<EquivalenceClasses>> Read(string classes, string counts, Targets targets) =>
        from rows in Rows(classes, targets.Names.Length)
        from samples in MatrixFile.Is(counts)
            ? MatrixFile.Read(counts, rows.Count)
            : Counts(counts, rows.Count).Map(one => ImmutableArray.Create(one))
        from read in samples.Select(sample => Of(targets, rows, sample)).Sequence()
        select read.ToImmutableArray();

    /// <summary>Writes both files.</summary>
    /// <param name="classes">The classes; class t &lt; T must be that of transcript t alone, as kallisto asks.</param>
    /// <param name="path">The <c>.ec</c> file.</param>
    /// <param name="counts">The file of the counts.</param>
    public static Either<EmError, Unit> Write(EquivalenceClasses classes, string path, string counts) =>
        Write(path, classes.Count, c => string.Join(',', classes.MembersOf(c).ToArray()))
            .Bind(_ => Write(counts, classes.Count, c => classes.Counts[c].ToString(CultureInfo.InvariantCulture)));

    static Either<EmError, Unit> Write(string path, int count, Func<int, string> value) =>
        AtomicFile.Write(
            path,
            stream =>
            {
                using var text = new StreamWriter(stream, new UTF8Encoding(false), 1 << 16, leaveOpen: true) { NewLine = "\n" };
                for (var c = 0; c < count; c++)
                    text.WriteLine($"{c}\t{value(c)}");
            }
        );

    static Either<EmError, EquivalenceClasses> Of(Targets targets, SparseRows rows, ImmutableArray<long> counts) =>
        EquivalenceClasses.Create(targets.Names, targets.Lengths, rows.Offsets, rows.Members, counts);

    static Either<EmError, SparseRows> Rows(string path, int transcripts) =>
        TextLines.Read(
            path,
            lines =>
            {
                var rows = new SparseRows.Builder();
                foreach (var (number, line) in lines)
                {
                    var tab = line.IndexOf('\t', StringComparison.Ordinal);
                    if (tab < 0 || TextLines.Whole(line.AsSpan(0, tab)) != rows.Count)
                        return TextLines.Fault(path, number, "class", line, $"{rows.Count}, a tab, and the transcripts of that class");
                    foreach (var part in line.AsSpan(tab + 1).Split(','))
                        if (TextLines.Whole(line.AsSpan(tab + 1)[part]) is var t && t >= 0 && t < transcripts)
                            rows.Add((int)t);
                        else
                            return TextLines.Fault(
                                path,
                                number,
                                "a transcript",
                                line[(tab + 1)..][part],
                                $"a whole number below {transcripts}, as many as there are transcripts"
                            );
                    rows.EndRow();
                }
                return rows.Count == 0 ? Prelude.Left<EmError, SparseRows>(new EmError.NoRows(path)) : rows.ToRows();
            }
        );

    static Either<EmError, ImmutableArray<long>> Counts(string path, int classes) =>
        TextLines.Read(
            path,
            lines =>
            {
                var counts = new long[classes];
                foreach (var (number, line) in lines)
                {
                    var tab = Math.Max(line.IndexOf('\t', StringComparison.Ordinal), 0);
                    if (TextLines.Whole(line.AsSpan(0, tab)) is not (>= 0 and var c) || c >= classes)
                        return TextLines.Fault(
                            path,
                            number,
                            "class",
                            line,
                            $"a whole number below {classes}, as many as there are classes"
                        );
                    if (TextLines.Whole(line.AsSpan(tab + 1)) is not (>= 0 and var count))
                        return TextLines.Fault(path, number, "count", line[(tab + 1)..], "a whole number, 0 or more");
                    counts[c] = count;
                }
                return Prelude.Right<EmError, ImmutableArray<long>>([.. counts]);
            }
        );
}
