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
}

/// <summary>How to choose rows of data: those that are independent of each other, such as whole sequences.</summary>
/// <param name="Count">n.</param>
/// <param name="Select">The data of the rows at given indices, in that order; an index may come twice. Nothing where they are too few.</param>
public sealed record LawRows<TData>(Func<TData, int> Count, Func<TData, Arr<int>, Option<TData>> Select)
{
    /// <summary>The data with weights for its rows, where the model has such.</summary>
    public Option<Func<TData, Vector, Option<TData>>> Weigh { get; init; }
}
