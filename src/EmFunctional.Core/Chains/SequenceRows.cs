using System.Collections.Generic;
using EmFunctional.Families;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Tables;
using LanguageExt;

namespace EmFunctional.Chains;

/// <summary>Sequences that were read for a family, before anything is asked of them together.</summary>
/// <param name="Family">The family.</param>
/// <param name="Names">The names of the columns [d].</param>
/// <param name="Values">The rows, one sequence behind the other [n×d].</param>
/// <param name="Lengths">How many rows each sequence has [N].</param>
/// <param name="Weights">How often each sequence counts [N]; once if null.</param>
/// <param name="Labels">The states of rows, where they are known.</param>
sealed record SequenceRows(Family Family, Arr<string> Names, Vector Values, Arr<int> Lengths, Vector? Weights, RowLabels Labels)
{
    /// <summary>What was read.</summary>
    public DataDescription Description { get; init; } = DataDescription.Unknown;

    /// <summary>In which row each was read; in order if null.</summary>
    public IReadOnlyList<int>? Order { get; init; }

    /// <summary>Whether a model is to be fitted to them: one that is there already takes any rows.</summary>
    public bool IsToFit { get; init; } = true;
}
