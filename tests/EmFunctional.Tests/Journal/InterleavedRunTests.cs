using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reactive.Linq;
using System.Text;
using EmFunctional.Families;
using EmFunctional.Iterating;
using EmFunctional.Journal;
using EmFunctional.Mixtures;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using EmFunctional.Streams;
using EmFunctional.Tests.Support;
using LanguageExt;
using Serilog;
using Serilog.Formatting;
using Serilog.Formatting.Compact;

namespace EmFunctional.Tests.Journal;

/// <summary>Runs of one log that stand within one another are told apart, and taken up, by their names.</summary>
public sealed class InterleavedRunTests : ApplicationLog
{
    [Fact]
    public void Runs_within_one_another_are_told_apart()
    {
        var logger = Logger();
        var one = Among(Em.Run(Folder.Coins, Sample.ArticleStart, StopRule.Default, new()), Folder.Coins, logger);
        var other = Among(Em.Run(Waits, WaitsStart, StopRule.Default, new()), Waits, logger);
        var (ones, others) = (new List<RunEvent<Vector>>(), new List<RunEvent<Vector>>());
        one.Zip(other)
            .Subscribe(pair =>
            {
                ones.Add(pair.First.Map(Folder.Coins.Chart.ToFlat));
                others.Add(pair.Second.Map(Waits.Chart.ToFlat));
            });
        ((IDisposable)logger).Dispose();
        var lines = Read().Lines;
        var runs = lines.Select(line => line.Run).Distinct().ToArray();
        Assert.Equal(2, runs.Length);
        Assert.NotEqual(lines.Select(line => line.Run), lines.OrderBy(line => Array.IndexOf(runs, line.Run)).Select(line => line.Run));
        foreach (var run in runs)
        {
            var events = lines.Where(line => line.Run == run).Select(line => line.Event).ToArray();
            var names = ((RunEvent<Vector>.Started)events[0]).Specification.ParameterNames;
            Assert.Equal((names == Folder.Coins.Chart.Names ? ones : others).Take(3), events.Take(3));
            using var alone = JournalStream.Open($"{Path}#{run.ToString()[..6]}").OrThrow();
            Assert.Equal(events, JournalReader.Read(alone).Select(line => line.OrThrow().Event));
            if (names == Waits.Chart.Names)
                Assert.Equal(
                    events.OfType<RunEvent<Vector>.Iterated>().Select(e => e.State.Iteration),
                    Recorded.Replay(Path, Waits.Chart, run).States().ToEnumerable().Select(state => state.Iteration)
                );
        }
    }

    /// <summary>Two runs within one another, both cut off: each is taken up by its name, whichever started last, and neither loses a line.</summary>
    [Fact]
    public void Each_of_several_runs_is_taken_up_by_its_name()
    {
        var logger = Logger();
        Among(Em.Run(Folder.Coins, Sample.ArticleStart, StopRule.Default, new()), Folder.Coins, logger)
            .Zip(Among(Em.Run(Waits, WaitsStart, StopRule.Default, new()), Waits, logger))
            .Subscribe();
        ((IDisposable)logger).Dispose();
        File.WriteAllLines(Path, File.ReadLines(Path).TakeWhile(line => !line.Contains("\"stopped\"", StringComparison.Ordinal)).ToArray());
        var (before, runs) = (File.ReadAllText(Path), Read().Lines.Select(line => line.Run).Distinct().ToArray());
        Assert.Equal(2, runs.Length);
        var ends = new[]
        {
            Recorded.Resume($"{Path}#{runs[0].ToString()[..8]}", Folder.Coins).ToEnumerable().Last().Map(Folder.Coins.Chart.ToFlat),
            Recorded.Resume($"{Path}#{runs[1].ToString()[..8]}", Waits).ToEnumerable().Last().Map(Waits.Chart.ToFlat),
        };
        Assert.StartsWith(before, File.ReadAllText(Path), StringComparison.Ordinal);
        Assert.Equal(
            [
                Em.Run(Folder.Coins, Sample.ArticleStart, StopRule.Default, new()).ToEnumerable().Last().Map(Folder.Coins.Chart.ToFlat),
                Em.Run(Waits, WaitsStart, StopRule.Default, new()).ToEnumerable().Last().Map(Waits.Chart.ToFlat),
            ],
            ends
        );
        Assert.Equal(Option<JournalError>.None, Read().Fault);
        foreach (var (run, end) in runs.Zip(ends))
            Assert.Equal(end, Read($"{Path}#{run.ToString()[..8]}").Lines[^1].Event);
        Assert.Equal(
            new JournalError.Ended($"{Path}#{runs[0].ToString()[..8]}"),
            Assert.Throws<JournalException>(() => Recorded.Resume($"{Path}#{runs[0].ToString()[..8]}", Folder.Coins).Wait()).Error
        );
    }

    [Fact]
    public void A_run_that_is_not_in_a_log_or_in_a_sealed_journal_is_refused()
    {
        Record(Logger());
        string Refused(string name) => JournalStream.Open(name).Match(Right: _ => "", Left: error => $"{error}");
        Assert.EndsWith("it has no run whose id begins with '0123456789'", Refused($"{Path}#0123456789"), StringComparison.Ordinal);
        var sealedOne = $"{Folder.CoinsJournal()}#6b";
        Assert.Contains("is sealed, and is read as a whole", Refused(sealedOne), StringComparison.Ordinal);
        Assert.Contains("there is no such file", Refused(Folder.PathTo("nowhere.clef#6b")), StringComparison.Ordinal);
        string Resumed(string name) => JournalFile.Reopen(name).Match(Right: _ => "", Left: error => $"{error}");
        Assert.EndsWith("it has no run whose id begins with '0123456789'", Resumed($"{Path}#0123456789"), StringComparison.Ordinal);
        Assert.Contains("is sealed, and is read as a whole", Resumed(sealedOne), StringComparison.Ordinal);
        Assert.Contains("there is no such file", Resumed(Folder.PathTo("nowhere.clef#6b")), StringComparison.Ordinal);
        using (JournalFile.Reopen(Path).OrThrow()) { } // whoever was refused holds no lock
    }
}
