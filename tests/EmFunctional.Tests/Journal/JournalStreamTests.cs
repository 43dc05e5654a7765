using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using EmFunctional.Journal;
using EmFunctional.Tests.Support;
using LanguageExt;

namespace EmFunctional.Tests.Journal;

/// <summary>What a name opens: a file, the files of a rolling log in their order, a pipe; and why it opens nothing.</summary>
public sealed class JournalStreamTests : IDisposable
{
    readonly JournalFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    void Write(params string[] names)
    {
        foreach (var name in names)
            File.WriteAllText(_folder.PathTo(name), $"{name}\n");
    }

    // The files of a name in their order: each holds its own name.
    string[] Opened(string name)
    {
        using var stream = JournalStream.Open(_folder.PathTo(name)).OrThrow();
        using var text = new StreamReader(stream);
        return text.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    string Refused(string name) =>
        JournalStream.Open(_folder.PathTo(name)).Match(Right: _ => "", Left: error => $"{error}"[(_folder.PathTo(name).Length + 2)..]);

    [Fact]
    public void Files_of_a_rolling_log_come_in_the_order_of_their_periods_and_numbers()
    {
        Write("log-20260201.clef", "log-20260131_010.clef", "log-20260131_002.clef", "log-20260131.clef");
        Write("log-old.clef", "log-20260131_1_2.clef", "log-20260131_x.clef", "catalog-20260131.clef", "log-20260131.txt");
        string[] all = ["log-20260131.clef", "log-20260131_002.clef", "log-20260131_010.clef", "log-20260201.clef"];
        Assert.Equal(all, Opened("log-.clef"));
        Assert.Equal(
            all.Append("log-old.clef").Append("log-20260131_1_2.clef").Append("log-20260131_x.clef").Order(),
            Opened("log-*.clef").Order()
        );
        Assert.Equal(all, Opened("log-*.clef").Where(all.Contains));
    }

    [Fact]
    public void Files_that_are_numbered_alone_are_a_rolling_log_and_a_file_of_the_name_is_that_file()
    {
        Write("log_002.clef", "log_001.clef", "log_010.clef");
        Assert.Equal(["log_001.clef", "log_002.clef", "log_010.clef"], Opened("log.clef"));
        Write("log.clef");
        Assert.Equal(["log.clef"], Opened("log.clef"));
        Write("other-.clef");
        Assert.Equal(["other-.clef"], Opened("other-.clef"));
    }

    [Fact]
    public void What_is_not_there_or_no_file_says_so()
    {
        Assert.Equal("there is no such file; check the path", Refused("nowhere.clef"));
        Assert.Equal("there is no such file; check the path", Refused("no/such.clef"));
        Assert.Equal("there is no such file; check the path", Refused("log-*.clef"));
        Directory.CreateDirectory(_folder.PathTo("folder"));
        Assert.Equal("this is a folder; name a file in it", Refused("folder"));
        Assert.True(JournalStream.Open("").IsLeft);
    }

    [Fact]
    public void Several_files_are_one_stream_from_any_place()
    {
        var parts = new[] { "abc", "", "de", "fghi" };
        var whole = Encoding.ASCII.GetBytes(string.Concat(parts));
        for (var i = 0; i < parts.Length; i++)
            File.WriteAllText(_folder.PathTo($"{i}"), parts[i]);
        using var joined = new JoinedStream([.. parts.Select((_, i) => File.OpenRead(_folder.PathTo($"{i}")))]);
        Assert.Equal((whole.Length, true, true, false), ((int)joined.Length, joined.CanRead, joined.CanSeek, joined.CanWrite));
        foreach (var size in new[] { 1, 2, 3, 100 })
            for (var at = 0; at <= whole.Length; at++)
            {
                joined.Position = at;
                Assert.Equal(at, joined.Position);
                var buffer = new byte[size];
                var read = joined.ReadAtLeast(buffer, size, throwOnEndOfStream: false);
                Assert.Equal(whole.Skip(at).Take(size), buffer.Take(read));
                Assert.Equal(Math.Min(whole.Length, at + size), joined.Position);
            }
        Assert.Equal(2, joined.Seek(2, SeekOrigin.Begin));
        Assert.Equal(5, joined.Seek(3, SeekOrigin.Current));
        Assert.Equal('f', joined.ReadByte());
        Assert.Equal(8, joined.Seek(-1, SeekOrigin.End));
        Assert.Equal('i', joined.ReadByte());
        Assert.Equal(-1, joined.ReadByte());
        Assert.Throws<NotSupportedException>(() => joined.SetLength(1));
        Assert.Throws<NotSupportedException>(() => joined.WriteByte(1));
        joined.Dispose();
        Assert.Throws<ObjectDisposedException>(() => joined.Length);
    }

    [Fact]
    public async Task A_pipe_is_read_once_and_what_is_no_journal_not_to_its_end()
    {
        if (OperatingSystem.IsWindows())
            return;
        var bytes = File.ReadAllBytes(_folder.CoinsJournal());
        var pipe = _folder.PathTo("pipe");
        using (var make = Process.Start("mkfifo", [pipe]))
            make.WaitForExit();
        async Task<Either<JournalError, Stream>> Fed(byte[] with)
        {
            var reading = Task.Run(() => JournalStream.Open(pipe));
            using (var writer = new FileStream(pipe, FileMode.Open, FileAccess.Write))
                try
                {
                    writer.Write(with);
                }
                catch (IOException) { } // whoever reads has gone
            return await reading;
        }
        using (var stream = (await Fed(bytes)).OrThrow())
        {
            Assert.True(stream.CanSeek);
            Assert.Equal(13, JournalReader.Read(stream).Count(line => line.IsRight));
            stream.Position = 0;
            Assert.Equal(13, JournalReader.Read(stream).Count(line => line.IsRight));
        }
        byte[] marked = [.. Encoding.UTF8.Preamble, .. Altered.Unsealed(bytes)];
        using (var stream = (await Fed(marked)).OrThrow())
            Assert.Equal(13, JournalReader.Read(stream).Count(line => line.IsRight));
        using (var stream = (await Fed([])).OrThrow())
            Assert.Equal(0, stream.Length);
        Assert.Equal(new JournalError.Garbled(1, 1, "JSON"), (await Fed([.. "x\n1\n"u8])).LeftAsEnumerable().Single());
        // A run is taken up in a file, and a pipe is not followed.
        var reopened = JournalFile.Reopen(pipe).Match(Right: _ => "", Left: error => $"{error}");
        Assert.Contains("this is a pipe or a device, and a run is taken up in a file", reopened, StringComparison.Ordinal);
        var watched = JournalPlace.File(pipe).Watch().Match(Right: _ => "", Left: error => $"{error}");
        Assert.Contains("this is a pipe or a device, and a file is followed", watched, StringComparison.Ordinal);
    }
}
