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
using EmFunctional.Tests.Support;
using LanguageExt;

namespace EmFunctional.Tests.Journal;

/// <summary>Journals of large models: numbers at every n-th iterate and the last, a digest at the others.</summary>
public sealed class KeyIterateTests : IDisposable
{
    const int Every = 3;
    readonly JournalFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    Problem<MixtureParameters> Coins => _folder.Coins;

    [Theory]
    [InlineData(9_999, 1)]
    [InlineData(10_000, 100)]
    public void A_model_is_large_by_how_many_numbers_it_has(int numbers, int every) => Assert.Equal(every, KeyIterates.EveryOf(numbers));

    [Fact]
    public void Numbers_are_kept_of_every_nth_iterate_and_of_the_last()
    {
        Record("sparse.clef", StopRule.Iterations(10));
        var states = _folder.Read("sparse.clef").OfType<RunEvent<Vector>.Iterated>().Select(e => e.State).ToArray();
        Assert.Equal([0, 3, 6, 9], states.Where(state => state.Digest.IsNone).Select(state => state.Iteration));
        Assert.All(states.Where(state => state.Digest.IsSome), state => Assert.Empty(state.Parameters));
        var whole = _folder.Record("whole.clef", Coins, Sample.ArticleStart, StopRule.Iterations(10));
        var last = whole.OfType<RunEvent<MixtureParameters>.Iterated>().Last().State.Parameters;
        var stopped = _folder.Read("sparse.clef").OfType<RunEvent<Vector>.Stopped>().Single();
        Assert.Equal(Coins.Chart.ToFlat(last), stopped.At.IfNone(Vector.Empty));
        Assert.Equal(whole.OfType<RunEvent<MixtureParameters>.Stopped>().Single().Trace, stopped.Trace);
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("squarem")]
    [InlineData("daarem")]
    [InlineData("quasi-newton")]
    [InlineData("auto")]
    public void Cut_after_any_line_it_is_resumed_to_the_same_bits(string algorithm)
    {
        var iterate = Algorithm.Find<MixtureParameters>(algorithm).OrThrow();
        var rule = StopRule.Residual(1e-8) | StopRule.Iterations(100);
        Record("sparse.clef", rule, iterate);
        var (whole, bytes) = (_folder.Read("sparse.clef"), File.ReadAllBytes(_folder.PathTo("sparse.clef")));
        for (var end = 1; end < bytes.Length; end++)
            if (bytes[end - 1] == '\n')
            {
                File.WriteAllBytes(_folder.PathTo("cut.clef"), bytes[..end]);
                Recorded.Resume(_folder.PathTo("cut.clef"), Coins).Subscribe(_ => { }, error => Assert.IsType<JournalException>(error));
                AssertSame(whole, _folder.Read("cut.clef"));
            }
    }

    // Coins are few numbers: what goes on is kept in full, with the same digest.
    static void AssertSame(IReadOnlyList<RunEvent<Vector>> whole, IReadOnlyList<RunEvent<Vector>> resumed)
    {
        Assert.Equal(Trace(whole), Trace(resumed));
        Assert.Equal(End(whole), End(resumed));
    }

    static TraceDigest Trace(IReadOnlyList<RunEvent<Vector>> events) => events.OfType<RunEvent<Vector>.Stopped>().Single().Trace;

    static Vector End(IReadOnlyList<RunEvent<Vector>> events)
    {
        var names = events.OfType<RunEvent<Vector>.Started>().Single().Specification.ParameterNames;
        return Run.Fold(RunState.Begin(Chart.OfNames(names), StopRule.Default), events)
            .Last.Map(last => last.State.Parameters)
            .IfNone(Vector.Empty);
    }

    [Fact]
    public void Replay_has_the_last_numbers_that_are_known()
    {
        Record("sparse.clef", StopRule.Iterations(10));
        var lines = _folder.Lines("sparse.clef");
        var upTo8 = Recovery.Find("j", lines.Take(10).Select(line => Prelude.Right<JournalError, JournalLine>(line))).Case;
        var run = Assert.IsType<Recovery<Vector>>(upTo8).Run;
        Assert.Equal((8, 6), (run.Last.Map(e => e.State.Iteration).IfNone(0), run.Key.Map(e => e.Iterated.State.Iteration).IfNone(0)));
        Assert.Equal(4, SavedModel(run).Count);
        Assert.Equal(_folder.Lines("sparse.clef").Length, lines.Length);
    }

    static Vector SavedModel(RunState<Vector> run) =>
        EmFunctional.Models.SavedModel.Find(run).Map(saved => saved.Parameters).IfNone(Vector.Empty);

    [Fact]
    public void It_is_proved_and_a_number_changed_in_it_is_found()
    {
        Record("sparse.clef", StopRule.Iterations(10));
        var lines = _folder.Lines("sparse.clef");
        var proof = Prove(lines);
        Assert.True(proof.Discrepancy.IsNone, $"{proof.Discrepancy}");
        Assert.Equal(11, proof.Iterates);
        Assert.Equal("objective", Field(Changed(lines, 4, state => state with { Objective = Math.BitIncrement(state.Objective) })));
        Assert.Equal("residual", Field(Changed(lines, 5, state => state with { Residual = 1 })));
        Assert.Equal("digest", Field(Changed(lines, 8, state => state with { Digest = default(Hash256) })));
        // One that was interrupted is proved as far as it goes.
        Assert.Equal("objective", Field(Changed(lines[..10], 8, state => state with { Objective = 0 })));
    }

    [Fact]
    public void Numbers_that_are_not_those_of_their_digest_are_refused_where_it_is_read()
    {
        Record("sparse.clef", StopRule.Iterations(10));
        var text = File.ReadAllText(_folder.PathTo("sparse.clef")).Split('\n');
        var ending = text.Single(line => line.Contains("\"Event\":\"stopped\"", StringComparison.Ordinal));
        var at = ending.IndexOf("\"Parameters\":[0.", StringComparison.Ordinal) + 17;
        var changed = ending[..at] + (ending[at] == '1' ? '2' : '1') + ending[(at + 1)..];
        var bytes = Encoding.UTF8.GetBytes(string.Join('\n', text.Select(line => line == ending ? changed : line)));
        var read = JournalReader.Read(new MemoryStream(bytes), Seals.Ignored).Last();
        Assert.Contains("iteration 10", read.Match(_ => "", error => error.ToString()));
    }

    string Field(IEnumerable<JournalLine> lines) => Prove(lines).Discrepancy.Map(found => found.Field).IfNone("none");

    Proof Prove(IEnumerable<JournalLine> lines) =>
        JournalProof.Of(lines, _ => new Recomputation(Coins.OnChart(), Algorithm.Plain)).OrThrow();

    static IEnumerable<JournalLine> Changed(
        IEnumerable<JournalLine> lines,
        int iteration,
        Func<IterationState<Vector>, IterationState<Vector>> change
    ) =>
        lines.Select(line =>
            line.Event is RunEvent<Vector>.Iterated iterated && iterated.State.Iteration == iteration
                ? line with
                {
                    Event = iterated with { State = change(iterated.State) },
                }
                : line
        );

    void Record(string name, StopRule rule, Iterate<MixtureParameters>? algorithm = null)
    {
        using var file = JournalFile.Create(_folder.PathTo(name)).OrThrow();
        Em.Run(Coins, Sample.ArticleStart, rule, new() { Algorithm = algorithm ?? Algorithm.Plain })
            .Journal(Coins.Chart, file.Logger, every: Every)
            .Subscribe();
    }
}
