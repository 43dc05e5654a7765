using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Families.Gaussian;

/// <summary>Σ w, Σ w y and Σ w y yᵀ of the rows of one pattern, of what was observed of them about a centre.</summary>
sealed class PatternMoments(int observed)
{
    public double Mass { get; private set; }

    public double[] First { get; } = new double[observed];

    public double[] Second { get; } = new double[Triangle.Count(observed)];

    /// <summary>The moments of each pattern about the centre of the data.</summary>
    /// <param name="holes">The patterns.</param>
    /// <param name="weights">How often each row counts.</param>
    /// <param name="centre">The centre of the data [d].</param>
    public static Either<EmError, PatternMoments[]> About(Vector centre, MissingPatterns holes, RowWeights weights)
    {
        var moments = holes.Patterns.Select(pattern => new PatternMoments(pattern.Observed.Count)).ToArray();
        return holes
            .Rows.Visit(
                (first, rows) =>
                {
                    foreach (var (from, to, pattern) in holes.Runs(first, rows.Length / centre.Count))
                    {
                        var observed = holes.Patterns[pattern].Gather(rows, from - first, to - first);
                        var own = holes.Patterns[pattern].Observed.Select(j => centre[j]).ToArray();
                        moments[pattern].Add(observed, own, i => weights[holes.Order[from + i]]);
                    }
                    return true;
                }
            )
            .Map(_ => moments);
    }

    void Add(ReadOnlySpan<double> rows, ReadOnlySpan<double> centre, Func<int, double> weight)
    {
        Span<double> y = new double[centre.Length];
        for (var i = 0; rows.Length > 0; rows = rows[y.Length..], i++)
        {
            for (var j = 0; j < y.Length; j++)
                y[j] = rows[j] - centre[j];
            var w = weight(i);
            Mass += w;
            for (var j = 0; j < y.Length; j++)
                First[j] += w * y[j];
            Scatter.Triangular.Add(w, y, Second);
        }
    }

    /// <summary>The first and second moment of y + δ.</summary>
    public (double[] First, double[] Second) Shifted(double[] delta)
    {
        var (first, second) = (new double[First.Length], new double[Second.Length]);
        for (var i = 0; i < first.Length; i++)
        {
            first[i] = First[i] + Mass * delta[i];
            for (var j = 0; j <= i; j++)
                second[Triangle.At(i, j)] =
                    Second[Triangle.At(i, j)] + First[i] * delta[j] + delta[i] * First[j] + Mass * delta[i] * delta[j];
        }
        return (first, second);
    }
}
