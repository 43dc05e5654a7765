using System.Linq;
using EmFunctional.Families;
using EmFunctional.Models;
using EmFunctional.Numerics;
using EmFunctional.Tables;
using LanguageExt;

namespace EmFunctional.Mixtures;

// What can be done with rows and a fitted mixture, whatever its components are.
static class RowsOfMixture
{
    /// <summary>
    /// E[x | x_o] = Σₖ rₖ E[x | x_o, θₖ] and the standard deviation of each number that is missing; of one that was observed itself and 0. Source:
    /// Ghahramani, Jordan (1994), NIPS 6, §3.
    /// </summary>
    public static ImputedRow Expect(this FittedFamily mixture, ReadOnlySpan<double> row)
    {
        var r = mixture.Posterior(row).Responsibilities;
        var (means, squares) = (row.ToArray(), new double[row.Length]);
        var (mean, variance) = (new double[row.Length], new double[row.Length]);
        int[] missing = [.. Enumerable.Range(0, means.Length).Where(j => double.IsNaN(means[j]))];
        foreach (var j in missing)
            means[j] = 0;
        for (var k = 0; k < r.Count; k++)
        {
            mixture.Expect(k, row, mean, variance);
            foreach (var j in missing)
            {
                means[j] += r[k] * mean[j];
                squares[j] += r[k] * (variance[j] + mean[j] * mean[j]);
            }
        }
        foreach (var j in missing)
            squares[j] = Math.Sqrt(Math.Max(0, squares[j] - means[j] * means[j]));
        return new(Vector.Create(means), Vector.Create(squares));
    }

    /// <summary>What is missing of rows that were read, filled in.</summary>
    public static Imputer Imputer(this FittedFamily mixture, NumberTable rows)
    {
        var d = rows.Names.Count;
        return new(
            row => mixture.Expect(rows.Values.Span.Slice(row * d, d)),
            (row, seed) => mixture.Draw(rows.Values.Span.Slice(row * d, d), seed).Values
        );
    }

    /// <summary>A row completed by a draw, and the component that made it: first the component by its responsibility, then what is missing.</summary>
    public static (Vector Values, int Component) Draw(this FittedFamily mixture, ReadOnlySpan<double> row, Seed seed)
    {
        var (k, drawn) = (seed.Choose(0, mixture.Posterior(row).Responsibilities), row.ToArray());
        mixture.Draw(k, seed, drawn);
        return (Vector.Create(drawn), k);
    }

    /// <summary>Rows drawn from the mixture; the i-th depends on nothing but the seed and i.</summary>
    public static DrawnRows Sample(this FittedFamily mixture, Arr<string> columns, Seed seed, int rows)
    {
        var unknown = Enumerable.Repeat(double.NaN, columns.Count).ToArray();
        return DrawnRows.Of(columns, rows, seed, own => mixture.Draw(unknown, own));
    }

    /// <summary>What the mixture makes of each of its rows; one of which nothing was observed counts nothing.</summary>
    public static AppliedModel On(this FittedFamily mixture, MixtureData rows) =>
        new(
            rows.Rows,
            i => mixture.Posterior(rows.Row(i).Span),
            i => rows.Row(i).Span.ContainsAnyInRange(double.MinValue, double.MaxValue) ? rows.Weights[i] : 0
        )
        {
            Description = rows.Description,
        };
}
