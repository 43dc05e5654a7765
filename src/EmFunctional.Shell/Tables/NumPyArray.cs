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
}
