using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reactive.Concurrency;
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

namespace EmFunctional.Tests.Journal;

public sealed class JournalTests : IDisposable
{
    readonly JournalFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_event_is_recorded_before_a_subscriber_sees_it()
    {
        using var file = JournalFile.Create(_folder.PathTo("x.clef")).OrThrow();
        var seen = 0;
        Em.Run(_folder.Coins, Sample.ArticleStart, StopRule.Default, new())
            .Journal(_folder.Coins.Chart, file.Logger)
            .Subscribe(_ =>
            {
                seen++;
                using var stream = new FileStream(_folder.PathTo("x.clef"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
                Assert.Equal(seen, JournalReader.Read(stream).Count(line => line.IsRight));
            });
        Assert.Equal(13, seen);
    }

    [Fact]
    public void A_replay_equals_the_live_run_to_the_bit()
    {
        var live = _folder.Record("coins.clef", _folder.Coins, Sample.ArticleStart, StopRule.Default);
        using var stream = File.OpenRead(_folder.PathTo("coins.clef"));
        var replayed = JournalReader.Read(stream).Replay().FromChart(_folder.Coins.Chart).ToEnumerable().ToArray();
        Assert.Equal(live.Skip(1), replayed.Skip(1));
        Assert.Equal(
            live.OfType<RunEvent<MixtureParameters>.Iterated>().Select(e => e.State),
            replayed.ToObservable().States().ToEnumerable()
        );
        var (a, b) = ((RunEvent<MixtureParameters>.Started)live[0], (RunEvent<MixtureParameters>.Started)replayed[0]);
        Assert.Equal((a.Run, a.Specification), (b.Run, b.Specification));
        Assert.Equal(b.Run, b.Specification.Id);
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(4.0)]
    public void A_replay_keeps_the_original_pace_or_a_multiple_of_it(double speed)
    {
        var clock = new HistoricalScheduler(DateTimeOffset.UnixEpoch);
        var begin = clock.Now;
        var seconds = new[] { 0, 1, 1, 3, 10 };
        var lines = seconds.Select(
            (s, i) =>
                Prelude.Right<JournalError, JournalLine>(
                    new(
                        i + 1,
                        0,
                        DateTimeOffset.UnixEpoch.AddSeconds(100 + s),
                        default,
                        new RunEvent<Vector>.Resumed(RunEnvironment.Unknown, i),
                        default
                    )
                )
        );
        var times = new List<double>();
        lines.Replay(speed, clock).Subscribe(_ => times.Add((clock.Now - begin).TotalSeconds));
        clock.Start();
        Assert.Equal(seconds.Select(s => s / speed), times.Select(t => Math.Round(t, 4)));
    }

    [Fact]
    public void A_pause_of_months_is_waited_for_and_one_beyond_all_time_too()
    {
        JournalLine Line(int number, DateTimeOffset time) =>
            new(number, 0, time, default, new RunEvent<Vector>.Resumed(RunEnvironment.Unknown, number), default);
        Either<JournalError, JournalLine>[] lines = [Line(1, DateTimeOffset.UnixEpoch), Line(2, DateTimeOffset.UnixEpoch.AddDays(120.5))];
        foreach (var (speed, days) in new[] { (1.0, 120.5), (0.5, 241) })
        {
            var clock = new HistoricalScheduler(DateTimeOffset.UnixEpoch);
            var last = clock.Now;
            lines.Replay(speed, clock).Subscribe(_ => last = clock.Now);
            clock.Start();
            Assert.Equal(days, Math.Round((last - DateTimeOffset.UnixEpoch).TotalDays, 4));
        }
        var (patient, seen) = (new HistoricalScheduler(DateTimeOffset.UnixEpoch), 0);
        using (lines.Replay(1e-300, patient).Subscribe(_ => seen++))
            patient.AdvanceTo(DateTimeOffset.UnixEpoch.AddDays(3000));
        Assert.Equal(1, seen);
        Assert.Throws<ArgumentException>(() => lines.Replay(double.NaN, patient));
    }

    [Theory]
    [InlineData(
        "\"Event\":\"iterated\"",
        "\"Event\":\"dreamt\"",
        "line 4 holds an unknown event 'dreamt'; a newer version of this software may know it"
    )]
    [InlineData("\"Schema\":1", "\"Schema\":2", "line 4 has schema 2, and this software knows up to 1; use a newer version")]
    [InlineData("\"Schema\":1", "\"Schema\":0", "line 4: Schema cannot be read; the lines before can be used")]
    [InlineData("\"Objective\":", "\"Objective\":x", "line 4, byte {at}: JSON cannot be read; the lines before can be used")]
    [InlineData("\"Objective\":", "\"Objektive\":", "line 4: Objective cannot be read; the lines before can be used")]
    [InlineData("\"Parameters\":[", "\"Parameters\":[\"a\",", "line 4: Parameters cannot be read; the lines before can be used")]
    [InlineData(
        "\"Unit\":1",
        "\"Unit\":2",
        "line 4 is not what was written: its seal does not fit; the lines before are as they were written"
    )]
    public void What_cannot_be_read_is_an_error_with_its_line_and_what_precedes_can_be_used(string text, string other, string message)
    {
        var lines = File.ReadAllLines(_folder.CoinsJournal());
        Assert.Contains(text, lines[3], StringComparison.Ordinal);
        lines[3] = lines[3].Replace(text, other, StringComparison.Ordinal);
        // A seal is checked before its line is understood.
        var seals = message.Contains("seal", StringComparison.Ordinal) ? Seals.CheckedIfAny : Seals.Ignored;
        var read = JournalReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', lines) + '\n')), seals).ToArray();
        Assert.Equal(4, read.Length);
        Assert.All(read[..3], line => Assert.True(line.IsRight));
        // The time's length varies, and with it the place.
        message = message.Replace("{at}", $"{lines[3].IndexOf(":x", StringComparison.Ordinal) + 2}", StringComparison.Ordinal);
        Assert.Equal(message, read[3].Match(Right: _ => "", Left: e => e.ToString()));
    }

    [Fact]
    public void A_line_cut_off_is_an_error_with_its_bytes()
    {
        var bytes = File.ReadAllBytes(_folder.CoinsJournal());
        var read = JournalReader.Read(new MemoryStream(bytes[..^10])).ToArray();
        Assert.Equal(13, read.Length);
        Assert.IsType<JournalError.CutLine>(read[^1].Match(Right: _ => null!, Left: e => e));
        Assert.Empty(JournalReader.Read(new MemoryStream([])));
    }

    [Fact]
    public void Lines_longer_than_any_buffer_are_read()
    {
        var names = Coordinates.Indexed("x", 9_999);
        var model = EmModel.Of<double, Vector>(
            "long",
            (rate, x) => new(rate * x, -x[0] * x[0]),
            s => s,
            Chart.Of<Vector>(x => x, x => x, Coordinates.Real(names))
        );
        var problem = Problem.Of(model, 0.3).OrThrow();
        var live = _folder.Record("long.clef", problem, Vector.Of(9_999, i => i / 7.0), StopRule.Iterations(5));
        Assert.Equal(live.Skip(1), _folder.Read("long.clef").Skip(1));
    }

    [Fact]
    public void A_journal_of_the_first_version_is_read_for_ever()
    {
        using var stream = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Journal", "Fixtures", "coins-v1.clef"));
        var events = JournalReader.Read(stream, Seals.Checked).Select(line => line.OrThrow().Event).ToArray();
        var run = Run.Fold(RunState.Begin(_folder.Coins.OnChart().Chart, StopRule.Default), events);
        Assert.Equal("6b331f0976ca41f5e706894495d906338d34f39c0368ff362403093fa2dbc6d7", run.Trace.ToString());
        Assert.Equal(run.Trace, Assert.IsType<RunEvent<Vector>.Stopped>(events[^1]).Trace);
    }

    [Fact]
    public void A_second_writer_is_kept_out_and_an_existing_journal_is_kept()
    {
        var path = _folder.CoinsJournal();
        Assert.Equal(new JournalError.Exists(path), JournalFile.Create(path).Match(Right: _ => null!, Left: e => e));
        using (JournalFile.Create(path, force: true).OrThrow())
        {
            Assert.Equal(new JournalError.Locked(path), JournalFile.Create(path, force: true).Match(Right: _ => null!, Left: e => e));
            Assert.Equal(new JournalError.Locked(path), JournalFile.Reopen(path).Match(Right: _ => null!, Left: e => e));
        }
        Assert.Equal([path], Directory.GetFiles(Path.GetDirectoryName(path)!));
        using var again = JournalFile.Create(path, force: true, durable: true).OrThrow();
        Assert.IsType<JournalError.Inaccessible>(JournalFile.Create(_folder.PathTo("no/such.clef")).Match(Right: _ => null!, Left: e => e));
    }

    [Fact]
    public void A_write_that_fails_ends_the_run_with_its_error()
    {
        var failing = new Serilog.LoggerConfiguration().MinimumLevel.Verbose().AuditTo.Sink(new FailingSink(after: 3)).CreateLogger();
        var (seen, error) = (0, (Exception?)null);
        Em.Run(_folder.Coins, Sample.ArticleStart, StopRule.Default, new())
            .Journal(_folder.Coins.Chart, failing)
            .Subscribe(_ => seen++, e => error = e);
        Assert.Equal(3, seen);
        Assert.IsType<IOException>(error!.GetBaseException());
    }

    sealed class FailingSink(int after) : Serilog.Core.ILogEventSink
    {
        int _written;

        public void Emit(Serilog.Events.LogEvent logEvent)
        {
            if (_written++ == after)
                throw new IOException("disk full");
        }
    }

    [Fact]
    public void A_recomputation_finds_the_first_number_that_differs()
    {
        var live = _folder.Record("coins.clef", _folder.Coins, Sample.ArticleStart, StopRule.Default);
        var lines = _folder.Lines("coins.clef");
        Proof Prove() => JournalProof.Of(lines, _ => new Recomputation(_folder.Coins.OnChart(), Algorithm.Plain)).OrThrow();
        Assert.Equal(new Proof(default, 1, live.Count - 2, 1, 0), Prove());
        var iterated = (RunEvent<Vector>.Iterated)lines[5].Event;
        var theta = iterated.State.Parameters;
        var up = Math.BitIncrement(theta[1]);
        lines[5] = lines[5] with
        {
            Event = iterated with { State = iterated.State with { Parameters = Vector.Of(4, i => i == 1 ? up : theta[i]) } },
        };
        var full = NumberText.Full(theta[1]);
        Assert.Equal(
            new Discrepancy(6, 4, "theta[1]", NumberText.Full(up), $"{full}, 1 ulp apart"),
            Prove().Discrepancy.IfNone(() => throw new InvalidOperationException())
        );
    }
}
