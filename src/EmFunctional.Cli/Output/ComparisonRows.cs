using System.Collections.Generic;
using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Cli.Output;

/// <summary>The lines of a comparison, each of which can be shown when its fit is done: widths are chosen before all fits are known.</summary>
/// <param name="Cells">The columns.</param>
sealed record ComparisonRows(Arr<ComparisonRows.Cell> Cells)
{
    /// <summary>A column.</summary>
    /// <param name="Heading">What is above it.</param>
    /// <param name="Width">How wide it is at least.</param>
    /// <param name="Text">What it says of a fit.</param>
    public sealed record Cell(string Heading, int Width, Func<ComparedFit, string> Text);

    const string Gap = "  ";

    // What goes first where a line is too narrow for all.
    static readonly string[] _leastWanted = ["entropy", "ICL-hard", "AIC", "ICL", "BIC", "df"];

    /// <summary>The columns that fit.</summary>
    /// <param name="options">The options of all fits.</param>
    /// <param name="first">A fit that is done: others have numbers about as long.</param>
    /// <param name="criterion">What is compared, which is always shown.</param>
    /// <param name="width">How many characters a line may have.</param>
    /// <param name="hasFolds">Whether fits are cross-validated.</param>
    /// <param name="hasTests">Whether fits are tested.</param>
    public static ComparisonRows Of(
        IEnumerable<Arr<ModelOption>> options,
        ComparedFit first,
        string criterion,
        int width,
        bool hasFolds = false,
        bool hasTests = false
    )
    {
        var all = options.ToArray();
        Cell Numbers(string heading, Func<Criteria, string> text) =>
            new(
                heading,
                Math.Max(heading.Length, 1 + first.Criteria.Match(text, () => "-12345.678").Length),
                fit => fit.Criteria.Match(text, () => "")
            );
        static string Text(double number, int decimals) => double.IsNaN(number) ? "-" : NumberFormat.Fixed(number, decimals);
        Cell Other(string heading, int least, Func<ComparedFit, string> text) =>
            new(heading, Math.Max(least, 1 + text(first).Length), text);
        Cell Fixed(string heading, Func<Criteria, double> of) => Numbers(heading, c => NumberFormat.Fixed(of(c), 3));
        IEnumerable<Cell> cells =
        [
            .. first.Options.Select(
                (option, j) =>
                {
                    var heading = Comparison.NameOf(option.Name);
                    return new Cell(heading, Math.Max(heading.Length, all.Max(each => each[j].Value.Length)), fit => fit.Options[j].Value);
                }
            ),
            Fixed("log-likelihood", c => c.LogLikelihood),
            Numbers("df", c => $"{c.DegreesOfFreedom}"),
            Fixed("BIC", c => c.Bic),
            Fixed("AIC", c => c.Aic),
            Fixed("ICL", c => c.Icl),
            Fixed("ICL-hard", c => c.IclHard),
            Fixed("entropy", c => c.Entropy),
            .. hasFolds ? new[] { Other("held-out", 10, fit => fit.HeldOut.Map(held => Text(held.LogLikelihood, 3)).IfNone("")) } : [],
            .. hasTests ? new[] { Other("p", 6, fit => fit.Ratio.Map(test => Text(test.P, 4)).IfNone("")) } : [],
        ];
        var rows = new ComparisonRows(cells.ToArray());
        return _leastWanted
            .Where(name => !name.Equals(criterion, StringComparison.OrdinalIgnoreCase))
            .Fold(rows, (left, name) => left.Length + Gap.Length + "not converged".Length <= width ? left : left.Without(name));
    }

    int Length => Cells.Sum(cell => cell.Width + Gap.Length) - Gap.Length;

    ComparisonRows Without(string heading) => new(Cells.Filter(cell => cell.Heading != heading));

    /// <summary>The names of the columns.</summary>
    public string Heading => Line(cell => cell.Heading, "verdict");

    /// <summary>What is to be said of a fit.</summary>
    public string Of(ComparedFit fit) => Line(cell => cell.Text(fit), fit.Brief);

    string Line(Func<Cell, string> text, string verdict) =>
        string.Join(Gap, Cells.Map(cell => text(cell).PadLeft(cell.Width)).Add(verdict));
}
