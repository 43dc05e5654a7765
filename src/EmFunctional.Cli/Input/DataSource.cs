using System.IO;
using EmFunctional.Modelling;
using EmFunctional.Tables;
using LanguageExt;

namespace EmFunctional.Cli.Input;

/// <summary>Where data come from: a path, <c>-</c> for standard input, or <c>@name</c> for a sample.</summary>
sealed class DataSource : IDisposable
{
    readonly TextReader _reader;

    DataSource(TextReader reader, string name, Option<Sample> sample) => (_reader, Name, Sample) = (reader, name, sample);

    public string Name { get; }

    public Option<Sample> Sample { get; }

    public Table Table => CsvTable.Read(_reader, Name);

    public void Dispose() => _reader.Dispose();

    public static Either<EmError, DataSource> Open(string data) =>
        data switch
        {
            "-" => new DataSource(Console.In, "standard input", Option<Sample>.None),
            ['@', .. var name] => Input.Sample.Find(name).Map(sample => new DataSource(new StringReader(sample.Text), data, sample)),
            _ => OpenText(data).Map(reader => new DataSource(reader, data, Option<Sample>.None)),
        };

    /// <summary>A file as text, or why it cannot be read.</summary>
    public static Either<EmError, TextReader> OpenText(string path)
    {
        if (Directory.Exists(path))
            return new EmError.Unreadable(path, ReadFault.Folder);
        try
        {
            return new StreamReader(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return new EmError.Unreadable(path, FaultOf(error));
        }
    }

    static ReadFault FaultOf(Exception error) =>
        error switch
        {
            FileNotFoundException or DirectoryNotFoundException or ArgumentException => ReadFault.Missing,
            UnauthorizedAccessException => ReadFault.Denied,
            _ => ReadFault.Failed,
        };
}
