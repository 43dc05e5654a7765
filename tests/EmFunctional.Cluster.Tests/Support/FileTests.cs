using System;
using System.Collections.Concurrent;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using EmFunctional.Cli.Input;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Numerics;
using EmFunctional.Sharding;
using EmFunctional.Tables;
using LanguageExt;
using Parquet;
using Parquet.Schema;

namespace EmFunctional.Cluster.Tests.Support;

/// <summary>Files of rows that workers open as the tool has them do.</summary>
public abstract class FileTests : IAsyncLifetime, IDisposable
{
    protected const int Rows = 6 * 4096 - 100;
    static readonly string[] _names = ["x", "y", "count", "level", "weight", "colour"];

    readonly string _folder = Directory.CreateTempSubdirectory("em-parts-").FullName;

    // A tenth of the numbers is missing, and one row says nothing at all.
    protected static double? Cell(int i, int column)
    {
        var seed = new Seed(5).Split(i);
        var right = i % 3 == 0;
        return column < 4 && (i == 5000 || seed.Uniform(column) < 0.1)
            ? null
            : column switch
            {
                0 => seed.Normal(11) + (right ? 4 : 0),
                1 => seed.Normal(12) * (right ? 2 : 1),
                2 => Math.Floor(seed.Uniform(13) * (right ? 12 : 5)),
                3 => Math.Floor(seed.Uniform(14) * (right ? 2 : 3)),
                _ => 1 + i % 4,
            };
    }

    public async Task InitializeAsync()
    {
        var numbers = Vector.Of(Rows * 5, at => Cell(at / 5, at % 5) ?? double.NaN);
        NumPyFile.Write(At("rows.npy"), NumPyArray.Matrix(Rows, numbers.ToArray())).OrThrow();
        await File.WriteAllLinesAsync(
            At("rows.csv"),
            Enumerable
                .Range(0, Rows)
                .Select(i =>
                    string.Join(',', Enumerable.Range(0, 5).Select(j => Cell(i, j) is { } x ? NumberText.Shortest(x) : ""))
                    + (i % 3 == 0 ? ",red" : ",blue")
                )
                .Prepend(string.Join(',', _names))
        );
        DataField[] fields = [.. _names[..5].Select(name => new DataField<double?>(name))];
        await using var stream = File.Create(At("rows.parquet"));
        await using var writer = await ParquetWriter.CreateAsync(new ParquetSchema(fields), stream);
        foreach (var rows in Enumerable.Range(0, Rows).Chunk(10_000))
        {
            using var group = writer.CreateRowGroup();
            for (var j = 0; j < fields.Length; j++)
                await group.WriteAsync<double>(fields[j], rows.Select(i => Cell(i, j)).ToArray());
        }
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    protected string At(string name) => Path.Combine(_folder, name);

    private protected static OpenedModel Open(
        string data,
        DataAccess access,
        ModelEntry entry,
        ColumnChoice chosen,
        Arr<ModelOption> options
    ) =>
        DataSource
            .OpenAs(data, access, entry.Reading, chosen, long.MaxValue)
            .Bind(source => ModelArguments.Open(entry, source, table => table, chosen, options))
            .OrThrow();

    protected static string Digest(Problem<Vector> problem, Vector start) =>
        Em.Fit(problem, start, StopRule.Iterations(3)).OrThrow().Trace.ToString();

    protected static (ModelEntry Entry, ColumnChoice Chosen, Arr<ModelOption> Options) Asked(
        string model,
        string columns,
        string? weights,
        string? labels
    )
    {
        var entry = Registry.Standard.Find(model.Split(' ')[0]).OrThrow();
        ModelOption[] given =
        [
            new("components", labels is null ? "2" : "3"), // as many as there are labels
            .. model.Split(' ', 2) is [_, var family] ? new ModelOption[] { new("family", family) } : [],
        ];
        var chosen = new ColumnChoice
        {
            Columns = columns.Length > 0 ? columns.Split(',') : Arr<string>.Empty,
            Weights = Prelude.Optional(weights),
            Labels = Prelude.Optional(labels),
        };
        return (entry, chosen, entry.Resolve(given).OrThrow());
    }

    private protected static DataAccess Access { get; } = new("memory", 0) { IsInParts = true };

    protected static string TextOf(Problem<Vector> problem, string data) =>
        $"{WorkerOpening.Of(problem, data, Access, ModelRequest.DefaultLimit)}";

    protected static Either<EmError, OpenedJob> Opening(string what) =>
        WorkerOpening.Read(what).Bind(opening => opening.Open(Registry.Standard, new()));
}
