using System.Buffers;
using System.IO;
using System.IO.MemoryMappedFiles;
using Microsoft.Win32.SafeHandles;

namespace EmFunctional.Tables;

// The bytes of a file at given positions, for any number of threads at once.
abstract class FileBytes : IDisposable
{
    public static FileBytes Open(string path, bool asMap) => asMap ? new Mapped(path) : new Positioned(path);

    public abstract long Length { get; }

    /// <summary>What is made of some bytes, which are gone afterwards; fewer where the file ends before.</summary>
    public abstract T Use<T>(long position, int count, Func<ReadOnlySpan<byte>, T> use);

    public abstract void Dispose();

    sealed class Positioned(string path) : FileBytes
    {
        readonly SafeFileHandle _file = File.OpenHandle(path);

        public override long Length => RandomAccess.GetLength(_file);

        public override T Use<T>(long position, int count, Func<ReadOnlySpan<byte>, T> use)
        {
            var buffer = ArrayPool<byte>.Shared.Rent(count);
            try
            {
                var (read, more) = (0, 1);
                for (; read < count && more > 0; read += more)
                    more = RandomAccess.Read(_file, buffer.AsSpan(read, count - read), position + read);
                return use(buffer.AsSpan(0, read));
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }

        public override void Dispose() => _file.Dispose();
    }

    // A file that is cut off under a map ends the process.
    sealed unsafe class Mapped : FileBytes
    {
        readonly MemoryMappedFile _file;
        readonly MemoryMappedViewAccessor _view;
        readonly byte* _bytes;

        public Mapped(string path)
        {
            Length = new FileInfo(path).Length;
            _file = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
            _view = _file.CreateViewAccessor(0, Length, MemoryMappedFileAccess.Read);
            _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _bytes);
        }

        public override long Length { get; }

        public override T Use<T>(long position, int count, Func<ReadOnlySpan<byte>, T> use) =>
            use(new(_bytes + _view.PointerOffset + position, (int)Math.Min(count, Length - position)));

        public override void Dispose()
        {
            _view.SafeMemoryMappedViewHandle.ReleasePointer();
            _view.Dispose();
            _file.Dispose();
        }
    }
}
