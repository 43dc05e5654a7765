using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Saving;
using LanguageExt;
using Command = System.CommandLine.Command;
using ParseResult = System.CommandLine.ParseResult;

namespace EmFunctional.Cli.Output;

/// <summary>The options of where a table of results goes and how it is written.</summary>
sealed class TableResults
{
    const string Files = "the name of a .csv, .json, .npy or .npz file";

    readonly OutputOptions _output = new("csv", Arr.create("csv", "json"), ".csv, .json, .npy or .npz");
    readonly System.CommandLine.Option<string?> _digits = new("--digits")
    {
        Description = "significant digits of the numbers, 1 to 17 [default: as many as read back to the same number]",
        HelpName = "N",
    };

    public void AddTo(Command command)
    {
        _output.AddTo(command);
        command.Add(_digits);
    }

    /// <summary>Where the verb writes.</summary>
    public Terminal Terminal(ParseResult parsed) => _output.Terminal(parsed);

    /// <summary>The file to write, if any.</summary>
    public string? Path(ParseResult parsed) => _output.Path(parsed);

    public Validation<EmError, Unit> Check(ParseResult parsed, params string[] read) =>
        _output.Check(parsed, read).Bind(_ => Kind(_output.Path(parsed))).Bind(_ => Digits(parsed)).Map(_ => Prelude.unit);

    /// <summary>What is wrong with a file to be written, if anything.</summary>
    public Validation<EmError, Unit> CheckFile(ParseResult parsed, string path, params string[] read) =>
        _output.CheckFile(parsed, path, read);

    static Validation<EmError, Unit> Kind(string? path) =>
        path is null || IsArray(path) || ExtensionOf(path) is ".csv" or ".json"
            ? Prelude.unit
            : new EmError.BadOption("output", path, new(Files, _ => false));

    static string ExtensionOf(string path) => System.IO.Path.GetExtension(path).ToLowerInvariant();

    static bool IsArray(string path) => ExtensionOf(path) is ".npy" or ".npz";

    Validation<EmError, Option<int>> Digits(ParseResult parsed) =>
        parsed.GetValue(_digits) is not { } text ? Option<int>.None
        : !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var digits) || digits is < 1 or > 17
            ? new EmError.BadOption("digits", text, Domain.WholeNumberFrom(1).And("17 at the most", x => x <= 17))
        : _output.Path(parsed) is { } path && IsArray(path)
            ? new EmError.BadOption("digits", text, new("left out where an array is written, which holds numbers to the bit", _ => false))
        : Prelude.Some(digits);

    /// <summary>How numbers are written.</summary>
    public ResultStyle Style(ParseResult parsed) =>
        new(Digits(parsed).IfFail(Option<int>.None).MatchUnsafe<int?>(digits => digits, () => null));

    /// <summary>Prints or writes a table, and ends.</summary>
    public int Write(ParseResult parsed, Terminal terminal, ResultTable table) =>
        Write(parsed, terminal, [Prelude.Success<EmError, ResultTable>(table with { Style = Style(parsed) })]);

    /// <summary>Prints or writes parts of a table as they come, says how many rows went where, and ends.</summary>
    /// <param name="parsed">The call.</param>
    /// <param name="terminal">Where the verb writes.</param>
    /// <param name="parts">The parts, at least one; faults end them.</param>
    /// <param name="path">The file, where it is not that of the call.</param>
    /// <param name="tells">Whether what was read is told; not where it was before.</param>
    /// <param name="placed">Hears that the file is in its place.</param>
    public int Write(
        ParseResult parsed,
        Terminal terminal,
        IEnumerable<Validation<EmError, ResultTable>> parts,
        string? path = null,
        bool tells = true,
        Action? placed = null
    )
    {
        var file = path ?? _output.Path(parsed);
        var isPlaced = false;
        var (faults, rows, columns) = (Seq<EmError>.Empty, 0L, 0);
        Either<EmError, Unit> Write(Func<Option<DataDescription>, ResultRows> open) =>
            Pour(parts, open)
                .Match(
                    Succ: poured =>
                    {
                        (rows, columns) = (poured.Rows, poured.Columns);
                        poured.Read.Filter(_ => tells).IfSome(terminal.Tell);
                        return Prelude.Right<EmError, Unit>(Prelude.unit);
                    },
                    Fail: errors =>
                    {
                        faults = errors;
                        return errors.Head;
                    }
                );
        Either<EmError, Unit> written;
        using var interrupted = Signals.Tell(() =>
            file is null ? "There were more rows to come." : $"{file} was {(isPlaced ? "" : "not ")}written."
        );
        if (file is null)
            using (terminal.Out)
                written = Write(read => ResultRows.Text(terminal.Data, _output.Format(parsed), read));
        else
            written = AtomicFile.Write<Unit>(
                file,
                stream => IsArray(file) ? Write(_ => new ArrayRows(stream, ExtensionOf(file) == ".npz")) : ToText(stream, file, Write),
                placed: () =>
                {
                    isPlaced = true;
                    placed?.Invoke();
                }
            );
        if (written.Case is EmError error)
            return terminal.Refuse(faults.IsEmpty ? Prelude.Seq1(error) : faults);
        terminal.Say(
            $"{file ?? "standard output"}: {rows} row{(rows == 1 ? "" : "s")} of {columns} column{(columns == 1 ? "" : "s")} written"
        );
        return ExitCode.Done;
    }

    static Either<EmError, Unit> ToText(
        Stream stream,
        string file,
        Func<Func<Option<DataDescription>, ResultRows>, Either<EmError, Unit>> write
    )
    {
        using var to = new StreamWriter(stream, leaveOpen: true) { NewLine = "\n" };
        return write(read => ResultRows.Text(to, ExtensionOf(file)[1..], read));
    }

    sealed record Poured(long Rows, int Columns, Option<DataDescription> Read)
    {
        public static Poured Nothing { get; } = new(0, 0, Option<DataDescription>.None);
    }

    // One part is looked at ahead: of a table of one part all is known before anything is written.
    static Validation<EmError, Poured> Pour(
        IEnumerable<Validation<EmError, ResultTable>> parts,
        Func<Option<DataDescription>, ResultRows> open
    )
    {
        using var all = parts.GetEnumerator();
        all.MoveNext();
        var (part, hasMore, rows) = (all.Current, all.MoveNext(), 0L);
        if (part.IsFail)
            return part.Map(_ => Poured.Nothing);
        if (hasMore && all.Current.IsFail)
            return all.Current.Map(_ => Poured.Nothing);
        using var to = open(hasMore ? Option<DataDescription>.None : part.ToOption().Bind(only => only.Read));
        for (; ; (part, hasMore) = (all.Current, all.MoveNext()))
        {
            if (part.Case is not ResultTable table)
                return part.Map(_ => Poured.Nothing);
            if (to.Add(table).Case is EmError fault)
                return fault;
            rows += table.Rows;
            if (!hasMore)
            {
                to.End(table.Read);
                return new Poured(rows, table.Columns.Count, table.Read);
            }
        }
    }
}
