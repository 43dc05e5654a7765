using System.Linq;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Explaining;

/// <summary>A row of a mixture's data as an E-step sees it.</summary>
/// <param name="Cells">What identifies the row: its number, its value …</param>
/// <param name="Fit">How well it fits each component: the density, or the probability [K].</param>
/// <param name="Weights">The responsibilities [K].</param>
public sealed record MixtureRow(Arr<string> Cells, Vector Fit, Vector Weights);

/// <summary>The table of an E-step that every mixture has: rows, how well each fits each component, and the weights that follow.</summary>
public static class MixtureTable
{
    /// <summary>The table, shortened if it is long, with the sums of the weights below.</summary>
    /// <param name="columns">The headings of the cells.</param>
    /// <param name="fit">What the fit is called: density, probability.</param>
    /// <param name="rows">How many rows there are.</param>
    /// <param name="row">A row, by its index from 0.</param>
    /// <param name="mass">The sums of the weights over all rows [K].</param>
    public static TextTable Of(Arr<string> columns, string fit, int rows, Func<int, MixtureRow> row, Vector mass)
    {
        var components = Enumerable.Range(0, mass.Count).ToArray();
        return TextTable.Shortened(
            columns.Concat(components.Select(k => $"{fit}[{k}]")).Concat(components.Select(k => $"weight[{k}]")).ToArray(),
            rows,
            i => Line(row(i)),
            Enumerable.Repeat("", columns.Count + mass.Count - 1).Prepend("sum").Concat(mass.Select(m => Shown.Fixed(m, 2))).ToArray()
        );
    }

    static Arr<string> Line(MixtureRow row) =>
        row
            .Cells.Concat(row.Fit.Select(fit => Shown.Significant(fit, 3)))
            .Concat(row.Weights.Select(weight => Shown.Fixed(weight, 2)))
            .ToArray();
}
