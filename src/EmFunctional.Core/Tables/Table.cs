using System.Collections.Generic;
using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Sharding;
using LanguageExt;

namespace EmFunctional.Tables;

/// <summary>Rows of cells as they were read; whether the first row is a header is for the reader of the rows to say.</summary>
/// <param name="Source">The name of the file, or of the argument that held the text.</param>
/// <param name="Rows">The rows, blank lines among them, read once, in order.</param>
public sealed record Table(string Source, IEnumerable<TableRow> Rows)
{
    /// <summary>After so many errors reading ends: a wrong file has one in every row.</summary>
    public const int MostErrors = 20;

    /// <summary>How many cells are read into memory unless somebody says otherwise: 2 GiB of numbers.</summary>
    public const long DefaultMostCells = 1L << 28;

    /// <summary>How many cells are read into memory at the most.</summary>
    public long MostCells { get; init; } = DefaultMostCells;

    /// <summary>Whether the first row is a header, where the source knows.</summary>
    public Option<bool> Header { get; init; }

    /// <summary>What was said of how the text is written.</summary>
    public TextFormat Format { get; init; } = TextFormat.Guessed;

    /// <summary>The encoding of the text by name, where it is not UTF-8.</summary>
    public Option<string> Encoding { get; init; }

    /// <summary>The same rows as numbers, of a source that has no text; NaN where one is missing.</summary>
    public NumberBlock? Numbers { get; init; }

    /// <summary>The same rows where they are not in memory: complete rows of numbers.</summary>
    public RowBlocks? Blocks { get; init; }

    /// <summary>The names of the columns of <see cref="Blocks"/>; none where the source has none [d].</summary>
    public Arr<string> BlockNames { get; init; } = Arr<string>.Empty;

    /// <summary>What was read of a text whose numbers are <see cref="Blocks"/> since; null where they are not from a text.</summary>
    public StreamedNumbers? Streamed { get; init; }

    /// <summary>A table of rows that are not in memory, for a model that reads them by block.</summary>
    /// <param name="source">How messages name the place.</param>
    /// <param name="blocks">The rows.</param>
    public static Table OfBlocks(string source, RowBlocks blocks) => new(source, []) { Blocks = blocks };

    /// <summary>The names of columns that have none.</summary>
    /// <param name="count">How many there are.</param>
    public static Arr<string> NamesOf(int count) => Enumerable.Range(0, count).Select(NameOf).ToArray();

    /// <summary>The name of a column that has none.</summary>
    /// <param name="column">The column, from 0.</param>
    internal static string NameOf(int column) => $"column{column + 1}";

    /// <summary>A table of numbers.</summary>
    /// <param name="source">How messages name the place.</param>
    /// <param name="block">The numbers.</param>
    /// <exception cref="ArgumentException">The numbers are no whole rows, or there are names of other columns.</exception>
    public static Table Of(string source, NumberBlock block) =>
        block.Columns < 1 || block.Values.Length % block.Columns != 0 || (!block.Names.IsEmpty && block.Names.Count != block.Columns)
            ? throw new ArgumentException(
                $"{block.Values.Length} numbers in {block.Columns} columns, {block.Names.Count} of them with names: no whole rows",
                nameof(block)
            )
            : new(
                source,
                (block.Names.IsEmpty ? [] : new TableRow[] { new TextRow(0, [.. block.Names], cell => cell + 1) }).Concat(
                    Enumerable
                        .Range(0, block.Rows)
                        .Select(i => new TextRow(
                            block.First + i + 1,
                            [
                                .. Enumerable
                                    .Range(0, block.Columns)
                                    .Select(j => NumberText.Shortest(block.Values.Span[i * block.Columns + j])),
                            ],
                            cell => cell + 1
                        ))
                )
            )
            {
                Numbers = block,
                Header = !block.Names.IsEmpty,
            };

    /// <summary>A table of one column: each text is a row.</summary>
    /// <param name="source">How messages name the place.</param>
    /// <param name="lines">The cells.</param>
    public static Table OfLines(string source, IEnumerable<string> lines) =>
        new(source, lines.Select(TableRow (line, index) => new TextRow(index + 1, [line], _ => 1)));

    /// <summary>The rows of data among all rows. In a table of one column a blank line is a row with a missing cell; in others it is no row.</summary>
    /// <param name="rows">All rows, blank lines among them.</param>
    /// <param name="hasHeader">Whether the first that is not blank is the header.</param>
    public static IEnumerable<TableRow> OfData(IEnumerable<TableRow> rows, bool hasHeader) => OfData(rows, hasHeader, _ => { });

    /// <summary>The same, for somebody who is told of each blank line that is no row.</summary>
    internal static IEnumerable<TableRow> OfData(IEnumerable<TableRow> rows, bool hasHeader, Action<TableRow> passOver)
    {
        var (lead, hasBegun, isColumn) = (new List<TableRow>(), false, false);
        foreach (var row in rows)
            if (hasBegun && (isColumn || !row.IsBlank))
                yield return row;
            else if (!hasBegun && row.IsBlank)
                lead.Add(row.Kept);
            else if (!hasBegun)
            {
                (hasBegun, isColumn) = (true, row.Count == 1);
                foreach (var blank in lead.Where(_ => isColumn && !hasHeader))
                    yield return blank;
                if (!hasHeader)
                    yield return row;
            }
            else
                passOver(row);
    }

    /// <summary>The place of a character in a cell.</summary>
    /// <param name="row">The row.</param>
    /// <param name="cell">The cell's index from 0.</param>
    /// <param name="offset">The character in the cell, from 0.</param>
    public Position At(TableRow row, int cell = 0, int offset = 0) => new(Source, row.Line, row.ColumnOf(cell) + offset);
}

/// <summary>Rows of numbers.</summary>
/// <param name="Columns">d ≥ 1.</param>
/// <param name="Values">The numbers, row by row; nobody changes them [n×d].</param>
public sealed record NumberBlock(int Columns, ReadOnlyMemory<double> Values)
{
    /// <summary>The columns' names; none where the source has none [d].</summary>
    public Arr<string> Names { get; init; } = Arr<string>.Empty;

    /// <summary>The index of the first row among all rows of the source.</summary>
    public int First { get; init; }

    /// <summary>n.</summary>
    public int Rows => Values.Length / Columns;
}
