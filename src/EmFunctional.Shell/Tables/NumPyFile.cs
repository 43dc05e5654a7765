using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Runtime.InteropServices;
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

    /// <summary>Reads an array of float64, float32, int64 or int32, either byte order, C or Fortran order, of one or two axes.</summary>
    /// <param name="path">The file; of an archive with several arrays <c>x.npz:name</c>.</param>
    /// <returns>The array; an error that says what the file must be.</returns>
    public static Either<EmError, NumPyArray> Read(string path) =>
        Caught(
            path,
            () =>
            {
                using var stream = File.OpenRead(FileOf(path));
                return FileOf(path).EndsWith(".npz", StringComparison.OrdinalIgnoreCase)
                    ? ReadArchive(stream, path)
                    : Read(stream, stream.Length);
            }
        );

    /// <summary>Reads doubles without a header, their lowest byte first.</summary>
    /// <param name="path">The file.</param>
    /// <param name="columns">d ≥ 1.</param>
    /// <returns>The array; an error that says what the file must be.</returns>
    public static Either<EmError, NumPyArray> ReadRaw(string path, int columns) =>
        Caught<NumPyArray>(
            path,
            () =>
            {
                var header = new NumPyHeader(NumberBytes.Double, false, Arr.create(RowFile.RowsOf(path, columns), columns));
                header.CheckCount();
                using var stream = File.OpenRead(path);
                return new NumPyArray(header.Shape, Numbers(stream, (int)header.Count, header.Type));
            }
        );

    /// <summary>Writes an array of float64 in C order.</summary>
    /// <param name="path">The file.</param>
    /// <param name="array">The array.</param>
    public static Either<EmError, Unit> Write(string path, NumPyArray array) => AtomicFile.Write(path, stream => Write(stream, array));

    /// <summary>Writes an archive of arrays.</summary>
    /// <param name="path">The file.</param>
    /// <param name="arrays">The arrays by name.</param>
    public static Either<EmError, Unit> Write(string path, params IReadOnlyList<(string Name, NumPyArray Array)> arrays) =>
        AtomicFile.Write(
            path,
            stream =>
            {
                using var archive = new ZipArchive(stream, ZipArchiveMode.Create);
                foreach (var (name, array) in arrays)
                {
                    var entry = archive.CreateEntry($"{name}.npy", CompressionLevel.NoCompression);
                    entry.LastWriteTime = new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
                    using var to = entry.Open();
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
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return new EmError.Unreadable(path, FileFaults.Of(FileOf(path), error));
        }
    }

    static string FileOf(string path)
    {
        var colon = path.LastIndexOf(".npz:", StringComparison.OrdinalIgnoreCase);
        return colon < 0 ? path : path[..(colon + 4)];
    }

    static Either<EmError, NumPyArray> ReadArchive(FileStream stream, string path)
    {
        using var archive = new ZipArchive(stream, ZipArchiveMode.Read);
        var names = archive.Entries.Select(entry => Path.GetFileNameWithoutExtension(entry.FullName)).ToArray();
        var asked =
            FileOf(path).Length < path.Length ? path[(FileOf(path).Length + 1)..]
            : names.Length == 1 ? names[0]
            : "";
        var index = Array.IndexOf(names, asked);
        if (index < 0)
            return asked.Length > 0
                ? new EmError.UnknownName($"array of {FileOf(path)}", asked, names)
                : new EmError.BadArray(
                    path,
                    $"one array of it, such as {path}:{names.FirstOrDefault() ?? "x"}; there are {string.Join(", ", names)}"
                );
        using var entry = archive.Entries[index].Open();
        return Read(entry, archive.Entries[index].Length);
    }

    // The length is known before anything is reserved: a header that promises more than there is costs nothing.
    static NumPyArray Read(Stream stream, long length)
    {
        var counted = new CountedStream(stream);
        var header = NumPyHeader.Read(counted);
        header.CheckCount();
        header.CheckLength(length - counted.Count);
        var values = Numbers(stream, (int)header.Count, header.Type);
        return new(
            header.Shape,
            header.IsFortran && header.Shape.Count == 2 ? Transposed(values, header.Shape[0], header.Shape[1]) : values
        );
    }

    static double[] Numbers(Stream stream, int count, string type)
    {
        var values = new double[count];
        var (block, size) = (new byte[1 << 16], type[2] - '0');
        for (var at = 0; at < count; )
        {
            var items = Math.Min(block.Length / size, count - at);
            stream.ReadExactly(block, 0, items * size);
            NumberBytes.Read(block.AsSpan(0, items * size), type, values.AsSpan(at, items));
            at += items;
        }
        return values;
    }

    static double[] Transposed(double[] values, int rows, int columns)
    {
        var transposed = new double[values.Length];
        for (var i = 0; i < rows; i++)
        for (var j = 0; j < columns; j++)
            transposed[i * columns + j] = values[j * rows + i];
        return transposed;
    }

    static void Write(Stream stream, NumPyArray array)
    {
        stream.Write(NumPyHeader.Of(array.Shape));
        var block = new byte[1 << 16];
        for (var at = 0; at < array.Values.Length; at += block.Length / 8)
        {
            var items = array.Values.Span[at..Math.Min(array.Values.Length, at + block.Length / 8)];
            for (var i = 0; i < items.Length; i++)
                BinaryPrimitives.WriteDoubleLittleEndian(block.AsSpan(8 * i), items[i]);
            stream.Write(block.AsSpan(0, 8 * items.Length));
        }
    }

    // Counts what was read: an entry of an archive has no position.
    sealed class CountedStream(Stream inner) : Stream
    {
        public int Count { get; private set; }

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => Count;
            set => throw new NotSupportedException();
        }

        public override int Read(Span<byte> buffer)
        {
            var read = inner.Read(buffer);
            Count += read;
            return read;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
