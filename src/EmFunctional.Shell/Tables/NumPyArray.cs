using System.IO;
using System.Linq;
using EmFunctional.Modelling;
using LanguageExt;

namespace EmFunctional.Tables;

/// <summary>An array as NumPy files have it: numbers in C order, the last index fastest.</summary>
/// <param name="Shape">The length along each axis.</param>
/// <param name="Values">The numbers, as many as the lengths' product.</param>
public sealed record NumPyArray(Arr<int> Shape, ReadOnlyMemory<double> Values)
{
    /// <summary>A matrix of n rows.</summary>
    /// <param name="rows">n.</param>
    /// <param name="values">The numbers, row by row.</param>
    public static NumPyArray Matrix(int rows, ReadOnlyMemory<double> values) =>
        new(Arr.create(rows, rows == 0 ? 0 : values.Length / rows), values);

    /// <summary>A vector.</summary>
    /// <param name="values">The numbers.</param>
    public static NumPyArray Vector(ReadOnlyMemory<double> values) => new(Arr.create(values.Length), values);

    /// <summary>Whether the numbers are whole and are written as integers, so that they can index another array.</summary>
    public bool IsWhole { get; init; }

    /// <summary>Reads an array to the end of a stream; the exception says what is wrong, in the words of a refusal.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="length">How many bytes it says it has, if it says so: a header that promises more is refused at once.</param>
    /// <param name="capacity">For how many bytes there is memory before any was read.</param>
    /// <param name="most">How many numbers there may be of an archive; none for a file that stands alone.</param>
    internal static NumPyArray Read(Stream stream, long? length, long capacity, long? most = null)
    {
        var header = NumPyHeader.Read(stream);
        header.CheckCount(most);
        if (length is { } known)
            header.CheckLength(known - header.Bytes);
        var values = NumberBytes.ReadAll(stream, header.Type, (int)header.Count, capacity, out var read);
        header.CheckLength(read, hasMore: stream.ReadByte() >= 0);
        return new(
            header.Shape,
            header.IsFortran && header.Shape.Count == 2 ? Transposed(values, header.Shape[0], header.Shape[1]) : values
        );
    }

    static double[] Transposed(double[] values, int rows, int columns)
    {
        var transposed = new double[values.Length];
        for (var i = 0; i < rows; i++)
        for (var j = 0; j < columns; j++)
            transposed[i * columns + j] = values[j * rows + i];
        return transposed;
    }

    internal void Check()
    {
        if (Shape.Fold((Int128)1, (product, length) => product * length) != Values.Length)
            throw new ArgumentException($"{Values.Length} numbers for an array of shape ({string.Join(", ", Shape)})");
    }

    internal int Rows => Shape[0];

    internal int Columns => Shape.Count == 1 ? 1 : Shape[1];

    internal NumberBlock ToBlock() => new(Math.Max(1, Columns), Values);

    // The arrays of an archive as columns of one table.
    internal static Either<EmError, NumberBlock> Beside(string path, Arr<(string Name, NumPyArray Array)> arrays)
    {
        var (n, d) = (arrays[0].Array.Rows, arrays.Sum(array => (long)array.Array.Columns));
        if (arrays.Exists(array => array.Array.Rows != n))
            throw new InvalidDataException(
                $"an archive of arrays with the same number of rows, or one array of it, such as {path}:{arrays[0].Name}; there are "
                    + string.Join(", ", arrays.Map(array => $"{array.Name} of shape ({string.Join(", ", array.Array.Shape)})"))
            );
        if (n * d > Array.MaxLength)
            throw new InvalidDataException($"an archive of at most {Array.MaxLength} numbers to be read as a whole");
        var (values, at) = (new double[n * d], 0);
        foreach (var (_, array) in arrays)
        {
            for (var i = 0; i < n; i++)
                array.Values.Span.Slice(i * array.Columns, array.Columns).CopyTo(values.AsSpan((int)(i * d) + at));
            at += array.Columns;
        }
        return new NumberBlock(Math.Max(1, (int)d), values)
        {
            Names = arrays
                .SelectMany(array => array.Array.Shape.Count == 1 ? [array.Name] : Coordinates.Indexed(array.Name, array.Array.Columns))
                .ToArray(),
        };
    }
}
