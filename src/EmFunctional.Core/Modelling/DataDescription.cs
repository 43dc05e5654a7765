using System.Linq;
using LanguageExt;

namespace EmFunctional.Modelling;

/// <summary>What was read of some data: recorded with a run and told by whoever reads them. What nobody knows is left out.</summary>
public sealed record DataDescription
{
    /// <summary>Nothing is known.</summary>
    public static DataDescription Unknown { get; } = new();

    /// <summary>Where the data came from, such as a file's name; empty if nobody said.</summary>
    public string Source { get; init; } = "";

    /// <summary>Whether the first row was taken for the header, of a text that may have one.</summary>
    public Option<bool> Header { get; init; }

    /// <summary>What separated the cells of a text.</summary>
    public Option<char> Separator { get; init; }

    /// <summary>The columns that were read, and what for.</summary>
    public Arr<ReadColumn> Columns { get; init; } = Arr<ReadColumn>.Empty;

    /// <summary>Whether the columns of observations were named by whoever asked for them.</summary>
    public bool IsByName { get; init; }

    /// <summary>The columns that were not read, and why.</summary>
    public Arr<UnreadColumn> Unread { get; init; } = Arr<UnreadColumn>.Empty;

    /// <summary>n, the rows of data.</summary>
    public Option<int> Rows { get; init; }

    /// <summary>Blank lines that were passed over.</summary>
    public int BlankLines { get; init; }

    /// <summary>Cells of observations that are missing.</summary>
    public long Missing { get; init; }

    /// <summary>What stood for a missing number beside what always does.</summary>
    public Arr<string> MissingMarkers { get; init; } = Arr<string>.Empty;

    /// <summary>What was said of how the text is written; nothing where all was guessed.</summary>
    public TextFormat Format { get; init; } = TextFormat.Guessed;

    /// <summary>The encoding of the text by name, where it is not UTF-8.</summary>
    public Option<string> Encoding { get; init; }

    /// <summary>Σ wᵢ, where rows have weights.</summary>
    public Option<double> WeightSum { get; init; }

    /// <summary>How many rows have each label, in the order of components, where rows have labels.</summary>
    public Arr<LabelCount> Labels { get; init; } = Arr<LabelCount>.Empty;

    /// <summary>The sequences, where there are some.</summary>
    public Option<SequenceLengths> Sequences { get; init; }

    /// <summary>The symbols of sequences, in the order of the chart.</summary>
    public Arr<string> Symbols { get; init; } = Arr<string>.Empty;

    /// <summary>The words of a call that reads such data again, files and options, where whoever read them knows; else <see cref="Source"/> is all.</summary>
    public Arr<string> Words { get; init; } = Arr<string>.Empty;

    /// <summary>What a reader should look at twice.</summary>
    public Arr<string> Notes { get; init; } = Arr<string>.Empty;

    /// <summary>The column of the rows' weights, if there is one.</summary>
    public Option<string> WeightColumn => NamesOf(ColumnRole.Weight).HeadOrNone();

    /// <summary>The column of the rows' labels, if there is one.</summary>
    public Option<string> LabelColumn => NamesOf(ColumnRole.Label).HeadOrNone();

    /// <summary>The column that tells sequences apart, if there is one.</summary>
    public Option<string> SequenceColumn => NamesOf(ColumnRole.Sequence).HeadOrNone();

    /// <summary>The columns of observations.</summary>
    public Arr<string> Observations => Columns.Filter(c => c.Role is ColumnRole.Number or ColumnRole.Observation).Map(c => c.Name);

    /// <summary>The columns by whose names a fitted model finds them in other data: those of numbers, and others that were asked for by name.</summary>
    public Arr<string> ModelColumns => IsByName ? Observations : NamesOf(ColumnRole.Number);

    /// <summary>What each component is called, where rows have labels by name.</summary>
    public Arr<string> LabelNames { get; init; } = Arr<string>.Empty;

    Arr<string> NamesOf(ColumnRole role) => Columns.Filter(column => column.Role == role).Map(column => column.Name);

    /// <summary>The same with the columns of observations, where the data were not read from a table.</summary>
    internal DataDescription OrOf(Arr<string> numbers) =>
        Columns.IsEmpty ? this with { Columns = numbers.Map(name => new ReadColumn(name, ColumnRole.Number)) } : this;

    /// <summary>The same with what is known of the rows.</summary>
    internal DataDescription With(int rows, long missing, RowWeights weights, RowLabels labels) =>
        this with
        {
            Rows = rows,
            Missing = missing,
            WeightSum = weights.IsNone ? Option<double>.None : weights.Total(rows),
            Labels = labels.Counts,
            LabelNames = labels.Names,
        };
}

/// <summary>A column that was read.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Role">What it was read for.</param>
public sealed record ReadColumn(string Name, ColumnRole Role);

/// <summary>What a column is read for.</summary>
public enum ColumnRole
{
    /// <summary>Numbers that have an index of their own in the model.</summary>
    Number,

    /// <summary>What else was observed: symbols, flips, counts of them.</summary>
    Observation,

    /// <summary>How often the row counts.</summary>
    Weight,

    /// <summary>Which component the row is of, where that is known.</summary>
    Label,

    /// <summary>To which sequence the row belongs.</summary>
    Sequence,
}

/// <summary>A column that was not read.</summary>
/// <param name="Name">Its name, or what it is called by its place.</param>
/// <param name="Why">Why not, in a few words.</param>
public sealed record UnreadColumn(string Name, string Why);

/// <summary>How many sequences there are, and how long.</summary>
/// <param name="Count">How many.</param>
/// <param name="Shortest">The length of the shortest.</param>
/// <param name="Longest">The length of the longest.</param>
public sealed record SequenceLengths(int Count, int Shortest, int Longest);
