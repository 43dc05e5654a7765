using System.Collections.Generic;
using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Numerics;

namespace EmFunctional.Tables;

/// <summary>A row of a table. It may be gone once the next one is read: what must stay is kept by <see cref="Kept"/>.</summary>
public abstract class TableRow
{
    /// <summary>The line on which the row begins, from 1.</summary>
    public abstract int Line { get; }

    /// <summary>How many cells it has.</summary>
    public abstract int Count { get; }

    /// <summary>The text of a cell, unquoted.</summary>
    /// <param name="cell">The cell's index from 0.</param>
    public abstract string this[int cell] { get; }

    /// <summary>The number of a cell, where the cell is a finite number and nothing else.</summary>
    /// <param name="cell">The cell's index from 0.</param>
    /// <param name="value">The number.</param>
    public abstract bool TryNumber(int cell, out double value);

    /// <summary>The column, from 1, at which the text of a cell begins; asked for only when something is wrong.</summary>
    /// <param name="cell">The cell's index from 0.</param>
    public abstract int ColumnOf(int cell);

    /// <summary>Whether the row is a blank line.</summary>
    public virtual bool IsBlank => false;

    /// <summary>Whether the text of a cell is Unicode: what is not cannot be told from other such text.</summary>
    /// <param name="cell">The cell's index from 0.</param>
    public virtual bool IsUnicode(int cell) => true;

    /// <summary>What separates the cells, where they stand in a text.</summary>
    public virtual char? Separator => null;

    /// <summary>Why there is no row here and none after it: the source cannot be read on.</summary>
    public virtual EmError? Fault => null;

    /// <summary>The same row, which stays.</summary>
    public virtual TableRow Kept => this;

    /// <summary>The cells' texts.</summary>
    public IReadOnlyList<string> Texts => [.. Enumerable.Range(0, Count).Select(cell => this[cell])];
}

/// <summary>A row of texts.</summary>
/// <param name="line">The line on which the row begins, from 1.</param>
/// <param name="cells">The cells, unquoted.</param>
/// <param name="columnOf">The column, from 1, at which the text of a cell begins.</param>
public sealed class TextRow(int line, IReadOnlyList<string> cells, Func<int, int> columnOf) : TableRow
{
    /// <inheritdoc/>
    public override int Line => line;

    /// <inheritdoc/>
    public override int Count => cells.Count;

    /// <inheritdoc/>
    public override string this[int cell] => cells[cell];

    /// <inheritdoc/>
    public override bool TryNumber(int cell, out double value)
    {
        if (Numbers is null)
            return NumberText.TryRead(cells[cell], out value) && double.IsFinite(value);
        value = Numbers[cell];
        return !double.IsNaN(value);
    }

    /// <inheritdoc/>
    public override int ColumnOf(int cell) => columnOf(cell);

    /// <inheritdoc/>
    public override bool IsUnicode(int cell) => !NotUnicode.Contains(cell);

    /// <summary>The cells' numbers, NaN where a cell is none; read from the texts if null.</summary>
    public IReadOnlyList<double>? Numbers { get; init; }

    /// <summary>The cells whose bytes are no Unicode.</summary>
    public IReadOnlyList<int> NotUnicode { get; init; } = [];

    /// <inheritdoc/>
    public override bool IsBlank => IsBlankLine;

    /// <summary>Whether it stands for a blank line.</summary>
    public bool IsBlankLine { get; init; }

    /// <inheritdoc/>
    public override char? Separator => SeparatedBy;

    /// <summary>What separates the cells, where they stand in a text.</summary>
    public char? SeparatedBy { get; init; }
}

/// <summary>Where a source cannot be read on: it has no cells, and no row comes after it.</summary>
/// <param name="line">The line, from 1.</param>
/// <param name="fault">Why.</param>
public sealed class BrokenRow(int line, EmError fault) : TableRow
{
    /// <inheritdoc/>
    public override int Line => line;

    /// <inheritdoc/>
    public override int Count => 0;

    /// <inheritdoc/>
    public override string this[int cell] => throw new ArgumentOutOfRangeException(nameof(cell));

    /// <inheritdoc/>
    public override bool TryNumber(int cell, out double value) => throw new ArgumentOutOfRangeException(nameof(cell));

    /// <inheritdoc/>
    public override int ColumnOf(int cell) => 1;

    /// <inheritdoc/>
    public override EmError? Fault => fault;
}
