using System.Linq;
using EmFunctional.Families;
using EmFunctional.Iterating;
using EmFunctional.Mixtures;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Sharding;
using EmFunctional.Tables;
using EmFunctional.Tests.Support;
using LanguageExt;

namespace EmFunctional.Tests.Models;

/// <summary>Rows of a family that are not in memory, in code.</summary>
public sealed class MixtureBlocksTests
{
    // Made whenever they are read.
    sealed record DrawnRows(int Count) : RowBlocks(Count, 1)
    {
        public static double At(int row) => Math.ScaleB(row * 2654435761u % 1024, -8) + (row % 3 == 0 ? 3 : 0) - row * 1e-9;

        public override Either<EmError, T> Read<T>(int block, Func<ReadOnlySpan<double>, T> use)
        {
            var first = block * BlockRows;
            return use([.. Enumerable.Range(first, Math.Min(BlockRows, Count - first)).Select(At)]);
        }
    }

    static MixtureData Blocks(int count) =>
        MixtureData
            .Of(
                Family.Of<Normal>("x"),
                new NumberBlocks(Arr.create("x"), new DrawnRows(count), null, RowLabels.None, DataDescription.Unknown)
            )
            .OrThrow();

    [Fact]
    public void Of_very_many_rows_a_start_is_made_of_some_and_a_pass_goes_through_all()
    {
        const int Rows = 1_300_000;
        var (some, all) = (Blocks(Rows), MixtureData.Of<Normal>(Vector.Of(Rows, DrawnRows.At), names: ["x"]).OrThrow());
        Assert.Contains("a start is made of 650001 of the 1300000 rows", Assert.Single(some.Description.Notes), StringComparison.Ordinal);
        Assert.Equal(all.Id, some.Id);
        var mixture = Mixture.Of<Normal>(2);
        var (start, near) = (mixture.Start(all), mixture.Start(some));
        Assert.NotEqual(start, near);
        Assert.All(start["mean"].Zip(near["mean"]), pair => Assert.Equal(pair.Item1, pair.Item2, tolerance: 0.01));
        Assert.Equal(
            Em.Fit(mixture, all, near, StopRule.Iterations(2)).OrThrow().Trace,
            Em.Fit(mixture, some, near, StopRule.Iterations(2)).OrThrow().Trace
        );
    }

    [Fact]
    public void A_single_row_of_rows_that_are_not_in_memory_cannot_be_asked_for() =>
        Assert.Throws<InvalidOperationException>(() => Blocks(10_000).Values);

    [Fact]
    public void Rows_of_another_width_than_the_family_are_an_error()
    {
        var rows = new NumberBlocks(Arr.create("x"), new DrawnRows(10_000), null, RowLabels.None, DataDescription.Unknown);
        var fault = MixtureData.Of(Family.Of<Normal>("x") * Family.Of<Normal>("y"), rows).Match(_ => null!, faults => faults.Head);
        Assert.Equal(new EmError.WrongLength("columns", 2, 1), fault);
    }
}
