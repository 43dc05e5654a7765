using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reactive.Concurrency;
using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using EmFunctional.Iterating;
using EmFunctional.Journal;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using EmFunctional.Tests.Support;

namespace EmFunctional.Tests.Journal;

/// <summary>A journal is read while it is written: nothing is missed, and a run that takes its time is not taken for one that was interrupted.</summary>
public sealed class FollowTests : IDisposable
{
    static readonly TimeSpan _often = TimeSpan.FromMilliseconds(1);

    readonly JournalFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task All_events_are_seen_also_where_the_file_appears_later()
    {
        var seen = Seen("coins.clef");
        var recorded = _folder.Record("coins.clef", _folder.Coins, Sample.ArticleStart, StopRule.Default);
        Assert.Equal(recorded.Count, (await seen).Count);
        Assert.Equal(_folder.Read("coins.clef"), await seen);
    }

    [Fact]
    public async Task Each_event_is_seen_when_it_is_recorded_and_a_writer_that_rests_is_waited_for()
    {
        var whole = Lines();
        using var writer = Locked("slow.clef");
        var events = new System.Collections.Concurrent.BlockingCollection<RunEvent<Vector>>();
        var ended = Recorded.Follow(_folder.PathTo("slow.clef"), TaskPoolScheduler.Default, _often).Do(events.Add).LastAsync().ToTask();
        foreach (var line in whole)
        {
            Write(writer, line[..(line.Length / 2)]);
            Assert.False(events.TryTake(out _, 20)); // half a line is none
            Write(writer, line[(line.Length / 2)..]);
            Assert.True(events.TryTake(out _, 30_000));
            Assert.False(ended.IsCompleted);
        }
        writer.Dispose();
        Assert.IsType<RunEvent<Vector>.Stopped>(await ended);
    }

    [Theory]
    [InlineData(0)] // behind a whole line
    [InlineData(40)] // within one
    public async Task A_run_whose_writer_is_gone_is_interrupted(int torn)
    {
        var whole = Lines();
        var writer = Locked("gone.clef");
        var seen = new List<RunEvent<Vector>>();
        var ended = Recorded.Follow(_folder.PathTo("gone.clef"), TaskPoolScheduler.Default, _often).Do(seen.Add).LastAsync().ToTask();
        Write(writer, string.Concat(whole.Take(4)) + whole[4][..torn]);
        while (Volatile.Read(ref seen).Count < 4)
            await Task.Delay(1);
        Assert.False(ended.IsCompleted);
        writer.Dispose();
        var error = await Assert.ThrowsAsync<JournalException>(() => ended);
        Assert.Equal(2, Assert.IsType<JournalError.Interrupted>(error.Error).Iteration);
        Assert.Contains("interrupted after iteration 2", error.Message, StringComparison.Ordinal);
        Assert.Equal(4, seen.Count);
    }

    [Fact]
    public async Task Half_a_line_that_its_writer_takes_back_was_never_seen()
    {
        var whole = Lines();
        using var writer = Locked("back.clef");
        var ended = Recorded.Follow(_folder.PathTo("back.clef"), TaskPoolScheduler.Default, _often).ToArray().ToTask();
        Write(writer, string.Concat(whole.Take(3)) + whole[3][..50]);
        await Task.Delay(20); // the follower may have looked at it, or not: either way it is not to be seen
        writer.SetLength(writer.Length - 50);
        writer.Position = writer.Length;
        Write(writer, string.Concat(whole.Skip(3)));
        writer.Dispose();
        Assert.Equal(whole.Length, (await ended).Length);
    }

    [Fact]
    public async Task An_altered_line_is_an_error_when_it_is_met()
    {
        var whole = Lines();
        using var writer = Locked("altered.clef");
        var ended = Recorded.Follow(_folder.PathTo("altered.clef"), TaskPoolScheduler.Default, _often).ToArray().ToTask();
        Write(writer, whole[0] + whole[1].Replace("\"Iteration\":0", "\"Iteration\":7", StringComparison.Ordinal));
        var error = await Assert.ThrowsAsync<JournalException>(() => ended);
        Assert.Equal(2, Assert.IsType<JournalError.BrokenSeal>(error.Error).Line);
    }

    [Fact]
    public async Task Two_followers_see_the_same_and_do_not_keep_the_writer_out()
    {
        var (one, other) = (Seen("two.clef"), Seen("two.clef"));
        _folder.Record("two.clef", _folder.Coins, Sample.ArticleStart, StopRule.Default);
        Assert.Equal(await one, await other);
        Assert.True(JournalFile.Reopen(_folder.PathTo("two.clef")).IsRight);
    }

    [Fact]
    public async Task Disposing_ends_the_wait_for_a_file_and_for_a_line()
    {
        using var writer = Locked("waits.clef");
        foreach (var name in new[] { "never.clef", "waits.clef" })
        {
            using var cancel = new CancellationTokenSource();
            var lines = Task.Run(() => JournalFollowing.Lines(_folder.PathTo(name), _often, cancel.Token).ToArray());
            await Task.Delay(20);
            Assert.False(lines.IsCompleted);
            cancel.Cancel();
            Assert.Empty(await lines);
        }
    }

    [Fact]
    public void A_folder_is_refused() => Assert.IsType<JournalError.Inaccessible>(JournalFollowing.Lines(Path.GetTempPath()).Single().Case);

    Task<IList<RunEvent<Vector>>> Seen(string name) =>
        Recorded.Follow(_folder.PathTo(name), NewThreadScheduler.Default, _often).ToList().ToTask();

    string[] Lines()
    {
        _folder.CoinsJournal();
        return [.. File.ReadAllLines(_folder.PathTo("coins.clef")).Select(line => line + "\n")];
    }

    // As the writer of a journal has it.
    FileStream Locked(string name)
    {
        var file = new FileStream(_folder.PathTo(name), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
        Assert.True(EmFunctional.Saving.Unix.TryLock(file.SafeFileHandle));
        return file;
    }

    static void Write(FileStream file, string text) => file.Write(Encoding.UTF8.GetBytes(text));
}
