using System.CommandLine;
using System.IO;
using EmFunctional.Cli.Input;
using EmFunctional.Cli.Output;
using EmFunctional.Modelling;
using EmFunctional.Sharding;
using EmFunctional.Tables;
using LanguageExt;
using Command = System.CommandLine.Command;

namespace EmFunctional.Cli.Verbs;

/// <summary><c>em partition DATA --parts N -o DIR</c>: the numbers of a file in parts, which several machines can read.</summary>
static class PartitionVerb
{
    const int Most = 99_999;

    public static Command Create()
    {
        var command = new Command("partition", "write the numbers of a file in parts, for a cluster");
        var data = new Argument<string>("DATA")
        {
            Description = "a CSV, TSV, JSON, .parquet, .arrow, .npy, .npz, .f64, .bin or .parts.json file",
            HelpName = "DATA",
        };
        var parts = new System.CommandLine.Option<int>("--parts")
        {
            Description = $"how many parts, from 1 to {Most}; there are not more than blocks of {RowBlocks.BlockRows} rows",
            HelpName = "N",
            Required = true,
        };
        var output = new System.CommandLine.Option<string>("-o", "--output")
        {
            Description = $"the folder of the parts and of {PartedRows.ListName}, which lists them; what is missing is NaN",
            HelpName = "DIR",
            Required = true,
        };
        var force = new System.CommandLine.Option<bool>("--force")
        {
            Description = "overwrite the parts in the folder of -o if there are any",
        };
        var (quiet, columns) = (new QuietOption(), new DataOptions(columnsOnly: true));
        command.Add(data);
        command.Add(parts);
        command.Add(output);
        columns.AddTo(command);
        command.Add(force);
        quiet.AddTo(command);
        command.SetAction(parsed =>
        {
            var terminal = quiet.Terminal(parsed);
            var (source, to, count) = (parsed.GetRequiredValue(data), parsed.GetRequiredValue(output), parsed.GetRequiredValue(parts));
            return (
                from known in Counted(count)
                from free in FileNames.New("output", Path.Combine(to, PartedRows.ListName), parsed.GetValue(force))
                from apart in Directory.Exists(to) ? FileNames.Apart("output", Path.Combine(to, PartedRows.ListName), source) : Prelude.unit
                from sound in columns.Check(parsed, source)
                from written in Write(parsed, columns, source, to, count)
                select written
            ).Match(
                written =>
                {
                    written.Read.IfSome(terminal.Tell);
                    using (terminal.Out)
                        terminal.Out.WriteLine(
                            $"{Path.Combine(to, PartedRows.ListName)}: {written.Rows} rows of {(written.Columns == 1 ? "1 column" : $"{written.Columns} columns")} in {written.Parts} {(written.Parts == 1 ? "part" : "parts")}"
                        );
                    return ExitCode.Done;
                },
                faults => terminal.Refuse(faults)
            );
        });
        return command;
    }

    static Validation<EmError, Unit> Counted(int count) =>
        count is < 1 or > Most ? new EmError.BadOption("parts", $"{count}", new($"from 1 to {Most}", _ => false)) : Prelude.unit;

    sealed record Written(LanguageExt.Option<DataDescription> Read, int Rows, int Columns, int Parts);

    // Neither an array nor a text need be smaller than memory: a text goes through a file of its own.
    static Validation<EmError, Written> Write(ParseResult parsed, DataOptions columns, string from, string to, int count)
    {
        var chosen = columns.Of(parsed);
        return DataSource.HasRows(from) && chosen.Columns.IsEmpty && chosen.Without.IsEmpty
            ? columns.OpenOnce(parsed, from, chosen).Bind(source => Blocks(source, to, count))
            : columns.Open(parsed, from, reading: null, chosen).Bind(source => Table(source, from, to, chosen, count));
    }

    static Validation<EmError, Written> Blocks(DataSource source, string to, int count)
    {
        var (rows, names) = (source.Table.Blocks!, source.Table.BlockNames);
        using (rows as IDisposable)
            return Write(
                to,
                rows,
                names.IsEmpty ? Tables.Table.NamesOf(rows.Columns) : names,
                LanguageExt.Option<DataDescription>.None,
                count
            );
    }

    static Validation<EmError, Written> Table(DataSource source, string from, string to, ColumnChoice chosen, int count)
    {
        using (source)
            return DataSource.IsText(from)
                ? CsvConversion
                    .InBlocks(source.Table, chosen)
                    .Bind(table =>
                    {
                        var (rows, read) = (table.Blocks!, table.Streamed!);
                        using (rows as IDisposable)
                            return Write(to, rows, read.Names, read.Description, count);
                    })
                : NumberTable
                    .Read(source.Table, chosen)
                    .Bind(read => Write(to, new RowsInMemory(read.Values, read.Names.Count), read.Names, read.Description, count));
    }

    static Validation<EmError, Written> Write(
        string to,
        RowBlocks rows,
        Arr<string> names,
        LanguageExt.Option<DataDescription> read,
        int count
    ) => PartedRows.Write(to, rows, names, count).Map(parts => new Written(read, rows.Rows, rows.Columns, parts)).ToValidation();
}
