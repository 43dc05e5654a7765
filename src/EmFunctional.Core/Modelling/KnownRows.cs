using LanguageExt;

namespace EmFunctional.Modelling;

/// <summary>
/// What must be known of all rows to compute with some of them. Whoever has gone through all of them tells it to those that read a part each: they need
/// not read the others.
/// </summary>
/// <param name="Hashes">The hashes of the blocks, each by itself: by them a part is known to be what it was.</param>
/// <param name="Columns">The columns of numbers, in the order in which they were hashed [d].</param>
public sealed record KnownRows(DataHashes Hashes, Arr<string> Columns)
{
    /// <summary>Whether rows have weights.</summary>
    public bool AreWeighted { get; init; }

    /// <summary>Whether a number of a row that counts is missing.</summary>
    public bool HaveHoles { get; init; }

    /// <summary>What each component is called, where the components of rows are known; none where no row's is.</summary>
    public Arr<string> Labels { get; init; } = Arr<string>.Empty;

    /// <summary>What is known of rows with their weights and labels; nothing where labels have no names, by which others would know them.</summary>
    internal static Option<KnownRows> Of(DataHashes hashes, Arr<string> columns, RowWeights weights, RowLabels labels, bool haveHoles) =>
        hashes.Level != 0 || (!labels.IsNone && labels.Names.IsEmpty)
            ? Option<KnownRows>.None
            : new KnownRows(hashes, columns)
            {
                AreWeighted = !weights.IsNone,
                HaveHoles = haveHoles,
                Labels = labels.Names,
            };
}
