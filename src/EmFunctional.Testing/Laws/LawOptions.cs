using System.Linq;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Testing.Laws;

/// <summary>What the laws need to know of a model beyond the model: each is optional, and lets more laws be tried.</summary>
public sealed record LawOptions<TData, TParams>
{
    /// <summary>Where to start; if there are none, four points whose free coordinates are drawn from the standard normal distribution.</summary>
    public Arr<TParams> Starts { get; init; } = Arr<TParams>.Empty;

    /// <summary>The same parameters with the labels of the components changed, such as reversed, for laws on labels.</summary>
    public Option<Func<TParams, TParams>> Relabel { get; init; }

    /// <summary>The data with a label for every row, where the model takes labels.</summary>
    public Option<TData> Labelled { get; init; }

    /// <summary>How to choose rows of the data, for laws on rows.</summary>
    public Option<LawRows<TData>> Rows { get; init; }

    /// <summary>What may be done to the data without changing what they say: other units, another order, other weights.</summary>
    public Arr<LawSymmetry<TParams>> Symmetries { get; init; } = Arr<LawSymmetry<TParams>>.Empty;

    /// <summary>
    /// Everything that one more row could be, for the law that probabilities add up to 1: the data with it, and its measure (1 in a sum, the weight of
    /// a node in an integral, such as <see cref="LawSupport.OnLine"/>). Given θ, for a density is to be looked at where it is.
    /// </summary>
    public Option<Func<TParams, Arr<(TData With, double Measure)>>> Support { get; init; }

    /// <summary>
    /// Q(θ′ | θ) up to what does not depend on θ′: the expected complete-data log-likelihood of θ′ from the flat statistics that E made at θ. Given
    /// θ, θ′ and the statistics.
    /// </summary>
    public Option<Func<TParams, TParams, Vector, double>> Complete { get; init; }
}

/// <summary>A change of the data that changes no result but in a way that is known.</summary>
/// <param name="Name">What is done: <c>grams for kilograms</c>, <c>rows in reverse</c>.</param>
/// <param name="Problem">The model with the data changed.</param>
/// <param name="Map">What becomes of parameters.</param>
public sealed record LawSymmetry<TParams>(string Name, Iterating.Problem<TParams> Problem, Func<TParams, TParams> Map);

/// <summary>Ways to choose rows.</summary>
public static class LawRows
{
    /// <summary>Rows that are the numbers of a vector, each independent of the others.</summary>
    public static LawRows<Vector> OfVector { get; } =
        new(vector => vector.Count, (vector, rows) => rows.IsEmpty ? Option<Vector>.None : Vector.Of(rows.Select(row => vector[row])));
}

/// <summary>How to choose rows of data: those that are independent of each other, such as whole sequences.</summary>
/// <param name="Count">n.</param>
/// <param name="Select">The data of the rows at given indices, in that order; an index may come twice. Nothing where they are too few.</param>
public sealed record LawRows<TData>(Func<TData, int> Count, Func<TData, Arr<int>, Option<TData>> Select)
{
    /// <summary>The data with weights for its rows, where the model has such.</summary>
    public Option<Func<TData, Vector, Option<TData>>> Weigh { get; init; }
}
