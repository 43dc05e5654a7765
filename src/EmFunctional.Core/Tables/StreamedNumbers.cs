using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Tables;

/// <summary>What was read of a table whose numbers went elsewhere.</summary>
/// <param name="Stored">s, how many columns may have been numbers while they were read.</param>
/// <param name="Places">Which of those are numbers [d].</param>
/// <param name="Description">What was read.</param>
public sealed record StreamedNumbers(int Stored, Arr<int> Places, DataDescription Description)
{
    /// <summary>The names of the columns [d].</summary>
    public Arr<string> Names { get; init; } = Arr<string>.Empty;

    /// <summary>n.</summary>
    public int Rows { get; init; }

    /// <summary>Of each column the texts that its numbers count; none of a column of numbers [d].</summary>
    public Arr<Arr<string>> Texts { get; init; } = Arr<Arr<string>>.Empty;

    /// <summary>A weight for each row [n]; null where none were asked for.</summary>
    public Vector? Weights { get; init; }

    /// <summary>The components of rows, where they are known.</summary>
    public RowLabels Labels { get; init; } = RowLabels.None;

    /// <summary>What was known of the rows before they are read; null where they were.</summary>
    internal KnownRows? Known { get; init; }

    /// <summary>Weights that are there with the rows of each block; null where <see cref="Weights"/> are all.</summary>
    internal RowWeights? WeightsInParts { get; init; }
}
