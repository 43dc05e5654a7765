using System.IO;
using EmFunctional.Modelling;
using EmFunctional.Saving;

namespace EmFunctional.Cli.Output;

/// <summary>Results could not be written to standard output.</summary>
sealed class OutputException(Exception error)
    : Exception(error is UnauthorizedAccessException ? "it is closed" : FileFaults.Reason(error), error);

/// <summary>
/// Standard output or standard error. Where standard output cannot be written, an <see cref="OutputException"/> ends the call, and no other error does.
/// Where nobody can hear what is said on standard error, the results still count.
/// </summary>
sealed class GuardedStream(Func<Stream> open, bool isResult) : Stream
{
    readonly Lazy<Stream> _inner = new(open);

    /// <summary>
    /// A standard stream that is closed gets a file that cannot be written or has nothing to read, so that none of ours takes its number and its text.
    /// </summary>
    public static void OccupyClosed()
    {
        const int lastOfThem = 2;
        if (OperatingSystem.IsWindows())
            return;
        Microsoft.Win32.SafeHandles.SafeFileHandle handle;
        do handle = File.OpenHandle("/dev/null");
        while (handle.DangerousGetHandle() <= lastOfThem && Keep(handle));
        handle.Dispose();
    }

    // For as long as the process lives.
    static bool Keep(Microsoft.Win32.SafeHandles.SafeFileHandle handle)
    {
        GC.SuppressFinalize(handle);
        return true;
    }

    public override void Write(byte[] buffer, int offset, int count) => Guard(inner => inner.Write(buffer, offset, count));

    public override void Flush() => Guard(inner => inner.Flush());

    void Guard(Action<Stream> write)
    {
        try
        {
            write(_inner.Value);
        }
        catch (Exception error) when (FileFaults.IsOne(error))
        {
            if (isResult)
                throw new OutputException(error);
        }
    }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
