using System.Buffers;
using System.IO;
using System.IO.MemoryMappedFiles;
using Microsoft.Win32.SafeHandles;

namespace EmFunctional.Tables;

// The bytes of a file at given positions, for any number of threads at once.
abstract class FileBytes : IDisposable
{
    /// <summary>The bytes of an open file, which they close.</summary>
    public static FileBytes Of(FileStream file, bool asMap) => asMap ? new Mapped(file) : new Positioned(file);

    /// <summary>What is made of some bytes, which are gone afterwards; fewer where the file ends before.</summary>
    public abstract T Use<T>(long position, int count, Func<ReadOnlySpan<byte>, T> use);

    public abstract void Dispose();

    sealed class Positioned(FileStream file) : FileBytes
    {
        readonly SafeFileHandle _handle = file.SafeFileHandle;

        public override T Use<T>(long position, int count, Func<ReadOnlySpan<byte>, T> use)
        {
            var buffer = ArrayPool<byte>.Shared.Rent(count);
            try
            {
                var (read, more) = (0, 1);
                for (; read < count && more > 0; read += more)
                    more = RandomAccess.Read(_handle, buffer.AsSpan(read, count - read), position + read);
                return use(buffer.AsSpan(0, read));
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }

        public override void Dispose() => file.Dispose();
    }

    // A file that is cut off under a map ends the process.
    sealed unsafe class Mapped : FileBytes
    {
        readonly MemoryMappedFile _file;
        readonly MemoryMappedViewAccessor _view;
        readonly byte* _bytes;

        readonly long _length;

        public Mapped(FileStream file)
        {
            _length = file.Length;
            _file = MemoryMappedFile.CreateFromFile(
                file,
                null,
                0,
                MemoryMappedFileAccess.Read,
                HandleInheritability.None,
                leaveOpen: false
            );
            _view = _file.CreateViewAccessor(0, _length, MemoryMappedFileAccess.Read);
            _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _bytes);
        }

        public override T Use<T>(long position, int count, Func<ReadOnlySpan<byte>, T> use) =>
            use(new(_bytes + _view.PointerOffset + position, (int)Math.Min(count, _length - position)));

        public override void Dispose()
        {
            _view.SafeMemoryMappedViewHandle.ReleasePointer();
            _view.Dispose();
            _file.Dispose();
        }
    }
}
