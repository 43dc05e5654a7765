using System.IO;
using System.Linq;
using System.Reactive.Linq;
using System.Security.Cryptography;
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

/// <summary>What holds of a store besides: many runs, several writers at once, a list, names, versions.</summary>
public abstract class StoreTests(Keep keep) : PlaceTests(keep)
{
    /// <summary>A run of its own for each number.</summary>
    static IObservable<RunEvent<Vector>> Run(Keep keep, int number, int iterations = 30) =>
        Recorded.Run(keep.Store.New, Sample.Coins, Sample.Start, StopRule.Iterations(iterations + number));

    StoredRun[] Runs() => [.. Kept.Store.Runs().OrThrow()];

    static string Text(JournalError error) => error.ToString();

    [StoreFact]
    public void Several_runs_are_written_at_once_and_each_is_whole()
    {
        Parallel.For(0, 6, new ParallelOptions { MaxDegreeOfParallelism = 6 }, number => Run(Kept, number).Wait());
        var runs = Runs();
        Assert.Equal(6, runs.Length);
        Assert.All(runs, run => Assert.Equal(RunStanding.Stopped, run.Standing));
        Assert.Equal([30, 31, 32, 33, 34, 35], runs.Select(run => run.Iteration.IfNone(-1)).Order());
        foreach (var run in runs)
            Assert.Equal(
                Sample.TraceOf(Em.Events(Sample.Coins, Sample.Start, StopRule.Iterations(run.Iteration.IfNone(0)))),
                Sample.TraceOf(Kept.Store.Run(run.Id[..12]))
            );
    }

    [StoreFact]
    public void Of_two_that_begin_the_same_run_at_once_one_is_refused()
    {
        var faults = 0;
        Parallel.For(
            0,
            4,
            new ParallelOptions { MaxDegreeOfParallelism = 4 },
            _ =>
            {
                Run(Kept, 0)
                    .Subscribe(
                        _ => { },
                        error =>
                        {
                            Assert.True(((JournalException)error).Error is JournalError.Locked or JournalError.Exists, error.Message);
                            System.Threading.Interlocked.Increment(ref faults);
                        }
                    );
            }
        );
        Assert.Equal(3, faults);
        Assert.Equal(Sample.Trace, Sample.TraceOf(Kept.Place));
    }

    [StoreFact]
    public void A_run_that_was_signed_is_proved_and_stands_in_the_list()
    {
        var (secret, open) = (Path.GetTempFileName(), Path.GetTempFileName());
        using (var pair = ECDsa.Create(ECCurve.NamedCurves.nistP256))
        {
            File.WriteAllText(secret, pair.ExportPkcs8PrivateKeyPem());
            File.WriteAllText(open, pair.ExportSubjectPublicKeyInfoPem());
        }
        using (var key = SigningKey.Read(secret).OrThrow())
            Recorded
                .Run(Kept.Store.New, Sample.Coins, Sample.Start, StopRule.Iterations(30), author: new(key, Provenance.OfThisProcess()))
                .Wait();
        var run = Assert.Single(Runs());
        Assert.Equal((RunStanding.Stopped, 30), (run.Standing, run.Iteration.IfNone(-1)));
        using var stream = Kept.Store.Run(run.Id[..12]).Open().OrThrow();
        var lines = JournalReader.Read(stream);
        Assert.All(lines, line => Assert.True(line.IsRight));
        using (var key = VerifyingKey.Read(open).OrThrow())
            Assert.Equal(lines.Count, key.Check(lines).OrThrow().Line);
        Assert.Single(lines.Provenance);
        File.Delete(secret);
        File.Delete(open);
    }

    [StoreFact]
    public void The_list_says_how_each_run_stands()
    {
        Recorded.Run(Kept.Store.New, Sample.Fit()).Wait();
        Run(Kept, 0).Wait();
        Run(Kept, 1).Take(5).Wait();
        using var writer = Kept.Store.New.Create().OrThrow();
        Em.Run(Sample.Coins, Sample.Start, StopRule.Iterations(50), new()).Journal(Sample.Coins.Chart, writer.Logger).Take(1).Wait();
        var runs = Runs();
        Assert.Equal(
            [RunStanding.Converged, RunStanding.Stopped, RunStanding.Interrupted, RunStanding.Running],
            runs.Select(run => run.Standing)
        );
        Assert.Equal(["gaussian-mixture", "coins", "coins", "coins"], runs.Select(run => run.Model.Name));
        Assert.Equal([5, 1, 1, 1], runs.Select(run => run.Starts));
        Assert.Equal([Prelude.Some(30), 3, Option<int>.None], runs.Skip(1).Select(run => run.Iteration));
        Assert.Equal("faithful.csv", runs[0].Read.Source);
        Assert.Equal(Sample.Coins.Identify(), runs[1].Data);
        var last = Sample.Events.OfType<RunEvent<Vector>.Iterated>().Last().State;
        Assert.Equal(last.Objective, runs[1].Objective);
        Assert.All(runs, run => Assert.True(run.Began <= run.Latest && run.Fault.IsNone));
        Assert.Equal(writer.Name, runs[3].Name);
    }

    [StoreFact]
    public void A_run_in_the_list_that_cannot_be_read_hides_no_other()
    {
        Run(Kept, 0).Wait();
        Kept.Change(1, _ => "no line");
        Run(Kept, 1).Wait();
        var runs = Runs();
        Assert.Equal([true, false], runs.Select(run => run.Fault.IsSome));
    }

    [StoreFact]
    public void A_run_is_named_by_the_first_digits_of_its_id()
    {
        for (var number = 0; number < 17; number++)
            Run(Kept, number, 2).Wait();
        var ids = Runs().Select(run => run.Id).ToArray();
        // Of 17 ids two begin with the same digit.
        var twice = ids.GroupBy(id => id[0]).First(same => same.Count() > 1).Key.ToString();
        Assert.Contains("say which, such as", Text(FaultOf(() => Kept.Store.Run(twice).Open().OrThrow())), StringComparison.Ordinal);
        Assert.Contains("it has 17 runs; say which", Text(FaultOf(() => Kept.Place.Open().OrThrow())), StringComparison.Ordinal);
        Assert.All(ids, id => Assert.Equal(id, Sample.Lines(Kept.Store.Run(id))[0].OrThrow().Run.ToString()));
        Assert.All(
            new[] { "", "xyz", "AB", "%" },
            id => Assert.Contains("hexadecimal", Text(FaultOf(() => Kept.Store.Run(id).Open().OrThrow())), StringComparison.Ordinal)
        );
        var none = new string(ids[0][0] == '0' ? '1' : '0', 20);
        Assert.Contains(
            "no run whose id begins with",
            Text(FaultOf(() => Kept.Store.Run(none).Reopen().OrThrow())),
            StringComparison.Ordinal
        );
        Assert.Contains("a new run has the id", Text(FaultOf(() => Kept.Store.Run(none).Create().OrThrow())), StringComparison.Ordinal);
        Assert.Equal($"{Kept.Name}#{none}", Kept.Store.Run(none).Name);
    }

    [StoreFact]
    public void A_run_within_a_journal_leads_to_it()
    {
        Run(Kept, 0).Wait();
        Recorded.Resume(Kept.Place, Sample.Coins, StopRule.Iterations(5)).Wait();
        Run(Kept, 1).Wait();
        var run = Runs()[0];
        Assert.NotEqual(run.Id, run.Last.ToString());
        Assert.Equal(run.Id, Sample.Lines(Kept.Store.Run(run.Last.ToString()))[0].OrThrow().Run.ToString());
    }

    [StoreFact]
    public void What_is_followed_without_a_name_is_the_run_that_is_written()
    {
        Run(Kept, 0).Wait();
        Run(Kept, 1).Take(3).Wait();
        var place = Kept.Store.New;
        using (var writer = Kept.Store.New.Create().OrThrow())
        {
            Em.Run(Sample.Coins, Sample.Start, StopRule.Iterations(50), new()).Journal(Sample.Coins.Chart, writer.Logger).Take(4).Wait();
            using var watched = place.Watch().OrThrow().IfNone(() => throw new InvalidOperationException());
            Assert.True(watched.IsWritten());
            Assert.Equal(writer.Name, place.Name);
        }
        Assert.Equal(4, Sample.Lines(place).Length); // also when it is written no more
        Assert.Contains("3 runs; say which", Text(FaultOf(() => Kept.Store.New.Watch().OrThrow())), StringComparison.Ordinal);
    }

    [StoreFact]
    public void What_is_deleted_is_gone_and_nothing_else()
    {
        Run(Kept, 0).Wait();
        Run(Kept, 1).Wait();
        var ids = Runs().Select(run => run.Id).ToArray();
        using (Kept.Store.Run(ids[0]).Reopen().OrThrow())
            Assert.IsType<JournalError.Locked>(FaultOf(() => Kept.Store.Delete(ids[0]).OrThrow()));
        Kept.Store.Delete(ids[0]).OrThrow();
        Assert.Equal([ids[1]], Runs().Select(run => run.Id));
        Assert.Equal(34, Sample.Lines(Kept.Place).Length);
        Run(Kept, 0).Wait(); // and can be recorded again
        Assert.Equal(Sample.Trace, Sample.TraceOf(Kept.Store.Run(ids[0])));
    }

    [StoreFact]
    public void Tables_of_an_earlier_version_are_brought_to_this_one_and_a_copy_is_kept()
    {
        Run(Kept, 0).Take(9).Wait();
        Run(Kept, 1).Wait();
        Kept.Execute(
            "drop index em_starts; drop index em_runs; alter table em_lines drop column run; alter table em_lines drop column event; update em_store set version = 1"
        );
        Assert.Equal([RunStanding.Interrupted, RunStanding.Stopped], Runs().Select(run => run.Standing));
        var first = Runs()[0];
        Recorded.Resume(Kept.Store.Run(first.Id), Sample.Coins).Wait();
        Assert.Equal(Sample.Trace, Sample.TraceOf(Kept.Store.Run(first.Id)));
        Assert.Equal(9 + 34, LinesOfCopy());
    }

    /// <summary>How many lines the copy of version 1 has.</summary>
    protected abstract int LinesOfCopy();

    [StoreFact]
    public void Tables_of_a_later_version_are_left_as_they_are()
    {
        Run(Kept, 0).Wait();
        Kept.Execute("update em_store set version = 99");
        foreach (
            var open in new Action[] { () => Kept.Store.Runs().OrThrow(), () => Run(Kept, 1).Wait(), () => Kept.Place.Reopen().OrThrow() }
        )
            Assert.Contains("use a newer version", Text(FaultOf(open)), StringComparison.Ordinal);
    }

    [StoreFact]
    public void A_line_that_somebody_else_wrote_ends_the_run_and_is_not_overwritten()
    {
        using var writer = Kept.Store.New.Create().OrThrow();
        var error = Assert.ThrowsAny<Exception>(() =>
            Em.Run(Sample.Coins, Sample.Start, Sample.Rule, new())
                .Journal(Sample.Coins.Chart, writer.Logger)
                .Do(happened =>
                {
                    if (happened is RunEvent<Vector>.Iterated { State.Iteration: 3 })
                        Kept.Execute(
                            "insert into em_lines (journal, number, run, event, line) select journal, 6, run, event, 'x' from em_lines where number = 5"
                        );
                })
                .Wait()
        );
        Assert.IsAssignableFrom<System.IO.IOException>(
            error.GetBaseException().GetType() == error.GetType() ? error : error.InnerException
        );
        Assert.Equal(5, Sample.Lines(Kept.Place).Count(line => line.IsRight));
    }

    [StoreFact]
    public void A_journal_begins_with_the_start_of_a_run()
    {
        using var writer = Kept.Store.New.Create().OrThrow();
        Assert.ThrowsAny<Exception>(() => writer.Logger.Information("no event of a run"));
        Assert.Empty(Runs());
    }
}
