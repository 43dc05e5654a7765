using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reactive.Linq;
using EmFunctional.Chains;
using EmFunctional.Families;
using EmFunctional.Iterating;
using EmFunctional.Journal;
using EmFunctional.Mixtures;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Online;
using EmFunctional.Runs;
using EmFunctional.Streams;
using EmFunctional.Tests.Support;

namespace EmFunctional.Tests.Online;

/// <summary>Runs over streams with a journal.</summary>
public sealed class RecordedStreamTests : IDisposable
{
    readonly JournalFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    static readonly Mixture _normals = Mixture.Of<Normal>(2);
    static readonly MixtureParameters _start = _normals.At(("mean", [0, 4]), ("standardDeviation", [1, 1])).OrThrow();
    static readonly Vector _rows = _normals.Sample(_start, new Seed(1), 95).Values;

    public static TheoryData<string> Schedules =>
        [
            "online(batch=10, steps=power(0.6, 0))",
            "online(batch=10, steps=power(0.7, 2), warmup=20, average=3, report=2)",
            "online(batch=10, steps=constant(0.1), average=1)",
        ];

    [Theory]
    [MemberData(nameof(Schedules))]
    public void Resumed_at_every_cut_the_events_are_those_of_an_uninterrupted_run(string text)
    {
        var schedule = OnlineSchedule.Parse(text).OrThrow();
        var path = _folder.PathTo("stream.clef");
        Recorded.RunOnline(path, _normals.OfNumbers(), _rows.ToObservable(), _start, schedule).Subscribe();
        var (bytes, whole) = (File.ReadAllBytes(path), EventsOf(path));
        var cuts = Enumerable
            .Range(1, bytes.Length - 1)
            .Where(i => bytes[i - 1] == '\n' || i % 97 == 0)
            .Where(i => i > System.Array.IndexOf(bytes, (byte)'\n'));
        foreach (var cut in cuts)
        {
            var torn = _folder.PathTo($"torn{cut}.clef");
            File.WriteAllBytes(torn, bytes[..cut]);
            Recorded.ResumeOnline(torn, _normals.OfNumbers(), learned => _rows.Skip((int)learned).ToObservable()).Subscribe();
            Assert.Equal(whole, EventsOf(torn));
        }
    }

    // Without what a resumption adds, and where it took place.
    static string[] EventsOf(string path) =>
        [
            .. Recorded
                .Replay(path, _normals.Chart.OnFlat())
                .ToEnumerable()
                .Where(happened => happened is not RunEvent<Vector>.Resumed)
                .Select(happened =>
                    happened switch
                    {
                        RunEvent<Vector>.Iterated e =>
                            $"{e.State.Iteration} {e.State.Evaluations} {e.State.Objective:R} {e.State.Residual:R} {string.Join(' ', e.State.Parameters.Concat(e.Memory).Select(BitConverter.DoubleToInt64Bits))}",
                        RunEvent<Vector>.Stopped e => $"{e.Reason} {e.Trace}",
                        RunEvent<Vector>.Started e => $"{e.Run}",
                        _ => $"{happened}",
                    }
                ),
        ];

    [Fact]
    public void A_run_that_has_ended_is_not_resumed_and_another_model_is_refused()
    {
        var path = _folder.PathTo("stream.clef");
        var schedule = new OnlineSchedule { Batch = 10 };
        Recorded.RunOnline(path, _normals.OfNumbers(), _rows.ToObservable(), _start, schedule).Subscribe();
        Assert.IsType<JournalError.Ended>(
            ErrorOf(() => Recorded.ResumeOnline(path, _normals.OfNumbers(), _ => _rows.ToObservable()).Wait())
        );
        Assert.Contains("the stream ended after 10 batches", EventsOf(path)[^1], StringComparison.Ordinal);

        var other = _folder.PathTo("other.clef");
        Recorded.RunOnline(other, _normals.OfNumbers(), _rows.ToObservable(), _start, schedule).Take(4).Subscribe();
        Assert.IsType<JournalError.Other>(
            ErrorOf(() => Recorded.ResumeOnline(other, Mixture.Of<Normal>(3).OfNumbers(), _ => _rows.ToObservable()).Wait())
        );
        // As a run over data that are a whole it is not taken up.
        var problem = Problem.Of(_normals, MixtureData.Of<Normal>(_rows).OrThrow()).OrThrow();
        Assert.Contains(
            "take it up with the rows that follow",
            Assert.ThrowsAny<Exception>(() => Recorded.Resume(other, problem).Wait()).Message,
            StringComparison.Ordinal
        );
    }

    static JournalError ErrorOf(Action action) => Assert.Throws<JournalException>(action).Error;

    [Fact]
    public void A_stream_of_sequences_is_learned_recorded_and_resumed()
    {
        string[][] weather =
        [
            ["dry", "dry", "wet"],
            ["wet", "wet", "dry", "dry"],
            ["dry", "wet"],
            ["dry", "dry", "dry", "wet", "wet"],
        ];
        var sequences = Enumerable
            .Repeat(weather, 25)
            .SelectMany(all => all)
            .Select(one => HiddenMarkovData.Create(one).OrThrow())
            .ToArray();
        var model = HiddenMarkov.Of(states: 2, symbols: 2);
        var start = model.Start(sequences[0]);
        var (path, problem) = (_folder.PathTo("weather.clef"), OnlineProblem.Of(model));
        Recorded.RunOnline(path, problem, sequences.ToObservable(), start, new() { Batch = 8 }).Take(5).Subscribe();
        var last = Recorded.ResumeOnline(path, problem, learned => sequences.Skip((int)learned).ToObservable()).States().Wait();
        var whole = Em.Online(model, sequences.ToObservable(), start, new() { Batch = 8 }).Wait();
        Assert.Equal((13, whole.Parameters, whole.Objective), (last.Iteration, last.Parameters, last.Objective));
    }
}
