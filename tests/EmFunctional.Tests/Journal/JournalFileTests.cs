using System.IO;
using System.Linq;
using System.Reactive.Linq;
using EmFunctional.Iterating;
using EmFunctional.Journal;
using EmFunctional.Tests.Support;
using LanguageExt;

namespace EmFunctional.Tests.Journal;

/// <summary>What a new journal does to what is there already.</summary>
public sealed class JournalFileTests : IDisposable
{
    readonly JournalFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    static JournalError Fault(Either<JournalError, JournalWriter> made) => made.Match(Right: _ => null!, Left: error => error);

    void Run(JournalWriter file, int events) =>
        Em.Run(_folder.Coins, Sample.ArticleStart, StopRule.Default, new())
            .Journal(_folder.Coins.Chart, file.Logger)
            .Take(events)
            .Subscribe();

    [Fact]
    public void An_old_journal_stays_until_the_new_one_has_an_iteration()
    {
        var path = _folder.CoinsJournal();
        var old = File.ReadAllBytes(path);
        using (var file = JournalFile.Create(path, force: true).OrThrow())
        {
            Assert.Equal(old, File.ReadAllBytes(path));
            Run(file, events: 1);
            Assert.Equal(old, File.ReadAllBytes(path));
        }
        Assert.Equal(old, File.ReadAllBytes(path));
        using (var file = JournalFile.Create(path, force: true).OrThrow())
            Run(file, events: 2);
        Assert.Equal(2, _folder.Read("coins.clef").Count);
        Assert.Equal([path], Directory.GetFiles(Path.GetDirectoryName(path)!));
    }

    [Fact]
    public void Only_a_journal_is_overwritten()
    {
        foreach (var text in new[] { "x\n1\n2\n", "{\"@t\":\"2026-01-01T00:00:00Z\",\"@mt\":\"a log\"}\n" })
        {
            File.WriteAllText(_folder.PathTo("data"), text);
            var fault = Assert.IsType<JournalError.Inaccessible>(Fault(JournalFile.Create(_folder.PathTo("data"), force: true)));
            Assert.Contains("only a journal is overwritten", fault.Reason, StringComparison.Ordinal);
            Assert.Equal(text, File.ReadAllText(_folder.PathTo("data")));
        }
    }

    [Fact]
    public void An_empty_file_and_a_journal_cut_off_in_its_first_line_are_overwritten()
    {
        foreach (var text in new[] { "", "{\"@t\":\"2026-" })
        {
            File.WriteAllText(_folder.PathTo("cut.clef"), text);
            using (var file = JournalFile.Create(_folder.PathTo("cut.clef"), force: true).OrThrow())
                Run(file, events: 2);
            Assert.Equal(2, _folder.Read("cut.clef").Count);
        }
    }

    [Fact]
    public void No_file_beside_a_journal_is_touched()
    {
        File.WriteAllText(_folder.PathTo("run.lock"), "data");
        using (var file = JournalFile.Create(_folder.PathTo("run")).OrThrow())
            Run(file, events: 3);
        Assert.Equal("data", File.ReadAllText(_folder.PathTo("run.lock")));
    }

    [Fact]
    public void A_reader_may_look_while_it_is_written_and_does_not_let_a_second_writer_in()
    {
        using var file = JournalFile.Create(_folder.PathTo("coins.clef")).OrThrow();
        Run(file, events: 4);
        Assert.Equal(4, _folder.Read("coins.clef").Count);
        Assert.Equal(new JournalError.Locked(_folder.PathTo("coins.clef")), Fault(JournalFile.Reopen(_folder.PathTo("coins.clef"))));
    }

    [Fact]
    public void A_link_is_followed()
    {
        var path = _folder.CoinsJournal();
        File.CreateSymbolicLink(_folder.PathTo("link"), "coins.clef");
        Assert.Equal(new JournalError.Exists(_folder.PathTo("link")), Fault(JournalFile.Create(_folder.PathTo("link"))));
        using (var file = JournalFile.Create(_folder.PathTo("link"), force: true).OrThrow())
            Run(file, events: 2);
        Assert.Equal("coins.clef", new FileInfo(_folder.PathTo("link")).LinkTarget);
        Assert.Equal(2, _folder.Read("coins.clef").Count);
    }
}
