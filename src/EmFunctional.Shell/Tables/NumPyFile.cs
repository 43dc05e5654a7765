using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using EmFunctional.Modelling;
using EmFunctional.Saving;
using LanguageExt;

namespace EmFunctional.Tables;

/// <summary>NumPy's files: <c>.npy</c>, one array, and <c>.npz</c>, several by name. Format: NumPy Enhancement Proposal 1.</summary>
public static class NumPyFile
{
    /// <summary>Whether a file is one by its name: <c>x.npy</c>, <c>x.npz</c>, or <c>x.npz:name</c> for one of several arrays.</summary>
    /// <param name="path">The file.</param>
    public static bool IsOne(string path) =>
        path.EndsWith(".npy", StringComparison.OrdinalIgnoreCase) || FileOf(path).EndsWith(".npz", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the numbers of a row follow each other in a <c>.npy</c> file, as its header says; not where it has none.</summary>
    /// <param name="path">The file.</param>
    public static bool IsByRow(string path) =>
        Caught<bool>(
                path,
                () =>
                {
                    using var stream = File.OpenRead(path);
                    return NumPyHeader.Read(stream).IsByRow;
                }
            )
            .IfLeft(false);

    /// <summary>Reads an array of floats, whole numbers or booleans of any size up to 64 bits, either byte order, C or Fortran order, one or two axes.</summary>
    /// <param name="path">The file, which may be a pipe; of an archive with several arrays <c>x.npz:name</c>.</param>
    /// <returns>The array; an error that says what the file must be.</returns>
    public static Either<EmError, NumPyArray> Read(string path) => ReadAny(path, arrays => OfOne(path, arrays));

    /// <summary>
    /// Reads the same as a table. The arrays of an archive of which none is named stand beside each other, if they have the same number of rows: a
    /// vector is a column of its name, a matrix is the columns <c>name[0]</c>, <c>name[1]</c> …
    /// </summary>
    /// <param name="path">The file, which may be a pipe.</param>
    /// <returns>The numbers; an error that says what the file must be.</returns>
    public static Either<EmError, NumberBlock> ReadTable(string path) =>
        ReadAny(path, arrays => arrays.Count == 1 ? arrays[0].Array.ToBlock() : NumPyArray.Beside(path, arrays));

    /// <summary>Reads doubles without a header, their lowest byte first.</summary>
    /// <param name="path">The file, which may be a pipe.</param>
    /// <param name="columns">d ≥ 1.</param>
    /// <returns>The array; an error that says what the file must be.</returns>
    public static Either<EmError, NumPyArray> ReadRaw(string path, int columns) =>
        Caught<NumPyArray>(
            path,
            () =>
            {
                using var stream = File.OpenRead(path);
                var known = stream.CanSeek ? stream.Length : 0;
                new NumPyHeader(NumberBytes.Double, false, Arr.create(NumberBytes.RowsOf(known, columns), columns)).CheckCount();
                var values = NumberBytes.ReadAll(stream, NumberBytes.Double, Array.MaxLength, known, out var length);
                return stream.ReadByte() < 0
                    ? new NumPyArray(Arr.create(NumberBytes.RowsOf(length, columns), columns), values)
                    : throw new InvalidDataException($"at most {Array.MaxLength} numbers to be read as a whole, and there are more");
            }
        );

    /// <summary>Writes an array of float64, or int64 where all its numbers are whole, in C order.</summary>
    /// <param name="path">The file.</param>
    /// <param name="array">The array.</param>
    public static Either<EmError, Unit> Write(string path, NumPyArray array) => AtomicFile.Write(path, stream => Write(stream, array));

    /// <summary>Writes doubles without a header, row by row, their lowest byte first.</summary>
    /// <param name="path">The file.</param>
    /// <param name="array">The array.</param>
    public static Either<EmError, Unit> WriteRaw(string path, NumPyArray array) =>
        AtomicFile.Write(path, stream => NumberBytes.Write(stream, array.Values.Span));

    /// <summary>Writes an archive of arrays.</summary>
    /// <param name="path">The file.</param>
    /// <param name="arrays">The arrays by name.</param>
    public static Either<EmError, Unit> Write(string path, params IReadOnlyList<(string Name, NumPyArray Array)> arrays) =>
        AtomicFile.Write(
            path,
            stream =>
            {
                using var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
                foreach (var (name, array) in arrays)
                {
                    using var to = NumPyArchive.Entry(archive, name);
                    Write(to, array);
                }
            }
        );

    internal static Either<EmError, T> Caught<T>(string path, Func<Either<EmError, T>> read)
    {
        try
        {
            return read();
        }
        catch (InvalidDataException error)
        {
            return new EmError.BadArray(path, error.Message);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return new EmError.Unreadable(path, FileFaults.Of(FileOf(path), error));
        }
    }

    static string FileOf(string path)
    {
        var colon = path.LastIndexOf(".npz:", StringComparison.OrdinalIgnoreCase);
        return colon < 0 ? path : path[..(colon + 4)];
    }

    static Either<EmError, NumPyArray> OfOne(string path, Arr<(string Name, NumPyArray Array)> arrays) =>
        arrays.Count == 1
            ? arrays[0].Array
            : throw new InvalidDataException(
                $"one array of it, such as {path}:{arrays[0].Name}; there are {string.Join(", ", arrays.Map(array => array.Name))}"
            );

    // The file is opened once and read from its beginning to its end.
    static Either<EmError, T> ReadAny<T>(string path, Func<Arr<(string Name, NumPyArray Array)>, Either<EmError, T>> use) =>
        Caught(
            path,
            () =>
            {
                using var stream = File.OpenRead(FileOf(path));
                return FileOf(path).EndsWith(".npz", StringComparison.OrdinalIgnoreCase)
                    ? NumPyArchive.Read(stream, FileOf(path), path[FileOf(path).Length..].TrimStart(':')).Bind(use)
                    : use(
                        Arr.create(("", NumPyArray.Read(stream, stream.CanSeek ? stream.Length : null, stream.CanSeek ? stream.Length : 0)))
                    );
            }
        );

    static void Write(Stream stream, NumPyArray array)
    {
        array.Check();
        stream.Write(NumPyHeader.Of(array.Shape, array.IsWhole ? NumberBytes.Whole : NumberBytes.Double));
        NumberBytes.Write(stream, array.Values.Span, array.IsWhole);
    }
}
