using System.Linq;

namespace EmFunctional.Inference;

/// <summary>
/// The limit of D(h) = D + c₂h² + c₄h⁴ + … at h = 0, from h, h/2, h/4 …, each column of the table one power less wrong. Source: Richardson (1911),
/// Philosophical Transactions of the Royal Society A 210:307; the choice among the entries: Ridders (1982), Advances in Engineering Software 4:75.
/// </summary>
static class Richardson
{
    const int Levels = 5;

    /// <summary>The steps at which D is to be known, the largest first.</summary>
    /// <param name="largest">h.</param>
    public static double[] Steps(double largest) => [.. Enumerable.Range(0, Levels).Select(level => largest / (1 << level))];

    /// <summary>The limit, and how far the entries next to it are from it.</summary>
    /// <param name="quotients">D at each of the steps.</param>
    public static (double Limit, double Error) Of(double[] quotients)
    {
        var row = new double[quotients.Length];
        var (limit, error) = (double.NaN, double.PositiveInfinity);
        for (var level = 0; level < quotients.Length; level++)
        {
            var above = row[0];
            row[0] = quotients[level];
            for (var (column, power) = (1, 4.0); column <= level; column++, power *= 4)
            {
                var next = row[column - 1] + (row[column - 1] - above) / (power - 1);
                var apart = Math.Max(Math.Abs(next - row[column - 1]), Math.Abs(next - above));
                (above, row[column]) = (row[column], next);
                if (apart < error)
                    (limit, error) = (next, apart);
            }
        }
        return (limit, error);
    }
}
