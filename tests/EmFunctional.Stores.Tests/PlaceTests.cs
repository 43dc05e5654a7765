using System.Linq;
using System.Reactive.Concurrency;
using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;
using System.Threading.Tasks;
using EmFunctional.Iterating;
using EmFunctional.Journal;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using EmFunctional.Stores.Tests.Support;
using LanguageExt;
using Xunit;
using Sample = EmFunctional.Stores.Tests.Support.Sample;

namespace EmFunctional.Stores.Tests;

/// <summary>What holds of a journal wherever it is: the suite that files and stores pass.</summary>
public abstract class PlaceTests(Keep keep) : IDisposable
{
    /// <summary>What the test has to itself.</summary>
    protected Keep Kept => keep;

    static readonly TimeSpan _often = TimeSpan.FromMilliseconds(5);

    public virtual void Dispose()
    {
        keep.Dispose();
        GC.SuppressFinalize(this);
    }

    void Record(JournalPlace place, int events = int.MaxValue) =>
        Recorded.Run(place, Sample.Coins, Sample.Start, Sample.Rule).Take(events).Wait();

    static JournalError Fault<T>(Either<JournalError, T> made) =>
        made.Match(Right: _ => throw new InvalidOperationException(), Left: error => error);

    [StoreFact]
    public void A_run_is_replayed_as_it_was()
    {
        Record(keep.Place);
        var replayed = Recorded.Replay(keep.Place, Sample.Coins.Chart).ToEnumerable().ToArray();
        Assert.Equal(Sample.Events.Skip(1), replayed.Skip(1)); // the first says on which machine
        Assert.Equal(Sample.Trace, Sample.TraceOf(replayed));
    }

    [StoreFact]
    public void What_a_subscriber_sees_is_recorded()
    {
        var seen = 0;
        Recorded
            .Run(keep.Place, Sample.Coins, Sample.Start, Sample.Rule)
            .Subscribe(_ =>
            {
                seen++;
                Assert.Equal(seen, Sample.Lines(keep.Place).Length);
            });
        Assert.Equal(Sample.Events.Length, seen);
    }

    [StoreFact]
    public void A_run_that_was_cut_off_anywhere_is_resumed_to_the_same_bits()
    {
        foreach (var events in new[] { 1, 2, 17, Sample.Events.Length - 1 })
        {
            using var other = keep.Another();
            Record(other.Place, events);
            Assert.Equal(events, Sample.Lines(other.Place).Length);
            Recorded.Resume(other.Place, Sample.Coins).Wait();
            Assert.Equal(Sample.Trace, Sample.TraceOf(other.Place));
        }
    }

    [StoreFact]
    public void A_run_goes_on_under_another_rule_in_the_same_journal()
    {
        Record(keep.Place);
        Recorded.Resume(keep.Place, Sample.Coins, StopRule.Iterations(5)).Wait();
        Assert.Equal(2, Sample.Lines(keep.Place).Count(line => line.OrThrow().Event is RunEvent<Vector>.Started));
        Assert.IsType<JournalError.Ended>(FaultOf(() => Recorded.Resume(keep.Place, Sample.Coins).Wait()));
    }

    [StoreFact]
    public void Several_starts_are_taken_up_to_the_same_bits()
    {
        var whole = Recorded.Run(keep.Place, Sample.Fit()).ToEnumerable().ToArray();
        using var other = keep.Another();
        Recorded.Run(other.Place, Sample.Fit()).Take(whole.Length / 2).Wait();
        Recorded.Resume(other.Place, run => Sample.Open(run.Model.Options)).Wait();
        Assert.Equal(Sample.TraceOf(whole), Sample.TraceOf(other.Place));
        Assert.True(JournalDiff.Of(keep.Place, other.Place).IfLeft(_ => throw new InvalidOperationException()).IsSame);
    }

    [StoreFact]
    public void A_journal_is_proved()
    {
        Record(keep.Place);
        using var stream = keep.Place.Open().OrThrow();
        var proof = JournalProof
            .Of(
                JournalReader.Read(stream, Seals.Checked).Select(line => line.OrThrow()),
                run => Algorithm.Find<Vector>(run.Algorithm, run.MemoryNames).Map(algorithm => new Recomputation(Sample.Coins, algorithm))
            )
            .IfLeft(_ => throw new InvalidOperationException());
        Assert.Equal((Option<Discrepancy>.None, 31), (proof.Discrepancy, proof.Iterates));
    }

    [StoreFact]
    public void It_can_be_read_from_any_byte_again_and_again()
    {
        Recorded.Run(keep.Place, Sample.Coins, Sample.Start, StopRule.Iterations(700)).Wait();
        using var stream = keep.Place.Open().OrThrow();
        using var whole = new System.IO.MemoryStream();
        stream.CopyTo(whole);
        Assert.Equal(whole.Length, stream.Length);
        Assert.Equal(703, System.Text.Encoding.UTF8.GetString(whole.ToArray()).Count(c => c == '\n'));
        var random = new Random(1);
        for (var i = 0; i < 50; i++)
        {
            var (from, part) = (random.Next((int)whole.Length), new byte[random.Next(1, 5000)]);
            stream.Position = from;
            var read = stream.ReadAtLeast(part, part.Length, throwOnEndOfStream: false);
            Assert.Equal(whole.ToArray().AsSpan(from, Math.Min(part.Length, (int)whole.Length - from)).ToArray(), part[..read]);
        }
    }

    [StoreFact]
    public void There_is_one_journal_of_a_run_unless_it_is_to_be_overwritten()
    {
        Record(keep.Place);
        Assert.IsType<JournalError.Exists>(FaultOf(() => Record(keep.Place)));
        Assert.Equal(Sample.Trace, Sample.TraceOf(keep.Place));
        using (var writer = keep.Place.Create(force: true).OrThrow())
        {
            Em.Run(Sample.Coins, Sample.Start, Sample.Rule, new()).Journal(Sample.Coins.Chart, writer.Logger).Take(1).Wait();
            Assert.Equal(Sample.Trace, Sample.TraceOf(keep.Place)); // the old one stays until the first iterate
        }
        Assert.Equal(Sample.Trace, Sample.TraceOf(keep.Place));
        using (var writer = keep.Place.Create(force: true, durable: true).OrThrow())
            Em.Run(Sample.Coins, Sample.Start, Sample.Rule, new()).Journal(Sample.Coins.Chart, writer.Logger).Take(3).Wait();
        Assert.Equal(3, Sample.Lines(keep.Place).Length);
        Recorded.Resume(keep.Place, Sample.Coins).Wait();
        Assert.Equal(Sample.Trace, Sample.TraceOf(keep.Place));
    }

    [StoreFact]
    public void A_second_writer_is_kept_out_and_readers_are_not()
    {
        using (var writer = keep.Place.Create().OrThrow())
        {
            Em.Run(Sample.Coins, Sample.Start, Sample.Rule, new()).Journal(Sample.Coins.Chart, writer.Logger).Take(4).Wait();
            Assert.IsType<JournalError.Locked>(Fault(keep.Place.Reopen()));
            var second = FaultOf(() => Record(keep.Place));
            Assert.True(second is JournalError.Locked or JournalError.Exists, $"{second}");
            Assert.IsType<JournalError.Locked>(
                FaultOf(() =>
                {
                    using var forced = keep.Place.Create(force: true).OrThrow();
                    Em.Run(Sample.Coins, Sample.Start, Sample.Rule, new()).Journal(Sample.Coins.Chart, forced.Logger).Wait();
                })
            );
            Assert.Equal(4, Sample.Lines(keep.Place).Length);
        }
        using (keep.Place.Reopen().OrThrow())
            Assert.IsType<JournalError.Locked>(Fault(keep.Place.Reopen()));
        Recorded.Resume(keep.Place, Sample.Coins).Wait();
        Assert.Equal(Sample.Trace, Sample.TraceOf(keep.Place));
    }

    [StoreFact]
    public void What_was_changed_is_told_by_its_line()
    {
        Record(keep.Place);
        keep.Change(9, line => line.Replace("\"Evaluations\"", "\"Evaluationz\"", StringComparison.Ordinal));
        var read = Sample.Lines(keep.Place);
        Assert.Equal(9, read.Length);
        Assert.Equal(new JournalError.BrokenSeal(9), read[^1].Case);
        Assert.IsType<JournalError.BrokenSeal>(FaultOf(() => Recorded.Resume(keep.Place, Sample.Coins).Wait()));
    }

    [StoreFact]
    public void What_was_taken_out_is_told()
    {
        Record(keep.Place);
        keep.Change(9, _ => null);
        Assert.StartsWith("line 9 is missing", $"{Sample.Lines(keep.Place)[^1].Case}", StringComparison.Ordinal);
    }

    [StoreFact]
    public async Task It_is_followed_while_it_is_written()
    {
        var seen = Recorded.Follow(keep.Place, NewThreadScheduler.Default, _often).ToArray().ToTask();
        using (var writer = keep.Place.Create().OrThrow())
            Em.Run(Sample.Coins, Sample.Start, Sample.Rule, new())
                .Do(_ => System.Threading.Thread.Sleep(3))
                .Journal(Sample.Coins.Chart, writer.Logger)
                .Wait();
        Assert.Equal(Sample.Events.Skip(1), (await seen).Skip(1));
    }

    [StoreFact]
    public async Task Two_followers_see_the_same_and_keep_no_writer_out()
    {
        var seen = new[] { 0, 1 }.Select(_ => Recorded.Follow(keep.Place, NewThreadScheduler.Default, _often).ToArray().ToTask()).ToArray();
        using (var writer = keep.Place.Create().OrThrow())
            Em.Run(Sample.Coins, Sample.Start, Sample.Rule, new())
                .Do(_ => System.Threading.Thread.Sleep(3))
                .Journal(Sample.Coins.Chart, writer.Logger)
                .Wait();
        foreach (var follower in seen)
            Assert.Equal(Sample.Events.Skip(1), (await follower).Skip(1));
    }

    [StoreFact]
    public async Task A_run_whose_writer_is_gone_is_told_from_one_that_goes_on()
    {
        Task<RunEvent<Vector>[]> seen;
        using (var writer = keep.Place.Create().OrThrow())
        {
            Em.Run(Sample.Coins, Sample.Start, Sample.Rule, new()).Journal(Sample.Coins.Chart, writer.Logger).Take(5).Wait();
            seen = Recorded.Follow(keep.Place, NewThreadScheduler.Default, _often).ToArray().ToTask();
            await Task.WhenAny(seen, Task.Delay(200));
            Assert.False(seen.IsCompleted);
        }
        var error = await Assert.ThrowsAsync<JournalException>(() => seen);
        Assert.Equal(3, Assert.IsType<JournalError.Interrupted>(error.Error).Iteration);
    }

    [StoreFact]
    public void What_is_not_there_is_told()
    {
        Assert.IsType<JournalError.Inaccessible>(Fault(keep.Place.Open()));
        Assert.IsType<JournalError.Inaccessible>(Fault(keep.Place.Reopen()));
    }

    /// <summary>The error of a journal with which a stream ends.</summary>
    protected static JournalError FaultOf(Action act) => Assert.Throws<JournalException>(act).Error;
}

public sealed class FilePlaceTests() : PlaceTests(new FileKeep());
