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

/// <summary>What a worker reads of a file: what it is asked for, whose hash it looks at.</summary>
public sealed class OwnRowsTests : FileTests
{
    // Rows of which each says something, since of others all must be read.
    void WriteWhole(string name, Func<int, bool> isOther)
    {
        var numbers = Vector.Of(
            Rows * 5,
            at =>
                at % 5 == 4 ? 1 + at / 5 % 4
                : at % 5 == 3 ? (Cell(at / 5, 3) ?? double.NaN)
                : isOther(at / 5) ? 999
                : (Cell(at / 5, at % 5) ?? 0) + (at / 5 % 2)
        );
        NumPyFile.Write(At(name), NumPyArray.Matrix(Rows, numbers.ToArray())).OrThrow();
    }

    [Theory]
    [InlineData("gaussian-mixture", "column1,column2", false)]
    [InlineData("gaussian-mixture", "column2,column1", true)]
    [InlineData("normal-mixture", "column1", true)]
    [InlineData("mixture normal(column2) * student(column1)", "", true)]
    public void What_a_worker_is_not_asked_for_it_does_not_read(string model, string columns, bool isWeighted)
    {
        WriteWhole("whole.npy", _ => false);
        WriteWhole("part.npy", i => i >= 2 * RowBlocks.BlockRows); // of the first two blocks alone as it was
        var (entry, chosen, options) = Asked(model, columns, isWeighted ? "column5" : null, isWeighted ? "column4" : null);
        var here = Open(At("whole.npy"), Access, entry, chosen, options);
        var at = here.Starting.Methods[0].Draw(new Seed(3)).OrThrow();
        var there = WorkerOpening.Of(here.Problem, At("part.npy"), Access, ModelRequest.DefaultLimit);
        Assert.NotNull(there.Known);
        // Also where the process of the fit reads blocks itself, and where somebody wants all rows in memory not.
        Assert.Equal(there.Known.Hashes, OpeningBy("blocks").Known?.Hashes);
        Assert.Null(OpeningBy("memory").Known);
        WorkerOpening OpeningBy(string read) =>
            WorkerOpening.Of(here.Problem, At("part.npy"), new DataAccess(read, 0), ModelRequest.DefaultLimit);
        var worker = Opening($"{there}").OrThrow();
        Assert.Equal(here.Problem.Identify(), worker.Problem.Identify());
        Assert.Equal(here.Problem.Blocks, worker.Problem.Blocks);
        var first = new TreeNode(1, 0);
        Assert.Equal(
            here.Problem.Pass.Sums(at, first, InOrder.Executor).OrThrow(),
            worker.Problem.Pass.Sums(at, first, InOrder.Executor).OrThrow()
        );
        var error = worker.Problem.Pass.Sums(at, new(1, 1), InOrder.Executor).LeftAsEnumerable().Single();
        var changed = Assert.IsType<EmError.ChangedFile>(error);
        Assert.Equal((At("part.npy"), 2 * RowBlocks.BlockRows + 1), (changed.Source, changed.Row));
    }

    [Fact]
    public void Of_rows_that_are_asked_for_together_all_are_read()
    {
        foreach (var model in new[] { "gaussian-mixture", "poisson-mixture" })
        {
            var (entry, chosen, options) = Asked(model, model == "gaussian-mixture" ? "column1,column2" : "column3", null, null);
            var here = Open(At("rows.npy"), Access, entry, chosen, options); // with holes; of each different count once
            Assert.Null(WorkerOpening.Of(here.Problem, At("rows.npy"), Access, ModelRequest.DefaultLimit).Known);
        }
    }
}
