using EmFunctional.Modelling;
using LanguageExt;

namespace EmFunctional.Tables;

/// <summary>Which columns of a table to read, and how. A column without a name is <c>column1</c>, <c>column2</c> … by its place.</summary>
public sealed record ColumnChoice
{
    /// <summary>What the model chooses, without weights or labels.</summary>
    public static ColumnChoice Default { get; } = new();

    /// <summary>The columns of observations; none lets the model choose.</summary>
    public Arr<string> Columns { get; init; } = Arr<string>.Empty;

    /// <summary>Columns that are not read.</summary>
    public Arr<string> Without { get; init; } = Arr<string>.Empty;

    /// <summary>The column of the rows' weights, if there is one.</summary>
    public Option<string> Weights { get; init; }

    /// <summary>The column of the rows' labels, if there is one: which component a row is of, where that is known.</summary>
    public Option<string> Labels { get; init; }

    /// <summary>The column that says to which sequence a row belongs; that called <c>sequence</c> if none is named.</summary>
    public Option<string> Sequence { get; init; }

    /// <summary>What stands for a missing number or label beside an empty cell, NA and NaN.</summary>
    public Arr<string> Missing { get; init; } = Arr<string>.Empty;

    /// <summary>Columns that are read as texts where the rows are not kept in memory: a model of levels needs what is written, not its number.</summary>
    public Arr<string> Texts { get; init; } = Arr<string>.Empty;

    /// <summary>Whether all columns of observations are read so.</summary>
    public bool AreAllTexts { get; init; }

    /// <summary>Whether the first row of a text is its header; guessed from that row and those below if nobody says.</summary>
    public Option<bool> Header { get; init; }

    /// <summary>How a text is written: for whoever opens the table.</summary>
    public TextFormat Format { get; init; } = TextFormat.Guessed;

    /// <summary>Given columns of observations.</summary>
    /// <param name="columns">Their names.</param>
    public static ColumnChoice Of(params string[] columns) => new() { Columns = columns };

    /// <summary>The choice by which what was read is read again.</summary>
    /// <param name="read">What was read.</param>
    public static ColumnChoice Of(DataDescription read) =>
        new()
        {
            Columns = read.Observations,
            Weights = read.WeightColumn,
            Labels = read.LabelColumn,
            Sequence = read.SequenceColumn,
            Missing = read.MissingMarkers,
            Header = read.Header,
            Format = read.Format,
        };

    /// <summary>The column asked for, of a model that reads one.</summary>
    internal Validation<EmError, Option<string>> Column =>
        Columns.Count <= 1 ? Columns.HeadOrNone() : new EmError.WrongLength("columns", 1, Columns.Count);

    /// <summary>What stands for what is missing.</summary>
    internal Missing MissingMarkers => new(Missing);

    /// <summary>All names that were asked for.</summary>
    internal Arr<string> Named =>
        Columns.AddRange(Texts).AddRange(Without).AddRange(Weights.ToArray()).AddRange(Labels.ToArray()).AddRange(Sequence.ToArray());
}
