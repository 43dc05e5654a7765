using System.Collections.Generic;
using EmFunctional.Mixtures;
using EmFunctional.Modelling;
using EmFunctional.Tables;
using LanguageExt;

namespace EmFunctional.Families;

/// <summary>Rows of flips, each by one coin that nobody noted, as people write them down.</summary>
public static class Flips
{
    /// <summary>Reads rows of flips, such as "HTTTHHTHTH" or "htt".</summary>
    /// <param name="sequences">A sequence for each row.</param>
    /// <returns>The data, or the errors with line (the row, from 1) and column.</returns>
    /// <example>
    /// <code><![CDATA[
    /// Console.WriteLine(Flips.Parse("HTH", "HHT").OrThrow().Rows); // prints: 2
    /// Console.WriteLine(Flips.Parse("HTH", "HXT").Match(_ => "", errors => errors.Head.ToString())); // prints: flips:2:2: 'X' in the flips must be H or T; correct this cell
    /// ]]></code>
    /// </example>
    public static Validation<EmError, MixtureData> Parse(params IEnumerable<string> sequences) => Parse(Table.OfLines("flips", sequences));

    /// <summary>
    /// Reads a table: a column <c>sequence</c> of flips (its header may be missing where it is the only column), or columns <c>heads</c> and
    /// <c>tails</c>, or <c>heads</c> and <c>flips</c>. Other columns are passed over.
    /// </summary>
    /// <param name="table">The table; a first row of one cell is the header only if it is the name of the column.</param>
    /// <param name="chosen">The column of sequences, if it is not <c>sequence</c>. Of a row with a cell missing nothing was observed.</param>
    /// <returns>The data, or the first twenty errors, each with its place.</returns>
    public static Validation<EmError, MixtureData> Parse(Table table, ColumnChoice? chosen = null) =>
        FlipsReader.Read(table, chosen ?? ColumnChoice.Default).Bind(MixtureData.Of);
}
