using System.Collections.Concurrent;
using System.IO;
using System.Runtime.ExceptionServices;
using System.Threading;
using System.Threading.Tasks;
using EmFunctional.Unpacking;

namespace EmFunctional.Transcripts.Reading;

/// <summary>A stream that another thread reads ahead of who uses it, a few megabytes far, so that decompression and the disk take no time of theirs.</summary>
sealed class ReadAheadStream : ForwardStream
{
    const int BlockSize = 1 << 20;
    const int Blocks = 4;

    readonly Stream _inner;
    readonly BlockingCollection<ArraySegment<byte>> _read = new(Blocks);
    readonly ConcurrentQueue<byte[]> _used = [];
    readonly CancellationTokenSource _given = new();
    readonly Task _reading;
    ArraySegment<byte> _block;
    Exception? _fault;

    /// <summary>Begins to read.</summary>
    /// <param name="inner">What is read; it is disposed of with this.</param>
    public ReadAheadStream(Stream inner)
    {
        _inner = inner;
        _reading = Task.Factory.StartNew(Fill, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (_block.Count == 0 && !Next())
        {
            if (_fault is { } fault)
                ExceptionDispatchInfo.Throw(fault); // the same as without a thread
            return 0;
        }
        var count = Math.Min(buffer.Length, _block.Count);
        _block[..count].AsSpan().CopyTo(buffer);
        _block = _block[count..];
        return count;
    }

    // The next block; the one before it is filled again.
    bool Next()
    {
        if (_block.Array is { } used)
            _used.Enqueue(used);
        return _read.TryTake(out _block, Timeout.Infinite);
    }

    void Fill()
    {
        try
        {
            for (var isOver = false; !isOver; )
            {
                var block = _used.TryDequeue(out var used) ? used : new byte[BlockSize];
                var count = FillBlock(block, out isOver);
                if (count > 0)
                    _read.Add(new(block, 0, count), _given.Token);
                if (_fault is not null)
                    break;
            }
        }
        catch (OperationCanceledException) { } // nobody wants more
        finally
        {
            _read.CompleteAdding();
        }
    }

    // What came before a fault is used before the fault is told.
    int FillBlock(byte[] block, out bool isOver)
    {
        var (count, last) = (0, 1);
        try
        {
            while (count < block.Length && (last = _inner.Read(block.AsSpan(count))) > 0)
                count += last;
        }
        catch (Exception error) when (ByteFaults.IsOne(error))
        {
            _fault = error;
        }
        isOver = last == 0;
        return count;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _given.Cancel();
            _reading.Wait();
            _inner.Dispose();
            _read.Dispose();
            _given.Dispose();
        }
        base.Dispose(disposing);
    }
}
