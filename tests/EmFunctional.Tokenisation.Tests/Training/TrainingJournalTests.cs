using System.Collections.Generic;
using System.IO;
using System.Linq;
using EmFunctional.Journal;
using EmFunctional.Tokenisation.Preparation;
using EmFunctional.Tokenisation.Tests.Support;

namespace EmFunctional.Tokenisation.Tests.Training;

public sealed class TrainingJournalTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    static readonly string[] _lines = Corpus.Lines("botchan")[..400];

    static readonly TokeniserOptions _options = TokeniserOptions.Default with { VocabularySize = 400 };

    string JournalPath => Path.Combine(_folder, "run.clef");

    IEnumerable<TrainingEvent> Events => Unigram.Events(TextLines.Of(_lines), _options);

    List<TrainingEvent> Record()
    {
        using var file = JournalFile.Create(JournalPath).OrThrow();
        return [.. Events.Record(file)];
    }

    /// <summary>Cut behind a start, in the middle of a run, in the middle of a line, and behind a run before its pruning.</summary>
    [Fact]
    public void A_training_is_taken_up_wherever_it_breaks_off()
    {
        var whole = Record().Result().Vocabulary;
        var bytes = File.ReadAllBytes(JournalPath);
        var ends = Enumerable.Range(0, bytes.Length).Where(i => bytes[i] == '\n').Select(i => i + 1).ToArray();
        foreach (var length in new[] { ends[0], ends[1], ends[1] + 100, ends[3], ends[5], ends[^2], ends[^1] })
        {
            File.WriteAllBytes(JournalPath, bytes[..length]);
            var part = Proved(Events);
            Assert.Equal(
                (length < bytes.Length, File.ReadAllText(JournalPath).Split("\"iterated\"").Length - 1),
                (part.IsInterrupted, part.Iterates)
            );
            using (var file = JournalFile.Reopen(JournalPath).OrThrow())
                Assert.Equal(whole, TrainingJournal.Resume(file, TextLines.Of(_lines), _options).Result().Vocabulary);
            Assert.False(Proved(Events).IsInterrupted);
        }
    }

    ProvedTraining Proved(IEnumerable<TrainingEvent> events) =>
        TrainingJournal
            .Verify(JournalPath, events)
            .Match(Right: proved => proved, Left: error => throw new InvalidOperationException($"{error}"));

    /// <summary>A number that was changed is found, wherever the journal breaks off behind it.</summary>
    [Fact]
    public void A_number_that_was_changed_is_found_also_where_a_training_was_interrupted()
    {
        Record();
        var lines = File.ReadAllLines(JournalPath)
            .Select(line => line[..line.IndexOf(",\"Seal\":", StringComparison.Ordinal)] + "}")
            .ToArray();
        var at = Array.FindIndex(lines, 6, line => line.Contains("\"iterated\"", StringComparison.Ordinal));
        var parameters = lines[at].IndexOf("\"Parameters\":[", StringComparison.Ordinal) + 14;
        lines[at] = lines[at][..parameters] + "0.5" + lines[at][lines[at].IndexOf(',', parameters)..];
        File.WriteAllLines(JournalPath, lines[..(at + 1)]);
        Assert.IsType<TokeniserError.NotTheSame>(
            TrainingJournal.Verify(JournalPath, Events).Match<TokeniserError?>(Right: _ => null, Left: error => error)
        );
    }

    /// <summary>Of a vocabulary of 10,000 pieces and more a journal keeps digests, and numbers at the ends: it is taken up behind any line all the same.</summary>
    [Fact]
    public void A_journal_of_a_large_vocabulary_keeps_digests_and_is_taken_up()
    {
        var options = _options with { VocabularySize = 4000, Schedule = _options.Schedule with { SubIterations = 4 } };
        string[] lines = Corpus.Lines("botchan");
        IEnumerable<TrainingEvent> All() => Unigram.Events(TextLines.Of(lines), options);
        TrainedTokeniser whole;
        using (var file = JournalFile.Create(JournalPath).OrThrow())
            whole = All().Record(file).ToList().Result();
        var written = File.ReadAllLines(JournalPath);
        var large = Enumerable.Range(0, written.Length).Where(i => written[i].Contains("\"Digest\":", StringComparison.Ordinal)).ToArray();
        Assert.Equal([2, 3, 4], large[..3]); // behind the start and iterate 0
        Assert.Contains("\"Parameters\":", written[5], StringComparison.Ordinal); // the numbers at the end
        foreach (var count in new[] { 2, 3, 4, 5, 6, 7 })
        {
            File.WriteAllLines(JournalPath, written[..count]);
            using (var file = JournalFile.Reopen(JournalPath).OrThrow())
                Assert.Equal(whole.Vocabulary, TrainingJournal.Resume(file, TextLines.Of(lines), options).Result().Vocabulary);
            Assert.False(Proved(All()).IsInterrupted);
        }
    }

    [Fact]
    public void Other_text_and_other_options_do_not_go_on()
    {
        Record();
        var bytes = File.ReadAllBytes(JournalPath);
        File.WriteAllBytes(JournalPath, bytes[..(bytes.Length / 2)]);
        using (var file = JournalFile.Reopen(JournalPath).OrThrow())
        {
            Assert.IsType<TokeniserError.OfJournal>(TrainingJournal.Resume(file, TextLines.Of(_lines[1..]), _options).Error());
            Assert.IsType<TokeniserError.OfJournal>(
                TrainingJournal.Resume(file, TextLines.Of(_lines), _options with { VocabularySize = 390 }).Error()
            );
        }
    }

    [Fact]
    public void A_journal_of_another_training_is_not_the_same()
    {
        Record();
        var other = Unigram.Events(TextLines.Of(_lines), _options with { VocabularySize = 390 });
        Assert.Equal(
            new TokeniserError.NotTheSame(JournalPath, 1),
            TrainingJournal.Verify(JournalPath, other).Match<TokeniserError?>(Right: _ => null, Left: error => error)
        );
    }

    /// <summary>Options that only code can give are read from a journal where it tells them, and an error where it does not.</summary>
    [Fact]
    public void Options_are_read_from_a_journal()
    {
        foreach (
            var options in new[]
            {
                _options,
                _options with
                {
                    ByteFallback = true,
                    VocabularySize = 700,
                    AllowBlankPieces = true,
                },
                _options with
                {
                    Schedule = _options.Schedule with { Maximisation = Maximisation.MaximumLikelihood },
                }, // the last one discounted
                _options with
                {
                    Schedule = _options.Schedule with { TokenPrice = 0.1, Surplus = 1.3, LeastCount = 0.25, LastIterations = 5 },
                },
            }
        )
        {
            using (var file = JournalFile.Create(JournalPath, force: true).OrThrow())
                Assert.Equal(6, Unigram.Events(TextLines.Of(_lines), options).Record(file).Take(6).Count());
            Assert.Equal(
                options,
                TrainingJournal
                    .Recorded(JournalPath)
                    .Match(Right: of => of.Options, Left: error => throw new InvalidOperationException($"{error}"))
            );
        }
        var special = _options with { Special = new(UnknownId: 3, BeginId: 0) };
        using (var file = JournalFile.Create(JournalPath, force: true).OrThrow())
            Assert.Equal(6, Unigram.Events(TextLines.Of(_lines), special).Record(file).Take(6).Count());
        Assert.Equal(
            new TokeniserError.OnlyInCode(JournalPath),
            TrainingJournal.Recorded(JournalPath).Match<TokeniserError?>(Right: _ => null, Left: error => error)
        );
    }

    /// <summary>Each run of the chain is a span.</summary>
    [Fact]
    public void A_training_is_heard_by_who_listens()
    {
        var (spans, runs) = (new List<string?>(), new List<string>());
        using var listener = new System.Diagnostics.ActivityListener
        {
            ShouldListenTo = source => source.Name == Telemetry.EmTelemetry.Name,
            Sample = (ref System.Diagnostics.ActivityCreationOptions<System.Diagnostics.ActivityContext> _) =>
                System.Diagnostics.ActivitySamplingResult.AllData,
            ActivityStopped = span =>
            {
                lock (spans)
                    spans.Add((string?)span.GetTagItem("em.run.id"));
            },
        };
        System.Diagnostics.ActivitySource.AddActivityListener(listener);
        foreach (var happened in Events)
            if (happened is TrainingEvent.Ran { Event: Runs.RunEvent<Numerics.Vector>.Started started })
                runs.Add($"{started.Run}");
        Assert.True(runs.Count > 2);
        Assert.Superset(new HashSet<string?>(runs), new HashSet<string?>(spans));
    }
}
