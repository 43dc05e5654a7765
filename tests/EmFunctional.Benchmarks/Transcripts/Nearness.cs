using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

namespace EmFunctional.Benchmarks.Transcripts;

/// <summary>How near the counts of a table are to the true ones of a simulation.</summary>
/// <param name="All">Spearman's correlation over all transcripts, those of one count with the mean of their ranks.</param>
/// <param name="There">The same over those of which there are reads.</param>
/// <param name="False">How many transcripts without reads are said to have one or more.</param>
sealed record Nearness(double All, double There, int False)
{
    /// <summary>Compares two tables by name.</summary>
    /// <param name="truth">The true counts, in the column true_counts.</param>
    /// <param name="table">A table of kallisto's form.</param>
    public static Nearness Of(string truth, string table)
    {
        var found = Column(table, "est_counts").ToDictionary(row => row.Name, row => row.Count);
        var rows = Column(truth, "true_counts").Select(row => (True: row.Count, Found: found[row.Name])).ToArray();
        return new(
            Correlation(rows),
            Correlation([.. rows.Where(row => row.True > 0)]),
            rows.Count(row => row is { True: 0, Found: >= 1 })
        );
    }

    static IEnumerable<(string Name, double Count)> Column(string file, string column)
    {
        var lines = File.ReadLines(file).Select(line => line.Split('\t'));
        var at = Array.IndexOf(lines.First(), column);
        return lines.Skip(1).Select(cells => (cells[0], double.Parse(cells[at], CultureInfo.InvariantCulture)));
    }

    static double Correlation((double True, double Found)[] rows)
    {
        var (x, y) = (Ranks([.. rows.Select(row => row.True)]), Ranks([.. rows.Select(row => row.Found)]));
        var mean = (rows.Length + 1) / 2.0;
        double Product(double[] a, double[] b) => a.Zip(b, (one, other) => (one - mean) * (other - mean)).Sum();
        return Product(x, y) / Math.Sqrt(Product(x, x) * Product(y, y));
    }

    static double[] Ranks(double[] values)
    {
        var (order, ranks) = (Enumerable.Range(0, values.Length).OrderBy(i => values[i]).ToArray(), new double[values.Length]);
        for (int first = 0, next; first < order.Length; first = next)
        {
            for (next = first; next < order.Length && values[order[next]] == values[order[first]]; )
                next++;
            foreach (var i in order[first..next])
                ranks[i] = (first + 1 + next) / 2.0;
        }
        return ranks;
    }
}
