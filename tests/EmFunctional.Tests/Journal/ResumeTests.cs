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
using EmFunctional.Recorder;
using EmFunctional.Runs;
using EmFunctional.Streams;
using EmFunctional.Tests.Support;
using LanguageExt;

namespace EmFunctional.Tests.Journal;

public sealed class ResumeTests : IDisposable
{
    readonly JournalFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Resumed_at_every_cut_between_lines_the_events_are_those_of_an_uninterrupted_run()
    {
        var path = _folder.CoinsJournal();
        var bytes = File.ReadAllBytes(path);
        var whole = _folder.Read("coins.clef");
        foreach (var cut in Enumerable.Range(0, bytes.Length).Where(i => bytes[i] == '\n').Select(i => i + 1).SkipLast(1))
            AssertResumed(whole, _folder.ResumeAfter("coins.clef", cut, _folder.Coins), torn: 0);
    }

    [Fact]
    public void Resumed_at_every_byte_of_the_last_two_lines_too()
    {
        var path = _folder.CoinsJournal();
        var bytes = File.ReadAllBytes(path);
        var ends = Enumerable.Range(0, bytes.Length).Where(i => bytes[i] == '\n').Select(i => i + 1).ToArray();
        var whole = _folder.Read("coins.clef");
        for (var cut = ends[^3]; cut < bytes.Length; cut++)
            AssertResumed(whole, _folder.ResumeAfter("coins.clef", cut, _folder.Coins), torn: cut - ends.Last(end => end <= cut));
    }

    [Fact]
    public void A_normal_mixture_is_resumed_like_the_coins()
    {
        var data = Make.Points([1, 2, 2.5, 7, 8, 8.5, 9]).OrThrow();
        var problem = Problem.Of(Mixture.Of<Normal>(2), data).OrThrow();
        _folder.Record("normal.clef", problem, Make.Normals([2.0, 7.0], [1.0, 1.0]).OrThrow(), StopRule.Default);
        var bytes = File.ReadAllBytes(_folder.PathTo("normal.clef"));
        var whole = _folder.Read("normal.clef");
        foreach (var cut in Enumerable.Range(0, bytes.Length).Where(i => bytes[i] == '\n').Select(i => i + 1).SkipLast(1))
            AssertResumed(whole, _folder.ResumeAfter("normal.clef", cut, problem), torn: 0);
    }

    [Fact]
    public void An_algorithm_with_memory_is_resumed_and_proved_like_plain_EM()
    {
        _folder.Record("memory.clef", _folder.Coins, Sample.ArticleStart, StopRule.Iterations(12), Hasty);
        var bytes = File.ReadAllBytes(_folder.PathTo("memory.clef"));
        var whole = _folder.Read("memory.clef");
        Assert.Equal(12 + 4 + 1, whole.OfType<RunEvent<Vector>.Iterated>().Last().State.Evaluations);
        foreach (var cut in Enumerable.Range(0, bytes.Length).Where(i => bytes[i] == '\n').Select(i => i + 1).SkipLast(1))
            AssertResumed(whole, _folder.ResumeAfter("memory.clef", cut, _folder.Coins, Hasty), torn: 0);
        var specification = ((RunEvent<Vector>.Started)whole[0]).Specification;
        Assert.Equal(["taken"], specification.MemoryNames.ToArray());
        var proof = JournalProof.Of(_folder.Lines("memory.clef"), _ => new Recomputation(_folder.Coins.OnChart(), Hasty)).OrThrow();
        Assert.Equal((true, 13), (proof.Discrepancy.IsNone, proof.Iterates));
    }

    // Every third step is two steps of EM at once: what the next step does depends on a number that no parameter shows.
    static Algorithm<P> Hasty<P>(Evaluate<P> evaluate, Chart<P> chart)
    {
        var plain = Algorithm.Plain(evaluate, chart);
        Either<EmError, Carried<P>> Step(Carried<P> from) =>
            (from.Memory[0] % 3 == 2 ? plain.Step(from).Bind(plain.Step) : plain.Step(from)).Map(at =>
                at with
                {
                    Iteration = from.Iteration + 1,
                    Memory = [from.Memory[0] + 1],
                }
            );
        return new("hasty", Arr.create("taken"), StopRule.Default, _ => [0], Step);
    }

    [Fact]
    public void A_disk_that_fills_up_in_the_middle_of_a_line_leaves_a_journal_that_is_resumed()
    {
        _folder.CoinsJournal();
        var whole = _folder.Read("coins.clef");
        var path = _folder.PathTo("full.clef");
        Exception? error = null;
        using (var file = JournalFile.Create(path, stream => new FullStream(stream, room: 3_000)).OrThrow())
            Em.Run(_folder.Coins, Sample.ArticleStart, StopRule.Default, new())
                .Journal(_folder.Coins.Chart, file.Logger)
                .Subscribe(_ => { }, e => error = e);
        Assert.IsType<IOException>(error!.GetBaseException());
        Assert.Equal((byte)'\n', File.ReadAllBytes(path)[^1]);
        AssertResumed(whole, _folder.ResumeAfter("full.clef", (int)new FileInfo(path).Length, _folder.Coins), torn: 0);
    }

    // The events are equal apart from the one that says it was resumed.
    static void AssertResumed(IReadOnlyList<RunEvent<Vector>> whole, IReadOnlyList<RunEvent<Vector>> resumed, long torn)
    {
        var said = Assert.Single(resumed.OfType<RunEvent<Vector>.Resumed>());
        Assert.Equal(torn, said.TornBytes);
        Assert.Equal(whole, resumed.Where(e => e is not RunEvent<Vector>.Resumed));
    }

    [Fact]
    public void A_run_that_spent_its_budget_goes_on_under_a_new_rule_as_a_child_run()
    {
        var path = _folder.CoinsJournal(StopRule.Iterations(3));
        var recovered = Recovery.Of(path, _folder.Coins.Chart).OrThrow();
        Assert.Equal(
            new JournalError.Ended("j"),
            recovered.Events(_folder.Coins, default, new(), "j").Match(Right: _ => null!, Left: e => e)
        );
        var child = recovered.Events(_folder.Coins, StopRule.Default, new(), "j").OrThrow().ToArray();
        var started = Assert.IsType<RunEvent<MixtureParameters>.Started>(child[0]);
        var parent = recovered.Run.Started.Map(s => s.Run).IfNone(default(Hash256));
        Assert.Equal(new RunParent(parent, 3, "rule"), started.Specification.Parent);
        Assert.NotEqual(parent, started.Run);
        var whole = Em.Fit(Mixture.Of<Coin>(2), Sample.DoBatzoglou, Sample.ArticleStart).OrThrow().State;
        Assert.Equal(whole.Parameters, Fitted.From(child).OrThrow().State.Parameters);
    }

    [Fact]
    public void Another_model_and_other_data_are_refused()
    {
        var path = _folder.CoinsJournal();
        var recovered = Recovery.Of(path, _folder.Coins.Chart).OrThrow();
        var otherData = Problem.Of(Mixture.Of<Coin>(2), Sample.NotebookCoins).OrThrow();
        Assert.StartsWith(
            "the data are not those of the journal",
            Refusal(recovered.Events(otherData, default, new(), "j")),
            StringComparison.Ordinal
        );
        var otherModel = Problem.Of(Mixture.Of<Coin>(2, Mixing.Estimated), Sample.DoBatzoglou).OrThrow();
        Assert.StartsWith(
            "the model and options are not those",
            Refusal(recovered.Events(otherModel, default, new(), "j")),
            StringComparison.Ordinal
        );
        var otherChart = Mixture.Of<Normal>(2).Chart;
        Assert.StartsWith(
            "the parameters (line 1) are not those",
            Recovery.Of(path, otherChart).Match(Right: _ => "", Left: e => e.ToString()),
            StringComparison.Ordinal
        );
    }

    static Problem<Vector> Rates(Vector data, bool isIdentified = true)
    {
        var chart = Chart.Of<Vector>(x => x, x => x, Coordinates.Real("x"));
        var model = EmModel.Of<Vector, Vector>(
            "rates",
            (rates, x) => new(0.5 * (rates + x), -x[0] * x[0] - rates[0]),
            s => [s[0] / 3],
            chart
        );
        return Problem.Of(isIdentified ? model : model with { Identify = _ => Option<Hash256>.None }, data).OrThrow();
    }

    string RatesJournal(string name, bool isIdentified = true)
    {
        Recorded.Run(_folder.PathTo(name), Rates([3], isIdentified), [1.0], StopRule.Iterations(9)).Take(4).Subscribe();
        return _folder.PathTo(name);
    }

    JournalError ErrorOf(string path, Problem<Vector> problem, bool trustData = false)
    {
        Exception? error = null;
        Recorded.Resume(path, problem, trustData: trustData).Subscribe(_ => { }, e => error = e);
        return Assert.IsType<JournalException>(error).Error;
    }

    [Fact]
    public void A_model_of_two_functions_knows_its_data_and_is_not_resumed_with_others()
    {
        var path = RatesJournal("rates.clef");
        var before = File.ReadAllBytes(path);
        Assert.IsType<JournalError.Other>(ErrorOf(path, Rates([4]), trustData: true));
        Assert.IsType<JournalError.Unidentified>(ErrorOf(path, Rates([3], isIdentified: false)));
        Assert.Equal(before, File.ReadAllBytes(path));
        var missing = Recorded.Resume(path, Rates([3])).ToEnumerable().Last();
        Assert.Equal(
            Fitted.From(Em.Events(Rates([3]), [1.0], StopRule.Iterations(9))).OrThrow().Trace,
            ((RunEvent<Vector>.Stopped)missing).Trace
        );
    }

    [Fact]
    public void A_run_whose_data_nobody_can_identify_is_resumed_only_where_one_says_so()
    {
        var path = RatesJournal("unknown.clef", isIdentified: false);
        Assert.IsType<JournalError.Unidentified>(ErrorOf(path, Rates([3], isIdentified: false)));
        Assert.IsType<JournalError.Unidentified>(ErrorOf(path, Rates([3]))); // recorded before models had hashes of their own
        Assert.IsType<RunEvent<Vector>.Stopped>(
            Recorded.Resume(path, Rates([3], isIdentified: false), trustData: true).ToEnumerable().Last()
        );
    }

    [Fact]
    public void A_journal_is_locked_before_it_is_read_and_what_was_written_meanwhile_is_not_cut_off()
    {
        var path = RatesJournal("rates.clef");
        using var file = JournalFile.Reopen(path).OrThrow();
        Assert.Equal(new JournalError.Locked(path), ErrorOf(path, Rates([3])));
        var found = Recovery.Find(path, file.Read()).OrThrow();
        File.Delete(path); // as a sink without a lock may do on some systems, and write it anew
        Assert.True(file.Continue(found.Length - 1, found.TornBytes, found.Seal).IsLeft);
        Assert.True(file.Continue(found.Length, found.TornBytes, found.Seal).IsRight);
    }

    [Fact]
    public void What_another_sink_wrote_without_seals_goes_on_without_and_interleaved_runs_stay_apart()
    {
        var coins = _folder.CoinsJournal();
        var rates = RatesJournal("rates.clef");
        string[] Unsealed(string path) =>
            [.. File.ReadLines(path).Select(line => line[..line.IndexOf(",\"Seal\"", StringComparison.Ordinal)] + "}")];
        var (one, other) = (Unsealed(coins), Unsealed(rates));
        var mixed = one[..3].Concat(other[..2]).Concat(one[3..8]).Concat(other[2..]).Concat(one[8..9]);
        File.WriteAllLines(_folder.PathTo("mixed.clef"), mixed);
        Assert.IsType<JournalError.Inconsistent>(Assert.IsType<JournalException>(ErrorOfReplay(_folder.PathTo("mixed.clef"))).Error);
        // The run that started last is the journal's run.
        var last = Recorded.Resume(_folder.PathTo("mixed.clef"), Rates([3])).ToEnumerable().Last();
        Assert.Equal(
            Fitted.From(Em.Events(Rates([3]), [1.0], StopRule.Iterations(9))).OrThrow().Trace,
            ((RunEvent<Vector>.Stopped)last).Trace
        );
        Assert.DoesNotContain("\"Seal\"", File.ReadAllText(_folder.PathTo("mixed.clef")), StringComparison.Ordinal);
        Assert.Equal(9, Recovery.Of(_folder.PathTo("mixed.clef"), Rates([3]).Chart).OrThrow().Run.Last.Map(at => at.State.Iteration));
    }

    static Exception ErrorOfReplay(string path)
    {
        Exception? error = null;
        Recorded.Replay(path, Chart.OfNames(Arr.create("x"))).Subscribe(_ => { }, e => error = e);
        return error!;
    }

    [Fact]
    public void A_tournament_without_a_winner_is_no_result_and_says_so()
    {
        var path = _folder.PathTo("many.clef");
        var starts = Arr.create(Sample.ArticleStart, Make.Coins(0.3, 0.1).OrThrow());
        using (var file = JournalFile.Create(path).OrThrow())
            Tournament
                .Events(_folder.Coins, starts, StopRule.Default, new() { Seed = 3 })
                .ToObservable()
                .Journal(_folder.Coins.Chart, file.Logger)
                .Subscribe();
        var lines = File.ReadAllLines(path);
        var winner = Array.FindLastIndex(lines, line => line.Contains("\"Event\":\"started\"", StringComparison.Ordinal));
        foreach (var kept in Enumerable.Range(1, lines.Length - 1))
        {
            File.WriteAllLines(_folder.PathTo("cut.clef"), lines.Take(kept));
            Exception? error = null;
            Recorded.Resume(_folder.PathTo("cut.clef"), _folder.Coins).Subscribe(_ => { }, e => error = e);
            Assert.Equal(kept <= winner, error is JournalException { Error: JournalError.Undecided });
            if (kept > winner)
                Assert.Equal(_folder.Read("many.clef").Last(), _folder.Read("cut.clef").Last());
        }
    }

    static string Refusal<T>(Either<JournalError, T> refused) => refused.Match(Right: _ => "", Left: e => e.ToString());
}
