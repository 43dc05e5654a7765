using System.IO;
using System.Threading;
using EmFunctional.Unpacking;

namespace EmFunctional.Journal;

// The bytes of a journal that is being written, a few whole lines at a time. What is behind the last line break is not given out while somebody writes:
// a writer that fails, or one that takes up what was interrupted, takes half a line back.
sealed class GrowingStream(WatchedJournal journal, Func<bool> isOver, TimeSpan pace, CancellationToken cancel) : ForwardStream
{
    const int Longest = 1 << 28;

    byte[] _buffer = new byte[1 << 16];
    int _from;
    int _to;
    long _position;
    bool _isDone;

    public override int Read(Span<byte> buffer)
    {
        if (_from == _to && !Fill())
            return 0;
        var given = Math.Min(buffer.Length, _to - _from);
        _buffer.AsSpan(_from, given).CopyTo(buffer);
        _from += given;
        return given;
    }

    // Whoever writes is asked for before the file is read: what was written until then has been seen when it is said that nobody writes.
    bool Fill()
    {
        while (!_isDone && !cancel.IsCancellationRequested)
        {
            var isWritten = IsWritten();
            var found = ReadTail();
            var whole = _buffer.AsSpan(0, found).LastIndexOf((byte)'\n') + 1;
            if (whole == 0 && found == _buffer.Length && found < Longest)
            {
                Array.Resize(ref _buffer, 2 * _buffer.Length);
                continue;
            }
            _isDone = whole == 0 && !isWritten;
            if (whole > 0 || (found > 0 && (_isDone || found >= Longest)))
            {
                (_from, _to) = (0, whole > 0 ? whole : found);
                _position += _to;
                return true;
            }
            if (!_isDone)
                cancel.WaitHandle.WaitOne(pace);
        }
        return false;
    }

    int ReadTail()
    {
        journal.Bytes.Position = _position;
        return journal.Bytes.ReadAtLeast(_buffer, _buffer.Length, throwOnEndOfStream: false);
    }

    bool IsWritten() => journal.IsWritten() ?? !isOver();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            journal.Dispose();
        base.Dispose(disposing);
    }
}
