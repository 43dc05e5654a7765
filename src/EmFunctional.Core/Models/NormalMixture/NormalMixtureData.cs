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
    NormalMixtureData(string name, Vector points, RowWeights weights, int distinct) =>
        (Name, Points, Weights, Distinct) = (name, points, weights, distinct);

    /// <summary>The name of the column.</summary>
    public string Name { get; }

    /// <summary>xᵢ, finite [n].</summary>
    public Vector Points { get; }

    /// <summary>How often each point counts [n].</summary>
    public RowWeights Weights { get; }

    /// <summary>How many different values there are among the points that count.</summary>
    public int Distinct { get; }

    /// <summary>The hash of all this.</summary>
    public Hash256 Id => Weights.AddTo(new Canonical(64 + 8 * Points.Count).Add("points").Add(Name).Add(Points)).Hash();

    /// <summary>The data of given points.</summary>
    /// <param name="points">At least two finite numbers, not all equal.</param>
    /// <param name="name">What messages call them.</param>
    /// <param name="weights">How often each counts [n]; once if null.</param>
    public static Validation<EmError, NormalMixtureData> Create(Vector points, string name = "x", Vector? weights = null)
    {
        var unfit = points
            .Where(x => !double.IsFinite(x))
            .Take(1)
            .Select(EmError (x) => new EmError.OutsideDomain(name, x, Domain.Finite))
            .ToSeq();
        return unfit.IsEmpty ? RowWeights.Create(weights, points.Count).Bind(counts => Create(points, name, counts)) : unfit;
    }

    static Validation<EmError, NormalMixtureData> Create(Vector points, string name, RowWeights weights)
    {
        var counted = weights.Counted(points.Count);
        var distinct = points.Where((_, i) => weights[i] > 0).Distinct().Count();
        return Scale.Fault(name, points).Case is SomeCase<EmError>(var apart) ? apart
            : counted < 2 ? new EmError.TooFewRows(counted, 2)
            : distinct == 1 ? new EmError.AllEqual(name, points.Where((_, i) => weights[i] > 0).First())
            : new NormalMixtureData(name, points, weights, distinct);
    }

    /// <summary>Reads a column of a table.</summary>
    /// <param name="table">The table, with or without a header.</param>
    /// <param name="column">The column's name; the only column of numbers if none is given.</param>
    /// <param name="weights">The name of the column of weights, if there is one.</param>
    public static Validation<EmError, NormalMixtureData> Parse(Table table, Option<string> column, Option<string> weights = default) =>
        NumberTable.ReadColumn(table, column, weights).Bind(read => Create(read.Values, read.Names[0], read.Weights));
}
