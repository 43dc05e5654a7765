using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Reactive.Linq;
using System.Threading.Tasks;
using EmFunctional.Cli;
using EmFunctional.Families;
using EmFunctional.Iterating;
using EmFunctional.Journal;
using EmFunctional.Mixtures;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using EmFunctional.Streams;
using EmFunctional.Telemetry;
using EmFunctional.Tests.Support;
using LanguageExt;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace EmFunctional.Tests.Telemetry;

/// <summary>What OpenTelemetry sees of runs, by its own exporter.</summary>
[Collection("alone")] // who listens hears every run of the process
public sealed class TelemetryTests : IDisposable
{
    readonly JournalFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    Problem<MixtureParameters> Coins => _folder.Coins;

    static List<Activity> Spans(Action run)
    {
        var spans = new List<Activity>();
        using (Sdk.CreateTracerProviderBuilder().AddSource(EmTelemetry.Name).AddSource("outside").AddInMemoryExporter(spans).Build())
            run();
        return spans;
    }

    static Dictionary<string, MetricPoint[]> Metrics(Action run)
    {
        var metrics = new List<Metric>();
        using (var provider = Sdk.CreateMeterProviderBuilder().AddMeter(EmTelemetry.Name).AddInMemoryExporter(metrics).Build())
        {
            run();
            provider.ForceFlush();
            var found = new Dictionary<string, MetricPoint[]>();
            foreach (var metric in metrics)
            {
                var points = new List<MetricPoint>();
                foreach (ref readonly var point in metric.GetMetricPoints())
                    points.Add(point);
                found[metric.Name] = [.. points];
            }
            return found;
        }
    }

    static Dictionary<string, object?> Tags(MetricPoint point)
    {
        var tags = new Dictionary<string, object?>();
        foreach (var tag in point.Tags)
            tags[tag.Key] = tag.Value;
        return tags;
    }

    IObservable<RunEvent<MixtureParameters>> Run(StopRule? rule = null) =>
        Em.Run(Coins, Sample.ArticleStart, rule ?? StopRule.Default, new());

    [Fact]
    public void A_run_is_a_span_with_what_determines_it_and_how_it_ended()
    {
        var events = Array.Empty<RunEvent<MixtureParameters>>();
        var span = Assert.Single(Spans(() => events = [.. Run().ToEnumerable()]));
        Assert.Equal(("em.run", ActivityKind.Internal, ActivityStatusCode.Unset), (span.DisplayName, span.Kind, span.Status));
        var stopped = events.OfType<RunEvent<MixtureParameters>.Stopped>().Single();
        Assert.Equal("coins", span.GetTagItem("em.model.name"));
        Assert.Equal("plain", span.GetTagItem("em.algorithm"));
        Assert.Equal("converged", span.GetTagItem("em.stop.reason"));
        Assert.Equal(10, span.GetTagItem("em.run.iterations"));
        Assert.Equal(11, span.GetTagItem("em.run.evaluations"));
        Assert.Equal(stopped.Trace.ToString(), span.GetTagItem("em.trace.digest"));
        Assert.Equal(((RunEvent<MixtureParameters>.Started)events[0]).Run.ToString(), span.GetTagItem("em.run.id"));
        Assert.Null(Activity.Current);
    }

    [Fact]
    public void The_events_are_the_same_where_somebody_listens()
    {
        var (unheard, heard) = (Run().ToEnumerable().ToArray(), Array.Empty<RunEvent<MixtureParameters>>());
        Spans(() => heard = [.. Run().ToEnumerable()]);
        Assert.Equal(unheard, heard);
    }

    [Fact]
    public void Its_steps_are_within_it_and_it_is_within_what_goes_on_outside()
    {
        using var source = new ActivitySource("outside");
        var model = EmModel.Of<double, Vector>(
            "told",
            (x, at) =>
            {
                using var own = source.StartActivity("E-step");
                return new(at, -Math.Abs(at[0] - x));
            },
            s => [s[0] / 2],
            Chart.Of<Vector>(x => x, x => x, Coordinates.Real("x"))
        );
        var subscribers = new List<string?>();
        var spans = Spans(() =>
        {
            using var outside = source.StartActivity("request");
            Em.Run(model, 0.0, [1.0], StopRule.Iterations(2)).Subscribe(_ => subscribers.Add(Activity.Current?.DisplayName));
        });
        var (request, run) = (spans.Single(span => span.DisplayName == "request"), spans.Single(span => span.DisplayName == "em.run"));
        Assert.Equal(request.SpanId, run.ParentSpanId);
        var steps = spans.Where(span => span.DisplayName == "E-step").ToArray();
        Assert.True(steps.Length >= 3);
        Assert.All(steps, step => Assert.Equal(run.SpanId, step.ParentSpanId));
        Assert.All(subscribers, name => Assert.Equal("request", name));
    }

    [Fact]
    public void Several_starts_are_spans_within_that_of_their_tournament()
    {
        Arr<MixtureParameters> starts = Arr.create(
            JournalFolder.Start(0.6, 0.5),
            JournalFolder.Start(0.2, 0.3),
            JournalFolder.Start(0.45, 0.9)
        );
        var spans = Spans(() =>
        {
            foreach (var _ in Tournament.Events(Coins, starts, StopRule.Default, new() { Seed = 7 }).Watched()) { }
            foreach (var _ in Run().ToEnumerable()) { }
        });
        var tournament = Assert.Single(spans, span => span.DisplayName == "em.tournament");
        var runs = spans.Where(span => span.DisplayName == "em.run").ToArray();
        Assert.Equal(
            new object?[] { "start 1 of 3", "start 2 of 3", "start 3 of 3", "winner", null },
            runs.Select(run => run.GetTagItem("em.run.why"))
        );
        Assert.All(runs[..4], run => Assert.Equal(tournament.SpanId, run.ParentSpanId));
        Assert.NotEqual(tournament.SpanId, runs[4].ParentSpanId);
    }

    [Fact]
    public void A_run_that_fails_is_an_error_and_one_that_is_left_is_interrupted()
    {
        var failing = EmModel.Of<double, Vector>(
            "failing",
            (x, at) => new(at, at[0] < 0.3 ? double.NaN : -Math.Abs(at[0] - x)),
            s => [s[0] / 2],
            Chart.Of<Vector>(x => x, x => x, Coordinates.Real("x"))
        );
        var failed = Assert.Single(Spans(() => Em.Run(failing, 0.0, [1.0], StopRule.Iterations(9)).Subscribe()));
        Assert.Equal((ActivityStatusCode.Error, "failed"), (failed.Status, failed.GetTagItem("em.stop.reason")));
        Assert.NotNull(failed.GetTagItem("error.type"));
        var left = Assert.Single(Spans(() => Run().Take(4).Subscribe()));
        Assert.Equal(("interrupted", 2), (left.GetTagItem("em.stop.reason"), left.GetTagItem("em.run.iterations")));
    }

    [Fact]
    public async Task Runs_with_a_journal_their_resumptions_and_fits_on_the_pool_are_watched()
    {
        var path = _folder.PathTo("run.clef");
        Assert.Single(Spans(() => Recorded.Run(path, Coins, Sample.ArticleStart).Take(5).Subscribe()));
        var resumed = Assert.Single(Spans(() => Recorded.Resume(path, Coins).Subscribe()));
        Assert.Equal(
            (true, "coins", 10),
            (resumed.GetTagItem("em.run.resumed"), resumed.GetTagItem("em.model.name"), resumed.GetTagItem("em.run.iterations"))
        );
        var spans = new List<Activity>();
        using (Sdk.CreateTracerProviderBuilder().AddSource(EmTelemetry.Name).AddInMemoryExporter(spans).Build())
            await Em.FitAsync(Coins, Sample.ArticleStart);
        Assert.Equal("converged", Assert.Single(spans).GetTagItem("em.stop.reason"));
    }

    [Fact]
    public void The_tool_is_watched_where_it_selects_quantifies_and_trains()
    {
        int Runs(params string[] call) =>
            Spans(() => Assert.Equal(0, EmTool.Run([.. call, "--quiet"]))).Count(span => span.DisplayName == "em.run");
        string Kallisto(string file) => Repository.PathTo($"tests/EmFunctional.Transcripts.Tests/Reference/kallisto_test/{file}");
        Assert.Equal(3, Runs("select", "poisson-mixture", "@times-deaths", "--column", "deaths", "-k", "1-3"));
        Assert.Equal(
            1,
            Runs(
                "quant",
                "classes",
                Kallisto("p_pe/pseudoalignments.ec"),
                Kallisto("p_pe/pseudoalignments.tsv"),
                "--index",
                Kallisto("q_pe/abundance.tsv"),
                "-o",
                _folder.PathTo("out")
            )
        );
        System.IO.File.WriteAllText(_folder.PathTo("t.txt"), "the cat sat on the mat\nthe rat sat on the cat\na cat ate the rat\n");
        Assert.InRange(
            Runs("tokenise", "train", _folder.PathTo("t.txt"), "--vocab", "24", "--at-most", "-o", _folder.PathTo("t.model")),
            2,
            20
        );
    }

    [Fact]
    public void Iterations_passes_objective_and_durations_are_measured()
    {
        var last = Run().States().ToEnumerable().Last();
        var metrics = Metrics(() => Run().Subscribe());
        Assert.Equal(10, metrics["em.iterations"].Single().GetSumLong());
        Assert.Equal(11, metrics["em.evaluations"].Single().GetSumLong());
        Assert.Equal(last.Objective, metrics["em.objective"].Single().GetGaugeLastValueDouble());
        Assert.Equal(11, metrics["em.pass.duration"].Single().GetHistogramCount());
        Assert.Equal(1, metrics["em.runs"].Single().GetSumLong());
        Assert.Equal(1, metrics["em.run.duration"].Single().GetHistogramCount());
        Assert.Equal(
            new Dictionary<string, object?>
            {
                ["em.model.name"] = "coins",
                ["em.algorithm"] = "plain",
                ["em.stop.reason"] = "converged",
            },
            Tags(metrics["em.runs"].Single())
        );
    }

    [Fact]
    public void Rows_are_counted_where_a_model_knows_them()
    {
        var waits = Problem.Of(Mixture.Of<Normal>(2), MixtureData.Of<Normal>([1.1, 0.4, 0.9, 1.6, 5.2, 4.1, 5.9, 4.8]).OrThrow()).OrThrow();
        var start = Mixture.Of<Normal>(2).At(("mixingWeight", [0.5, 0.5]), ("mean", [0, 6]), ("standardDeviation", [1, 1])).OrThrow();
        var metrics = Metrics(() => Em.Run(waits, start, StopRule.Iterations(4), new()).Subscribe());
        Assert.Equal(8 * metrics["em.evaluations"].Single().GetSumLong(), metrics["em.rows"].Single().GetSumLong());
        Assert.True(metrics["em.rows.rate"].Single().GetGaugeLastValueDouble() > 0);
    }

    [Fact]
    public void Where_nobody_listens_nothing_is_allocated_for_it()
    {
        long Allocated(Func<IEnumerable<RunEvent<MixtureParameters>>> events)
        {
            foreach (var _ in events()) { }
            var before = GC.GetAllocatedBytesForCurrentThread();
            foreach (var _ in events()) { }
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
        IEnumerable<RunEvent<MixtureParameters>> Events() =>
            Em.Events(Coins, Sample.ArticleStart, StopRule.Residual(0) | StopRule.Iterations(200), new());
        var (bare, watched) = (Allocated(Events), Allocated(() => Events().Watched()));
        // The wrapper itself, once a run and not once an iterate.
        Assert.InRange(watched - bare, 0, 64);
    }
}
