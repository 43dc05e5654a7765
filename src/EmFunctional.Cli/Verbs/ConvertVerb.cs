using System.CommandLine;
using System.IO;
using System.Linq;
using EmFunctional.Cli.Input;
using EmFunctional.Cli.Output;
using EmFunctional.Modelling;
using EmFunctional.Saving;
using EmFunctional.Tables;
using LanguageExt;
using Command = System.CommandLine.Command;

namespace EmFunctional.Cli.Verbs;

/// <summary><c>em convert DATA -o FILE</c>: a CSV file, or an array of another kind, as an array that can be read in blocks.</summary>
static class ConvertVerb
{
    public static Command Create()
    {
        var command = new Command("convert", "write the numbers of a file as an array that can be read in blocks");
        var data = new Argument<string>("DATA")
        {
            Description = "a CSV, TSV, JSON, .parquet, .arrow, .npy, .npz, .f64, .bin or .parts.json file, or - for standard input",
            HelpName = "DATA",
        };
        var output = new System.CommandLine.Option<string>("-o", "--output")
        {
            Description =
                "the .npy file to write, or .f64 or .bin for doubles without a header; what is missing is NaN, and names of columns are not kept",
            HelpName = "FILE",
            Required = true,
        };
        var force = new System.CommandLine.Option<bool>("--force") { Description = "overwrite the file of -o if there is one" };
        var quiet = new QuietOption();
        var columns = new DataOptions(columnsOnly: true);
        command.Add(data);
        command.Add(output);
        columns.AddTo(command);
        command.Add(force);
        quiet.AddTo(command);
        command.SetAction(parsed =>
        {
            var terminal = quiet.Terminal(parsed);
            var (from, to) = (parsed.GetRequiredValue(data), parsed.GetRequiredValue(output));
            return Kind(to)
                .Bind(_ => FileNames.Apart("output", to, from))
                .Bind(_ => FileNames.New("output", to, parsed.GetValue(force)))
                .Bind(_ => columns.Check(parsed, from))
                .Bind(_ =>
                    DataSource.IsText(from)
                        ? DataSource.OpenFile(from).ToValidation().Map(stream => Convert(stream, from, to, columns.Of(parsed), terminal))
                        : columns
                            .Open(parsed, from, reading: null, columns.Of(parsed))
                            .Bind(source => Convert(source, to, columns.Of(parsed), terminal))
                )
                .Match(code => code, errors => terminal.Refuse(errors));
        });
        return command;
    }

    static Validation<EmError, Unit> Kind(string path) =>
        DataSource.IsArray(path)
            ? Prelude.unit
            : new EmError.BadOption("output", path, new("the name of a .npy, .f64 or .bin file", _ => false));

    // What is no CSV is read as a whole.
    static Validation<EmError, int> Convert(DataSource source, string to, ColumnChoice chosen, Terminal terminal)
    {
        using (source)
            return from read in NumberTable.Read(source.Table, chosen)
                let array = NumPyArray.Matrix(read.Rows, read.Values.Span.ToArray())
                from written in (RowFile.IsRaw(to) ? NumPyFile.WriteRaw(to, array) : NumPyFile.Write(to, array)).ToValidation()
                select Print(new(read.Description), to, terminal);
    }

    static int Convert(Stream stream, string from, string to, ColumnChoice chosen, Terminal terminal)
    {
        using var heard = Signals.Hear(looksNowAndThen: true); // what is half written goes first
        using (stream)
            try
            {
                var source = from == "-" ? DataSource.StandardInput : from;
                return CsvConversion
                    .Write(stream, source, to, chosen, Progress.Converting(source, terminal), heard.Token)
                    .Match(done => Print(done, to, terminal), errors => terminal.Refuse(errors));
            }
            catch (OperationCanceledException)
            {
                terminal.Say($"Interrupted. {to} was not written.");
                return ExitCode.Interrupted;
            }
    }

    static int Print(CsvConversion done, string to, Terminal terminal)
    {
        terminal.Tell(done.Description);
        var columns = done.Names.Zip(Table.NamesOf(done.Names.Count), (name, column) => $"{column} {name}");
        using (terminal.Out)
            terminal.Out.WriteLine(
                $"{to}: {(done.Rows == 1 ? "1 row" : $"{done.Rows} rows")} of {(done.Names.Count == 1 ? "1 column" : $"{done.Names.Count} columns")}: {string.Join(", ", columns)}"
            );
        return ExitCode.Done;
    }
}
