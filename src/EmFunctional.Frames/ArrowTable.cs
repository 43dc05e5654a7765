using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Numerics;
using Apache.Arrow;
using Apache.Arrow.Compression;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;
using EmFunctional.Modelling;
using EmFunctional.Tables;
using LanguageExt;
using Table = EmFunctional.Tables.Table;

namespace EmFunctional.Frames;

/// <summary>Tables of Apache Arrow: record batches, and files of them (also Feather, version 2), plain or compressed.</summary>
public static class ArrowTable
{
    static readonly byte[] _mark = "ARROW1"u8.ToArray();

    /// <summary>Reads a file, in the format of files or of streams.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The table, null as a missing number or text; an error that says what the file must be.</returns>
    public static Either<EmError, Table> Read(string path) =>
        FrameFile.Caught(path, "Arrow", stream => Of(path, [.. Batches(stream)]).IfLeft(error => throw new InvalidFrame(Expected(error))));

    /// <summary>The rows of record batches of one schema, one behind the other.</summary>
    /// <param name="batches">The batches; what is read of them is copied.</param>
    /// <returns>The table, null as a missing number or text; an error that names a column that is nested, or neither numbers nor texts.</returns>
    public static Either<EmError, Table> Of(params IReadOnlyList<RecordBatch> batches) => Of(Rows.Source, batches);

    static Either<EmError, Table> Of(string source, IReadOnlyList<RecordBatch> batches)
    {
        try
        {
            return FrameColumn.TableOf(source, [.. batches.Select(Columns)]);
        }
        catch (InvalidFrame error)
        {
            return new EmError.BadArray(source, error.Message);
        }
    }

    /// <summary>A table that is read batch by batch while its rows are gone through, once.</summary>
    internal static Table OneByOne(string path, Stream stream)
    {
        var batches = Batches(stream).GetEnumerator();
        if (!batches.MoveNext())
            return new(path, []);
        var first = batches.Current;
        IEnumerable<IReadOnlyList<FrameColumn>> Parts()
        {
            yield return Columns(first);
            while (batches.MoveNext())
                yield return Columns(batches.Current);
        }
        return FrameColumn.Rowwise(
            path,
            FrameColumn.Named(first.Schema.FieldsList.Select(field => field.Name)),
            Parts().Where(columns => columns.Count > 0 && columns[0].Rows > 0)
        );
    }

    static FrameColumn[] Columns(RecordBatch batch) =>
        [.. Enumerable.Range(0, batch.ColumnCount).Select(j => Column(batch.Schema.GetFieldByIndex(j).Name, batch.Column(j)))];

    static string Expected(EmError error) => error is EmError.BadArray bad ? bad.Expected : error.ToString();

    static IEnumerable<RecordBatch> Batches(Stream stream)
    {
        var begin = new byte[_mark.Length];
        var isFile =
            stream.ReadAtLeast(begin, begin.Length, throwOnEndOfStream: false) == begin.Length && begin.AsSpan().SequenceEqual(_mark);
        stream.Position = 0;
        using var reader = isFile
            ? new ArrowFileReader(stream, new CompressionCodecFactory())
            : new ArrowStreamReader(stream, new CompressionCodecFactory());
        while (reader.ReadNextRecordBatch() is { } batch)
            yield return batch;
        if (reader.Schema is null)
            throw new InvalidFrame("a whole Arrow file; this one is cut, or of another format");
    }

    static FrameColumn Column(string name, IArrowArray array) =>
        array switch
        {
            DoubleArray numbers => Numbers(name, numbers),
            FloatArray numbers => Numbers(name, numbers),
            Int64Array numbers => Numbers(name, numbers),
            Int32Array numbers => Numbers(name, numbers),
            Int16Array numbers => Numbers(name, numbers),
            Int8Array numbers => Numbers(name, numbers),
            UInt64Array numbers => Numbers(name, numbers),
            UInt32Array numbers => Numbers(name, numbers),
            UInt16Array numbers => Numbers(name, numbers),
            UInt8Array numbers => Numbers(name, numbers),
            BooleanArray truths => FrameColumn.Of(
                name,
                Each(truths.Length, i => truths.GetValue(i) is { } truth ? (truth ? 1 : 0) : double.NaN)
            ),
            StringArray texts => FrameColumn.Of(name, Each(texts.Length, i => texts.IsNull(i) ? null : texts.GetString(i))),
            LargeStringArray texts => FrameColumn.Of(name, Each(texts.Length, i => texts.IsNull(i) ? null : texts.GetString(i))),
            DictionaryArray { Dictionary: StringArray levels } coded => Levels(name, coded.Indices, levels),
            _ when array.Data.DataType is NestedType => throw new InvalidFrame(
                $"a table of flat columns, and {name} is nested; write it without that column, or flattened"
            ),
            _ => throw new InvalidFrame(
                $"of columns of numbers, truth values and texts, and {name} is of {array.Data.DataType.Name}; write it as numbers or texts"
            ),
        };

    static FrameColumn Numbers<T>(string name, PrimitiveArray<T> array)
        where T : struct, INumberBase<T>
    {
        var values = new double[array.Length];
        var from = array.Values;
        for (var i = 0; i < values.Length; i++)
            values[i] = array.NullCount > 0 && array.IsNull(i) ? double.NaN : double.CreateChecked(from[i]);
        return FrameColumn.Of(name, values);
    }

    // Texts by the index of their level, as pandas writes categories.
    static FrameColumn Levels(string name, IArrowArray indices, StringArray levels)
    {
        var at = Column(name, indices).Numbers!;
        return FrameColumn.Of(name, Each(at.Length, i => double.IsNaN(at[i]) ? null : levels.GetString((int)at[i])));
    }

    static T[] Each<T>(int count, Func<int, T> of) => [.. Enumerable.Range(0, count).Select(of)];
}
