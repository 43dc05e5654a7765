using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Numerics;
using System.Threading.Tasks;
using EmFunctional.Modelling;
using EmFunctional.Tables;
using LanguageExt;
using Parquet;
using Parquet.Schema;

namespace EmFunctional.Frames;

/// <summary>Tables in Parquet files. Format: Apache Parquet 2.</summary>
public static class ParquetTable
{
    /// <summary>Reads a file of flat columns: of any number, truth values, texts.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The table, null as a missing number or text; an error that says what the file must be.</returns>
    public static Either<EmError, Table> Read(string path) => FrameFile.Caught(path, "Parquet", stream => Waited(() => Read(path, stream)));

    /// <summary>The bytes of a file's numbers in memory; none where it says no number of rows.</summary>
    internal static Option<long> SizeOf(string path) =>
        FrameFile
            .Caught<long>(
                path,
                "Parquet",
                stream =>
                    Waited(async () =>
                    {
                        await using var reader = await ParquetReader.CreateAsync(stream);
                        return (reader.Metadata?.NumRows ?? 0) * reader.Schema.Fields.Count * sizeof(double);
                    })
            )
            .ToOption();

    /// <summary>A table that is read group by group while its rows are gone through, once.</summary>
    internal static Table OneByOne(string path, Stream stream)
    {
        var reader = Waited(() => ParquetReader.CreateAsync(stream));
        var fields = reader.Schema.Fields.Select(Flat).ToArray();
        return FrameColumn.Rowwise(
            path,
            FrameColumn.Named(fields.Select(field => field.Name)),
            Enumerable.Range(0, reader.RowGroupCount).Select(group => Waited(() => Group(reader, fields, group))).Where(HasRows)
        );
    }

    static bool HasRows(FrameColumn[] columns) => columns.Length > 0 && columns[0].Rows > 0;

    // The library answers later only; whoever reads a table waits for it.
    static T Waited<T>(Func<Task<T>> read) => Task.Run(read).GetAwaiter().GetResult();

    static async Task<FrameColumn[]> Group(ParquetReader reader, DataField[] fields, int group)
    {
        using var rows = reader.OpenRowGroupReader(group);
        var columns = new FrameColumn[fields.Length];
        for (var j = 0; j < fields.Length; j++)
            columns[j] = await Column(rows, fields[j]);
        return columns;
    }

    static async Task<Table> Read(string path, Stream stream)
    {
        await using var reader = await ParquetReader.CreateAsync(stream);
        var fields = reader.Schema.Fields.Select(Flat).ToArray();
        var groups = new List<FrameColumn[]>();
        for (var group = 0; group < reader.RowGroupCount; group++)
            groups.Add(await Group(reader, fields, group));
        return FrameColumn.TableOf(path, groups);
    }

    static DataField Flat(Field field) =>
        field is DataField { IsArray: false, MaxRepetitionLevel: 0 } flat
            ? flat
            : throw new InvalidFrame($"a table of flat columns, and {field.Name} is nested; write it without that column, or flattened");

    static async Task<FrameColumn> Column(ParquetRowGroupReader rows, DataField field)
    {
        var n = checked((int)rows.RowCount);
        if (field.ClrType == typeof(string) || field.ClrType == typeof(ReadOnlyMemory<char>))
        {
            var texts = new string?[n];
            await rows.ReadAsync(field, texts.AsMemory());
            return FrameColumn.Of(field.Name, texts);
        }
        return FrameColumn.Of(
            field.Name,
            field.ClrType switch
            {
                var type when type == typeof(double) => await Numbers<double>(rows, field, n),
                var type when type == typeof(float) => await Numbers<float>(rows, field, n),
                var type when type == typeof(int) => await Numbers<int>(rows, field, n),
                var type when type == typeof(long) => await Numbers<long>(rows, field, n),
                var type when type == typeof(short) => await Numbers<short>(rows, field, n),
                var type when type == typeof(sbyte) => await Numbers<sbyte>(rows, field, n),
                var type when type == typeof(uint) => await Numbers<uint>(rows, field, n),
                var type when type == typeof(ulong) => await Numbers<ulong>(rows, field, n),
                var type when type == typeof(ushort) => await Numbers<ushort>(rows, field, n),
                var type when type == typeof(byte) => await Numbers<byte>(rows, field, n),
                var type when type == typeof(decimal) => await Numbers<decimal>(rows, field, n),
                var type when type == typeof(bool) =>
                [
                    .. (await Read<bool>(rows, field, n)).Select(x => x is { } truth ? (truth ? 1 : 0) : double.NaN),
                ],
                var type => throw new InvalidFrame(
                    $"of columns of numbers, truth values and texts, and {field.Name} is of {type.Name}; write it as numbers or texts"
                ),
            }
        );
    }

    static async Task<double[]> Numbers<T>(ParquetRowGroupReader rows, DataField field, int n)
        where T : struct, INumberBase<T> =>
        [.. (await Read<T>(rows, field, n)).Select(x => x is { } number ? double.CreateChecked(number) : double.NaN)];

    static async Task<T?[]> Read<T>(ParquetRowGroupReader rows, DataField field, int n)
        where T : struct
    {
        var values = new T?[n];
        if (field.IsNullable)
        {
            await rows.ReadAsync(field, values.AsMemory());
            return values;
        }
        var present = new T[n];
        await rows.ReadAsync(field, present.AsMemory());
        return Array.ConvertAll(present, value => (T?)value);
    }
}
