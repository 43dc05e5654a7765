using System.Buffers;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Saving;
using EmFunctional.Sharding;
using LanguageExt;

namespace EmFunctional.Tables;

/// <summary>
/// Complete rows of a file of numbers, read block by block: a <c>.npy</c> array of one axis or two in C order, or doubles without a header, their
/// lowest byte first. Of each block a checksum is kept: a file that ends early, or has other bytes than when the block was first read, is an error.
/// </summary>
public sealed record RowFile : RowBlocks, IDisposable
{
    readonly string _source;
    readonly FileBytes _bytes;
    readonly long _start;
    readonly string _type;
    readonly ulong[] _checksums;
    readonly bool _takesMissing;

    RowFile(string source, FileBytes bytes, long start, string type, int rows, int columns, bool takesMissing)
        : base(rows, columns)
    {
        (_source, _bytes, _start, _type, _takesMissing) = (source, bytes, start, type, takesMissing);
        _checksums = new ulong[Blocks]; // 0 of a block that was not read yet
    }

    /// <summary>Whether a file has doubles without a header, by its name: <c>x.f64</c> or <c>x.bin</c>.</summary>
    /// <param name="path">The file.</param>
    public static bool IsRaw(string path) =>
        path.EndsWith(".f64", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".bin", StringComparison.OrdinalIgnoreCase);

    /// <summary>Opens a <c>.npy</c> file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="asMap">Whether to map it into memory; then the process ends where somebody cuts it off meanwhile.</param>
    /// <param name="takesMissing">Whether a number may be missing, which is NaN.</param>
    /// <returns>The rows; an error that says what the file must be.</returns>
    public static Either<EmError, RowFile> Open(string path, bool asMap = false, bool takesMissing = false) =>
        Opened(
            path,
            stream =>
            {
                var header = NumPyHeader.Read(stream);
                header.CheckLength(stream.Length - header.Bytes);
                return header.IsByRow
                    ? Of(path, stream, asMap, header.Bytes, header.Type, header.Shape[0], header.Columns, takesMissing)
                    : throw new InvalidDataException(
                        "in C order, row after row, to be read in blocks; save it with numpy.ascontiguousarray, or read it into memory"
                    );
            }
        );

    /// <summary>Opens a file of doubles without a header, their lowest byte first.</summary>
    /// <param name="path">The file.</param>
    /// <param name="columns">d ≥ 1.</param>
    /// <param name="asMap">Whether to map it into memory; then the process ends where somebody cuts it off meanwhile.</param>
    /// <param name="takesMissing">Whether a number may be missing, which is NaN.</param>
    /// <returns>The rows; an error that says what the file must be.</returns>
    public static Either<EmError, RowFile> OpenRaw(string path, int columns, bool asMap = false, bool takesMissing = false) =>
        Opened(
            path,
            stream => Of(path, stream, asMap, 0, NumberBytes.Double, NumberBytes.RowsOf(stream.Length, columns), columns, takesMissing)
        );

    /// <summary>Doubles that were written to a file, which the rows close.</summary>
    internal static Either<EmError, RowFile> OfWritten(string source, FileStream file, int rows, int columns) =>
        Of(source, file, asMap: false, 0, NumberBytes.Double, rows, columns, takesMissing: true);

    // Opened once; the rows close it.
    static Either<EmError, RowFile> Opened(string path, Func<FileStream, Either<EmError, RowFile>> open) =>
        NumPyFile.Caught(
            path,
            () =>
            {
                var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
                var isKept = false;
                try
                {
                    var rows = stream.CanSeek
                        ? open(stream)
                        : throw new InvalidDataException(
                            "a file to be read in blocks, not a pipe; read it into memory, or write it to a file"
                        );
                    isKept = rows.IsRight;
                    return rows;
                }
                finally
                {
                    if (!isKept)
                        stream.Dispose();
                }
            }
        );

    static Either<EmError, RowFile> Of(
        string path,
        FileStream stream,
        bool asMap,
        long start,
        string type,
        int rows,
        int columns,
        bool takesMissing
    ) =>
        rows == 0 || columns == 0 ? new EmError.NoRows(path)
        : (long)columns * BlockRows * 8 > Array.MaxLength
            ? throw new InvalidDataException(
                $"of at most {Array.MaxLength / (BlockRows * 8)} columns to be read in blocks, and there are {columns}"
            )
        : new RowFile(path, FileBytes.Of(stream, asMap), start, type, rows, columns, takesMissing);

    /// <inheritdoc/>
    public override Either<EmError, T> Read<T>(int block, Func<ReadOnlySpan<double>, T> use)
    {
        var rows = Math.Min(BlockRows, Rows - block * BlockRows);
        var size = NumberBytes.SizeOf(_type) * Columns;
        try
        {
            return _bytes.Use(
                _start + (long)block * BlockRows * size,
                rows * size,
                bytes =>
                    bytes.Length == rows * size && IsAsBefore(block, bytes, out var isNew) ? Use(block, bytes, isNew, use) : Changed(block)
            );
        }
        catch (IOException)
        {
            return new EmError.Unreadable(_source, ReadFault.Failed);
        }
    }

    /// <summary>In a file of their own in the folder for temporary files, which goes when it is closed.</summary>
    /// <inheritdoc/>
    public override Either<EmError, RowBlocks> Store(RowBlocks rows, IReadOnlyList<int> order)
    {
        FileStream? file = null;
        try
        {
            var (to, places) = (file = TemporaryFile.Create(), PlacesOf(order));
            to.SetLength((long)rows.Rows * rows.Columns * sizeof(double));
            var kept = rows.Visit((first, block) => Write(to.SafeFileHandle, places.AsSpan(first), block, rows.Columns))
                .Bind(_ => OfWritten(_source, to, rows.Rows, rows.Columns))
                .Map(RowBlocks (written) => written);
            file = kept.IsRight ? null : file;
            return kept;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new EmError.Unwritable(Path.GetTempPath(), FileFaults.Reason(error));
        }
        finally
        {
            file?.Dispose();
        }
    }

    // The rows of a block, those that follow each other in one piece.
    static bool Write(Microsoft.Win32.SafeHandles.SafeFileHandle to, ReadOnlySpan<int> places, ReadOnlySpan<double> block, int columns)
    {
        var count = block.Length / columns;
        int[] rows = [.. Enumerable.Range(0, count)];
        places[..count].ToArray().AsSpan().Sort(rows.AsSpan());
        var piece = new double[block.Length];
        for (var (from, i) = (0, 0); i < count; i++)
        {
            block.Slice(rows[i] * columns, columns).CopyTo(piece.AsSpan(i * columns));
            if (i + 1 < count && places[rows[i + 1]] == places[rows[i]] + 1)
                continue;
            var offset = (long)places[rows[from]] * columns * sizeof(double);
            RandomAccess.Write(to, MemoryMarshal.AsBytes(piece.AsSpan(from * columns, (i + 1 - from) * columns)), offset);
            from = i + 1;
        }
        return true;
    }

    EmError Changed(int block) => new EmError.ChangedFile(_source, block * BlockRows + 1);

    bool IsAsBefore(int block, ReadOnlySpan<byte> bytes, out bool isNew)
    {
        var checksum = NumberBytes.Checksum(bytes);
        var before = Interlocked.CompareExchange(ref _checksums[block], checksum, 0);
        isNew = before == 0;
        return isNew || before == checksum;
    }

    Either<EmError, T> Use<T>(int block, ReadOnlySpan<byte> bytes, bool isNew, Func<ReadOnlySpan<double>, T> use)
    {
        if (NumberBytes.AreDoubles(_type))
            return Use(block, NumberBytes.AsDoubles(bytes), isNew, use);
        var count = bytes.Length / NumberBytes.SizeOf(_type);
        var buffer = ArrayPool<double>.Shared.Rent(count);
        try
        {
            NumberBytes.Read(bytes, _type, buffer.AsSpan(0, count));
            return Use(block, buffer.AsSpan(0, count), isNew, use);
        }
        finally
        {
            ArrayPool<double>.Shared.Return(buffer);
        }
    }

    // The first reader looks for what is no number.
    Either<EmError, T> Use<T>(int block, ReadOnlySpan<double> rows, bool isNew, Func<ReadOnlySpan<double>, T> use)
    {
        var at =
            !isNew ? -1
            : _takesMissing ? rows.IndexOfAny(double.PositiveInfinity, double.NegativeInfinity)
            : rows.IndexOfAnyExceptInRange(double.MinValue, double.MaxValue);
        return at < 0
            ? use(rows)
            : new EmError.BadCell(
                new(_source, block * BlockRows + at / Columns + 1, at % Columns + 1),
                Table.NamesOf(Columns)[at % Columns],
                NumberText.Shortest(rows[at]),
                double.IsNaN(rows[at]) ? _complete : Domain.Finite
            );
    }

    static readonly Domain _complete = new(
        "a finite number where the file is read in blocks, or the file read into memory",
        double.IsFinite
    );

    /// <summary>Closes the file.</summary>
    public void Dispose() => _bytes.Dispose();
}
