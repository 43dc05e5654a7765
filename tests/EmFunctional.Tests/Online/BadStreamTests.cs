using System.Linq;
using System.Reactive.Linq;
using EmFunctional.Families;
using EmFunctional.Mixtures;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Online;
using EmFunctional.Runs;
using EmFunctional.Streams;

namespace EmFunctional.Tests.Online;

/// <summary>What a stream can bring, and what a call can ask for, that cannot be.</summary>
public class BadStreamTests
{
    static readonly Mixture _normals = Mixture.Of<Normal>(2);
    static readonly MixtureParameters _start = _normals.At(("mean", [0, 4]), ("standardDeviation", [1, 1])).OrThrow();

    static EmError ErrorOf(Vector rows, OnlineSchedule? schedule = null) =>
        Assert
            .IsType<RunEvent<MixtureParameters>.Failed>(Em.RunOnline(_normals.OfNumbers(), rows.ToObservable(), _start, schedule).Wait())
            .Error;

    static IObservable<double> Rows(Vector rows) => rows.ToObservable();

    [Theory]
    [InlineData(
        "power(0.5)",
        "the schedule's kappa = 0.5 must be above 0.5 and at most 1, so that the steps add up to infinity and their squares do not; choose another value"
    )]
    [InlineData(
        "power(1.1)",
        "the schedule's kappa = 1.1 must be above 0.5 and at most 1, so that the steps add up to infinity and their squares do not; choose another value"
    )]
    [InlineData("power(0.6, -1)", "the schedule's t0 = -1 must be 0 or a number above it; choose another value")]
    [InlineData("constant(0)", "the schedule's gamma = 0 must be above 0 and at most 1; choose another value")]
    [InlineData("constant(1.5)", "the schedule's gamma = 1.5 must be above 0 and at most 1; choose another value")]
    [InlineData(
        "power(NaN)",
        "the schedule's kappa = NaN must be above 0.5 and at most 1, so that the steps add up to infinity and their squares do not; choose another value"
    )]
    [InlineData(
        "harmonic",
        "schedule 'harmonic': expected step sizes such as power(0.6), power(0.6, 10) or constant(0.01); write one of these"
    )]
    [InlineData(
        "power(a)",
        "schedule 'power(a)': expected step sizes such as power(0.6), power(0.6, 10) or constant(0.01); write one of these"
    )]
    [InlineData(
        "power(0.6",
        "schedule 'power(0.6': expected step sizes such as power(0.6), power(0.6, 10) or constant(0.01); write one of these"
    )]
    [InlineData(
        "constant(0.1))",
        "schedule 'constant(0.1))': expected step sizes such as power(0.6), power(0.6, 10) or constant(0.01); write one of these"
    )]
    public void A_schedule_that_does_not_meet_its_conditions(string text, string message) =>
        Assert.Equal(message, StepSizes.Parse(text).Match(Right: steps => $"{steps}", Left: error => $"{error}"));

    [Fact]
    public void A_bad_schedule_ends_a_run_before_any_row_is_read()
    {
        var isRead = false;
        var rows = Observable.Defer(() =>
        {
            isRead = true;
            return Observable.Return(1.0);
        });
        var schedule = new OnlineSchedule
        {
            Batch = 0,
            Steps = new StepSizes.Power(0.4),
            Report = 0,
            Average = 0,
            Warmup = -1,
        };
        Assert.Equal(5, schedule.Check().Match(_ => 0, faults => faults.Count));
        var error = Assert.Throws<EmException>(() => Em.Online(_normals, rows, _start, schedule).Wait());
        Assert.Equal("the schedule's batch = 0 must be a whole number, 1 or more; choose another value", error.Message);
        Assert.False(isRead);
    }

    [Theory]
    [InlineData("online(batch=256, steps=power(0.6, 0))")]
    [InlineData("online(batch=1, steps=constant(0.01), warmup=20, average=100, report=1000)")]
    public void A_schedule_is_read_back_from_its_text(string text) => Assert.Equal(text, $"{OnlineSchedule.Parse(text).OrThrow()}");

    [Theory]
    [InlineData("plain")]
    [InlineData("online(batch=x)")]
    [InlineData("online(speed=3)")]
    [InlineData("online(batch=1")]
    public void A_text_that_is_no_schedule(string text) =>
        Assert.IsType<EmError.BadScheduleText>(OnlineSchedule.Parse(text).LeftToArray()[0]);

    [Fact]
    public void A_stream_that_ends_after_one_row() =>
        Assert.Equal("row 1 of the stream: 1 row of data; give at least 2", $"{ErrorOf([3.5])}");

    [Fact]
    public void A_stream_without_rows() => Assert.IsType<EmError.NoRows>(ErrorOf([]));

    [Fact]
    public void A_stream_that_ends_within_the_warm_up()
    {
        Assert.Equal(
            "the stream ended after 3 rows, and the parameters are kept for the first 100: give more rows, or a shorter warm-up",
            $"{ErrorOf([1, 2, 3], new() { Batch = 1, Warmup = 100 })}"
        );
    }

    [Fact]
    public void A_row_of_which_nothing_was_observed_counts_nothing_and_is_told()
    {
        var states = Em.Online(_normals, Rows([0, 4, double.NaN, 1, 5, 0.5]), _start, new() { Batch = 3 }).ToList().Wait();
        Assert.Contains(new Diagnostic.Unobserved(1), states[1].Diagnostics);
        var without = Em.Online(_normals, Rows([0, 4]), _start, new() { Batch = 2 }).ToList().Wait();
        Assert.Equal(without[1].Parameters, states[1].Parameters);
        Assert.Empty(states[2].Diagnostics);
    }

    [Fact]
    public void A_batch_of_which_nothing_was_observed_changes_nothing_that_was_learned()
    {
        Vector rows = [0, 4, 1, 5, double.NaN, double.NaN, double.NaN, double.NaN];
        var states = Em.Online(_normals, rows.ToObservable(), _start, new() { Batch = 4 }).ToList().Wait();
        Assert.All(
            _normals.Chart.ToFlat(states[2].Parameters).Zip(_normals.Chart.ToFlat(states[1].Parameters)),
            pair => Assert.Equal(pair.Item2, pair.Item1, 1e-12)
        );
    }

    [Fact]
    public void A_number_that_cannot_be_is_named_with_its_rows() =>
        Assert.Equal(
            "rows 3 to 4 of the stream: x = Infinity must be a finite number; choose another value",
            $"{ErrorOf([0, 4, 1, double.PositiveInfinity, 2, 3], new() { Batch = 2 })}"
        );

    [Fact]
    public void What_was_learned_before_a_bad_row_is_seen()
    {
        var seen = Em.RunOnline(_normals.OfNumbers(), Rows([0, 4, 1, 5, 2, double.NegativeInfinity]), _start, new() { Batch = 2 })
            .ToList()
            .Wait();
        Assert.Equal(["Started", "Iterated", "Iterated", "Iterated", "Failed"], seen.Select(happened => happened.GetType().Name));
    }

    [Fact]
    public void A_family_whose_sums_are_slopes_says_so_with_the_first_batch()
    {
        var counts = Mixture.Of<NegativeBinomial>(2);
        var start = counts.Start(MixtureData.Of<NegativeBinomial>([0, 1, 2, 5, 7, 9, 12]).OrThrow());
        var error = Assert.Throws<EmException>(() => Em.Online(counts, Rows([0, 1, 2, 5, 7]), start, new() { Batch = 5 }).Wait());
        Assert.Contains("cannot follow a stream", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_error_of_the_rows_own_is_that_of_the_stream() =>
        Assert.Throws<System.IO.IOException>(() =>
            Em.Online(_normals, Observable.Return(1.0).Concat(Observable.Throw<double>(new System.IO.IOException("gone"))), _start).Wait()
        );

    [Fact]
    public void A_start_of_another_size_is_misuse() =>
        Assert.Throws<ArgumentException>(() =>
            Em.Online(
                _normals,
                Observable.Return(1.0),
                Mixture.Of<Normal>(3).At(("mean", [0, 1, 2]), ("standardDeviation", [1, 1, 1])).OrThrow()
            )
        );
}
