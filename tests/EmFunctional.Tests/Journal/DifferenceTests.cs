using System.Linq;
using System.Reactive.Linq;
using EmFunctional.Iterating;
using EmFunctional.Journal;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using EmFunctional.Tests.Support;
using LanguageExt;
using Event = EmFunctional.Runs.RunEvent<EmFunctional.Numerics.Vector>;

namespace EmFunctional.Tests.Journal;

/// <summary>Where two journals part: in what determines their runs, at the first number, or at the end.</summary>
public sealed class DifferenceTests : IDisposable
{
    static readonly Problem<Vector> _problem = Problem.Of(Trace.Shrinking, 0.5).OrThrow().OnChart();

    readonly JournalFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    static Event[] Events(double start, int iterations) => [.. Run.Of(_problem, [start], StopRule.Iterations(iterations))];

    string Write(string name, params Event[][] runs)
    {
        using var file = JournalFile.Create(_folder.PathTo(name), force: true).OrThrow();
        runs.SelectMany(run => run).ToObservable().Journal(_problem.Chart, file.Logger).Subscribe();
        return _folder.PathTo(name);
    }

    JournalDiff Of(Event[][] one, Event[][] other) =>
        JournalDiff
            .Of(Write("one.clef", one), Write("other.clef", other))
            .Match(found => found, fault => throw new InvalidOperationException($"{fault}"));

    static string[] Told(JournalDiff diff) => [.. diff.Differences.Select(difference => $"{difference}")];

    [Fact]
    public void Journals_of_the_same_runs_are_the_same()
    {
        var diff = Of([Events(1, 3), Events(2, 2)], [Events(1, 3), Events(2, 2)]);
        Assert.True(diff.IsSame);
        Assert.Equal((2, 2, 2), (diff.Runs, diff.Run, diff.Iterations));
    }

    [Fact]
    public void What_determines_a_run_is_told_before_the_first_number()
    {
        var diff = Of([Events(1, 2)], [Events(2, 3)]);
        Assert.Equal(
            [
                "stop rule: iterations(2), and iterations(3)",
                "start theta: 1, and 2",
                "the first number that differs is theta at iteration 0: 1, and 2, 1 apart (4503599627370496 ulp)",
            ],
            Told(diff)[..3]
        );
        Assert.Equal((0, 1, -1), (diff.Runs, diff.Run, diff.Iterations));
        Assert.StartsWith("the end: ", Told(diff)[3], StringComparison.Ordinal);
        Assert.Contains("after 2 iterations, and ", Told(diff)[3], StringComparison.Ordinal);
    }

    [Fact]
    public void A_journal_with_more_runs_or_an_interrupted_one_ends_elsewhere()
    {
        Assert.Equal(["the end: 1 runs, and 1 runs and more"], Told(Of([Events(1, 2)], [Events(1, 2), Events(2, 2)])));
        var more = Of([Events(1, 2), Events(2, 2)], [Events(1, 2)]);
        Assert.Equal(["the end: 1 runs and more, and 1 runs"], Told(more));
        Assert.Equal((1, 2), (more.Runs, more.Run));
        var cut = Of([Events(1, 2)], [Events(1, 2)[..3]]);
        Assert.EndsWith(", and not ended after 1 iterations", Assert.Single(Told(cut)), StringComparison.Ordinal);
        Assert.Equal(1, cut.Iterations);
    }

    [Fact]
    public void A_failure_is_an_end_too()
    {
        Event[] failed = [.. Events(1, 2)[..3], new Event.Failed(new EmError.NoWeight())];
        var told = Assert.Single(Told(Of([failed], [Events(1, 2)])));
        Assert.StartsWith("the end: failed after 1 iterations: all weights are 0", told, StringComparison.Ordinal);
    }

    static readonly IterationState<Vector> _state = new(3, 7, [1, 2], -5, 0.5, 1e-12, Arr<Diagnostic>.Empty);

    static JournalDifference? Find(IterationState<Vector> one, IterationState<Vector> other) =>
        IterateDifference.Find(Arr.create("a"), new(one, Vector.Empty), new(other, Vector.Empty));

    [Fact]
    public void The_first_number_that_differs_is_found()
    {
        Assert.Null(Find(_state, _state));
        Assert.Equal(new JournalDifference.Number(3, "the iteration", 3, 4), Find(_state, _state with { Iteration = 4 }));
        Assert.Equal(new JournalDifference.Number(3, "a", 1, 1.5), Find(_state, _state with { Parameters = [1.5, 3], Objective = 0 }));
        Assert.Equal(new JournalDifference.Number(3, "number 1", 2, 3), Find(_state, _state with { Parameters = [1, 3] }));
        Assert.Equal(new JournalDifference.Number(3, "the objective", -5, -4), Find(_state, _state with { Objective = -4, Residual = 1 }));
        Assert.Equal(new JournalDifference.Number(3, "the residual", 0.5, 1), Find(_state, _state with { Residual = 1, Evaluations = 8 }));
        Assert.Equal(new JournalDifference.Number(3, "the count of evaluations", 7, 8), Find(_state, _state with { Evaluations = 8 }));
        var nan = _state with { Objective = double.NaN };
        Assert.Null(Find(nan, nan));
    }

    [Fact]
    public void Digests_are_compared_where_both_have_one_and_diagnostics_always()
    {
        IterationState<Vector> With(ulong digest) => _state with { Parameters = Vector.Empty, Digest = new Hash256(digest, 0, 0, 0) };
        Assert.Null(Find(With(1), With(1)));
        Assert.Null(Find(With(1), _state));
        Assert.Null(Find(_state, With(1)));
        var digests = Assert.IsType<JournalDifference.Said>(Find(With(1), With(2)));
        Assert.Equal((3, "the digest of the numbers"), (digests.Iteration, digests.What));
        var found = _state with { Diagnostics = Arr.create<Diagnostic>(new Diagnostic.Empty(1), new Diagnostic.Empty(0)) };
        Assert.Equal(
            "the first difference is what was found at iteration 3: , and component 1 is responsible for no data; its parameters were kept; "
                + "component 0 is responsible for no data; its parameters were kept",
            $"{Find(_state, found)}"
        );
    }

    [Fact]
    public void Rows_of_data_that_differ_are_told_in_words() =>
        Assert.Equal(
            "in the data, rows 1 to 5 differ",
            $"{new JournalDifference.Rows("rows", 5, 5, new[] { new DifferentRows(1, 5) }, "rows 1 to 5 differ")}"
        );
}
