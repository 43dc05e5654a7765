using System.Globalization;
using System.IO;
using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Tables;
using LanguageExt;
using CliOption = System.CommandLine.Option<string?>;
using Command = System.CommandLine.Command;
using ParseResult = System.CommandLine.ParseResult;

namespace EmFunctional.Cli.Input;

/// <summary>The options that say what to read of the data, and how.</summary>
/// <param name="readsBlocks">Whether the verb can do with data that are not in memory.</param>
/// <param name="columnsOnly">Whether the verb reads nothing but columns of numbers.</param>
sealed class DataOptions(bool readsBlocks = false, bool columnsOnly = false)
{
    static readonly string[] _accesses = ["memory", "blocks", "map"];

    readonly CliOption _column = new("--column") { Description = "the column to read", HelpName = "NAME" };
    readonly CliOption _columns = new("--columns")
    {
        Description = "the columns to read; a name with a comma in quotes: '\"a,b\",c'",
        HelpName = "A,B,…",
    };
    readonly CliOption _without = new("--without") { Description = "columns to leave out", HelpName = "A,B,…" };
    readonly CliOption _header = new("--header")
    {
        Description = "whether the first row of a CSV or TSV file names the columns [default: guessed, and told]",
        HelpName = "yes|no",
    };
    readonly CliOption _sequence = new("--sequence-column")
    {
        Description = "the column that tells sequences apart [default: sequence, if there is one]",
        HelpName = "NAME",
    };
    readonly CliOption _most = new("--most-cells")
    {
        Description = "how many cells to read into memory at the most [default: as many as half of the memory can take]",
        HelpName = "N",
    };
    readonly CliOption _weights = new("--weight-column") { Description = "the column of the rows' weights", HelpName = "NAME" };
    readonly CliOption _labels = new("--label-column")
    {
        Description = "the column of the rows' components, where they are known; empty where they are not",
        HelpName = "NAME",
    };
    readonly System.CommandLine.Option<string[]> _missing = new("--missing")
    {
        Description = "what stands for a missing number or label beside an empty cell, NA and NaN; may be given several times",
        HelpName = "TEXT",
    };
    readonly FormatOptions _format = new();

    readonly CliOption _width = new("--raw-columns")
    {
        Description = "the number of columns of a .f64 or .bin file: doubles without a header, row by row, their lowest byte first",
        HelpName = "N",
    };
    readonly CliOption _read = new("--read")
    {
        Description =
            "read the data into memory; or in blocks in every pass, of whatever size, a CSV, TSV, Parquet or Arrow file after its numbers were written to a temporary "
            + "file; or a .npy, .f64 or .bin file mapped into memory: then "
            + $"the process ends where somebody cuts the file off [default: memory, or blocks from {DataSource.LargeText} on if the model can]",
        HelpName = string.Join('|', _accesses),
    };

    public void AddTo(Command command)
    {
        command.Add(_missing);
        command.Add(_column);
        command.Add(_columns);
        command.Add(_without);
        command.Add(_header);
        _format.AddTo(command);
        command.Add(_width);
        if (columnsOnly)
            return;
        command.Add(_weights);
        command.Add(_labels);
        command.Add(_sequence);
        command.Add(_most);
        if (readsBlocks)
            command.Add(_read);
    }

    public ColumnChoice Of(ParseResult parsed) =>
        new()
        {
            Columns = NameList.Of(parsed.GetValue(_columns) ?? "").Concat(NameList.OfOne(parsed.GetValue(_column) ?? "")).ToArray(),
            Without = NameList.Of(parsed.GetValue(_without) ?? ""),
            Weights = Text(parsed, _weights),
            Labels = Text(parsed, _labels),
            Sequence = Text(parsed, _sequence),
            Missing = parsed.GetValue(_missing) ?? [],
            Header = Text(parsed, _header).Map(text => text == "yes"),
            Format = _format.Of(parsed),
        };

    /// <summary>What is wrong with how the options are written.</summary>
    /// <param name="parsed">The call.</param>
    /// <param name="data">The data.</param>
    public Validation<EmError, Unit> Check(ParseResult parsed, string data) => Header(parsed, data).Bind(_ => _format.Check(parsed, data));

    Validation<EmError, Unit> Header(ParseResult parsed, string data) =>
        parsed.GetValue(_header) is not { } header ? Prelude.unit
        : header is not ("yes" or "no") ? new EmError.BadOption("header", header, new("yes or no", _ => false))
        : DataSource.IsText(data) ? Prelude.unit
        : new EmError.BadOption("header", header, new("left out where the data are no CSV or TSV file", _ => false));

    static Validation<EmError, long> MostCells(string? text) =>
        text is null ? DataSource.MostCells
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count >= 1 ? count
        : new EmError.BadOption("most-cells", text, Domain.WholeNumberFrom(1));

    /// <summary>The data, opened as they are to be read.</summary>
    /// <param name="parsed">The call.</param>
    /// <param name="data">The data.</param>
    /// <param name="reading">What data the model reads; all in memory if null.</param>
    /// <param name="chosen">The columns to read.</param>
    /// <param name="input">The text of data that can be read only once, kept so that it can be read again; it is not closed.</param>
    public Validation<EmError, DataSource> Open(
        ParseResult parsed,
        string data,
        ModelReading? reading,
        ColumnChoice chosen,
        Stream? input = null
    ) =>
        from _ in Check(parsed, data)
        from most in MostCells(parsed.GetValue(_most))
        from access in AccessOf(parsed, data, reading ?? ModelReading.OfRows)
        from source in DataSource.OpenAs(data, access, reading ?? ModelReading.OfRows, chosen, most, input)
        select source;

    /// <summary>How the data are opened.</summary>
    /// <param name="parsed">The call.</param>
    /// <param name="data">The data.</param>
    /// <param name="reading">What data the model reads.</param>
    public Validation<EmError, DataAccess> AccessOf(ParseResult parsed, string data, ModelReading reading) =>
        from columns in ColumnsOf(parsed.GetValue(_width), data)
        from most in MostCells(parsed.GetValue(_most))
        from read in AccessOf(readsBlocks ? parsed.GetValue(_read) : "memory", data, reading, BlocksAreBetter(parsed, data, reading, most))
        select new DataAccess(read, columns)
        {
            IsInParts =
                IsSpread(parsed)
                && read == "memory"
                && (!readsBlocks || parsed.GetValue(_read) is null)
                && reading.TakesBlocks
                && DataSource.HasParts(data),
        };

    // For what is large or spread, and can be read so; where a start is of some rows only, for what memory cannot hold.
    bool BlocksAreBetter(ParseResult parsed, string data, ModelReading reading, long most) =>
        reading.StartsFromSome ? DataSource.IsLarge(data, most * sizeof(double))
        : IsSpread(parsed) ? DataSource.HasRows(data)
        : DataSource.IsLarge(data);

    /// <summary>Whether several processes read the data, each a part.</summary>
    public Func<ParseResult, bool> IsSpread { get; init; } = _ => false;

    /// <summary>The data, opened to be read once from the first row to the last: an array by its rows where it can be.</summary>
    /// <param name="parsed">The call.</param>
    /// <param name="data">The data.</param>
    /// <param name="chosen">The columns to read.</param>
    /// <param name="input">The text of data that can be read only once, kept so that it can be read again; it is not closed.</param>
    public Validation<EmError, DataSource> OpenOnce(ParseResult parsed, string data, ColumnChoice chosen, Stream? input = null) =>
        DataSource.HasRows(data)
            ? from _ in Check(parsed, data)
            from columns in ColumnsOf(parsed.GetValue(_width), data)
            from source in DataSource.OpenBlocks(data, columns, asMap: false, takesMissing: true).ToValidation()
            select source
            : Open(parsed, data, reading: null, chosen, input);

    /// <summary>The data, opened to be read from the first row on as they come.</summary>
    /// <param name="parsed">The call.</param>
    /// <param name="data">The data.</param>
    /// <param name="chosen">The columns to read.</param>
    public Validation<EmError, DataSource> OpenText(ParseResult parsed, string data, ColumnChoice chosen) =>
        parsed.GetValue(_read) is { } read && read != "memory"
            ? new EmError.BadOption("read", read, new("left out where rows are learned as they come", _ => false))
            : Open(parsed, data, reading: null, chosen);

    static Validation<EmError, int> ColumnsOf(string? text, string data) =>
        RowFile.IsRaw(data)
            ? int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count >= 1
                ? count
                : new EmError.BadOption(
                    "raw-columns",
                    text ?? "left out",
                    new($"the number of columns of {data}, which has no header: 1 or more", _ => false)
                )
            : text is null
                ? 0
                : new EmError.BadOption("raw-columns", text, new("left out where the data are no .f64 or .bin file", _ => false));

    static Validation<EmError, string> AccessOf(string? asked, string data, ModelReading reading, bool blocksAreBetter)
    {
        EmError Bad(string domain) => new EmError.BadOption("read", asked!, new(domain, _ => false));
        return asked is null ? (reading.TakesBlocks && blocksAreBetter ? "blocks" : "memory")
            : asked == "memory" ? asked
            : !_accesses.Contains(asked) ? new EmError.UnknownName("read", asked, _accesses)
            : !DataSource.HasBlocks(data) && !(DataSource.IsOnePass(data) && asked == "blocks")
                ? Bad(
                    DataSource.IsText(data) ? "memory or blocks where the data are a text"
                    : DataSource.IsOnePass(data) ? "memory or blocks where the data are a Parquet or Arrow file"
                    : "memory where the data are a JSON or .npz file"
                )
            : !reading.TakesBlocks ? Bad("memory for this model")
            : asked;
    }

    static Option<string> Text(ParseResult parsed, CliOption option) => parsed.GetValue(option) is { } text ? text : Option<string>.None;

    /// <summary>What is asked for, and for the rest what a run has recorded.</summary>
    public ColumnChoice Of(ParseResult parsed, DataDescription recorded)
    {
        var (asked, then) = (Of(parsed), ColumnChoice.Of(recorded));
        return new()
        {
            Columns = asked.Columns.IsEmpty ? then.Columns : asked.Columns,
            Without = asked.Without,
            Weights = asked.Weights.IsSome ? asked.Weights : then.Weights,
            Labels = asked.Labels.IsSome ? asked.Labels : then.Labels,
            Sequence = asked.Sequence.IsSome ? asked.Sequence : then.Sequence,
            Missing = asked.Missing.IsEmpty ? then.Missing : asked.Missing,
            Header = asked.Header.IsSome ? asked.Header : then.Header,
            Format = asked.Format.Or(then.Format),
        };
    }
}
