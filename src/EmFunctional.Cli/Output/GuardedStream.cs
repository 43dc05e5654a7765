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

    static readonly System.Threading.Lock _resultsInHand = new();
    static volatile bool _isOver;

    [ThreadStatic]
    static bool _hasLastWord;

    // Of results the line that is not at its end: a process that is ended leaves whole lines.
    readonly MemoryStream _line = new();

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

    public override void Write(byte[] buffer, int offset, int count)
    {
        var whole = isResult ? buffer.AsSpan(offset, count).LastIndexOf((byte)'\n') + 1 : count;
        if (whole > 0)
            Guard(inner =>
            {
                Pass(inner);
                Put(inner, buffer, offset, whole);
            });
        _line.Write(buffer, offset + whole, count - whole);
    }

    public override void Flush() =>
        Guard(inner =>
        {
            Pass(inner);
            inner.Flush();
        });

    /// <summary>
    /// The last word on standard error, and the end of a write of results that somebody still reads: nothing is written after them. Where nobody reads,
    /// the end does not wait.
    /// </summary>
    /// <param name="say">Says it.</param>
    /// <param name="mostToSay">How long that may take.</param>
    /// <param name="mostToWrite">How long the end of a write may take.</param>
    public static void Close(Action say, TimeSpan mostToSay, TimeSpan mostToWrite)
    {
        _isOver = true;
        var told = new System.Threading.Thread(() =>
        {
            _hasLastWord = true;
            say();
        })
        {
            IsBackground = true,
        };
        told.Start();
        told.Join(mostToSay);
        _resultsInHand.TryEnter(mostToWrite);
    }

    void Pass(Stream inner)
    {
        var (line, length) = (_line.GetBuffer(), (int)_line.Length);
        _line.SetLength(0);
        if (length > 0)
            Put(inner, line, 0, length);
    }

    void Put(Stream inner, byte[] bytes, int offset, int count)
    {
        if (!isResult && (!_isOver || _hasLastWord))
            inner.Write(bytes, offset, count);
        else if (isResult)
            lock (_resultsInHand)
                inner.Write(bytes, offset, count);
    }

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
