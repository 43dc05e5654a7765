using System.IO;
using EmFunctional.Modelling;
using EmFunctional.Saving;
using EmFunctional.Tables;
using LanguageExt;

namespace EmFunctional.Cli.Input;

/// <summary>Where data come from: a path, <c>-</c> for standard input, or <c>@name</c> for a sample.</summary>
sealed class DataSource : IDisposable
{
    readonly TextReader? _reader;

    DataSource(TextReader reader, string name, Option<Sample> sample)
        : this(CsvTable.Read(reader, name), name, sample) => _reader = reader;

    DataSource(Table table, string name, Option<Sample> sample) => (Table, Name, Sample) = (table, name, sample);

    public string Name { get; }

    public Option<Sample> Sample { get; }

    public Table Table { get; }

    public void Dispose() => _reader?.Dispose();

    const long Large = 1L << 29;

    public const string LargeText = "512 MiB";

    /// <summary>Whether data are a file that can be read in blocks.</summary>
    public static bool HasBlocks(string data) => data.EndsWith(".npy", StringComparison.OrdinalIgnoreCase) || RowFile.IsRaw(data);

    /// <summary>Whether data are a file that can be read in blocks, and of a size at which that is better.</summary>
    public static bool IsLarge(string data) =>
        HasBlocks(data)
        && new FileInfo(data) is { Exists: true } file
        && file.Length >= Large
        && (RowFile.IsRaw(data) || NumPyFile.IsByRow(data));

    /// <summary>A file whose rows stay where they are.</summary>
    public static Either<EmError, DataSource> OpenBlocks(string path, int columns, bool asMap) =>
        (RowFile.IsRaw(path) ? RowFile.OpenRaw(path, columns, asMap) : RowFile.Open(path, asMap)).Map(rows => new DataSource(
            Table.OfBlocks(path, rows),
            path,
            Option<Sample>.None
        ));

    /// <summary>Opens data.</summary>
    /// <param name="data">The data.</param>
    /// <param name="columns">The number of columns, of a file that does not say.</param>
    public static Either<EmError, DataSource> Open(string data, int columns) =>
        data switch
        {
            "-" => new DataSource(Console.In, "standard input", Option<Sample>.None),
            ['@', .. var name] => Input.Sample.Find(name).Map(sample => new DataSource(new StringReader(sample.Text), data, sample)),
            _ when RowFile.IsRaw(data) => NumPyFile.ReadRaw(data, columns).Bind(array => OfNumbers(data, new(columns, array.Values))),
            _ when NumPyFile.IsOne(data) => NumPyFile.ReadTable(data).Bind(block => OfNumbers(data, block)),
            _ when data.EndsWith(".json", StringComparison.OrdinalIgnoreCase) => TextFile
                .Read(data)
                .Bind(text => JsonTable.Read(text, data))
                .Map(table => new DataSource(table, data, Option<Sample>.None)),
            _ => OpenText(data).Map(reader => new DataSource(reader, data, Option<Sample>.None)),
        };

    static Either<EmError, DataSource> OfNumbers(string path, NumberBlock block) =>
        block.Values.IsEmpty ? new EmError.NoRows(path) : new DataSource(Table.Of(path, block), path, Option<Sample>.None);

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
