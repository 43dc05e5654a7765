using System.IO;
using System.Linq;
using EmFunctional.Families;
using EmFunctional.Families.Gaussian;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Models.GaussianMixture;
using EmFunctional.Models.GaussianMixture.Data;
using EmFunctional.Models.GaussianMixture.Form;
using EmFunctional.Numerics;
using EmFunctional.Sharding;
using EmFunctional.Tables;
using EmFunctional.Tests.Support;
using LanguageExt;

namespace EmFunctional.Tests.Tables;

/// <summary>Rows that stay in their file: the same bits as in memory, and an error where the file is not what it was.</summary>
public sealed class RowFileTests : IDisposable
{
    // Two blocks and a ragged third.
    const int Rows = 2 * RowBlocks.BlockRows + 77;

    readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    string At(string name) => Path.Combine(_tool.Folder, name);

    static double[] Drawn(int columns)
    {
        var seed = new Seed(7);
        return [.. Enumerable.Range(0, Rows * columns).Select(at => 4 * seed.Below(at / columns, 3) + new Seed(8).Normal(at))];
    }

    string Written(int columns)
    {
        NumPyFile.Write(At("x.npy"), new NumPyArray(Arr.create(Rows, columns), Drawn(columns))).OrThrow();
        return At("x.npy");
    }

    static double[] All(RowBlocks rows)
    {
        var all = new System.Collections.Generic.List<double>();
        rows.Visit(
                (first, block) =>
                {
                    Assert.Equal(all.Count / rows.Columns, first);
                    all.AddRange(block.ToArray());
                    return true;
                }
            )
            .OrThrow();
        return [.. all];
    }

    [Theory]
    [InlineData("<f8", 8)]
    [InlineData(">f8", 8)]
    [InlineData("<f4", 4)]
    [InlineData(">f4", 4)]
    [InlineData("<i8", 8)]
    [InlineData(">i4", 4)]
    public void Every_type_of_number_is_what_it_is_in_memory(string type, int size)
    {
        var header = $"{{'descr': '{type}', 'fortran_order': False, 'shape': ({Rows}, 3), }}".PadRight(117) + "\n";
        var numbers = Enumerable.Range(0, Rows * 3 * size).Select(i => (byte)(i % size is 0 or 7 ? 0x3f : i * 31)).ToArray();
        File.WriteAllBytes(At("x.npy"), [0x93, .. "NUMPY"u8, 1, 0, 118, 0, .. System.Text.Encoding.ASCII.GetBytes(header), .. numbers]);
        var inMemory = NumPyFile.Read(At("x.npy")).OrThrow().Values.ToArray();
        foreach (var asMap in new[] { false, true })
        {
            using var rows = RowFile.Open(At("x.npy"), asMap).OrThrow();
            Assert.Equal((Rows, 3, 3), (rows.Rows, rows.Columns, rows.Blocks));
            Assert.Equal(inMemory.Select(BitConverter.DoubleToInt64Bits), All(rows).Select(BitConverter.DoubleToInt64Bits));
            Assert.Equal(Vector.Create(inMemory.AsSpan(3 * 5000, 3)), rows.Row(5000).OrThrow());
        }
    }

    [Theory]
    [InlineData(1, CovarianceForm.Full)]
    [InlineData(3, CovarianceForm.Full)]
    [InlineData(3, CovarianceForm.Tied)]
    [InlineData(3, CovarianceForm.Diagonal)]
    [InlineData(2, CovarianceForm.Spherical)]
    public void A_fit_has_the_same_start_identity_and_trace_as_in_memory_on_any_threads(int columns, CovarianceForm form)
    {
        var names = Table.NamesOf(columns);
        var inMemory = GaussianMixtureData.Create(names, Vector.Create(Drawn(columns))).OrThrow();
        using var rows = RowFile.Open(Written(columns)).OrThrow();
        var inFile = GaussianMixtureData.Create(names, rows).OrThrow();
        var options = new GaussianMixtureOptions(3, columns, form);
        Assert.Equal((inMemory.Id, inMemory.Centre, inMemory.Variances), (inFile.Id, inFile.Centre, inFile.Variances));
        Assert.IsNotType<RowsInMemory>(inFile.Blocks);
        string Trace(
            MixtureData data,
            IBlockExecutor executor,
            Func<MixtureData, GaussianMixtureOptions, Seed, Either<EmError, MixtureParameters>> start
        ) =>
            Em.Fit(
                    Problem.Of(GaussianMixtureModel.Of(options), data).OrThrow().On(executor),
                    start(data, options, new Seed(2)).OrThrow(),
                    StopRule.Iterations(3)
                )
                .OrThrow()
                .Trace.ToString();
        foreach (var threads in new[] { 1, 2, 3 })
        {
            var executor = new Threads(threads);
            Assert.Equal(
                Trace(inMemory, InOrder.Executor, GaussianMixtureStart.KMeansPlusPlus),
                Trace(inFile, executor, GaussianMixtureStart.KMeansPlusPlus)
            );
            Assert.Equal(
                Trace(inMemory, InOrder.Executor, GaussianMixtureStart.RandomRows),
                Trace(inFile, executor, GaussianMixtureStart.RandomRows)
            );
        }
    }

    // A group that is a point has no covariance: what all groups have in common takes its place, of rows that are made anew in every pass.
    [Fact]
    public void The_start_from_pooled_covariances_is_the_same_too()
    {
        var values = Drawn(2);
        values.AsSpan(2 * 4000, 2 * 500).Fill(1000);
        NumPyFile.Write(At("x.npy"), new NumPyArray(Arr.create(Rows, 2), values)).OrThrow();
        using var rows = RowFile.Open(At("x.npy")).OrThrow();
        var options = new GaussianMixtureOptions(2, 2);
        var starts = new[]
        {
            GaussianMixtureData.Create(Table.NamesOf(2), Vector.Create(values)).OrThrow(),
            GaussianMixtureData.Create(Table.NamesOf(2), rows).OrThrow(),
        }
            .Select(data =>
                GaussianMixtureParameters.ChartOf(options).ToFlat(GaussianMixtureStart.KMeansPlusPlus(data, options, new Seed(1)).OrThrow())
            )
            .ToArray();
        Assert.Equal(starts[0], starts[1]);
        Assert.Equal(starts[1].Slice(6, 3), starts[1].Slice(9, 3)); // both components have it
        Assert.Contains(starts[1].Slice(2, 4), mean => Math.Abs(mean - 1000) < 1e-9);
    }

    [Fact]
    public void A_file_that_is_cut_off_or_changed_during_a_run_ends_it_with_an_error()
    {
        var path = Written(2);
        using var rows = RowFile.Open(path).OrThrow();
        var data = GaussianMixtureData.Create(Table.NamesOf(2), rows).OrThrow();
        var options = new GaussianMixtureOptions(2, 2);
        var start = GaussianMixtureStart.KMeansPlusPlus(data, options, new Seed(1)).OrThrow();
        string Outcome() =>
            Em.Fit(Problem.Of(GaussianMixtureModel.Of(options), data).OrThrow(), start, StopRule.Iterations(1))
                .Match(Right: _ => "fitted", Left: error => error.ToString());
        Assert.Equal("fitted", Outcome());
        var bytes = File.ReadAllBytes(path);

        var changed = bytes.ToArray();
        changed[^9] ^= 1; // the last bit of the next to last number
        File.WriteAllBytes(path, changed);
        Assert.Equal(
            $"{path}: was cut off or changed while it was read, at row 8193 or behind it; run again when nobody writes to it",
            Em.Fit(
                    Problem.Of(GaussianMixtureModel.Of(options with { Form = CovarianceForm.Diagonal }), data).OrThrow(),
                    Diagonal(start),
                    StopRule.Iterations(1)
                )
                .Match(Right: _ => "fitted", Left: error => error.ToString())
        );
        File.WriteAllBytes(path, bytes[..^8]);
        Assert.Contains(
            "row 8193",
            rows.Read(2, x => x.Length).Match(Right: _ => "read", Left: e => e.ToString()),
            StringComparison.Ordinal
        );
        File.WriteAllBytes(path, bytes);
        Assert.Equal("fitted", Outcome());
    }

    static MixtureParameters Diagonal(MixtureParameters of) =>
        GaussianMixtureParameters.Of(
            of.MixingWeights,
            of.Means,
            of.Covariances.Map(_ =>
                Covariance.Create(CovarianceShape.Diagonal, 2, [1, 1]).IfNone(() => throw new InvalidOperationException())
            )
        );

    [Fact]
    public void What_cannot_be_read_in_blocks_is_said()
    {
        string Said(Either<EmError, RowFile> opened) => opened.Match(Right: _ => "opened", Left: error => error.ToString());
        File.WriteAllBytes(At("x.f64"), new byte[24]);
        Assert.Equal(
            $"{At("x.f64")}: must be whole rows of 16 bytes, 2 doubles each, and there are 24 bytes",
            Said(RowFile.OpenRaw(At("x.f64"), 2))
        );
        File.WriteAllBytes(At("x.f64"), []);
        Assert.Equal($"{At("x.f64")}: no rows of data; give at least one row", Said(RowFile.OpenRaw(At("x.f64"), 2, asMap: true)));
        Assert.Equal($"{At("no.f64")}: there is no such file; check the path", Said(RowFile.OpenRaw(At("no.f64"), 2)));
        File.WriteAllBytes(Written(2), File.ReadAllBytes(At("x.npy"))[..^8]);
        Assert.Contains("its header promises", Said(RowFile.Open(At("x.npy"))), StringComparison.Ordinal);
        var fortran = System.Text.Encoding.ASCII.GetBytes(
            "{'descr': '<f8', 'fortran_order': True, 'shape': (2, 2), }".PadRight(117) + "\n"
        );
        File.WriteAllBytes(At("x.npy"), [0x93, .. "NUMPY"u8, 1, 0, 118, 0, .. fortran, .. new byte[32]]);
        Assert.Equal(
            $"{At("x.npy")}: must be in C order, row after row, to be read in blocks; save it with numpy.ascontiguousarray, or read it into memory",
            Said(RowFile.Open(At("x.npy")))
        );
    }

    [Theory]
    [InlineData(double.NaN, "'NaN' in column2 must be a finite number where the file is read in blocks, or the file read into memory")]
    [InlineData(double.PositiveInfinity, "'Infinity' in column2 must be a finite number")]
    public void What_is_no_finite_number_has_a_place(double value, string message)
    {
        var values = Drawn(2);
        values[2 * 5000 + 1] = value;
        NumPyFile.Write(At("x.npy"), new NumPyArray(Arr.create(Rows, 2), values)).OrThrow();
        using var rows = RowFile.Open(At("x.npy")).OrThrow();
        Assert.Equal(
            $"{At("x.npy")}:5001:2: {message}; correct this cell",
            GaussianMixtureData.Create(Table.NamesOf(2), rows).ToEither().Match(Right: _ => "read", Left: errors => errors.Head.ToString())
        );
    }
}
