using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;

namespace EmFunctional.Stores;

// The lines of a journal as the bytes of a file that has them: read a page of lines at a time, in constant memory, as often as needed. At its end more may come.
sealed class StoredStream(Database database, Session session, long journal, bool ownsSession) : Stream
{
    const int PageBytes = 1 << 20;
    const int MostLines = 256;

    // Where pages begin: how many bytes and lines are before.
    readonly List<(long Offset, int Lines)> _pages = [(0, 0)];
    byte[] _page = [];
    long _offset; // of the page
    int _lines; // up to the page's end
    long _position;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length =>
        database.Raise(() =>
            Convert.ToInt64(
                session.Value("select sum(octet_length(line) + 1) from em_lines where journal = @journal", ("journal", journal)) ?? 0L,
                CultureInfo.InvariantCulture
            )
        );

    public override long Position
    {
        get => _position;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _position = value;
        }
    }

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty || !Find())
            return 0;
        var from = (int)(_position - _offset);
        var given = Math.Min(buffer.Length, _page.Length - from);
        _page.AsSpan(from, given).CopyTo(buffer);
        _position += given;
        return given;
    }

    // The page with the position, if there is one.
    bool Find()
    {
        if (_position < _offset)
        {
            var last = _pages.FindLastIndex(page => page.Offset <= _position);
            (_offset, _lines) = _pages[last];
            _page = [];
        }
        while (_position >= _offset + _page.Length)
            if (!Next())
                return false;
        return true;
    }

    bool Next()
    {
        var rows = database.Raise(Rows);
        if (rows.Count == 0)
            return false;
        var page = new byte[rows.Sum(row => Encoding.UTF8.GetByteCount(row.Line) + 1)];
        var at = 0;
        foreach (var (_, line) in rows)
        {
            at += Encoding.UTF8.GetBytes(line, page.AsSpan(at));
            page[at++] = (byte)'\n';
        }
        (_offset, _page, _lines) = (_offset + _page.Length, page, rows[^1].Number);
        if (_pages[^1].Offset < _offset)
            _pages.Add((_offset, rows[0].Number - 1));
        return true;
    }

    List<(int Number, string Line)> Rows()
    {
        using var command = session.Command(
            "select number, line from em_lines where journal = @journal and number > @after order by number limit @most",
            ("journal", journal),
            ("after", _lines),
            ("most", _lines == 0 ? 1 : MostLines) // who asks how a run began need not read on
        );
        using var reader = command.ExecuteReader();
        var (rows, bytes) = (new List<(int, string)>(), 0L);
        while (bytes < PageBytes && reader.Read())
        {
            rows.Add((Convert.ToInt32(reader.GetValue(0), CultureInfo.InvariantCulture), reader.GetString(1)));
            bytes += rows[^1].Item2.Length;
        }
        return rows;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin) =>
        Position =
            offset
            + (
                origin == SeekOrigin.Begin ? 0
                : origin == SeekOrigin.Current ? _position
                : Length
            );

    public override void Flush() { }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && ownsSession)
            session.Dispose();
        base.Dispose(disposing);
    }
}
