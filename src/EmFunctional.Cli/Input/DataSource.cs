using System.IO;
using System.Text;
using EmFunctional.Frames;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Saving;
using EmFunctional.Tables;
using LanguageExt;

namespace EmFunctional.Cli.Input;

/// <summary>Where data come from: a path, <c>-</c> for standard input, or <c>@name</c> for a sample.</summary>
sealed class DataSource : IDisposable
{
    readonly Stream? _stream;

    DataSource(Stream stream, string name, Option<Sample> sample, TextFormat format, long mostCells, bool leaveOpen = false)
        : this(CsvTable.Read(stream, name, format) with { MostCells = mostCells }, name, sample) => _stream = leaveOpen ? null : stream;

    DataSource(Table table, string name, Option<Sample> sample) => (Table, Name, Sample) = (table, name, sample);

    public string Name { get; }

    public Option<Sample> Sample { get; }

    public Table Table { get; }

    public void Dispose() => _stream?.Dispose();

    /// <summary>The same text with its numbers in a temporary file; the text is closed.</summary>
    /// <param name="chosen">What to read.</param>
    public Validation<EmError, DataSource> InBlocks(ColumnChoice chosen)
    {
        using (this)
            return CsvConversion.InBlocks(Table, chosen).Map(table => new DataSource(table, Name, Sample));
    }

    const long Large = 1L << 29;

    public const string LargeText = "512 MiB";

    // Cells are held up to four times while they are read: half of what the process may use.
    const int BytesPerCell = 4 * sizeof(double);

    /// <summary>How many cells are read into memory unless somebody says otherwise.</summary>
    public static long MostCells => Math.Min(Array.MaxLength, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2 / BytesPerCell);

    /// <summary>Whether data are text with separators.</summary>
    public static bool IsText(string data) =>
        data == "-"
        || data.StartsWith('@')
        || !(RowFile.IsRaw(data) || NumPyFile.IsOne(data) || FrameFile.IsOne(data) || IsJson(data) || PartedRows.IsOne(data));

    static bool IsJson(string data) => data.EndsWith(".json", StringComparison.OrdinalIgnoreCase) && !PartedRows.IsOne(data);

    /// <summary>The name of data that came from no file.</summary>
    public const string StandardInput = "standard input";

    /// <summary>Whether data are a file that can be read in blocks.</summary>
    public static bool HasBlocks(string data) => IsArray(data) || PartedRows.IsOne(data);

    /// <summary>Whether data are one file of numbers, with or without a header.</summary>
    public static bool IsArray(string data) => data.EndsWith(".npy", StringComparison.OrdinalIgnoreCase) || RowFile.IsRaw(data);

    /// <summary>Whether the numbers of data can be written to a temporary file in one pass: those of a text, or of a file of columns.</summary>
    public static bool IsOnePass(string data) => IsText(data) || FrameFile.IsOne(data);

    /// <summary>Whether data are a file whose rows can be read one after the other, without the others in memory.</summary>
    public static bool HasRows(string data) =>
        HasBlocks(data)
        && FilePlace.Of(data).Kind == FileKind.File
        && (RowFile.IsRaw(data) || PartedRows.IsOne(data) || NumPyFile.IsByRow(data));

    /// <summary>Whether data are a file that several processes can read in blocks, of which each has some in memory.</summary>
    public static bool HasParts(string data) => HasRows(data) || (IsOnePass(data) && FilePlace.Of(data).Kind == FileKind.File);

    /// <summary>Whether data are a file that can be read in blocks, and of a size at which that is better.</summary>
    /// <param name="data">The data.</param>
    /// <param name="bytes">The size.</param>
    public static bool IsLarge(string data, long bytes = Large) =>
        PartedRows.IsOne(data) ? SizeOfParts(data) >= bytes
        : FrameFile.IsOne(data) ? FrameFile.SizeOf(data) >= bytes
        : HasBlocks(data)
            && new FileInfo(data) is { Exists: true } file
            && file.Length >= bytes
            && (RowFile.IsRaw(data) || NumPyFile.IsByRow(data));

    static long SizeOfParts(string list) =>
        PartedRows
            .Open(list)
            .Match(
                Right: rows =>
                {
                    using (rows)
                        return (long)rows.Rows * rows.Columns * sizeof(double);
                },
                Left: _ => 0
            );

    /// <summary>A file whose rows stay where they are.</summary>
    public static Either<EmError, DataSource> OpenBlocks(string path, int columns, bool asMap, bool takesMissing = false) =>
        PartedRows.IsOne(path)
            ? PartedRows
                .Open(path, takesMissing, asMap)
                .Map(rows => new DataSource(Table.OfBlocks(path, rows) with { BlockNames = rows.Names }, path, Option<Sample>.None))
            : (RowFile.IsRaw(path) ? RowFile.OpenRaw(path, columns, asMap, takesMissing) : RowFile.Open(path, asMap, takesMissing)).Map(
                rows => new DataSource(Table.OfBlocks(path, rows), path, Option<Sample>.None)
            );

    /// <summary>Opens data by their access: into memory, in blocks, as a map.</summary>
    /// <param name="data">The data.</param>
    /// <param name="access">The way.</param>
    /// <param name="reading">What data the model reads.</param>
    /// <param name="chosen">The columns to read.</param>
    /// <param name="mostCells">How many cells are read into memory at the most.</param>
    /// <param name="input">The text of the data, if it was opened before; it is read from its beginning and not closed.</param>
    public static Validation<EmError, DataSource> OpenAs(
        string data,
        DataAccess access,
        ModelReading reading,
        ColumnChoice chosen,
        long mostCells,
        Stream? input = null
    ) =>
        access.Read != "memory" && FrameFile.IsOne(data)
            ? FrameFile.InBlocks(data, chosen).Map(table => new DataSource(table, data, Option<Sample>.None))
        : access.Read != "memory" && !IsText(data)
            ? OpenBlocks(data, access.RawColumns, access.Read == "map", reading.TakesHolesInBlocks).ToValidation()
        : Open(data, access.RawColumns, chosen.Format, mostCells, input)
            .ToValidation()
            .Bind(text => access.Read == "memory" ? text : text.InBlocks(chosen));

    /// <summary>Opens data.</summary>
    /// <param name="data">The data.</param>
    /// <param name="columns">The number of columns, of a file that does not say.</param>
    /// <param name="format">What is said of how a text is written.</param>
    /// <param name="mostCells">How many cells are read into memory at the most.</param>
    /// <param name="input">The text of the data, if it was opened before; it is read from its beginning and not closed.</param>
    public static Either<EmError, DataSource> Open(string data, int columns, TextFormat format, long mostCells, Stream? input = null) =>
        data switch
        {
            _ when input is not null => OfInput(input, data == "-" ? StandardInput : data, format, mostCells),
            "-" => OpenFile(data).Map(stream => new DataSource(stream, StandardInput, Option<Sample>.None, format, mostCells)),
            ['@', .. var name] => Input
                .Sample.Find(name)
                .Map(sample => new DataSource(sample.Open(), data, sample, TextFormat.Guessed, mostCells)),
            _ when RowFile.IsRaw(data) => NumPyFile.ReadRaw(data, columns).Bind(array => OfNumbers(data, new(columns, array.Values))),
            _ when PartedRows.IsOne(data) => PartedRows.ReadAll(data).Bind(block => OfNumbers(data, block)),
            _ when NumPyFile.IsOne(data) => NumPyFile.ReadTable(data).Bind(block => OfNumbers(data, block)),
            _ when FrameFile.IsOne(data) => FrameFile
                .Read(data)
                .Map(table => new DataSource(table with { MostCells = mostCells }, data, Option<Sample>.None)),
            _ when IsJson(data) => TextFile
                .Read(data)
                .Bind(text => JsonTable.Read(text, data))
                .Map(table => new DataSource(table, data, Option<Sample>.None)),
            _ => OpenFile(data).Map(stream => new DataSource(stream, data, Option<Sample>.None, format, mostCells)),
        };

    static DataSource OfInput(Stream input, string name, TextFormat format, long mostCells)
    {
        input.Position = 0;
        return new(input, name, Option<Sample>.None, format, mostCells, leaveOpen: true);
    }

    /// <summary>The text of data that can be read only once, in a file that goes when it is closed; none where they can be read again.</summary>
    public static Either<EmError, Option<Stream>> Kept(string data)
    {
        if (data != "-" && (!IsText(data) || data.StartsWith('@') || FilePlace.Of(data).Kind is FileKind.File or FileKind.None))
            return Option<Stream>.None;
        return OpenFile(data)
            .Bind(stream =>
            {
                using (stream)
                    try
                    {
                        return Prelude.Right<EmError, Option<Stream>>(Prelude.Some<Stream>(TemporaryFile.Of(stream)));
                    }
                    catch (Exception error) when (error is IOException or UnauthorizedAccessException)
                    {
                        return new EmError.Unwritable(Path.GetTempPath(), FileFaults.Reason(error));
                    }
            });
    }

    static Either<EmError, DataSource> OfNumbers(string path, NumberBlock block) =>
        block.Values.IsEmpty ? new EmError.NoRows(path) : new DataSource(Table.Of(path, block), path, Option<Sample>.None);

    /// <summary>The bytes of a file, or of standard input where it is called <c>-</c>.</summary>
    public static Either<EmError, Stream> OpenFile(string path)
    {
        try
        {
            return path == "-"
                ? Console.OpenStandardInput()
                : new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return new EmError.Unreadable(path, FileFaults.Of(path, error));
        }
    }

    /// <summary>A file as text, or why it cannot be read.</summary>
    public static Either<EmError, TextReader> OpenText(string path)
    {
        try
        {
            return new StreamReader(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return new EmError.Unreadable(path, FileFaults.Of(path, error));
        }
    }
}
