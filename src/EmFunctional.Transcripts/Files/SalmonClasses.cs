using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Transcripts.Model;
using LanguageExt;

namespace EmFunctional.Transcripts.Files;

/// <summary>
/// Equivalence classes as <c>salmon quant --dumpEq</c> writes them (<c>aux_info/eq_classes.txt.gz</c>): T, the number of classes, T names, and for each class
/// <c>n⇥t…⇥count</c>; with <c>--dumpEqWeights</c> n weights stand before the count.
/// </summary>
/// <remarks>
/// Salmon 1.10 divides its weights by the effective lengths that it found: a read of class c comes from t with probability v_ct α_t/Σ_s v_cs α_s.
/// <see cref="WithoutLengths"/> takes the lengths out.
/// </remarks>
public static class SalmonClasses
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The classes with their names and without lengths, and with the weights of the file; the place of what is wrong.</returns>
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
                var (weights, isWeighted) = (ImmutableArray.CreateBuilder<double>(), false);
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
                    var members = new List<(int Transcript, double Weight)>();
                    for (var i = 1; i <= size; i++)
                    {
                        var weight = cells.Length > size + 2 ? WeightOf(cells[size + i]) : 1;
                        if (TextLines.Whole(cells[i]) is not (>= 0 and var t) || t >= transcripts)
                            return TextLines.Fault(
                                path,
                                line.Current.Number,
                                "a transcript",
                                cells[i],
                                $"a whole number below {transcripts}"
                            );
                        if (double.IsNaN(weight))
                            return TextLines.Fault(path, line.Current.Number, "a weight", cells[size + i], "a number, 0 or more");
                        if (Domain.Invertible.Contains(weight))
                            members.Add(((int)t, weight)); // one of no weight has no reads of the class
                    }
                    if (members.Count == 0)
                        return TextLines.Fault(path, line.Current.Number, "the weights", line.Current.Text, "above 0, one of them");
                    foreach (var (transcript, weight) in members.OrderBy(member => member.Transcript))
                    {
                        rows.Add(transcript);
                        weights.Add(weight);
                    }
                    rows.EndRow();
                    counts.Add(count);
                    isWeighted |= cells.Length > size + 2;
                }
                var read = rows.ToRows();
                return EquivalenceClasses
                    .Create(
                        names.ToImmutable(),
                        [.. names.Select(_ => 0)],
                        read.Offsets,
                        read.Members,
                        counts.ToImmutable(),
                        isWeighted ? weights.ToImmutable() : []
                    )
                    .MapLeft(EmError (error) => new EmError.InFile(path, error));
            }
        );

    /// <summary>The same classes with weights w_ct = v_ct l_t by the largest of the class, which say how well reads fit whatever the lengths.</summary>
    /// <param name="classes">Classes with salmon's weights v.</param>
    /// <param name="effectiveLengths">l, the lengths by which the rates will be divided [T].</param>
    /// <returns>The classes; those without weights as they are; the first weight that cannot be.</returns>
    public static Either<EmError, EquivalenceClasses> WithoutLengths(EquivalenceClasses classes, Vector effectiveLengths)
    {
        if (!classes.IsWeighted)
            return classes;
        if (effectiveLengths.Count != classes.Transcripts)
            return new EmError.WrongLength("the effective lengths", classes.Transcripts, effectiveLengths.Count);
        var weights = new double[classes.Members.Length];
        for (var c = 0; c < classes.Count; c++)
        {
            var (from, to, largest) = (classes.Offsets[c], classes.Offsets[c + 1], 0.0);
            for (var i = from; i < to; i++)
                largest = Math.Max(largest, weights[i] = classes.Weights[i] * effectiveLengths[classes.Members[i]]);
            for (var i = from; i < to; i++)
                weights[i] /= largest;
        }
        return EquivalenceClasses.Create(classes.Names, classes.Lengths, classes.Offsets, classes.Members, classes.Counts, [.. weights]);
    }

    // NaN where a text is no number, or below 0.
    static double WeightOf(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var weight) && weight >= 0 && double.IsFinite(weight)
            ? weight
            : double.NaN;
}
