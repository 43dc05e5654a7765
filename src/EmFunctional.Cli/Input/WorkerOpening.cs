using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using EmFunctional.Cluster;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Numerics;
using EmFunctional.Tables;
using LanguageExt;

namespace EmFunctional.Cli.Input;

/// <summary>What a worker opens to have the model and the data of a run, as text that travels.</summary>
sealed record WorkerOpening
{
    public required string Model { get; init; }

    public required Dictionary<string, string> Options { get; init; }

    public required string Data { get; init; }

    public required DataAccess Access { get; init; }

    public required string[] Columns { get; init; }

    public string? Weights { get; init; }

    public string? Labels { get; init; }

    public string? Sequence { get; init; }

    public required string[] Missing { get; init; }

    public bool? Header { get; init; }

    public char? Separator { get; init; }

    public char? Decimal { get; init; }

    public char? Thousands { get; init; }

    public char? Comment { get; init; }

    public string? Encoding { get; init; }

    public long Limit { get; init; }

    /// <summary>What a worker must know of all rows to read its own alone; null where it reads all of them.</summary>
    public KnownText? Known { get; init; }

    /// <summary>What was opened here, to be opened in the same way.</summary>
    /// <param name="problem">The model with its data.</param>
    /// <param name="data">The data by name.</param>
    /// <param name="access">How they were opened.</param>
    /// <param name="limit">How many numbers the model may keep.</param>
    public static WorkerOpening Of(Problem<Vector> problem, string data, DataAccess access, long limit)
    {
        var read = ColumnChoice.Of(problem.Describe());
        return new()
        {
            Model = problem.Model.Name,
            Options = problem.Model.Options.ToDictionary(option => option.Name, option => option.Value, StringComparer.Ordinal),
            Data = data.StartsWith('@') ? data : Path.GetFullPath(data),
            Access = access,
            Columns = [.. read.Columns],
            Weights = Text(read.Weights),
            Labels = Text(read.Labels),
            Sequence = Text(read.Sequence),
            Missing = [.. read.Missing],
            Header = read.Header.ToNullable(),
            Separator = read.Format.Separator.ToNullable(),
            Decimal = read.Format.Decimal.ToNullable(),
            Thousands = read.Format.Thousands.ToNullable(),
            Comment = read.Format.Comment.ToNullable(),
            Encoding = Text(read.Format.Encoding),
            Limit = limit,
            Known = access.IsInParts || access.Read == "blocks" ? KnownText.Of(problem) : null,
        };
    }

    public override string ToString() => JsonSerializer.Serialize(this);

    /// <summary>What a text says to open.</summary>
    public static Either<EmError, WorkerOpening> Read(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<WorkerOpening>(text) is { } opening ? opening : NotOne;
        }
        catch (JsonException)
        {
            return NotOne;
        }
    }

    static EmError NotOne =>
        new EmError.Recorded("Opening", "a worker was asked for something that it does not know; another program asks");

    /// <summary>
    /// The model with its data: rows that are read when they are asked for, where what must be known of all of them is; else all of them once, in blocks;
    /// and what cannot be read so, as the process reads it that runs the fit.
    /// </summary>
    /// <param name="registry">The models that there are.</param>
    /// <param name="shared">The tables that are open.</param>
    public Either<EmError, OpenedJob> Open(Registry registry, SharedTables shared)
    {
        var opened = Open(registry, shared, Access.OfParts(), Known);
        if (opened.IsLeft && Known is not null)
            opened = Open(registry, shared, Access.OfParts(), known: null);
        return opened.IsLeft && Access.IsInParts ? Open(registry, shared, Access with { IsInParts = false }, known: null) : opened;
    }

    Either<EmError, OpenedJob> Open(Registry registry, SharedTables shared, DataAccess access, KnownText? known) =>
        (
            from entry in registry.Find(Model).ToValidation()
            from options in entry.Resolve(Options.Select(option => new ModelOption(option.Key, option.Value)).ToSeq())
            from fit in entry.Fit(Choice)
            let choice = entry.ForBlocks(new(options), Choice)
            from job in access.Read == "memory"
                ? DataSource
                    .OpenAs(Data, access, entry.Reading, Choice, DataSource.MostCells)
                    .Bind(source => Job(entry, source, fit, options))
                : shared
                    .Open(
                        $"{this with { Model = "", Options = [], Limit = 0, Access = access, Known = null }} {known?.Hashes} {string.Join('|', known?.Columns ?? [])} {choice.AreAllTexts} {choice.Texts}",
                        () => known is null ? Table(entry, access, choice) : Table(known, access, choice)
                    )
                    .Bind(table => Job(entry, table, fit, options))
            select job
        )
            .ToEither()
            .MapLeft(faults => faults.Head);

    // Of this job's rows no block is read before it is asked for.
    Validation<EmError, Table> Table(KnownText known, DataAccess access, ColumnChoice choice) =>
        DataParts
            .Of(Data, access)
            .IfNone(() => new EmError.CannotDo(Data, "be read block by block"))
            .Map(part => KnownTable.Of(Data, known.Known(), choice, part))
            .ToValidation();

    Validation<EmError, Table> Table(ModelEntry entry, DataAccess access, ColumnChoice choice) =>
        DataSource
            .OpenAs(Data, access, entry.Reading, choice, DataSource.MostCells)
            .Map(source =>
            {
                using (source)
                    return source.Table;
            });

    Validation<EmError, OpenedJob> Job(ModelEntry entry, DataSource source, ColumnChoice fit, Arr<ModelOption> options)
    {
        using (source)
            return Job(entry, source.Table, fit, options);
    }

    Validation<EmError, OpenedJob> Job(ModelEntry entry, Table table, ColumnChoice fit, Arr<ModelOption> options) =>
        entry
            .OpenForPasses(new(table, fit, options) { Limit = Limit })
            .Map(problem => new OpenedJob(problem) { Rows = table.Blocks as KeptRows });

    ColumnChoice Choice =>
        new()
        {
            Columns = Columns,
            Weights = Prelude.Optional(Weights),
            Labels = Prelude.Optional(Labels),
            Sequence = Prelude.Optional(Sequence),
            Missing = Missing,
            Header = Prelude.Optional(Header),
            Format = new()
            {
                Separator = Prelude.Optional(Separator),
                Decimal = Prelude.Optional(Decimal),
                Thousands = Prelude.Optional(Thousands),
                Comment = Prelude.Optional(Comment),
                Encoding = Prelude.Optional(Encoding),
            },
        };

    static string? Text(Option<string> text) => text.Case as string; // no Match gives null
}
