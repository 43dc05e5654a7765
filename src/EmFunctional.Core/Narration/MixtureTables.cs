using System.Collections.Generic;
using System.Linq;
using EmFunctional.Explaining;
using EmFunctional.Numerics;
using LanguageExt;
using Vector = EmFunctional.Numerics.Vector;

namespace EmFunctional.Narration;

/// <summary>The tables in the story of a mixture, a line for each row and a last one for their sums.</summary>
static class MixtureTables
{
    /// <summary>The responsibilities of each row at θ, with what they come from where there is room.</summary>
    public static TextTable Responsibilities(MixtureNarrative of, Vector at)
    {
        var assignment = of.Assign(i => of.WeightsOf(at, i));
        var hasFit = of.Headings.Count + of.Measured.Length + 2 * of.Components <= MixtureNarrative.MostColumns;
        Arr<string> Line(int i) =>
            of.Cells(i)
                .Concat(of.Measured.Select(q => q.Text(i)))
                .Concat(hasFit ? of.FitOf(at, i).Select(fit => NumberFormat.Significant(fit, 3)) : [])
                .Concat(assignment.Weights(i).Select(w => NumberFormat.Fixed(w, 2)))
                .ToArray();
        return TextTable.Shortened(
            of.Headings.Concat(of.Measured.Select(q => q.Name))
                .Concat(hasFit ? of.ForEach(k => $"{of.Fit}[{k}]") : [])
                .Concat(of.ForEach(k => $"r[{k}]"))
                .ToArray(),
            of.Rows,
            Line,
            Sums(
                of.Headings.Count + of.Measured.Length + (hasFit ? of.Components : 0),
                of.ForEach(k => NumberFormat.Fixed(assignment.Mass(k), 2))
            )
        );
    }

    /// <summary>What the responsibilities deal out of each row.</summary>
    public static TextTable Credits(MixtureNarrative of, SoftAssignment assignment)
    {
        var own = of.Source.Where(q => !of.Headings.Contains(q.Name)).ToArray();
        return TextTable.Shortened(
            of.Headings.Concat(own.Select(q => q.Name))
                .Concat(of.ForEach(k => $"r[{k}]"))
                .Concat(
                    of.ForEach(k => of.Listed.Select(q => of.Listed.Count > 1 ? $"{q.Name} to {k}" : $"to {k}")).SelectMany(names => names)
                )
                .ToArray(),
            of.Rows,
            i =>
                of.Cells(i)
                    .Concat(own.Select(q => q.Text(i)))
                    .Concat(assignment.Weights(i).Select(w => NumberFormat.Fixed(w, 2)))
                    .Concat(
                        of.ForEach(k => of.Listed.Select(q => q.Part(of.Times(i) * assignment.Weights(i)[k] * q.Of(i))))
                            .SelectMany(credits => credits)
                    )
                    .ToArray(),
            Sums(
                of.Headings.Count + own.Length,
                of.ForEach(k => NumberFormat.Fixed(assignment.Mass(k), 2))
                    .Concat(of.ForEach(k => of.Listed.Select(q => q.Part(assignment.Sum(k, q.Of)))).SelectMany(sums => sums))
            )
        );
    }

    /// <summary>The responsibilities of each row at the start and at the end.</summary>
    public static TextTable FirstAndLast(MixtureNarrative of, Vector start, Vector end) =>
        TextTable.Shortened(
            of.Headings.Concat(of.ForEach(k => $"first r[{k}]")).Concat(of.ForEach(k => $"last r[{k}]")).ToArray(),
            of.Rows,
            i => of.Cells(i).Concat(of.WeightsOf(start, i).Concat(of.WeightsOf(end, i)).Select(r => NumberFormat.Fixed(r, 2))).ToArray()
        );

    static Option<Arr<string>> Sums(int before, IEnumerable<string> sums) =>
        (Arr<string>)Enumerable.Repeat("", before - 1).Prepend("sum").Concat(sums).ToArray();
}
