using System.Diagnostics;
using LanguageExt;

namespace EmFunctional.Modelling;

/// <summary>What data, options or the mathematics can bring about. A case carries names and numbers; <see cref="EmErrorText"/> has the words.</summary>
public abstract record EmError
{
    EmError() { }

    /// <summary>There are no rows.</summary>
    public sealed record NoRows(string Source) : EmError;

    /// <summary>There are fewer rows than the model needs.</summary>
    public sealed record TooFewRows(int Rows, int Needed) : EmError;

    /// <summary>There are too few rows for a covariance of all columns.</summary>
    public sealed record TooFewRowsForColumns(int Rows, int Columns) : EmError;

    /// <summary>A table has several columns that would do.</summary>
    /// <param name="Source">The table.</param>
    /// <param name="Columns">The columns of numbers.</param>
    public sealed record ManyColumns(string Source, Arr<string> Columns) : EmError;

    /// <summary>No column is left that could be read: all are for weights and labels, left out, or without a name.</summary>
    public sealed record NoColumns(string Source, Arr<string> Columns) : EmError;

    /// <summary>A table has none of the column sets that the model reads.</summary>
    /// <param name="At">Where the header is.</param>
    /// <param name="Wanted">The column sets, any one of which would do.</param>
    /// <param name="Found">The columns that there are.</param>
    public sealed record MissingColumns(Position At, Arr<string> Wanted, Arr<string> Found) : EmError;

    /// <summary>Data lack a column that a fitted model reads.</summary>
    /// <param name="Source">The data.</param>
    /// <param name="Name">The column.</param>
    /// <param name="Found">The columns that there are.</param>
    public sealed record LacksColumn(string Source, string Name, Arr<string> Found) : EmError;

    /// <summary>A row has another number of cells than the header.</summary>
    public sealed record RaggedRow(Position At, int Expected, int Found) : EmError;

    /// <summary>A cell, or a part of it, is not what its column holds.</summary>
    public sealed record BadCell(Position At, string Name, string Found, Domain Expected) : EmError;

    /// <summary>A row holds no observation.</summary>
    /// <param name="At">Where the row is.</param>
    /// <param name="Observation">What it should have had.</param>
    public sealed record EmptyRow(Position At, string Observation) : EmError;

    /// <summary>A mixture has more components than there are rows, or distinct values, to tell them apart.</summary>
    /// <param name="Components">K.</param>
    /// <param name="Count">How many there are.</param>
    /// <param name="Things">Of what: rows, distinct values.</param>
    public sealed record TooManyComponents(int Components, int Count, string Things = "rows") : EmError;

    /// <summary>Rows have labels of more components than the model has.</summary>
    /// <param name="Labels">How many there are.</param>
    /// <param name="Components">K.</param>
    public sealed record TooManyLabels(int Labels, int Components) : EmError;

    /// <summary>A parameter or an option is not in its domain.</summary>
    public sealed record OutsideDomain(string Name, double Value, Domain Domain) : EmError;

    /// <summary>A group of parameters has another length than the model.</summary>
    public sealed record WrongLength(string Name, int Expected, int Found) : EmError;

    /// <summary>A group of parameters has another shape than the model.</summary>
    public sealed record WrongShape(string Name, string Expected, string Found) : EmError;

    /// <summary>A name that is not known.</summary>
    /// <param name="Kind">What it should name: model, parameter, column, sample, option …</param>
    /// <param name="Name">The name.</param>
    /// <param name="Known">The names that there are.</param>
    public sealed record UnknownName(string Kind, string Name, Arr<string> Known) : EmError;

    /// <summary>All values are the same, so there is nothing to tell components apart by.</summary>
    /// <param name="Name">The column.</param>
    /// <param name="Value">The value.</param>
    public sealed record AllEqual(string Name, double Value) : EmError;

    /// <summary>Values that are so far apart, or so close, that their squares are no numbers.</summary>
    /// <param name="Name">The column.</param>
    /// <param name="Range">The largest value less the smallest.</param>
    public sealed record OutOfScale(string Name, double Range) : EmError;

    /// <summary>Columns, of which one is a linear combination of the others: their covariance has no inverse, or as covariates they have no coefficients.</summary>
    /// <param name="Column">The first column that those before it determine.</param>
    /// <param name="Others">The columns before it.</param>
    /// <param name="AreCovariates">Whether they are covariates of a regression, beside a constant.</param>
    public sealed record Collinear(string Column, Arr<string> Others, bool AreCovariates = false) : EmError;

    /// <summary>A matrix that must be positive definite is not.</summary>
    /// <param name="Name">The matrix.</param>
    /// <param name="Eigenvalue">Its smallest eigenvalue.</param>
    /// <param name="Least">What that must be at least.</param>
    public sealed record NotPositiveDefinite(string Name, double Eigenvalue, double Least) : EmError;

    /// <summary>A component has collapsed: its likelihood is unbounded and has no maximum.</summary>
    /// <param name="Component">The component, from 0; none where all share one covariance.</param>
    /// <param name="Mass">How many rows it is responsible for.</param>
    /// <param name="Eigenvalue">The smallest eigenvalue of its covariance, in one dimension its variance.</param>
    public sealed record Degenerate(Option<int> Component, double Mass, double Eigenvalue) : EmError;

    /// <summary>Nothing of a column was observed.</summary>
    public sealed record AllMissing(string Name) : EmError;

    /// <summary>Every row is censored on one side, so that nothing bounds what is to be estimated.</summary>
    /// <param name="Name">The column that shows it.</param>
    public sealed record AllCensored(string Name) : EmError;

    /// <summary>The weights of all rows are 0.</summary>
    public sealed record NoWeight : EmError;

    /// <summary>The value of an option is not in its domain.</summary>
    public sealed record BadOption(string Name, string Value, Domain Domain) : EmError;

    /// <summary>A model was asked for what it does not offer.</summary>
    /// <param name="Model">The model.</param>
    /// <param name="Deed">What it was asked to do: take weights, …</param>
    public sealed record CannotDo(string Model, string Deed) : EmError;

    /// <summary>A file cannot be read.</summary>
    /// <param name="Source">The file.</param>
    /// <param name="Fault">Why.</param>
    public sealed record Unreadable(string Source, ReadFault Fault) : EmError;

    /// <summary>A file was cut off or changed while it was read.</summary>
    /// <param name="Source">The file.</param>
    /// <param name="Row">The first row of the block of rows that differs, from 1.</param>
    public sealed record ChangedFile(string Source, int Row) : EmError;

    /// <summary>A file cannot be written.</summary>
    /// <param name="Path">The file.</param>
    /// <param name="Reason">What the system says.</param>
    public sealed record Unwritable(string Path, string Reason) : EmError;

    /// <summary>A file is not the array that it should be.</summary>
    /// <param name="Source">The file.</param>
    /// <param name="Expected">What it must be.</param>
    public sealed record BadArray(string Source, string Expected) : EmError;

    /// <summary>A text is not the JSON that is expected.</summary>
    public sealed record BadJson(Position At, string Expected) : EmError;

    /// <summary>A text is no Unicode.</summary>
    /// <param name="At">Where.</param>
    /// <param name="Found">What is there.</param>
    public sealed record NotUnicode(Position At, string Found) : EmError;

    /// <summary>Something would be larger than a limit that guards the memory.</summary>
    /// <param name="Name">What is counted.</param>
    /// <param name="Count">How many there would be.</param>
    /// <param name="Most">How many there may be.</param>
    public sealed record OverLimit(string Name, double Count, double Most) : EmError;

    /// <summary>A saved model is not what it should be.</summary>
    /// <param name="Source">The file.</param>
    /// <param name="Field">The part of it.</param>
    /// <param name="Expected">What it must be.</param>
    public sealed record BadModelFile(string Source, string Field, string Expected) : EmError;

    /// <summary>What a file says is wrong in itself.</summary>
    /// <param name="Source">The file.</param>
    /// <param name="Error">What is wrong.</param>
    public sealed record InFile(string Source, EmError Error) : EmError;

    /// <summary>A saved model is of a version that is not known here.</summary>
    /// <param name="Source">The file.</param>
    /// <param name="Version">Its version.</param>
    /// <param name="Known">The newest version that is known.</param>
    public sealed record UnknownModelVersion(string Source, int Version, int Known) : EmError;

    /// <summary>A row of the data has probability 0 under the parameters.</summary>
    /// <param name="Row">The row, from 1.</param>
    public sealed record ImpossibleRow(int Row) : EmError;

    /// <summary>A sequence of the data has probability 0 under the parameters.</summary>
    /// <param name="Sequence">The sequence, from 1.</param>
    /// <param name="Place">Its first observation that cannot follow those before it, from 1.</param>
    public sealed record ImpossibleSequence(int Sequence, int Place) : EmError;

    /// <summary>A number that must be finite is not: the objective, or a parameter that the M-step proposed.</summary>
    public sealed record NotFinite(string Name, double Value) : EmError;

    /// <summary>The objective of a model whose objective cannot fall fell by more than rounding.</summary>
    /// <param name="Iteration">The iterate that is below the one before.</param>
    /// <param name="From">The objective before, in nats.</param>
    /// <param name="To">The objective now.</param>
    /// <param name="Slack">The fall that rounding could explain.</param>
    public sealed record Decreased(int Iteration, double From, double To, double Slack) : EmError;

    /// <summary>An error that a journal recorded.</summary>
    /// <param name="Kind">The case that it was.</param>
    /// <param name="Text">The words that it had.</param>
    public sealed record Recorded(string Kind, string Text) : EmError;

    /// <summary>The text of a stop rule cannot be read.</summary>
    /// <param name="Text">The whole text.</param>
    /// <param name="Column">Where reading ended, from 1.</param>
    /// <param name="Expected">What could have stood there.</param>
    public sealed record BadStopRule(string Text, int Column, string Expected) : EmError;

    /// <summary>The one place that tells the cases apart.</summary>
    public T Match<T>(
        Func<NoRows, T> noRows,
        Func<TooFewRows, T> tooFewRows,
        Func<TooFewRowsForColumns, T> tooFewRowsForColumns,
        Func<ManyColumns, T> manyColumns,
        Func<NoColumns, T> noColumns,
        Func<MissingColumns, T> missingColumns,
        Func<LacksColumn, T> lacksColumn,
        Func<RaggedRow, T> raggedRow,
        Func<BadCell, T> badCell,
        Func<EmptyRow, T> emptyRow,
        Func<TooManyComponents, T> tooManyComponents,
        Func<TooManyLabels, T> tooManyLabels,
        Func<OutsideDomain, T> outsideDomain,
        Func<WrongLength, T> wrongLength,
        Func<WrongShape, T> wrongShape,
        Func<UnknownName, T> unknownName,
        Func<AllEqual, T> allEqual,
        Func<OutOfScale, T> outOfScale,
        Func<Collinear, T> collinear,
        Func<NotPositiveDefinite, T> notPositiveDefinite,
        Func<Degenerate, T> degenerate,
        Func<AllMissing, T> allMissing,
        Func<AllCensored, T> allCensored,
        Func<NoWeight, T> noWeight,
        Func<BadOption, T> badOption,
        Func<CannotDo, T> cannotDo,
        Func<Unreadable, T> unreadable,
        Func<ChangedFile, T> changedFile,
        Func<Unwritable, T> unwritable,
        Func<BadArray, T> badArray,
        Func<BadJson, T> badJson,
        Func<NotUnicode, T> notUnicode,
        Func<OverLimit, T> overLimit,
        Func<BadModelFile, T> badModelFile,
        Func<InFile, T> inFile,
        Func<UnknownModelVersion, T> unknownModelVersion,
        Func<ImpossibleRow, T> impossibleRow,
        Func<ImpossibleSequence, T> impossibleSequence,
        Func<NotFinite, T> notFinite,
        Func<Decreased, T> decreased,
        Func<Recorded, T> recorded,
        Func<BadStopRule, T> badStopRule
    ) =>
        this switch
        {
            NoRows e => noRows(e),
            TooFewRows e => tooFewRows(e),
            TooFewRowsForColumns e => tooFewRowsForColumns(e),
            ManyColumns e => manyColumns(e),
            NoColumns e => noColumns(e),
            MissingColumns e => missingColumns(e),
            LacksColumn e => lacksColumn(e),
            RaggedRow e => raggedRow(e),
            BadCell e => badCell(e),
            EmptyRow e => emptyRow(e),
            TooManyComponents e => tooManyComponents(e),
            TooManyLabels e => tooManyLabels(e),
            OutsideDomain e => outsideDomain(e),
            WrongLength e => wrongLength(e),
            WrongShape e => wrongShape(e),
            UnknownName e => unknownName(e),
            AllEqual e => allEqual(e),
            OutOfScale e => outOfScale(e),
            Collinear e => collinear(e),
            NotPositiveDefinite e => notPositiveDefinite(e),
            Degenerate e => degenerate(e),
            AllMissing e => allMissing(e),
            AllCensored e => allCensored(e),
            NoWeight e => noWeight(e),
            BadOption e => badOption(e),
            CannotDo e => cannotDo(e),
            Unreadable e => unreadable(e),
            ChangedFile e => changedFile(e),
            Unwritable e => unwritable(e),
            BadArray e => badArray(e),
            BadJson e => badJson(e),
            NotUnicode e => notUnicode(e),
            OverLimit e => overLimit(e),
            BadModelFile e => badModelFile(e),
            InFile e => inFile(e),
            UnknownModelVersion e => unknownModelVersion(e),
            ImpossibleRow e => impossibleRow(e),
            ImpossibleSequence e => impossibleSequence(e),
            NotFinite e => notFinite(e),
            Decreased e => decreased(e),
            Recorded e => recorded(e),
            BadStopRule e => badStopRule(e),
            _ => throw new UnreachableException(),
        };

    /// <summary>The error in a sentence, with what to do about it.</summary>
    public sealed override string ToString() => this.ToText();
}
