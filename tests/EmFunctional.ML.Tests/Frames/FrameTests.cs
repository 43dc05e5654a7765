using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Apache.Arrow;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;
using EmFunctional.Frames;
using EmFunctional.Modelling;
using EmFunctional.Models.GaussianMixture.Data;
using EmFunctional.Tables;
using LanguageExt;
using Microsoft.Data.Analysis;
using Parquet;
using Parquet.Schema;
using Xunit;
using Table = EmFunctional.Tables.Table;

namespace EmFunctional.ML.Tests.Frames;

/// <summary>Frames of other libraries are the same data as a CSV file.</summary>
public sealed class FrameTests : IDisposable
{
    const string Text = "x,n,kind\n1.5,2,a\n0.1,,b\n-3,4,a\n7,1,b\n";

    readonly string _folder = Directory.CreateTempSubdirectory("frames").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    string At(string name) => Path.Combine(_folder, name);

    static string Id(Table table) => GaussianMixtureData.Parse(table).OrThrow().Id.ToString();

    static string InText => Id(CsvTable.Read(new StringReader(Text), "text"));

    static EmError Fault(Either<EmError, Table> read) => read.Match(_ => throw new InvalidOperationException("no fault"), error => error);

    static RecordBatch Batch(int from, int count)
    {
        double[] x = [1.5, 0.1, -3, 7];
        int?[] n = [2, null, 4, 1];
        string[] kind = ["a", "b", "a", "b"];
        return new RecordBatch.Builder()
            .Append("x", false, new DoubleArray.Builder().AppendRange(x.Skip(from).Take(count)).Build())
            .Append(
                "n",
                true,
                n.Skip(from)
                    .Take(count)
                    .Aggregate(new Int32Array.Builder(), (b, v) => v is { } value ? b.Append(value) : b.AppendNull())
                    .Build()
            )
            .Append("kind", false, kind.Skip(from).Take(count).Aggregate(new StringArray.Builder(), (b, v) => b.Append(v)).Build())
            .Build();
    }

    string ArrowFile(bool isStream)
    {
        var path = At(isStream ? "rows.ipc" : "rows.arrow");
        using var stream = File.Create(path);
        using var writer = isStream ? new ArrowStreamWriter(stream, Batch(0, 2).Schema) : new ArrowFileWriter(stream, Batch(0, 2).Schema);
        writer.WriteRecordBatch(Batch(0, 2));
        writer.WriteRecordBatch(Batch(2, 2));
        writer.WriteEnd();
        return path;
    }

    async Task<string> ParquetFile()
    {
        var path = At("rows.parquet");
        var (x, n, kind) = (new DataField<double>("x"), new DataField<int?>("n"), new DataField<string>("kind"));
        await using var stream = File.Create(path);
        await using var writer = await ParquetWriter.CreateAsync(new ParquetSchema(x, n, kind), stream);
        for (var group = 0; group < 2; group++)
        {
            using var rows = writer.CreateRowGroup();
            await rows.WriteAsync<double>(x, group == 0 ? new[] { 1.5, 0.1 } : new[] { -3.0, 7 });
            await rows.WriteAsync<int>(n, group == 0 ? new int?[] { 2, null } : new int?[] { 4, 1 });
            await rows.WriteAsync(kind, new[] { "a", "b" });
        }
        return path;
    }

    [Fact]
    public async Task A_Parquet_file_is_read_group_after_group() => Assert.Equal(InText, Id(FrameFile.Read(await ParquetFile()).OrThrow()));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_Arrow_file_is_read_batch_after_batch(bool isStream) =>
        Assert.Equal(InText, Id(FrameFile.Read(ArrowFile(isStream)).OrThrow()));

    // With the numbers in a temporary file.
    [Fact]
    public async Task A_file_is_read_in_blocks_to_the_same_data()
    {
        foreach (var path in new[] { await ParquetFile(), ArrowFile(isStream: false), ArrowFile(isStream: true) })
        {
            var table = FrameFile.InBlocks(path, ColumnChoice.Default).OrThrow();
            Assert.Equal((4, 2), (table.Blocks!.Rows, table.Blocks.Columns)); // not the texts
            Assert.Equal(InText, Id(table));
        }
    }

    [Fact]
    public async Task A_file_that_is_cut_is_no_file_in_blocks_either()
    {
        var (parquet, arrow) = (await ParquetFile(), ArrowFile(isStream: true));
        foreach (var (path, format) in new[] { (parquet, "Parquet"), (arrow, "Arrow") })
        {
            await File.WriteAllBytesAsync(path, (await File.ReadAllBytesAsync(path))[..^40]);
            var fault = Assert.Single(FrameFile.InBlocks(path, ColumnChoice.Default).Match(_ => [], faults => faults));
            Assert.Contains($"must be a whole {format} file", fault.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Texts_that_were_asked_for_as_numbers_are_named_in_blocks_too()
    {
        var faults = FrameFile.InBlocks(await ParquetFile(), ColumnChoice.Of("x", "kind")).Match(_ => [], faults => faults);
        Assert.Equal("kind", Assert.IsType<EmError.BadCell>(Assert.Single(faults)).Name);
    }

    [Fact]
    public void Record_batches_are_read() => Assert.Equal(InText, Id(ArrowTable.Of(Batch(0, 3), Batch(3, 1)).OrThrow()));

    [Fact]
    public void A_data_frame_is_read_and_texts_are_left_out_as_of_a_file()
    {
        var frame = new DataFrame(
            new DoubleDataFrameColumn("x", [1.5, 0.1, -3, 7]),
            new Int32DataFrameColumn("n", [2, null, 4, 1]),
            new StringDataFrameColumn("kind", ["a", "b", "a", "b"])
        );
        Assert.Equal(InText, Id(DataFrameTable.Of(frame).OrThrow()));
    }

    [Fact]
    public void Texts_that_were_asked_for_as_numbers_are_named()
    {
        var fault = GaussianMixtureData
            .Parse(ArrowTable.Of(Batch(0, 4)).OrThrow(), ColumnChoice.Of("x", "kind"))
            .Match(_ => throw new InvalidOperationException("no fault"), faults => faults.Head);
        Assert.Equal("kind", Assert.IsType<EmError.BadCell>(fault).Name);
    }

    [Fact]
    public void A_column_of_dates_is_named()
    {
        var frame = new DataFrame(new DateTimeDataFrameColumn("day", [new DateTime(2000, 1, 1)]));
        Assert.Contains("day", Assert.IsType<EmError.BadArray>(Fault(DataFrameTable.Of(frame))).Expected, StringComparison.Ordinal);
    }

    [Fact]
    public void Nested_columns_are_named()
    {
        var lists = new ListArray.Builder(DoubleType.Default);
        lists.Append();
        ((DoubleArray.Builder)lists.ValueBuilder).Append(1);
        var batch = new RecordBatch.Builder().Append("pairs", false, lists.Build()).Build();
        var error = Assert.IsType<EmError.BadArray>(Fault(ArrowTable.Of(batch)));
        Assert.Contains("pairs is nested", error.Expected, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nested_columns_of_a_Parquet_file_are_named()
    {
        var path = At("nested.parquet");
        var list = new DataField<System.Collections.Generic.IEnumerable<int>>("pairs");
        await using (var stream = File.Create(path))
        {
            await using var writer = await ParquetWriter.CreateAsync(new ParquetSchema(list), stream);
            using var rows = writer.CreateRowGroup();
            await rows.WriteAsync<int>(list, new[] { 1, 2 }, new[] { 0, 1 });
        }
        Assert.Contains("pairs is nested", Assert.IsType<EmError.BadArray>(Fault(FrameFile.Read(path))).Expected, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_cut_or_foreign_is_an_error_wherever_it_is_cut()
    {
        foreach (var path in new[] { await ParquetFile(), ArrowFile(false) })
        {
            var bytes = File.ReadAllBytes(path);
            foreach (var length in new[] { 0, 3, 9, bytes.Length / 2, bytes.Length - 5 })
            {
                File.WriteAllBytes(path, bytes[..length]);
                Assert.IsType<EmError.BadArray>(Fault(FrameFile.Read(path)));
            }
            File.WriteAllText(path, Text);
            Assert.IsType<EmError.BadArray>(Fault(FrameFile.Read(path)));
            File.Delete(path);
            Assert.Equal(ReadFault.Missing, Assert.IsType<EmError.Unreadable>(Fault(FrameFile.Read(path))).Fault);
        }
    }
}
