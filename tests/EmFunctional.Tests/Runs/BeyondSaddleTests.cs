using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reactive.Linq;
using EmFunctional.Families;
using EmFunctional.Iterating;
using EmFunctional.Journal;
using EmFunctional.Mixtures;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using EmFunctional.Tables;
using EmFunctional.Tests.Laws;
using EmFunctional.Tests.Support;
using LanguageExt;

namespace EmFunctional.Tests.Runs;

public sealed class BeyondSaddleTests
{
    static readonly StopRule _rule = StopRule.Residual(1e-8) | StopRule.Iterations(1000);

    static readonly Problem<MixtureParameters> _coins = Problem.Of(Mixture.Of<Coin>(2), Sample.DoBatzoglou).OrThrow();

    static RunEvent<MixtureParameters>[] From(double one, double other, StopRule? rule = null) =>
        [
            .. BeyondSaddle.Events(
                _coins,
                Run.Of(_coins, Make.Coins(one, other).OrThrow(), rule ?? _rule),
                _rule,
                RunOptions<MixtureParameters>.Default
            ),
        ];

    [Fact]
    public void From_coins_that_are_alike_a_child_run_leads_to_the_maximum()
    {
        var events = From(0.6, 0.6);
        var started = events.OfType<RunEvent<MixtureParameters>.Started>().ToArray();
        Assert.Equal(2, started.Length);
        var parent = started[1].Specification.Parent.IfNone(() => throw new InvalidOperationException("no parent"));
        Assert.Equal((started[0].Run, BeyondSaddle.Why), (parent.Run, parent.Why));
        var child = events
            .Aggregate(RunState.Begin(_coins.Chart, _rule), Run.Latest)
            .Last.Map(last => last.State.Objective)
            .IfNone(double.NaN);
        var direct = Em.Fit(_coins, Make.Coins(0.8, 0.5).OrThrow(), _rule).OrThrow();
        Close.To(direct.State.Objective, child, 1e-10, "objective");
        // Alike they are one coin: 33 heads of 50.
        var alike = 33 * Math.Log(0.66) + 17 * Math.Log(0.34);
        Assert.True(child > alike + 0.4);
    }

    [Fact]
    public void A_run_that_ends_at_a_maximum_or_not_at_all_has_no_child()
    {
        Assert.Single(From(0.6, 0.5).OfType<RunEvent<MixtureParameters>.Started>());
        Assert.Single(From(0.6, 0.6, StopRule.Iterations(1)).OfType<RunEvent<MixtureParameters>.Started>());
    }

    // The ends of many starts are maxima, here and there a saddle.
    [Theory]
    [InlineData("gaussian-mixture", "iris.csv")]
    [InlineData("gaussian-mixture", "faithful.csv")]
    public void A_child_ends_higher_than_the_saddle(string model, string file)
    {
        var entry = Registry.Standard.Find(model).OrThrow();
        var resolved = entry.Resolve(new ModelOption("components", "4")).OrThrow();
        var rows = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Oracles", "Reference", file));
        var opened = entry.Open(new(TestTable.Of(rows), ColumnChoice.Default, resolved)).OrThrow();
        for (var seed = 1UL; seed <= 6; seed++)
        {
            var fit = ModelFit.Of(entry, opened, new() { LeavesSaddles = true, Seed = seed }).OrThrow();
            var ends = new List<double>();
            foreach (var happened in fit.Events)
                if (happened is RunEvent<Vector>.Started)
                    ends.Add(double.NaN);
                else if (happened is RunEvent<Vector>.Iterated at)
                    ends[^1] = at.State.Objective;
            Assert.Equal(ends.Order(), ends);
        }
    }

    [Fact]
    public void A_child_that_began_elsewhere_is_a_discrepancy()
    {
        // Verified as what leads on from a maximum, where no child begins.
        var problem = Problem.Of(Mixture.Of<Coin>(2), Sample.DoBatzoglou).OrThrow().OnChart();
        var (chart, rule) = (problem.Chart, StopRule.Aitken(1e-6));
        RunEvent<Vector>[] Child(Vector from, Vector start)
        {
            var run = Run.Of(problem, from, rule).ToArray();
            var ended = run.Aggregate(RunState.Begin(chart, rule), Run.Latest);
            var parent = new RunParent(
                ((RunEvent<Vector>.Started)run[0]).Run,
                ended.Last.Map(last => last.State.Iteration).IfNone(0),
                BeyondSaddle.Why
            );
            return [.. run, .. Run.Of(problem, start, rule, new() { Parent = parent })];
        }
        Vector At(double one, double other) => _coins.Chart.ToFlat(Make.Coins(one, other).OrThrow());
        using var folder = new JournalFolder();
        Proof Proved(RunEvent<Vector>[] events, string name)
        {
            using (var file = JournalFile.Create(folder.PathTo(name)).OrThrow())
                events.ToObservable().Journal(chart, file.Logger).Subscribe();
            return JournalProof.Of(folder.Lines(name), _ => new Recomputation(problem, Algorithm.Plain)).OrThrow();
        }
        var right = BeyondSaddle.Events(problem, Run.Of(problem, At(0.6, 0.6), rule), rule, RunOptions<Vector>.Default).ToArray();
        Assert.True(Proved(right, "right.clef").Discrepancy.IsNone);
        Assert.Contains(
            "start of theta[0]",
            $"{Proved(Child(At(0.6, 0.6), At(0.7, 0.5)), "other.clef").Discrepancy}",
            StringComparison.Ordinal
        );
        Assert.Contains("no saddle", $"{Proved(Child(At(0.6, 0.5), At(0.7, 0.5)), "none.clef").Discrepancy}", StringComparison.Ordinal);
    }
}
