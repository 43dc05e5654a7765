using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Tables;
using LanguageExt;

namespace EmFunctional.Models.NormalMixture;

/// <summary>Points on a line that have lost their colours: nobody noted from which component each came.</summary>
public sealed record NormalMixtureData
{
    NormalMixtureData(string name, Vector points, int distinct) => (Name, Points, Distinct) = (name, points, distinct);

    /// <summary>The name of the column.</summary>
    public string Name { get; }

    /// <summary>xᵢ, finite [n].</summary>
    public Vector Points { get; }

    /// <summary>How many different values there are.</summary>
    public int Distinct { get; }

    /// <summary>The hash of all this.</summary>
    public Hash256 Id => new Canonical(64 + 8 * Points.Count).Add("points").Add(Name).Add(Points).Hash();

    /// <summary>The data of given points.</summary>
    /// <param name="points">At least two finite numbers, not all equal.</param>
    /// <param name="name">What messages call them.</param>
    public static Validation<EmError, NormalMixtureData> Create(Vector points, string name = "x")
    {
        var unfit = points.Where(x => !double.IsFinite(x)).Take(1).Select(EmError (x) => new EmError.OutsideDomain(name, x, Domain.Finite));
        var distinct = points.Distinct().Count();
        var errors = unfit
            .Concat(points.Count < 2 ? [new EmError.TooFewRows(points.Count, 2)] : [])
            .Concat(points.Count >= 2 && distinct == 1 ? [new EmError.AllEqual(name, points[0])] : [])
            .ToSeq();
        return errors.IsEmpty ? new NormalMixtureData(name, points, distinct) : errors;
    }

    /// <summary>Reads a column of a table.</summary>
    /// <param name="table">The table, with or without a header.</param>
    /// <param name="column">The column's name; the only column of numbers if none is given.</param>
    public static Validation<EmError, NormalMixtureData> Parse(Table table, Option<string> column) =>
        NumberTable.ReadColumn(table, column).Bind(read => Create(read.Values, read.Names[0]));
}
