using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Tables;
using LanguageExt;

namespace EmFunctional.Models.GaussianMixture;

/// <summary>Rows of d numbers, each from one of K components.</summary>
public sealed record GaussianMixtureData
{
    GaussianMixtureData(Arr<string> names, Vector values, RowWeights weights, RowLabels labels)
    {
        (Names, Values, Weights, Labels) = (names, values, weights, labels);
        TotalWeight = weights.Total(Rows);
        Holes = MissingPatterns.Of(values, names.Count);
        _patternMoments = new(() => Holes.Match(holes => MissingExpectation.AboutCentre(this, holes), () => []));
        Centre = Vector.Of(names.Count, j => First(j) + Mean(j, x => x - First(j)));
        Variances = Vector.Of(names.Count, j => Mean(j, x => (x - Centre[j]) * (x - Centre[j])));
    }

    /// <summary>The columns' names [d].</summary>
    public Arr<string> Names { get; }

    /// <summary>xᵢⱼ, finite, or NaN where it is missing [n×d, row by row].</summary>
    public Vector Values { get; }

    /// <summary>How often each row counts [n].</summary>
    public RowWeights Weights { get; }

    /// <summary>The components of rows, where they are known [n].</summary>
    public RowLabels Labels { get; }

    /// <summary>How many rows there are, by weight, of which nothing was observed.</summary>
    public double Unobserved =>
        Holes.IsNone ? 0 : Enumerable.Range(0, Rows).Sum(i => Row(i).ContainsAnyInRange(double.MinValue, double.MaxValue) ? 0 : Weights[i]);

    /// <summary>Σ wᵢ, the number of rows where none has a weight.</summary>
    public double TotalWeight { get; }

    /// <summary>Which numbers are missing; nothing where none is.</summary>
    public Option<MissingPatterns> Holes { get; }

    /// <summary>The mean of each column, of what was observed [d].</summary>
    public Vector Centre { get; }

    /// <summary>The variance of each column, about its mean, divided by n [d].</summary>
    public Vector Variances { get; }

    /// <summary>n.</summary>
    public int Rows => Values.Count / Names.Count;

    /// <summary>d.</summary>
    public int Dimension => Names.Count;

    // Of rows with the same numbers missing; computed when first asked for.
    internal MissingExpectation.Moments[] PatternMoments => _patternMoments.Value;

    readonly Lazy<MissingExpectation.Moments[]> _patternMoments;

    /// <summary>A row.</summary>
    /// <param name="index">Which, from 0.</param>
    public ReadOnlySpan<double> Row(int index) => Values.Span.Slice(index * Dimension, Dimension);

    /// <summary>The hash of all this.</summary>
    public Hash256 Id
    {
        get
        {
            var bytes = new Canonical(64 + 8 * Values.Count).Add("rows").Add(Names.Count);
            foreach (var name in Names)
                bytes.Add(name);
            return Labels.AddTo(Weights.AddTo(bytes.Add(Values))).Hash();
        }
    }

    /// <summary>The data of given rows.</summary>
    /// <param name="names">The columns' names [d].</param>
    /// <param name="values">Finite numbers, NaN for one that is missing [n×d, row by row].</param>
    /// <param name="weights">How often each row counts [n]; once if null.</param>
    /// <param name="labels">The component of each row, from 0, or −1 where it is not known [n]; none is if null.</param>
    public static Validation<EmError, GaussianMixtureData> Create(
        Arr<string> names,
        Vector values,
        Vector? weights = null,
        Vector? labels = null
    ) =>
        names.IsEmpty
            ? new EmError.WrongLength("the names of the columns", 1, 0)
            : RowLabels.Create(labels, values.Count / names.Count).Bind(known => Create(names, values, weights, known));

    static Validation<EmError, GaussianMixtureData> Create(Arr<string> names, Vector values, Vector? weights, RowLabels labels)
    {
        if (values.Count % names.Count != 0)
            return new EmError.WrongLength("the last row", names.Count, values.Count % names.Count);
        if (values.Count == 0)
            return new EmError.NoRows("data");
        var unfit = values
            .Select((x, i) => (x, i))
            .Where(at => double.IsInfinity(at.x))
            .Take(1)
            .Select(
                EmError (at) =>
                    new EmError.OutsideDomain($"{names[at.i % names.Count]} in row {at.i / names.Count + 1}", at.x, Domain.Finite)
            )
            .ToSeq();
        var missing = Enumerable
            .Range(0, names.Count)
            .Where(j => Column(values, names.Count, j).All(double.IsNaN))
            .Select(EmError (j) => new EmError.AllMissing(names[j]))
            .ToSeq();
        if (!missing.IsEmpty)
            return missing;
        var apart = Enumerable
            .Range(0, unfit.IsEmpty ? names.Count : 0)
            .SelectMany(j => Scale.Fault(names[j], Column(values, names.Count, j)))
            .ToSeq();
        return !apart.IsEmpty ? apart
            : unfit.IsEmpty
                ? RowWeights
                    .Create(weights, values.Count / names.Count)
                    .Map(counts => new GaussianMixtureData(names, values, counts, labels))
            : unfit;
    }

    /// <summary>Reads columns of a table.</summary>
    /// <param name="table">The table, with or without a header.</param>
    /// <param name="chosen">The columns; every column of numbers if none are named.</param>
    public static Validation<EmError, GaussianMixtureData> Parse(Table table, ColumnChoice? chosen = null) =>
        NumberTable.Read(table, chosen ?? ColumnChoice.Default).Bind(read => Create(read.Names, read.Values, read.Weights, read.Labels));

    /// <summary>How many different rows that count there are, counted up to a number.</summary>
    /// <param name="most">Where to stop counting.</param>
    public int DistinctUpTo(int most)
    {
        var seen = new System.Collections.Generic.HashSet<Vector>();
        for (var i = 0; i < Rows && seen.Count < most; i++)
            if (Weights[i] > 0)
                seen.Add(Vector.Create(Row(i)));
        return seen.Count;
    }

    static System.Collections.Generic.IEnumerable<double> Column(Vector values, int d, int j) =>
        Enumerable.Range(0, values.Count / d).Select(i => values[i * d + j]);

    // The first number that was observed.
    double First(int j)
    {
        var i = 0;
        while (double.IsNaN(Values[i * Dimension + j]))
            i++;
        return Values[i * Dimension + j];
    }

    double Mean(int j, Func<double, double> f)
    {
        var sum = 0.0;
        var mass = 0.0;
        for (var i = 0; i < Rows; i++)
        {
            var x = Values[i * Dimension + j];
            if (double.IsNaN(x))
                continue;
            sum += Weights[i] * f(x);
            mass += Weights[i];
        }
        return mass > 0 ? sum / mass : 0;
    }
}
