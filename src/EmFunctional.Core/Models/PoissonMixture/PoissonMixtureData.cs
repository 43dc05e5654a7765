using System.Collections.Generic;
using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Tables;
using LanguageExt;

namespace EmFunctional.Models.PoissonMixture;

/// <summary>Counts that nobody sorted, as a table of how often each was seen: a pass over them costs the same for a million rows.</summary>
public sealed record PoissonMixtureData
{
    PoissonMixtureData(string name, Vector counts, RowWeights weights, SortedDictionary<double, double> frequencies)
    {
        (Name, Counts, Weights) = (name, counts, weights);
        Values = Vector.Of(frequencies.Keys);
        Frequencies = Vector.Of(frequencies.Values);
        LogFactorials = Values.Map(SpecialFunctions.LogFactorial);
    }

    /// <summary>The name of the column.</summary>
    public string Name { get; }

    /// <summary>The count of each row [n].</summary>
    public Vector Counts { get; }

    /// <summary>How often each row counts [n].</summary>
    public RowWeights Weights { get; }

    /// <summary>yᵢ, the different counts, whole numbers, ascending [m].</summary>
    public Vector Values { get; }

    /// <summary>fᵢ &gt; 0, how often each was seen: the sum of the weights of its rows [m].</summary>
    public Vector Frequencies { get; }

    /// <summary>ln yᵢ! [m].</summary>
    public Vector LogFactorials { get; }

    /// <summary>The hash of what the counts say: the order of the rows is no part of it.</summary>
    public Hash256 Id => new Canonical(64 + 16 * Values.Count).Add("counts").Add(Name).Add(Values).Add(Frequencies).Hash();

    /// <summary>The data of given counts.</summary>
    /// <param name="counts">Whole numbers from 0, not all equal [n].</param>
    /// <param name="weights">How often each counts [n]; once if null.</param>
    /// <param name="name">What messages call them.</param>
    public static Validation<EmError, PoissonMixtureData> Create(Vector counts, Vector? weights = null, string name = "count")
    {
        var unfit = counts
            .Where(x => !_count.Contains(x))
            .Take(1)
            .Select(EmError (x) => new EmError.OutsideDomain(name, x, _count))
            .ToSeq();
        return unfit.IsEmpty ? RowWeights.Create(weights, counts.Count).Bind(given => Create(counts, given, name)) : unfit;
    }

    static Validation<EmError, PoissonMixtureData> Create(Vector counts, RowWeights weights, string name)
    {
        var frequencies = new SortedDictionary<double, double>();
        for (var i = 0; i < counts.Count; i++)
            if (weights[i] > 0)
                frequencies[counts[i]] = frequencies.GetValueOrDefault(counts[i]) + weights[i];
        return frequencies.Count switch
        {
            0 => new EmError.TooFewRows(0, 2),
            1 => new EmError.AllEqual(name, frequencies.Keys.First()),
            _ => new PoissonMixtureData(name, counts, weights, frequencies),
        };
    }

    static readonly Domain _count = Domain.WholeNumberFrom(0);

    /// <summary>Reads a column of a table, and one of weights.</summary>
    /// <param name="table">The table, with or without a header.</param>
    /// <param name="column">The column's name; the only column of numbers if none is given.</param>
    /// <param name="weights">The name of the column that says how often each count was seen, if there is one.</param>
    public static Validation<EmError, PoissonMixtureData> Parse(Table table, Option<string> column, Option<string> weights = default) =>
        NumberTable
            .ReadColumn(table, column, weights, Domain.WholeNumberFrom(0))
            .Bind(read => Create(read.Values, read.Weights, read.Names[0]));
}
