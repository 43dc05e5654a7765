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
    PoissonMixtureData(
        string name,
        Vector counts,
        RowWeights given,
        RowWeights weights,
        RowLabels labels,
        SortedDictionary<(double Count, int Label), double> frequencies,
        DataDescription read
    )
    {
        (Name, Counts, Weights, Labels) = (name, counts, weights, labels);
        Unobserved = given.Total(counts.Count) - weights.Total(counts.Count);
        Description = read.OrOf(Arr.create(name)).With(counts.Count, counts.Count(double.IsNaN), given, labels);
        Values = Vector.Of(frequencies.Keys.Select(key => key.Count));
        LabelOf = Vector.Of(frequencies.Keys.Select(key => (double)key.Label));
        Frequencies = Vector.Of(frequencies.Values);
        LogFactorials = Values.Map(SpecialFunctions.LogFactorial);
    }

    /// <summary>The name of the column.</summary>
    public string Name { get; }

    /// <summary>The count of each row, NaN where it is missing [n].</summary>
    public Vector Counts { get; }

    /// <summary>How often each row counts, 0 where its count is missing [n].</summary>
    public RowWeights Weights { get; }

    /// <summary>The components of rows, where they are known [n].</summary>
    public RowLabels Labels { get; }

    /// <summary>How many counts are missing, by weight.</summary>
    public double Unobserved { get; }

    /// <summary>yᵢ, the different counts, whole numbers, ascending; of each label apart [m].</summary>
    public Vector Values { get; }

    /// <summary>The component of yᵢ, −1 where it is not known [m].</summary>
    public Vector LabelOf { get; }

    /// <summary>How many different counts there are.</summary>
    public int Distinct => Values.Distinct().Count();

    /// <summary>fᵢ &gt; 0, how often each was seen: the sum of the weights of its rows [m].</summary>
    public Vector Frequencies { get; }

    /// <summary>ln yᵢ! [m].</summary>
    public Vector LogFactorials { get; }

    /// <summary>What was read.</summary>
    public DataDescription Description { get; }

    /// <summary>The hash of what the counts say: the order of the rows is no part of it.</summary>
    public Hash256 Id
    {
        get
        {
            var bytes = new Canonical(64 + 16 * Values.Count).Add("counts").Add(Name).Add(Values).Add(Frequencies);
            return (Labels.IsNone ? bytes : bytes.Add("labels").Add(LabelOf)).Hash();
        }
    }

    /// <summary>The data of given counts.</summary>
    /// <param name="counts">Whole numbers from 0, not all equal; NaN for one that is missing [n].</param>
    /// <param name="weights">How often each counts [n]; once if null.</param>
    /// <param name="name">What messages call them.</param>
    /// <param name="labels">The component of each, from 0, or −1 where it is not known [n]; none is if null.</param>
    public static Validation<EmError, PoissonMixtureData> Create(
        Vector counts,
        Vector? weights = null,
        string name = "count",
        Vector? labels = null
    ) => RowLabels.Create(labels, counts.Count).Bind(known => Create(counts, weights, name, known, DataDescription.Unknown));

    static Validation<EmError, PoissonMixtureData> Create(
        Vector counts,
        Vector? weights,
        string name,
        RowLabels labels,
        DataDescription read
    )
    {
        var unfit = counts
            .Where(x => !_count.Contains(x) && !double.IsNaN(x))
            .Take(1)
            .Select(EmError (x) => new EmError.OutsideDomain(name, x, _count))
            .ToSeq();
        return unfit.IsEmpty ? RowWeights.Create(weights, counts.Count).Bind(given => Create(counts, given, name, labels, read)) : unfit;
    }

    static Validation<EmError, PoissonMixtureData> Create(
        Vector counts,
        RowWeights given,
        string name,
        RowLabels labels,
        DataDescription read
    )
    {
        var weights = given.Without(i => double.IsNaN(counts[i]), counts.Count);
        var frequencies = new SortedDictionary<(double Count, int Label), double>();
        for (var i = 0; i < counts.Count; i++)
            if (weights[i] > 0)
                frequencies[(counts[i], labels[i])] = frequencies.GetValueOrDefault((counts[i], labels[i])) + weights[i];
        return frequencies.Keys.Select(key => key.Count).Distinct().Count() switch
        {
            0 => counts.Count > 0 && counts.All(double.IsNaN) ? new EmError.AllMissing(name) : new EmError.TooFewRows(0, 2),
            1 => new EmError.AllEqual(name, frequencies.Keys.First().Count),
            _ => new PoissonMixtureData(name, counts, given, weights, labels, frequencies, read),
        };
    }

    static readonly Domain _count = Domain.WholeNumberFrom(0);

    /// <summary>Reads a column of a table; its weights say how often each count was seen.</summary>
    /// <param name="table">The table, with or without a header.</param>
    /// <param name="chosen">The column; the only column of numbers if none is named.</param>
    public static Validation<EmError, PoissonMixtureData> Parse(Table table, ColumnChoice? chosen = null) =>
        NumberTable
            .ReadColumn(table, chosen ?? ColumnChoice.Default, _count)
            .Bind(read => Create(read.Values, read.Weights, read.Names[0], read.Labels, read.Description));
}
