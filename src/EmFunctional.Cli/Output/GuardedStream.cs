using System.IO;

namespace EmFunctional.Cli.Output;

/// <summary>Results could not be written to standard output.</summary>
sealed class OutputException(string message, Exception inner) : Exception(message, inner);

/// <summary>
/// Standard output or standard error. Where standard output cannot be written, an <see cref="OutputException"/> ends the call, which takes no other error
/// for that. Where nobody hears what is said on standard error, the results still count.
/// </summary>
sealed class GuardedStream(Func<Stream> open, bool isResult) : Stream
{
    readonly Lazy<Stream> _inner = new(open);

    public override void Write(byte[] buffer, int offset, int count) => Guard(() => _inner.Value.Write(buffer, offset, count));

    public override void Write(ReadOnlySpan<byte> buffer) => Write(buffer.ToArray(), 0, buffer.Length);

    public override void Flush() => Guard(() => _inner.Value.Flush());

    void Guard(Action write)
    {
        try
        {
            write();
        }
        catch (Exception error) when (Saving.FileFaults.IsOne(error))
        {
            if (isResult)
                throw new OutputException(Saving.FileFaults.Reason(error), error);
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
