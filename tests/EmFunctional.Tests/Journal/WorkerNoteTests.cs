using System.IO;
using System.Linq;
using System.Reactive.Linq;
using System.Threading.Tasks;
using EmFunctional.Families;
using EmFunctional.Iterating;
using EmFunctional.Journal;
using EmFunctional.Modelling;
using EmFunctional.Runs;
using EmFunctional.Streams;
using EmFunctional.Tests.Support;

namespace EmFunctional.Tests.Journal;

/// <summary>Workers of a cluster that come and go are told in a journal, and change nothing of its run.</summary>
public sealed class WorkerNoteTests : IDisposable
{
    readonly JournalFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    static WorkerNote Note(bool isThere, int workers) =>
        new(new(2026, 11, 28, 9, 0, workers, TimeSpan.Zero), "10.0.0.2:7100", isThere, workers);

    void Record(string path, Action<JournalWriter, int> beside)
    {
        using var writer = JournalFile.Create(path).OrThrow();
        beside(writer, -1);
        Em.Run(_folder.Coins, Sample.ArticleStart, StopRule.Default, new())
            .Journal(_folder.Coins.Chart, writer.Logger)
            .Do(happened => beside(writer, happened is RunEvent<MixtureParameters>.Iterated i ? i.State.Iteration : -2))
            .Wait();
    }

    [Fact]
    public void They_are_lines_of_no_run_and_the_run_is_the_same()
    {
        var path = _folder.PathTo("told.clef");
        JournalWriter? closed = null;
        Record(
            path,
            (writer, at) =>
            {
                closed = writer;
                // Before the run is written, from another thread, and while it goes on.
                if (at == -1)
                    Task.Run(() => writer.Tell(Note(true, 1)).OrThrow()).Wait();
                if (at == 3)
                    Task.Run(() => writer.Tell(Note(false, 0)).OrThrow()).Wait();
            }
        );
        var length = new FileInfo(path).Length;
        closed!.Tell(Note(true, 2)).OrThrow(); // too late
        Assert.Equal(length, new FileInfo(path).Length);

        using var stream = File.OpenRead(path);
        var lines = JournalReader.Read(stream, Seals.Checked);
        var told = lines.Select(line => line.OrThrow()).ToArray();
        Assert.Equal([Note(true, 1), Note(false, 0)], lines.Workers.ToArray());
        Assert.Equal(0, lines.Others);
        var alone = _folder.Record("alone.clef", _folder.Coins, Sample.ArticleStart, StopRule.Default);
        Assert.Equal(alone.Count, told.Length);
        Assert.Equal(_folder.Read("alone.clef").Skip(1), _folder.Read("told.clef").Skip(1)); // the first tells of the machine
        // The first stands behind the beginning of the run.
        Assert.Contains("\"Event\":\"worker\"", File.ReadLines(path).ElementAt(1), StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_that_lacks_what_it_must_have_is_a_fault()
    {
        var path = _folder.PathTo("told.clef");
        Record(
            path,
            (writer, at) =>
            {
                if (at == 3)
                    writer.Tell(Note(true, 1)).OrThrow();
            }
        );
        var text = File.ReadAllText(path);
        File.WriteAllText(
            path,
            System.Text.RegularExpressions.Regex.Replace(text.Replace(",\"Workers\":1", ""), ",\"Seal\":\"[0-9a-f]*\"", "")
        );
        using var stream = File.OpenRead(path);
        var fault = JournalReader.Read(stream).Last().LeftAsEnumerable().Single();
        Assert.Contains("Workers", fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Whoever_follows_a_journal_hears_of_them_in_their_place()
    {
        var path = _folder.PathTo("told.clef");
        Record(
            path,
            (writer, at) =>
            {
                if (at == 3)
                    writer.Tell(Note(true, 1)).OrThrow();
            }
        );
        var (read, heardAfter) = (0, -1);
        foreach (var line in JournalFollowing.Lines(path, heard: note => heardAfter = read))
            read += line.IsRight ? 1 : 0;
        Assert.Equal(5, heardAfter); // the start and iterates 0 to 3
    }
}
