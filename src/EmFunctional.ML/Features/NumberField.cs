using System.Numerics;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace EmFunctional.ML.Features;

/// <summary>Writes what a column has in the row on which a cursor stands.</summary>
/// <param name="into">Where the numbers go; NaN where one is missing [width].</param>
delegate void ReadNumbers(Span<double> into);

/// <summary>A column as numbers: what ML.NET's types of numbers are as doubles.</summary>
static class NumberField
{
    /// <summary>Whether a column has numbers, one or a vector of them.</summary>
    public static bool IsOne(DataViewType type) => ItemOf(type) is NumberDataViewType or BooleanDataViewType;

    /// <summary>What reads a column.</summary>
    /// <param name="row">The row, which may move.</param>
    /// <param name="column">A column of numbers.</param>
    public static ReadNumbers Of(DataViewRow row, DataViewSchema.Column column)
    {
        var item = ItemOf(column.Type).RawType;
        return item == typeof(float) ? Of<float>(row, column)
            : item == typeof(double) ? Of<double>(row, column)
            : item == typeof(int) ? Of<int>(row, column)
            : item == typeof(long) ? Of<long>(row, column)
            : item == typeof(short) ? Of<short>(row, column)
            : item == typeof(sbyte) ? Of<sbyte>(row, column)
            : item == typeof(uint) ? Of<uint>(row, column)
            : item == typeof(ulong) ? Of<ulong>(row, column)
            : item == typeof(ushort) ? Of<ushort>(row, column)
            : item == typeof(byte) ? Of<byte>(row, column)
            : OfTruth(row, column);
    }

    /// <summary>How many numbers the column has in the row on which a cursor stands.</summary>
    /// <param name="row">The row.</param>
    /// <param name="column">A column of numbers.</param>
    public static int WidthOf(DataViewRow row, DataViewSchema.Column column) =>
        column.Type is not VectorDataViewType vector ? 1
        : vector.IsKnownSize ? vector.Size
        : ItemOf(vector).RawType is var item && item == typeof(float) ? Length<float>(row, column)
        : item == typeof(double) ? Length<double>(row, column)
        : throw new ArgumentException(
            $"the column {column.Name} has vectors of changing length, and they are of {vector.ItemType}; give it a length"
        );

    static int Length<T>(DataViewRow row, DataViewSchema.Column column)
    {
        VBuffer<T> buffer = default;
        row.GetGetter<VBuffer<T>>(column)(ref buffer);
        return buffer.Length;
    }

    static DataViewType ItemOf(DataViewType type) => type is VectorDataViewType vector ? vector.ItemType : type;

    static ReadNumbers Of<T>(DataViewRow row, DataViewSchema.Column column)
        where T : INumberBase<T>
    {
        if (column.Type is not VectorDataViewType)
        {
            var get = row.GetGetter<T>(column);
            T value = T.Zero;
            return into =>
            {
                get(ref value);
                into[0] = double.CreateChecked(value);
            };
        }
        var fill = row.GetGetter<VBuffer<T>>(column);
        VBuffer<T> buffer = default;
        return into =>
        {
            fill(ref buffer);
            if (buffer.Length != into.Length)
                throw new ArgumentException(
                    $"the column {column.Name} has {Counted(buffer.Length)} in row {row.Position + 1}, and {Counted(into.Length)} are expected; give each row as many"
                );
            var values = buffer.GetValues();
            if (buffer.IsDense)
                for (var j = 0; j < values.Length; j++)
                    into[j] = double.CreateChecked(values[j]);
            else
            {
                into.Clear();
                var indices = buffer.GetIndices();
                for (var j = 0; j < values.Length; j++)
                    into[indices[j]] = double.CreateChecked(values[j]);
            }
        };
    }

    static string Counted(int numbers) => numbers == 1 ? "1 number" : $"{numbers} numbers";

    static ReadNumbers OfTruth(DataViewRow row, DataViewSchema.Column column)
    {
        if (column.Type is VectorDataViewType)
            throw new ArgumentException($"the column {column.Name} has vectors of truth values; convert them to numbers");
        var (get, value) = (row.GetGetter<bool>(column), false);
        return into =>
        {
            get(ref value);
            into[0] = value ? 1 : 0;
        };
    }
}
