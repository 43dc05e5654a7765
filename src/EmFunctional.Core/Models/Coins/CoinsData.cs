using System.Collections.Generic;
using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Tables;
using LanguageExt;

namespace EmFunctional.Models.Coins;

/// <summary>What was seen of the coins: n rows of flips, each by one coin that nobody noted.</summary>
public sealed record CoinsData
{
    internal CoinsData(
        Vector heads,
        Vector tails,
        CoinsObservation observation,
        RowWeights? weights = null,
        RowLabels? labels = null,
        DataDescription? read = null
    )
    {
        var given = weights ?? RowWeights.None;
        (Heads, Tails, Observation, Labels) = (heads, tails, observation, labels ?? RowLabels.None);
        Weights = given.Without(i => heads[i] + tails[i] == 0, Rows);
        Unobserved = given.Total(Rows) - Weights.Total(Rows);
        Description = (read ?? DataDescription.Unknown).With(
            Rows,
            Enumerable.Range(0, Rows).Count(i => heads[i] + tails[i] == 0),
            given,
            Labels
        );
        LogArrangements =
            observation == CoinsObservation.Counts
                ? heads.Zip(tails, (h, t) => SpecialFunctions.LogBinomial(h + t, h))
                : Vector.Of(heads.Count, _ => 0);
    }

    /// <summary>hᵢ, the heads of row i [n].</summary>
    public Vector Heads { get; }

    /// <summary>tᵢ, the tails of row i [n].</summary>
    public Vector Tails { get; }

    /// <summary>Whether the sequences were seen or only the counts, which decides what the likelihood is of.</summary>
    public CoinsObservation Observation { get; }

    /// <summary>cᵢ = ln C(hᵢ + tᵢ, hᵢ) where only the counts were seen, else 0 [n].</summary>
    public Vector LogArrangements { get; }

    /// <summary>How often each row counts, 0 where its flips are missing [n].</summary>
    public RowWeights Weights { get; }

    /// <summary>The coins of rows, where they are known [n].</summary>
    public RowLabels Labels { get; }

    /// <summary>How many rows there are, by weight, whose flips are missing.</summary>
    public double Unobserved { get; }

    /// <summary>n, the number of rows.</summary>
    public int Rows => Heads.Count;

    /// <summary>What was read.</summary>
    public DataDescription Description { get; }

    /// <summary>Data are the same if what they say is, wherever it was read.</summary>
    public bool Equals(CoinsData? other) => other is not null && Id == other.Id;

    /// <inheritdoc/>
    public override int GetHashCode() => Id.GetHashCode();

    /// <summary>The hash of all this.</summary>
    public Hash256 Id =>
        Labels.AddTo(Weights.AddTo(new Canonical(64 + 16 * Rows).Add("coins").Add((int)Observation).Add(Heads).Add(Tails))).Hash();

    /// <summary>Reads rows of flips, such as "HTTTHHTHTH" or "htt".</summary>
    /// <param name="sequences">A sequence for each row.</param>
    /// <returns>The data, or the errors with line (the row, from 1) and column.</returns>
    public static Validation<EmError, CoinsData> Parse(params IEnumerable<string> sequences) => Parse(Table.OfLines("flips", sequences));

    /// <summary>
    /// Reads a table: a column <c>sequence</c> of flips (its header may be missing where it is the only column), or columns <c>heads</c> and
    /// <c>tails</c>, or <c>heads</c> and <c>flips</c>. Other columns are passed over.
    /// </summary>
    /// <param name="table">The table; a first row of one cell is the header only if it is the name of the column.</param>
    /// <param name="chosen">The column of sequences, if it is not <c>sequence</c>. Of a row with a cell missing nothing was observed.</param>
    /// <returns>The data, or the first twenty errors, each with its place.</returns>
    public static Validation<EmError, CoinsData> Parse(Table table, ColumnChoice? chosen = null) =>
        CoinsParser.Parse(table, chosen ?? ColumnChoice.Default);
}

/// <summary>What was seen of a row.</summary>
public enum CoinsObservation
{
    /// <summary>The flips in their order: p = θʰ(1 − θ)ᵗ.</summary>
    Sequences = 0,

    /// <summary>How many heads and tails: p = C(h + t, h)·θʰ(1 − θ)ᵗ.</summary>
    Counts = 1,
}
