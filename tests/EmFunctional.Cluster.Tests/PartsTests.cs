using System;
using System.Collections.Concurrent;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using EmFunctional.Cli.Input;
using EmFunctional.Cluster.Tests.Support;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Numerics;
using EmFunctional.Sharding;
using EmFunctional.Tables;
using LanguageExt;
using Parquet;
using Parquet.Schema;

namespace EmFunctional.Cluster.Tests;

/// <summary>Workers that open a file as the tool has them do: each has its own rows alone in memory, and the bits are those of a fit that has all of them.</summary>
public sealed class PartsTests : FileTests
{
    // The file, the model, its columns; whether it has weights and labels; whether a worker has its own rows alone.
    public static TheoryData<string, string, string, bool, bool> Models =>
        new()
        {
            { "rows.npy", "normal-mixture", "column1", true, true },
            { "rows.csv", "normal-mixture", "x", false, true },
            { "rows.csv", "poisson-mixture", "count", true, false }, // of each different count once
            { "rows.npy", "gaussian-mixture", "column1,column2", false, true }, // in the order of patterns of holes
            { "rows.csv", "gaussian-mixture", "x,y", true, true },
            { "rows.npy", "mixture normal(column1) * poisson(column3)", "", true, true },
            { "rows.csv", "mixture normal(x) * categorical(level)", "", false, true },
            { "rows.csv", "mixture multivariate-normal(x,y) * poisson(count)", "", true, true },
            { "rows.parquet", "mixture normal(x) * student(y)", "", true, true },
            { "rows.parquet", "gaussian-mixture", "x,y", false, true },
            { "rows.csv", "mixture normal(x) * categorical(colour)", "", true, true },
        };

    [Theory]
    [MemberData(nameof(Models))]
    public async Task Each_worker_has_its_own_rows_alone_and_the_bits_are_those_of_all(
        string file,
        string model,
        string columns,
        bool isWeighted,
        bool isInParts
    )
    {
        var isArray = file == "rows.npy";
        var (entry, chosen, options) = Asked(
            model,
            columns,
            isWeighted ? (isArray ? "column5" : "weight") : null,
            isWeighted ? (isArray ? "column4" : "level") : null
        );
        await Compare(At(file), entry, chosen, options, isInParts);
    }

    static async Task Compare(string data, ModelEntry entry, ColumnChoice chosen, Arr<ModelOption> options, bool isInParts)
    {
        var here = Open(data, Access, entry, chosen, options);
        var start = here.Starting.Methods[0].Draw(new Seed(3)).OrThrow();
        var opened = new ConcurrentBag<OpenedJob>();
        await using var all = await InProcess.Start(
            2,
            what =>
                Opening(what)
                    .Map(job =>
                    {
                        opened.Add(job);
                        return job;
                    })
        );
        var spread = all.Cluster.Spread(here.Problem, TextOf(here.Problem, data));
        Assert.Equal(Digest(here.Problem, start), Digest(spread, start));
        Assert.Equal(isInParts ? Rows : 0, opened.Sum(job => job.Rows?.Count ?? 0));
        Assert.Equal(isInParts ? Rows : 0, all.Cluster.Kept);
        if (isInParts)
            Assert.All(opened, job => Assert.InRange(job.Rows!.Count, Rows / 3, Rows * 2 / 3));
    }

    [Fact]
    public async Task Several_models_over_the_same_rows_have_them_in_memory_once()
    {
        var entry = Registry.Standard.Find("gaussian-mixture").OrThrow();
        var chosen = ColumnChoice.Of("x", "count") with { Weights = "weight" };
        var (shared, opened) = (new SharedTables(), new ConcurrentBag<OpenedJob>());
        await using var all = await InProcess.Start(
            1,
            what =>
                WorkerOpening
                    .Read(what)
                    .Bind(opening => opening.Open(Registry.Standard, shared))
                    .Map(job =>
                    {
                        opened.Add(job);
                        return job;
                    })
        );
        var digests = await Task.WhenAll(
            Enumerable
                .Range(1, 6)
                .Select(components =>
                    Task.Run(() =>
                    {
                        var options = entry.Resolve(new ModelOption("components", $"{components}")).OrThrow();
                        var here = Open(At("rows.csv"), Access, entry, chosen, options);
                        var start = here.Starting.Methods[0].Draw(new Seed(3)).OrThrow();
                        var spread = all.Cluster.Spread(here.Problem, TextOf(here.Problem, At("rows.csv")));
                        return (Digest(here.Problem, start), Digest(spread, start));
                    })
                )
        );
        Assert.All(digests, pair => Assert.Equal(pair.Item1, pair.Item2));
        Assert.Equal(6, opened.Count);
        Assert.All(opened, job => Assert.Same(opened.First().Rows, job.Rows));
    }

    [Fact]
    public void Columns_that_are_picked_twice_are_kept_once_until_nobody_wants_them()
    {
        var rows = new KeptRows(new RowsInMemory(Vector.Of(Rows * 3, i => i), 3));
        var (one, two) = (rows.Pick([2, 0]), rows.Pick([2, 0]));
        Assert.Same(one, two);
        Assert.NotSame(one, rows.Pick([0, 2]));
        Assert.Equal([2.0, 0], one.Row(0).OrThrow());
        Assert.Equal(0, rows.Count);
        // Two models want the second block, and a pass of each goes through it.
        rows.Keep(1, 1);
        rows.Keep(1, 1);
        Assert.Equal([(RowBlocks.BlockRows * 3) + 2.0, RowBlocks.BlockRows * 3], two.Row(RowBlocks.BlockRows).OrThrow());
        Assert.Equal(RowBlocks.BlockRows, rows.Count);
        rows.Release(1, 1);
        Assert.Equal(RowBlocks.BlockRows, rows.Count);
        rows.Release(1, 1);
        Assert.Equal(0, rows.Count);
    }

    // What the fit hears where its workers open something else.
    async Task<string> Refusal(Func<WorkerOpening, WorkerOpening> other)
    {
        var entry = Registry.Standard.Find("normal-mixture").OrThrow();
        var chosen = ColumnChoice.Of("column1");
        var here = Open(At("rows.npy"), Access, entry, chosen, entry.Resolve().OrThrow());
        await using var all = await InProcess.Start(1, what => Opening($"{other(WorkerOpening.Read(what).OrThrow())}"));
        var start = here.Starting.Methods[0].Draw(new Seed(3)).OrThrow();
        return $"{all.Cluster.Spread(here.Problem, TextOf(here.Problem, At("rows.npy"))).Evaluate(start).LeftAsEnumerable().Single()}";
    }

    [Fact]
    public async Task A_file_that_a_worker_does_not_see_is_named()
    {
        var error = await Refusal(opening => opening with { Data = At("elsewhere.npy") });
        Assert.Contains($"{At("elsewhere.npy")}", error, StringComparison.Ordinal);
        Assert.Contains("(worker 127.0.0.1:", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_of_another_size_is_named()
    {
        NumPyFile.Write(At("longer.npy"), NumPyArray.Matrix(Rows + 5000, Vector.Of((Rows + 5000) * 5, i => i % 7).ToArray())).OrThrow();
        var error = await Refusal(opening => opening with { Data = At("longer.npy") });
        Assert.Contains($"a worker reads other data than the run ({At("longer.npy")})", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_that_a_worker_lacks_is_named()
    {
        var error = await Refusal(opening => opening with { Model = "our-own" });
        Assert.Contains("unknown model 'our-own'", error, StringComparison.Ordinal);
        Assert.Contains("(worker 127.0.0.1:", error, StringComparison.Ordinal);
    }
}
