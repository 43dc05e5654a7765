using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Modelling;

public abstract partial record EmError
{
    /// <summary>What is wrong with rows, wherever they came from.</summary>
    public abstract record OfRows : Data
    {
        private protected OfRows() { }

        internal override EmError In(string source) => new InFile(source, this);
    }

    /// <summary>There are no rows.</summary>
    public sealed record NoRows(string Source) : Data
    {
        internal override string Words => $"{Source}: no rows of data; give at least one row";
    }

    /// <summary>There are fewer rows than the model needs.</summary>
    public sealed record TooFewRows(int Rows, int Needed) : OfRows
    {
        internal override string Words => $"{Wording.Count(Rows, "row")} of data; give at least {Needed}";
    }

    /// <summary>There are too few rows for a covariance of all columns.</summary>
    public sealed record TooFewRowsForColumns(int Rows, int Columns) : OfRows
    {
        internal override string Words =>
            $"{Wording.Count(Rows, "row")} of {Wording.Count(Columns, "column")}: a full or tied covariance needs at least {Columns + 1} rows; take a diagonal "
            + "or spherical form, fewer columns, or a prior";
    }

    /// <summary>A table has several columns that would do.</summary>
    /// <param name="Source">The table.</param>
    /// <param name="Columns">The columns of numbers.</param>
    public sealed record ManyColumns(string Source, Arr<string> Columns) : Data
    {
        internal override string Words => $"{Source}: columns {Wording.Listed(Columns)} all hold numbers; choose one";
    }

    /// <summary>No column is left that could be read: all are for weights and labels, left out, or without a name.</summary>
    public sealed record NoColumns(string Source, Arr<string> Columns) : Data
    {
        internal override string Words =>
            $"{Source}: no column is left to read: {Wording.Listed(Columns)} are for weights or labels, left out, or without a name; choose one by name";
    }

    /// <summary>A table has none of the column sets that the model reads.</summary>
    /// <param name="At">Where the header is.</param>
    /// <param name="Wanted">The column sets, any one of which would do.</param>
    /// <param name="Found">The columns that there are.</param>
    public sealed record MissingColumns(Position At, Arr<string> Wanted, Arr<string> Found) : Data
    {
        internal override string Words =>
            $"{At}: no column {string.Join(", nor ", Wanted)} among {Wording.Listed(Found)}; name the columns in the first line";
    }

    /// <summary>Data lack a column that a fitted model reads.</summary>
    /// <param name="Source">The data.</param>
    /// <param name="Name">The column.</param>
    /// <param name="Found">The columns that there are.</param>
    public sealed record LacksColumn(string Source, string Name, Arr<string> Found) : Data
    {
        internal override string Words =>
            $"{Source}: no column {Name}, which the model reads, among {Wording.Listed(Found)}; name those that stand for its columns, in its "
            + "order";
    }

    /// <summary>A row has another number of cells than the header.</summary>
    public sealed record RaggedRow(Position At, int Expected, int Found) : Data
    {
        internal override string Words =>
            $"{At}: {Wording.Count(Found, "cell")} where the header has {Expected}; give every row the same number of cells";
    }

    /// <summary>A cell, or a part of it, is not what its column holds.</summary>
    public sealed record BadCell(Position At, string Name, string Found, Domain Expected) : Data
    {
        internal override string Words => $"{At}: '{Short(Found)}' in {Named(Name)} must be {Expected.Name}; {Correction}";

        string Correction =>
            !Expected.Name.Contains("number", StringComparison.Ordinal) ? "correct this cell"
            : NumberLikes.HasComma(Found) ? "write numbers with a decimal point and without separators of thousands"
            : NumberText.TryRead(Found, out var plain) && Expected.Contains(plain)
                ? "write it with the decimals and thousands that were stated, or state others"
            : NumberLikes.IsMarker(Found) ? "correct this cell, or state what stands for a missing value"
            : "correct this cell";
    }

    /// <summary>A row holds no observation.</summary>
    /// <param name="At">Where the row is.</param>
    /// <param name="Observation">What it should have had.</param>
    public sealed record EmptyRow(Position At, string Observation) : Data
    {
        internal override string Words => $"{At}: a row without {Observation}; remove the row or fill it in";
    }

    /// <summary>All values are the same, so there is nothing to tell components apart by.</summary>
    /// <param name="Name">The column.</param>
    /// <param name="Value">The value.</param>
    public sealed record AllEqual(string Name, double Value) : OfRows
    {
        internal override string Words =>
            $"all values of {Named(Name)} are {NumberText.Shortest(Value)}; there is nothing to estimate, choose another column";
    }

    /// <summary>Values that are so far apart, or so close, that their squares are no numbers.</summary>
    /// <param name="Name">The column.</param>
    /// <param name="Range">The largest value less the smallest.</param>
    public sealed record OutOfScale(string Name, double Range) : OfRows
    {
        internal override string Words =>
            $"values of {Named(Name)} span {Numerics.NumberFormat.Significant(Range, 3)}, and the squares of such numbers cannot be computed; rescale the column "
            + "to a span between 1e-152 and 1e152";
    }

    /// <summary>Columns, of which one is a linear combination of the others: their covariance has no inverse, or as covariates they have no coefficients.</summary>
    /// <param name="Column">The first column that those before it determine.</param>
    /// <param name="Others">The columns before it.</param>
    /// <param name="AreCovariates">Whether they are covariates of a regression, beside a constant.</param>
    public sealed record Collinear(string Column, Arr<string> Others, bool AreCovariates = false) : OfRows
    {
        internal override string Words =>
            AreCovariates
                ? $"column {Column} is determined by {string.Join(", ", Others)} and a constant, so its coefficient can be any number; leave one "
                    + "of them out"
                : $"column {Column} is determined by {string.Join(", ", Others)}, so a full or tied covariance has no inverse; leave it out, or take a "
                    + "diagonal or spherical form";
    }

    /// <summary>Nothing of a column was observed.</summary>
    public sealed record AllMissing(string Name) : OfRows
    {
        internal override string Words => $"nothing of {Named(Name)} was observed; leave it out, or choose another column";
    }

    /// <summary>Every row is censored on one side, so that nothing bounds what is to be estimated.</summary>
    /// <param name="Name">The column that shows it.</param>
    public sealed record AllCensored(string Name) : OfRows
    {
        internal override string Words =>
            $"every row is censored on the same side, as {Named(Name)} says; nothing bounds the estimates, add rows that were seen";
    }

    /// <summary>The weights of all rows are 0.</summary>
    public sealed record NoWeight : OfRows
    {
        internal override string Words => "all weights are 0, so no row counts; give at least one row a weight above 0";
    }

    /// <summary>A file cannot be read.</summary>
    /// <param name="Source">The file.</param>
    /// <param name="Fault">Why.</param>
    public sealed record Unreadable(string Source, ReadFault Fault) : Data
    {
        internal override string Words => $"{Source}: {Fault.Reason()}";
    }

    /// <summary>A file was cut off or changed while it was read.</summary>
    /// <param name="Source">The file.</param>
    /// <param name="Row">The first row of the block of rows that differs, from 1.</param>
    public sealed record ChangedFile(string Source, int Row) : Data
    {
        internal override string Words =>
            $"{Source}: was cut off or changed while it was read, at row {Row} or behind it; run again when nobody writes to it";
    }

    /// <summary>A file is not the array that it should be.</summary>
    /// <param name="Source">The file.</param>
    /// <param name="Expected">What it must be.</param>
    public sealed record BadArray(string Source, string Expected) : Data
    {
        internal override string Words => $"{Source}: must be {Expected}";
    }

    /// <summary>A text is not the JSON that is expected.</summary>
    public sealed record BadJson(Position At, string Expected) : Data
    {
        internal override string Words => $"{At}: expected {Expected}; write an object of parameters by name";
    }

    /// <summary>A text is no Unicode.</summary>
    /// <param name="At">Where.</param>
    /// <param name="Found">What is there.</param>
    public sealed record NotUnicode(Position At, string Found) : Data
    {
        internal override string Words => $"{At}: {Found} is no Unicode text; write the file as UTF-8";
    }

    /// <summary>Bytes are no text of the encoding that was stated.</summary>
    /// <param name="At">The line where, or before which, they are.</param>
    /// <param name="Found">The bytes.</param>
    /// <param name="Encoding">The encoding.</param>
    public sealed record WrongEncoding(Position At, string Found, string Encoding) : Data
    {
        internal override string Words => $"{At}: {Found} is no text in {Encoding}, here or in the lines below; state another encoding";
    }

    /// <summary>A saved model is not what it should be.</summary>
    /// <param name="Source">The file.</param>
    /// <param name="Field">The part of it.</param>
    /// <param name="Expected">What it must be.</param>
    public sealed record BadModelFile(string Source, string Field, string Expected) : Data
    {
        internal override string Words => $"{Source}: {Field} must be {Expected}; save the model anew";
    }

    /// <summary>What a file says is wrong in itself.</summary>
    /// <param name="Source">The file.</param>
    /// <param name="Error">What is wrong.</param>
    public sealed record InFile(string Source, EmError Error) : Data
    {
        internal override string Words => $"{Source}: {Error}";
    }

    /// <summary>A saved model is of a version that is not known here.</summary>
    /// <param name="Source">The file.</param>
    /// <param name="Version">Its version.</param>
    /// <param name="Known">The newest version that is known.</param>
    public sealed record UnknownModelVersion(string Source, int Version, int Known) : Data
    {
        internal override string Words =>
            $"{Source}: a model of version {Version}, and the newest known here is {Known}; use the software that wrote it, or a newer one";
    }

    /// <summary>What a journal kept as a digest comes out otherwise here.</summary>
    /// <param name="Iteration">The iterate.</param>
    /// <param name="Kept">The trace digest that was recorded.</param>
    /// <param name="Computed">The one that comes out.</param>
    public sealed record OtherTrace(int Iteration, string Kept, string Computed) : Data
    {
        internal override string Words =>
            $"iteration {Iteration} comes out with the trace digest {Computed[..8]}…, and {Kept[..8]}… was recorded; the model, its data or the software are not those of the run";
    }

    /// <summary>An error of which there are only the words: one that a journal recorded, or that another process met.</summary>
    /// <param name="Kind">The case that it was.</param>
    /// <param name="Text">The words that it had.</param>
    public sealed record Recorded(string Kind, string Text) : Data
    {
        internal override string Words => Text;
    }
}
