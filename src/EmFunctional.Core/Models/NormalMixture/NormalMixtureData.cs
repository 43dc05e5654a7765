using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Models.GaussianMixture;
using EmFunctional.Numerics;
using EmFunctional.Tables;
using LanguageExt;

namespace EmFunctional.Models.NormalMixture;

/// <summary>Points on a line that have lost their colours: nobody noted from which component each came.</summary>
public sealed record NormalMixtureData
{
    NormalMixtureData(string name, Vector points, RowWeights given, RowWeights weights, RowLabels labels, DataDescription read)
    {
        (Name, Points, Weights, Labels) = (name, points, weights, labels);
        Unobserved = given.Total(points.Count) - weights.Total(points.Count);
        Description = read.OrOf(Arr.create(name)).With(points.Count, points.Count(double.IsNaN), given, labels);
    }

    /// <summary>The name of the column.</summary>
    public string Name { get; }

    /// <summary>xᵢ, finite, or NaN where it is missing [n].</summary>
    public Vector Points { get; }

    /// <summary>How often each point counts, 0 where it is missing [n].</summary>
    public RowWeights Weights { get; }

    /// <summary>The components of points, where they are known [n].</summary>
    public RowLabels Labels { get; }

    /// <summary>How many points are missing, by weight.</summary>
    public double Unobserved { get; }

    /// <summary>How many different values there are among the points that count.</summary>
    public int Distinct => Points.Where((_, i) => Weights[i] > 0).Distinct().Count();

    /// <summary>What was read.</summary>
    public DataDescription Description { get; }

    /// <summary>Data are the same if what they say is, wherever it was read.</summary>
    public bool Equals(NormalMixtureData? other) => other is not null && Id == other.Id;

    /// <inheritdoc/>
    public override int GetHashCode() => Id.GetHashCode();

    /// <summary>The hash of all this.</summary>
    public Hash256 Id => Labels.AddTo(Weights.AddTo(new Canonical(64 + 8 * Points.Count).Add("points").Add(Name).Add(Points))).Hash();

    /// <summary>The data of given points.</summary>
    /// <param name="points">At least two finite numbers, not all equal; NaN for one that is missing.</param>
    /// <param name="name">What messages call them.</param>
    /// <param name="weights">How often each counts [n]; once if null.</param>
    /// <param name="labels">The component of each, from 0, or −1 where it is not known [n]; none is if null.</param>
    public static Validation<EmError, NormalMixtureData> Create(
        Vector points,
        string name = "x",
        Vector? weights = null,
        Vector? labels = null
    ) => RowLabels.Create(labels, points.Count).Bind(known => Create(points, name, weights, known, DataDescription.Unknown));

    static Validation<EmError, NormalMixtureData> Create(
        Vector points,
        string name,
        Vector? weights,
        RowLabels labels,
        DataDescription read
    )
    {
        var unfit = points
            .Where(double.IsInfinity)
            .Take(1)
            .Select(EmError (x) => new EmError.OutsideDomain(name, x, Domain.Finite))
            .ToSeq();
        return unfit.IsEmpty ? RowWeights.Create(weights, points.Count).Bind(counts => Create(points, name, counts, labels, read)) : unfit;
    }

    static Validation<EmError, NormalMixtureData> Create(
        Vector points,
        string name,
        RowWeights given,
        RowLabels labels,
        DataDescription read
    )
    {
        bool IsMissing(int i) => double.IsNaN(points[i]);
        var weights = given.Without(IsMissing, points.Count);
        var counted = Enumerable.Range(0, points.Count).Where(i => weights[i] > 0).Select(i => points[i]).ToArray();
        return points.Count > 0 && points.All(double.IsNaN) ? new EmError.AllMissing(name)
            : Scale.Fault(name, points).Case is EmError apart ? apart
            : counted.Length < 2 ? new EmError.TooFewRows(counted.Length, 2)
            : counted.All(x => x == counted[0]) ? new EmError.AllEqual(name, counted[0])
            : new NormalMixtureData(name, points, given, weights, labels, read);
    }

    /// <summary>Reads a column of a table.</summary>
    /// <param name="table">The table, with or without a header.</param>
    /// <param name="chosen">The column; the only column of numbers if none is named.</param>
    public static Validation<EmError, NormalMixtureData> Parse(Table table, ColumnChoice? chosen = null) =>
        NumberTable
            .ReadColumn(table, chosen ?? ColumnChoice.Default)
            .Bind(read => Create(read.Values, read.Names[0], read.Weights, read.Labels, read.Description));
}
