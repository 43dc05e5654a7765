using System.Runtime.CompilerServices;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Sharding;
using LanguageExt;

namespace EmFunctional.Models.GaussianMixture.Data;

// What two passes over rows say of each column: its ends, mean and variance, of what was observed. Sums are from the first row to the last.
sealed class ColumnSurvey
{
    readonly RowBlocks _rows;
    readonly RowWeights _weights;
    readonly double[] _first; // NaN while nothing was observed
    readonly double[] _sums;
    readonly double[] _masses;

    ColumnSurvey(RowBlocks rows, RowWeights weights)
    {
        var d = rows.Columns;
        (_rows, _weights, _first, _sums, _masses) = (rows, weights, new double[d], new double[d], new double[d]);
        (Least, Largest) = (new double[d], new double[d]);
        _first.AsSpan().Fill(double.NaN);
        Least.AsSpan().Fill(double.PositiveInfinity);
        Largest.AsSpan().Fill(double.NegativeInfinity);
        (Centre, Variances) = (Vector.Empty, Vector.Empty);
    }

    /// <summary>The smallest number of each column; ∞ where nothing was observed.</summary>
    public double[] Least { get; }

    /// <summary>The largest number of each column; −∞ where nothing was observed.</summary>
    public double[] Largest { get; }

    /// <summary>How many numbers are missing.</summary>
    public long Missing { get; private set; }

    /// <summary>How many rows there are, by weight, of which nothing was observed.</summary>
    public double Unobserved { get; private set; }

    public Vector Centre { get; private set; }

    public Vector Variances { get; private set; }

    public bool IsUnobserved(int j) => double.IsNaN(_first[j]);

    public bool HasInfinity => Least.AsSpan().Contains(double.NegativeInfinity) || Largest.AsSpan().Contains(double.PositiveInfinity);

    /// <param name="rows">The rows.</param>
    /// <param name="weights">How often each counts.</param>
    /// <param name="see">Sees all rows on the way, in their order, where that is wanted.</param>
    public static Either<EmError, ColumnSurvey> Of(RowBlocks rows, RowWeights weights, SeeRows? see)
    {
        var survey = new ColumnSurvey(rows, weights);
        return from ends in rows.Visit((first, block) => survey.AddFirstMoments(first, block, see))
            let centre = survey.Centre = Vector.Of(rows.Columns, j => survey._first[j] + survey.Mean(j))
            let again = survey.Restart()
            from squares in rows.Visit(survey.AddSquares)
            let variances = survey.Variances = Vector.Of(rows.Columns, survey.Mean)
            select survey;
    }

    double Mean(int j) => _masses[j] > 0 ? _sums[j] / _masses[j] : 0;

    Unit Restart()
    {
        Array.Clear(_sums);
        Array.Clear(_masses);
        return Prelude.unit;
    }

    // Σ w (x − x₁), of the first number that was observed.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    bool AddFirstMoments(int first, ReadOnlySpan<double> rows, SeeRows? see)
    {
        see?.Invoke(first, rows);
        var d = _rows.Columns;
        for (var at = 0; at < rows.Length; at += d)
        {
            var (w, missing) = (_weights[first++], 0);
            for (var j = 0; j < d; j++)
            {
                var x = rows[at + j];
                if (double.IsNaN(x))
                {
                    missing++;
                    continue;
                }
                if (double.IsNaN(_first[j]))
                    _first[j] = x;
                if (x < Least[j])
                    Least[j] = x;
                if (x > Largest[j])
                    Largest[j] = x;
                _sums[j] += w * (x - _first[j]);
                _masses[j] += w;
            }
            Missing += missing;
            Unobserved += missing == d ? w : 0;
        }
        return true;
    }

    // Σ w (x − x̄)²
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    bool AddSquares(int first, ReadOnlySpan<double> rows)
    {
        var d = _rows.Columns;
        var centre = Centre.Span;
        for (var at = 0; at < rows.Length; at += d)
        {
            var w = _weights[first++];
            for (var j = 0; j < d; j++)
            {
                var y = rows[at + j] - centre[j];
                if (double.IsNaN(y))
                    continue;
                _sums[j] += w * (y * y);
                _masses[j] += w;
            }
        }
        return true;
    }
}

// Sees the rows of a block, given the index of the first.
delegate void SeeRows(int first, ReadOnlySpan<double> rows);
